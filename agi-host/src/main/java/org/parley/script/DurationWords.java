package org.parley.script;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Lengths of time as a script writes them: {@code 500.ms}, {@code 8.s}, {@code 2.min}, {@code 1.h}, with the long
 * forms {@code seconds}, {@code minutes} and {@code hours}. Known to Groovy as an extension module.
 */
public final class DurationWords {
    private DurationWords() {}

    /** Milliseconds: {@code 500.ms}. */
    public static Duration getMs(Number count) {
        return of(count, 1);
    }

    /** Seconds: {@code 8.s}, {@code 1.5.s}. */
    public static Duration getS(Number count) {
        return of(count, 1_000);
    }

    /** Seconds: {@code 8.seconds}. */
    public static Duration getSeconds(Number count) {
        return getS(count);
    }

    /** Minutes: {@code 2.min}. */
    public static Duration getMin(Number count) {
        return of(count, 60_000);
    }

    /** Minutes: {@code 2.minutes}. */
    public static Duration getMinutes(Number count) {
        return getMin(count);
    }

    /** Hours: {@code 1.h}. */
    public static Duration getH(Number count) {
        return of(count, 3_600_000);
    }

    /** Hours: {@code 1.hours}. */
    public static Duration getHours(Number count) {
        return getH(count);
    }

    private static Duration of(Number count, long millis) {
        BigDecimal exact = new BigDecimal(count.toString()).multiply(BigDecimal.valueOf(millis));
        return Duration.ofMillis(exact.longValue());
    }
}
