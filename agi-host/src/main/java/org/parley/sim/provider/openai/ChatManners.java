package org.parley.sim.provider.openai;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** How a stand-in answers chat completions: as OpenAI, unless told of oddities of compatible servers. Any thread. */
public final class ChatManners {
    private volatile Set<Oddity> oddities = Set.of();
    private volatile Duration firstWait = Duration.ZERO;
    private volatile Duration wait = Duration.ZERO;
    private volatile int breakAfter = Integer.MAX_VALUE;

    /** What servers do otherwise. */
    public enum Oddity {
        /** No [DONE] at the end. */
        NO_DONE,
        /** Usage stands on the last piece of text. */
        USAGE_ON_TEXT,
        /** Usage is never told. */
        NO_USAGE,
        /** A tool call comes in one piece, with the role on every chunk. */
        WHOLE_CALLS,
        /** Tool calls have no ids. */
        NO_IDS,
        /** Tool calls have no index. */
        NO_INDEX,
        /** It finishes with "stop" though tools are called. */
        STOP_WITH_CALLS,
        /** Lines end with CR LF, comments come between them, and no blank stands after the colon. */
        ODD_LINES,
        /** Thoughts come beside the text, in a field of their own. */
        REASONING,
        /** Errors have the shape of FastAPI. */
        DETAIL,
        /** An error comes in the middle of the stream. */
        ERROR_IN_STREAM,
        /** The answer is held back by a filter. */
        FILTERED,
        /** Older field names and nothing that is new: max_tokens, no stream_options. */
        OLD_FIELDS,
        /** System messages are taken at the start only. */
        SYSTEM_FIRST
    }

    /** From now on only these. */
    public void be(Oddity... those) {
        Set<Oddity> chosen = EnumSet.noneOf(Oddity.class);
        chosen.addAll(Set.of(those));
        oddities = chosen;
    }

    /** How long the first chunk takes, and each that follows. */
    public void take(Duration first, Duration next) {
        firstWait = first;
        wait = next;
    }

    /** The connection breaks after so many chunks. */
    public void breakAfter(int chunks) {
        breakAfter = chunks;
    }

    boolean is(Oddity oddity) {
        return oddities.contains(oddity);
    }

    Duration firstWait() {
        return firstWait;
    }

    Duration wait(int chunk) {
        return chunk == 0 ? firstWait : wait;
    }

    int breakAfter() {
        return breakAfter;
    }
}
