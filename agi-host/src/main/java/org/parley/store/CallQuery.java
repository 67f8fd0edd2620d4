package org.parley.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for, newest first. A text that is "" and a moment that is null choose all.
 *
 * @param limit how many at most, at least 1
 * @param before only those that come after this place in the list
 * @param status that the script gave the call
 * @param line the user of the agent line that had it; of a running call it is not known
 * @param from the earliest start
 * @param to the first start that is too late
 */
public record CallQuery(
        int limit,
        @Nullable Cursor before,
        String script,
        String campaign,
        String status,
        String line,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** The order of every list; what began in one millisecond stands by its id, as the tables know no finer time. */
    static final Comparator<CallRow> NEWEST_FIRST =
            Comparator.comparing(Cursor::of, Cursor.ORDER).reversed();

    public CallQuery {
        from = from == null ? null : inTables(from);
        to = to == null ? null : inTables(to);
    }

    private static Instant inTables(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A place in the list: the call that was seen last. */
    public record Cursor(Instant startedAt, String id) {
        private static final Comparator<Cursor> ORDER =
                Comparator.comparing(Cursor::startedAt).thenComparing(Cursor::id);
        private static final Pattern TEXT = Pattern.compile("(\\d{1,15})-(.{1,64})");

        public Cursor {
            startedAt = inTables(startedAt);
        }

        static Cursor of(CallRow call) {
            return new Cursor(call.startedAt(), call.id());
        }

        /** Empty for what is none. */
        public static Optional<Cursor> parse(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches() && CallStart.isId(parts.group(2))
                    ? Optional.of(new Cursor(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2)))
                    : Optional.empty();
        }

        /** As {@link #parse} reads it. */
        @Override
        public String toString() {
            return startedAt.toEpochMilli() + "-" + id;
        }

        private boolean isBefore(CallRow call) {
            return ORDER.compare(of(call), this) < 0;
        }
    }

    /** The newest of all. */
    public static CallQuery newest(int limit) {
        return new CallQuery(limit, null, "", "", "", "", null, null);
    }

    boolean fits(CallRow call) {
        Instant began = inTables(call.startedAt());
        return (before == null || before.isBefore(call))
                && fits(script, call.script())
                && fits(campaign, call.campaign())
                && fits(status, call.disposition())
                && fits(line, call.line())
                && (from == null || !began.isBefore(from))
                && (to == null || began.isBefore(to));
    }

    private static boolean fits(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }
}
