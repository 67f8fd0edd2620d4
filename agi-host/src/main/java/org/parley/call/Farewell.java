package org.parley.call;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Folded;
import org.parley.ai.ToolCall;
import org.parley.ai.talk.BackChannels;
import org.parley.script.Call.TalkEnd;

/**
 * The end of a talk that the voice or a tool of it asked for: its last words are heard out first, and a caller who
 * speaks into them has something to say. One thread.
 */
final class Farewell {
    /** A voice that has said its goodbye is silent for so long before the call ends. */
    private static final long QUIET_NANOS = 700_000_000L;
    /** A voice that does not say the words it was given is not waited for longer. */
    private static final long BEGINS_NANOS = 6_000_000_000L;
    /** What the caller says into it is understood so long after he has fallen silent. */
    private static final long UNDERSTOOD_NANOS = 4_000_000_000L;
    /** Whatever is said. */
    private static final long WHOLE_NANOS = 25_000_000_000L;

    /** Words of leave, in whatever language. */
    private static final List<String> LEAVE = Stream.of(
                    "bye", "thank", "سلامة", "شكرا", "خداحافظ", "خدانگهدار", "ممنون", "متشکر", "مرسی")
            .map(Folded::of)
            .toList();

    private final TalkEnd end;
    private final @Nullable ToolCall call; // null when the voice itself ended the talk
    private final Runnable then;
    private final boolean wordsGiven;
    private final long beganNanos;
    private long quietSinceNanos;
    private boolean spoken;
    private boolean callerSpoke; // since the farewell began, and his words are not known yet

    /** {@code wordsGiven} when a text was handed to the voice that it has not begun yet. */
    Farewell(TalkEnd end, @Nullable ToolCall call, Runnable then, boolean wordsGiven, long nowNanos) {
        this.end = end;
        this.call = call;
        this.then = then;
        this.wordsGiven = wordsGiven;
        this.beganNanos = nowNanos;
        this.quietSinceNanos = nowNanos;
    }

    /** Whether a caller who says that in this language only takes leave himself. */
    static boolean isLeave(String words, Locale spoken) {
        String plain = Folded.of(words);
        return plain.isBlank() || LEAVE.stream().anyMatch(plain::contains) || BackChannels.isOne(words, spoken);
    }

    /** The tool that can be told that the talk goes on, or null. */
    @Nullable
    ToolCall call() {
        return call;
    }

    /** Does what was to be done at the end, and tells how the talk ended. */
    TalkEnd done() {
        then.run();
        return end;
    }

    /** The words of the caller are known; true when they came after the farewell had begun. */
    boolean heard() {
        boolean his = callerSpoke;
        callerSpoke = false;
        return his;
    }

    /** Looks who speaks; true once all was heard. */
    boolean isOver(long nowNanos, boolean agentSpeaks, boolean callerSpeaks) {
        spoken |= agentSpeaks;
        callerSpoke |= callerSpeaks;
        if (agentSpeaks || callerSpeaks) {
            quietSinceNanos = nowNanos;
        }
        long needed = callerSpoke ? UNDERSTOOD_NANOS : wordsGiven && !spoken ? BEGINS_NANOS : QUIET_NANOS;
        return nowNanos - beganNanos >= WHOLE_NANOS || nowNanos - quietSinceNanos >= needed;
    }
}
