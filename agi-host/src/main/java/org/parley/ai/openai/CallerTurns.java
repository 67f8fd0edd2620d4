package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.CallerSaying;
import org.parley.ai.openai.OpenAiRealtimeSettings.Turns;

/** The caller's turns as the server's detector and writer tell them. The talk's thread only. */
final class CallerTurns {
    private static final int KEPT_MAX = 64;
    /** After so much silence nothing of what he has said is on its way any more. */
    private static final long QUIET_NANOS = Duration.ofMillis(800).toNanos();
    /** His words are waited for no longer than this. */
    private static final long WORDS_NANOS = Duration.ofSeconds(5).toNanos();

    private final OpenAiRealtimeSettings settings;
    private final Uplink uplink;
    private final TalkMemory memory;
    private final Teller teller;
    private final Map<String, Times> times = new LinkedHashMap<>();
    private boolean speaking;
    private boolean wordsDue;
    private long stoppedNanos = System.nanoTime();

    private static final class Times {
        private long start;
        private long end;
        private long decided;
        private String soFar = "";
    }

    CallerTurns(OpenAiRealtimeSettings settings, Uplink uplink, TalkMemory memory, Teller teller) {
        this.settings = settings;
        this.uplink = uplink;
        this.memory = memory;
        this.teller = teller;
    }

    /** {@code speech_started}: its offset includes the audio kept from before the speech. */
    void started(JsonNode message) {
        speaking = true;
        long prefix = settings.turns() == Turns.SERVER ? settings.prefix().toMillis() : 0;
        Times turn = turn(message);
        turn.start = Math.min(
                System.nanoTime(), uplink.nanosAt(message.path("audio_start_ms").asLong(0) + prefix));
    }

    /** {@code speech_stopped}: its offset includes the silence that was waited for. */
    void stopped(JsonNode message) {
        speaking = false;
        stoppedNanos = System.nanoTime();
        long silence = settings.turns() == Turns.SERVER ? settings.silence().toMillis() : 0;
        Times turn = turn(message);
        turn.decided = stoppedNanos;
        turn.end = Math.min(
                stoppedNanos,
                Math.max(turn.start, uplink.nanosAt(message.path("audio_end_ms").asLong(0) - silence)));
    }

    void committed(JsonNode message) {
        if (!settings.transcriptionModel().equals(OpenAiSettings.NONE)) {
            wordsDue = true;
            memory.begun(message.path("item_id").asText(""));
        }
    }

    /** A piece of his words. */
    void understands(JsonNode message) {
        Times turn = turn(message);
        turn.soFar += message.path("delta").asText("");
        if (!turn.soFar.isBlank()) {
            teller.tell(new CallerSaying(turn.soFar.strip()));
        }
    }

    /** His words, "" when they could not be written down. */
    void understood(JsonNode message, String words) {
        wordsDue = false;
        String item = message.path("item_id").asText("");
        String text = words.strip();
        memory.caller(item, text);
        Times turn = times.remove(item);
        if (!text.isEmpty()) {
            long now = System.nanoTime();
            teller.tell(new CallerSaid(
                    text,
                    1,
                    turn == null
                            ? new CallerSaid.SpeechTimes(0, 0, 0, now)
                            : new CallerSaid.SpeechTimes(turn.start, turn.end, turn.decided, now)));
        }
    }

    /** The session is gone with what it has heard. */
    void lost() {
        speaking = false;
        wordsDue = false;
        times.clear();
    }

    boolean isSpeaking() {
        return speaking;
    }

    /** True when he has been silent for a while and his words are known. */
    boolean isQuiet(long now) {
        return !speaking && now - stoppedNanos > (wordsDue ? WORDS_NANOS : QUIET_NANOS);
    }

    private Times turn(JsonNode message) {
        String item = message.path("item_id").asText("");
        if (times.size() >= KEPT_MAX) {
            times.remove(times.keySet().iterator().next());
        }
        return times.computeIfAbsent(item, _ -> new Times());
    }
}
