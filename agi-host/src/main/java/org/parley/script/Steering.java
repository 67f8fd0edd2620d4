package org.parley.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How the code of a talk that goes on, its tools and its {@code mood}, tells the talk where to go. Any thread. */
public final class Steering {
    /** A tool of the talk has failed. */
    public static final String TOOL_FAILED = "tool-failed";
    /** A voice was left for the next. */
    public static final String VOICE_LOST = "voice-lost";
    /** The caller has said nothing, however often he was asked. */
    public static final String SILENCE = "silence";
    /** A transfer has come to nothing. */
    public static final String TRANSFER_REFUSED = "transfer-refused";

    private static final int INSTRUCTIONS_MAX = 100; // in one talk
    private static final int CHARS_MAX = 2000;
    private static final Wheel NOBODYS = new Wheel() {
        @Override
        public void instruct(String text) {}

        @Override
        public void finish(String intent) {}
    };

    private final AtomicInteger instructions = new AtomicInteger();
    private final Map<String, String> ends = new ConcurrentHashMap<>(); // by event: the intent that the talk ends with
    private volatile @Nullable Wheel wheel; // null before the talk

    /** What a talk does when it is told. Neither waits. */
    public interface Wheel {
        /** The model is to know this from now on. */
        void instruct(String text);

        /** The talk ends now, with this for its intent. */
        void finish(String intent);
    }

    /** The talk begins. */
    public void begin(Wheel talk) {
        wheel = talk;
    }

    /** The talk is over: what is still told to it is of no use. */
    public void end() {
        wheel = NOBODYS;
    }

    /** Lets the talk end with this intent when that happens. */
    void endsOn(String event, String intent) {
        ends.put(event, intent);
    }

    /** That has happened in the talk. */
    public void happened(String event) {
        String intent = ends.get(event);
        Wheel talk = wheel;
        if (intent != null && talk != null) {
            talk.finish(intent);
        }
    }

    void instruct(String text) {
        Wheel steered = held("instruct");
        if (text.isBlank() || text.length() > CHARS_MAX || instructions.incrementAndGet() > INSTRUCTIONS_MAX) {
            throw new ScriptException(
                    "Expected instruct with 1 to " + CHARS_MAX + " characters, and at most " + INSTRUCTIONS_MAX
                            + " times in a talk",
                    null);
        }
        steered.instruct(text);
    }

    void finish(String intent) {
        Wheel steered = held("finish");
        if (intent.isBlank() || intent.length() > 64) {
            throw new ScriptException(
                    "Expected finish with a name of 1 to 64 characters but was '" + intent + "'", null);
        }
        steered.finish(intent);
    }

    private Wheel held(String verb) {
        Wheel talk = wheel;
        if (talk == null) {
            throw new ScriptException("'" + verb + "' stands inside mood { … } or the code of a tool", null);
        }
        return talk;
    }
}
