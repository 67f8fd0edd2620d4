package org.parley.ai;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time to come out of English, Arabic or Persian words: "tomorrow at three thirty", "in two hours", "next
 * monday at ten in the morning". An hour without morning or afternoon is taken in business hours, 8 to 19. A day
 * without an hour means ten in the morning.
 */
public final class FutureTimes {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("fifteen", 15),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50));
    private static final LocalTime DAY_ONLY = LocalTime.of(10, 0);
    private static final int DAYS_MAX = 366;

    private final List<String> words;
    private final ZonedDateTime now;
    private int at;
    private @Nullable LocalDate day; // once a word named it
    private @Nullable LocalTime time;
    private boolean halfOfDayKnown;

    private FutureTimes(List<String> words, ZonedDateTime now) {
        this.words = words;
        this.now = now;
    }

    /** The time that these words mean, after {@code now}; empty when they mean none, or one that has passed. */
    public static Optional<Instant> parse(String words, ZonedDateTime now) {
        String plain = TimeWords.english(words)
                .toLowerCase(Locale.ROOT)
                .replace("o'clock", " ")
                .replaceAll("\\b([ap])\\.? ?m\\b\\.?", "$1m")
                .replaceAll("[^a-z0-9: ]", " ")
                .strip();
        return new FutureTimes(List.of(plain.split("\\s+", -1)), now).read();
    }

    private Optional<Instant> read() {
        while (at < words.size()) {
            String word = words.get(at++);
            if (word.equals("in") && !next("the")) {
                Optional<Instant> later = later();
                if (later.isPresent()) {
                    return later;
                }
            } else {
                readDay(word);
                readTime(word);
            }
        }
        return day == null && time == null ? Optional.empty() : combined();
    }

    private boolean next(String word) {
        return at < words.size() && words.get(at).equals(word);
    }

    /** "two hours", "half an hour", "a week". */
    private Optional<Instant> later() {
        boolean half = next("half");
        if (half) {
            at++;
        }
        int amount = at < words.size() ? number(words.get(at)) : -1;
        if (amount < 0) {
            return Optional.empty();
        }
        at++;
        String unit = at < words.size() ? words.get(at++) : "";
        ZonedDateTime then = switch (unit) {
            case "minute", "minutes" -> now.plusMinutes(amount);
            case "hour", "hours" -> half ? now.plusMinutes(30) : now.plusHours(amount);
            case "day", "days" -> now.plusDays(Math.min(amount, DAYS_MAX));
            case "week", "weeks" -> now.plusWeeks(Math.min(amount, DAYS_MAX / 7));
            default -> now;
        };
        return then.isAfter(now) ? Optional.of(then.toInstant()) : Optional.empty();
    }

    private void readDay(String word) {
        switch (word) {
            case "today" -> day = today();
            case "tonight" -> {
                day = today();
                time = time == null ? LocalTime.of(20, 0) : afternoon(time);
                halfOfDayKnown = true;
            }
            case "tomorrow" -> day = today().plusDays(afterTomorrow() ? 2 : 1);
            case "week" -> day = today().plusWeeks(1);
            default -> {
                for (DayOfWeek weekday : DayOfWeek.values()) {
                    if (weekday.name().equalsIgnoreCase(word)) {
                        day = today().with(TemporalAdjusters.next(weekday));
                    }
                }
            }
        }
    }

    private boolean afterTomorrow() {
        return at >= 3 && words.get(at - 2).equals("after") && words.get(at - 3).equals("day");
    }

    private LocalDate today() {
        return now.toLocalDate();
    }

    private void readTime(String word) {
        switch (word) {
            case "noon", "midday" -> setTime(12, 0, true);
            case "midnight" -> setTime(0, 0, true);
            case "half", "quarter" -> pastOrTo(word.equals("half") ? 30 : 15);
            case "morning", "am" -> half(false, LocalTime.of(9, 0));
            case "afternoon", "pm" -> half(true, LocalTime.of(14, 0));
            case "evening" -> half(true, LocalTime.of(18, 0));
            default -> clock(word);
        }
    }

    /** "half past three", "a quarter to four". */
    private void pastOrTo(int minutes) {
        if (at + 1 >= words.size()) {
            return;
        }
        boolean to = words.get(at).equals("to");
        int hour = number(words.get(at + 1));
        if ((to || words.get(at).equals("past")) && hour >= 1 && hour <= 12) {
            at += 2;
            LocalTime whole = LocalTime.of(hour % 12, 0);
            LocalTime meant = to ? whole.minusMinutes(minutes) : whole.plusMinutes(minutes);
            setTime(meant.getHour() % 12, meant.getMinute(), false);
        }
    }

    private void half(boolean later, LocalTime alone) {
        LocalTime named = time;
        if (named == null) {
            time = alone;
        } else {
            time = later ? afternoon(named) : named.getHour() >= 12 ? named.minusHours(12) : named;
        }
        halfOfDayKnown = true;
    }

    private static LocalTime afternoon(LocalTime named) {
        return named.getHour() < 12 ? named.plusHours(12) : named;
    }

    /** "three", "three thirty", "ten forty five", "nine oh five", "15:30". */
    private void clock(String word) {
        if (word.matches("\\d{1,2}:\\d{2}")) {
            int hour = Integer.parseInt(word.substring(0, word.indexOf(':')));
            int minute = Integer.parseInt(word.substring(word.indexOf(':') + 1));
            if (hour < 24 && minute < 60) {
                setTime(hour, minute, hour == 0 || hour > 12);
            }
            return;
        }
        int hour = number(word);
        if (hour < 1 || hour > 23 || word.equals("a") || word.equals("an")) {
            return;
        }
        int minute = 0;
        if (next("oh") && at + 1 < words.size() && number(words.get(at + 1)) >= 0) {
            minute = number(words.get(at + 1));
            at += 2;
        } else if (at < words.size() && number(words.get(at)) >= 10) {
            minute = number(words.get(at++));
            if (minute >= 20 && at < words.size() && number(words.get(at)) >= 1 && number(words.get(at)) <= 9) {
                minute += number(words.get(at++));
            }
        }
        if (minute < 60) {
            setTime(hour, minute, hour > 12);
        }
    }

    private void setTime(int hour, int minute, boolean exact) {
        boolean wasKnown = halfOfDayKnown;
        boolean wasLater = time != null && time.getHour() >= 12;
        time = LocalTime.of(exact ? hour : hour % 12, minute);
        if (exact) {
            halfOfDayKnown = true;
        } else if (wasKnown && wasLater) {
            time = afternoon(time); // "tomorrow afternoon at three"
        }
    }

    private Optional<Instant> combined() {
        LocalTime meant = time == null ? DAY_ONLY : time;
        if (time != null && !halfOfDayKnown && meant.getHour() < 8) {
            meant = meant.plusHours(12);
        }
        ZonedDateTime then = (day == null ? today() : day).atTime(meant).atZone(now.getZone());
        if (!then.isAfter(now) && !halfOfDayKnown && time != null && meant.getHour() < 12) {
            then = then.plusHours(12);
        }
        if (!then.isAfter(now)) {
            if (day != null && !day.equals(today())) {
                return Optional.empty();
            }
            then = then.plusDays(1);
        }
        return Duration.between(now, then).toDays() > DAYS_MAX ? Optional.empty() : Optional.of(then.toInstant());
    }

    private static int number(String word) {
        if (word.matches("\\d{1,3}")) {
            return Integer.parseInt(word);
        }
        return NUMBERS.getOrDefault(word, -1);
    }
}
