package org.parley.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which calls are added up, and by what.
 *
 * @param from the first moment at which a call may have begun
 * @param until the first at which it may not
 * @param zone whose days and hours they are
 * @param script only its calls; "" for all
 * @param campaign only its calls; "" for all
 */
public record ReportQuery(Instant from, Instant until, ZoneId zone, By by, String script, String campaign) {
    private static final long DAY_SECONDS = 86_400;
    private static final Duration LEEWAY = Duration.ofHours(2); // a day may have 25 hours

    /** What a row of the report stands for. */
    public enum By {
        DAY(366),
        HOUR(31),
        SCRIPT(366),
        STATUS(366),
        LINE(366);

        private final int daysMax;

        By(int daysMax) {
            this.daysMax = daysMax;
        }

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * That of a word.
         *
         * @throws IllegalArgumentException naming those that there are
         */
        public static By of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("by: expected one of "
                            + Arrays.stream(values()).map(By::word).collect(Collectors.joining(", "))
                            + " but was '" + (word.length() <= 40 ? word : word.substring(0, 40) + "…") + "'"));
        }
    }

    public ReportQuery {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("Expected a span that ends after " + from + " but it ends at " + until);
        }
        Duration span = Duration.between(from, until);
        if (span.compareTo(Duration.ofDays(by.daysMax).plus(LEEWAY)) > 0) {
            throw new IllegalArgumentException("by %s: expected at most %d days but were %d; ask for less at a time"
                    .formatted(by.word(), by.daysMax, Math.ceilDiv(span.toSeconds(), DAY_SECONDS)));
        }
    }

    /**
     * Of what somebody has asked for on the clock of that zone, the last second included.
     *
     * @throws IllegalArgumentException when that is too long
     */
    public static ReportQuery of(
            LocalDateTime from, LocalDateTime to, ZoneId zone, By by, String script, String campaign) {
        return new ReportQuery(
                from.atZone(zone).toInstant(), to.plusSeconds(1).atZone(zone).toInstant(), zone, by, script, campaign);
    }
}
