package org.parley.dialer.reports;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From one second to another, both included, on the dialer's clock, as its reports ask for them. */
public record Period(LocalDateTime from, LocalDateTime to) {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final LocalTime LAST = LocalTime.of(23, 59, 59);
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_MAX = 2099;
    private static final int TEXT_SHOWN_MAX = 60;

    /**
     * Of what an admin has typed: a day stands for all of it.
     *
     * @param from null for the beginning of today, or of the day that {@code to} is in
     * @param to null for the end of today
     * @param now on the dialer's clock
     * @throws IllegalArgumentException saying what was expected and what came
     */
    public static Period of(@Nullable String from, @Nullable String to, LocalDateTime now) {
        return of(from, to, now, new Asked("--from", "--to", "the dialer's clock"));
    }

    /** How it is asked for: what stands before a mistake in the one and the other, and whose clock it is on. */
    public record Asked(String from, String to, String clock) {}

    /** The same where it is asked for in another way. */
    public static Period of(@Nullable String from, @Nullable String to, LocalDateTime now, Asked asked) {
        LocalDateTime end = to == null ? now.with(LAST) : moment(asked.to(), to, LAST, asked);
        LocalDateTime start =
                from == null ? end.toLocalDate().atStartOfDay() : moment(asked.from(), from, LocalTime.MIDNIGHT, asked);
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("%s: expected a time after %s, which is %s, but was %s%s"
                    .formatted(
                            asked.to(),
                            asked.from(),
                            SHOWN.format(start),
                            SHOWN.format(end),
                            to == null ? ", the end of today on " + asked.clock() : ""));
        }
        return new Period(start.truncatedTo(ChronoUnit.SECONDS), end.truncatedTo(ChronoUnit.SECONDS));
    }

    private static LocalDateTime moment(String option, String text, LocalTime timeOfDay, Asked asked) {
        try {
            String iso = text.strip().replace(' ', 'T');
            LocalDateTime moment = iso.contains("T")
                    ? LocalDateTime.parse(iso)
                    : LocalDate.parse(iso).atTime(timeOfDay);
            if (moment.getYear() >= YEAR_MIN && moment.getYear() <= YEAR_MAX) {
                return moment;
            }
        } catch (DateTimeParseException neither) {
            // told below
        }
        throw new IllegalArgumentException(
                "%s: expected a day such as 2026-03-31 or a time such as '2026-03-31 14:30', on %s, but was '%s'"
                        .formatted(
                                option,
                                asked.clock(),
                                text.length() <= TEXT_SHOWN_MAX ? text : text.substring(0, TEXT_SHOWN_MAX) + "…"));
    }

    /** As the dialer's columns compare. */
    String first() {
        return SHOWN.format(from);
    }

    String last() {
        return SHOWN.format(to);
    }

    /** For people. */
    @Override
    public String toString() {
        return first() + " to " + last();
    }
}
