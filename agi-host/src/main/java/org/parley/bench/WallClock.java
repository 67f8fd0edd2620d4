package org.parley.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock that two processes of a machine share, in microseconds since 1970, beside that of this process. */
record WallClock(long epochMicros, long nanos) {

    static WallClock now() {
        return new WallClock(micros(Instant.now()), System.nanoTime());
    }

    static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1000;
    }

    /** When a {@link System#nanoTime()} was. */
    long micros(long at) {
        return epochMicros + (at - nanos) / 1000;
    }
}
