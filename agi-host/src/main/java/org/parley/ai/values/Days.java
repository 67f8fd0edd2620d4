package org.parley.ai.values;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parley.ai.values.Said.Group;

/**
 * Reads a day, past or future, out of English, Arabic or Persian words and out of keys. Without a year it is the next
 * such day; a year of two figures is not more than ten years ahead.
 */
final class Days {
    private static final Pattern YEAR_FIRST = Pattern.compile("\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})\\b");
    private static final Pattern YEAR_LAST = Pattern.compile("\\b(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})\\b");
    private static final Pattern DAY_OF_MONTH = Pattern.compile(
            "\\b(?:the|on) (?:\\d{1,2}(?:st|nd|rd|th)" + "|(?:[a-z]+[ -])?[a-z]*(?:th|first|second|third))\\b");
    private static final Set<String> MONTH_FIRST = Set.of("US", "PR", "CA", "PH");
    private static final Set<String> BEFORE = Set.of("last", "past", "ago", "previous");
    private static final int YEAR_MIN = 1880;
    private static final int YEARS_AHEAD = 10;
    private static final int MOST = 1000; // of days, weeks or months from today

    private final Said said;
    private final LocalDate today;
    private final Locale region;

    private Days(Said said, LocalDate today, Locale region) {
        this.said = said;
        this.today = today;
        this.region = region;
    }

    /** The one day that these words mean. */
    static Optional<LocalDate> spoken(String words, Locale region, LocalDate today) {
        String text = Said.latin(words);
        Matcher iso = YEAR_FIRST.matcher(text);
        if (iso.find()) {
            return day(number(iso, 1), number(iso, 2), number(iso, 3));
        }
        Days days = new Days(DayWords.of(words), today, region);
        Matcher written = YEAR_LAST.matcher(text);
        if (written.find()) {
            return days.ordered(number(written, 1), number(written, 2), days.year(written.group(3)));
        }
        return days.read(DAY_OF_MONTH.matcher(text).find());
    }

    /** Eight keys: month, day and year in America, year first in Persian, else day, month and year. */
    static Optional<LocalDate> keyed(String keys, Locale region, LocalDate today) {
        if (!keys.matches("\\d{8}")) {
            return Optional.empty();
        }
        if (isYearFirst(region)) {
            return day(part(keys, 0, 4), part(keys, 4, 6), part(keys, 6, 8));
        }
        return new Days(Said.of(""), today, region)
                .ordered(part(keys, 0, 2), part(keys, 2, 4), Optional.of(part(keys, 4, 8)));
    }

    /** Whether month, day and year follow each other like that where the caller is. */
    static boolean isMonthFirst(Locale region) {
        return region.getCountry().isEmpty()
                ? region.getLanguage().equals("en")
                : MONTH_FIRST.contains(region.getCountry());
    }

    static boolean isYearFirst(Locale region) {
        return region.getLanguage().equals("fa");
    }

    private Optional<LocalDate> read(boolean dayOfMonth) {
        int month = -1;
        for (int at = 0; at < said.size(); at++) {
            if (said.at(at).matches("(?:month|solar)\\d{1,2}")) {
                if (month >= 0) {
                    return Optional.empty();
                }
                month = at;
            }
        }
        if (month >= 0) {
            return ofMonth(month);
        }
        List<Group> all = groups(0, said.size());
        if (all.size() >= 3 && !hasUnit()) {
            return inFigures(all);
        }
        if (all.size() == 1 && all.getFirst().figures().length() == 8) {
            return keyed(all.getFirst().figures(), region, today);
        }
        Optional<LocalDate> relative = relative();
        return relative.isPresent() || all.size() != 1 || !(dayOfMonth || hasUnit())
                ? relative
                : inMonth((int) all.getFirst().value());
    }

    // --- with the name of a month

    private Optional<LocalDate> ofMonth(int place) {
        boolean solar = said.at(place).startsWith("solar");
        int month = Integer.parseInt(said.at(place).substring(5));
        List<Group> before = groups(0, place);
        List<Group> after = new ArrayList<>(groups(place + 1, said.size()));
        String yearBefore = before.size() > 1 ? before.removeFirst().figures() : "";
        if (before.size() > 1) {
            return Optional.empty();
        }
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        Group day = before.isEmpty() ? after.removeFirst() : before.getFirst();
        if (!day.plain() || day.value() > 31) {
            return Optional.empty();
        }
        String figures = yearBefore + after.stream().map(Group::figures).collect(Collectors.joining());
        int date = (int) day.value();
        if (solar) {
            return ofSolar(month, date, figures);
        }
        if (figures.isEmpty()) {
            return next(month, date);
        }
        return year(figures).flatMap(year -> exact(year, month, date));
    }

    private Optional<LocalDate> ofSolar(int month, int day, String figures) {
        if (figures.isEmpty()) {
            int year = PersianCalendar.of(today)[0];
            return PersianCalendar.day(year, month, day)
                    .filter(found -> !found.isBefore(today))
                    .or(() -> PersianCalendar.day(year + 1, month, day));
        }
        int year = Integer.parseInt(figures.length() > 4 ? "0" : figures);
        int now = PersianCalendar.of(today)[0];
        int whole = year >= 100 ? year : year + (1400 + year > now + YEARS_AHEAD ? 1300 : 1400);
        return PersianCalendar.day(whole, month, day);
    }

    private Optional<LocalDate> next(int month, int day) {
        if (BEFORE.contains(said.at(0)) || said.words().contains("last")) {
            return exact(today.getYear(), month, day)
                    .filter(found -> found.isBefore(today))
                    .or(() -> exact(today.getYear() - 1, month, day));
        }
        for (int year = today.getYear(); year <= today.getYear() + 8; year++) { // February 29
            Optional<LocalDate> found = exact(year, month, day).filter(each -> !each.isBefore(today));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    // --- in figures alone

    private Optional<LocalDate> inFigures(List<Group> all) {
        String figures = all.stream().map(Group::figures).collect(Collectors.joining());
        if (all.stream().allMatch(group -> group.figures().length() == 1) && figures.length() == 8) {
            return keyed(figures, region, today);
        }
        List<Group> rest = new ArrayList<>(all);
        int first = taken(rest);
        int second = taken(rest);
        Optional<Integer> year = year(rest.stream().map(Group::figures).collect(Collectors.joining()));
        if (first > 31 || (isYearFirst(region) && first >= 1000)) {
            return rest.size() == 1 ? day(first, second, (int) rest.getFirst().value()) : Optional.empty();
        }
        return ordered(first, second, year);
    }

    /** The first number, with the zero that may stand before it. */
    private static int taken(List<Group> rest) {
        Group first = rest.removeFirst();
        boolean zero = first.figures().equals("0") && rest.size() > 1;
        return (int) Math.min(9999, zero ? rest.removeFirst().value() : first.value());
    }

    private Optional<LocalDate> ordered(int first, int second, Optional<Integer> year) {
        if (year.isEmpty()) {
            return Optional.empty();
        }
        int whole = year.get();
        boolean month = isMonthFirst(region);
        Optional<LocalDate> usual = day(whole, month ? first : second, month ? second : first);
        return usual.isPresent() ? usual : day(whole, month ? second : first, month ? first : second);
    }

    /** What four figures, or two, mean as a year. */
    private Optional<Integer> year(String figures) {
        if (figures.length() != 4 && figures.length() != 2) {
            return Optional.empty();
        }
        int year = Integer.parseInt(figures);
        if (figures.length() == 2) {
            int now = today.getYear();
            year += 2000 + year > now + YEARS_AHEAD ? 1900 : 2000;
        }
        return Optional.of(year);
    }

    // --- from today on

    private Optional<LocalDate> relative() {
        Optional<LocalDate> found = Optional.empty();
        for (int at = 0; at < said.size(); at++) {
            LocalDate here = named(at);
            if (here != null) {
                found = Optional.of(here);
            }
        }
        LocalDate base = found.orElse(today);
        for (int at = 0; at < said.size(); at++) {
            Optional<LocalDate> moved = moved(at, base);
            if (moved.isPresent()) {
                return moved;
            }
        }
        return found;
    }

    private @Nullable LocalDate named(int at) {
        String before = said.at(at - 1);
        String word = said.at(at);
        switch (word) {
            case "today" -> {
                return today;
            }
            case "tomorrow" -> {
                return today.plusDays(before.equals("after") ? 2 : 1);
            }
            case "yesterday" -> {
                return today.minusDays(before.equals("before") ? 2 : 1);
            }
            default -> {}
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(word)) {
                boolean past = BEFORE.contains(before) || said.at(at + 1).equals("last");
                LocalDate meant = today.with(past ? TemporalAdjusters.previous(day) : TemporalAdjusters.next(day));
                return !past && saysNextWeek() ? inNextWeek(day) : meant;
            }
        }
        return null;
    }

    private boolean saysNextWeek() {
        int week = said.words().indexOf("week");
        return week > 0 && said.at(week - 1).equals("next");
    }

    private LocalDate inNextWeek(DayOfWeek day) {
        return today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day));
    }

    /** "in two weeks", "3 days ago", "a week from friday", "next month", "the end of the month". */
    private Optional<LocalDate> moved(int at, LocalDate base) {
        String unit = said.at(at).replaceAll("s$", "");
        if (!Set.of("day", "week", "month", "year").contains(unit)) {
            return Optional.empty();
        }
        boolean end = said.words().contains("end");
        if (unit.equals("month") && end) {
            LocalDate within = said.at(at - 1).equals("next") ? today.plusMonths(1) : today;
            return Optional.of(within.with(TemporalAdjusters.lastDayOfMonth()));
        }
        if (said.at(at - 1).equals("next") && groups(0, said.size()).isEmpty() && base.equals(today)) {
            return Optional.of(plus(base, unit, 1));
        }
        Optional<Group> count = countBefore(at);
        boolean one = said.at(at - 1).matches("an?|one");
        boolean past = said.at(at + 1).equals("ago");
        boolean future = said.at(at + 1).equals("from")
                || said.words().stream().anyMatch(word -> word.equals("in") || word.equals("within"));
        if ((count.isEmpty() && !one)
                || past == future
                || count.map(Group::value).orElse(1L) > MOST) {
            return Optional.empty();
        }
        int amount = count.map(group -> (int) group.value()).orElse(1);
        return Optional.of(plus(base, unit, past ? -amount : amount));
    }

    private Optional<Group> countBefore(int end) {
        return groups(0, end).stream().filter(group -> group.end() == end).findFirst();
    }

    private static LocalDate plus(LocalDate day, String unit, int count) {
        return switch (unit) {
            case "day" -> day.plusDays(count);
            case "week" -> day.plusWeeks(count);
            case "month" -> day.plusMonths(count);
            default -> day.plusYears(count);
        };
    }

    private boolean hasUnit() {
        return said.words().stream().anyMatch(word -> word.matches("(?:day|week|month|year)s?"));
    }

    /** "the fifteenth", "the first of next month". */
    private Optional<LocalDate> inMonth(int day) {
        int month = said.words().indexOf("month");
        if (day < 1 || day > 31 || (month < 0 && hasUnit())) {
            return Optional.empty();
        }
        boolean next = month > 0 && said.at(month - 1).equals("next");
        for (int later = next ? 1 : 0; later <= 2; later++) {
            LocalDate within = today.plusMonths(later);
            Optional<LocalDate> found = exact(within.getYear(), within.getMonthValue(), day)
                    .filter(each -> month >= 0 || !each.isBefore(today));
            if (found.isPresent() || month >= 0) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<Group> groups(int from, int to) {
        List<Group> groups = new ArrayList<>();
        int at = from;
        while (at < to) {
            Optional<Group> group = said.group(at).filter(each -> each.end() <= to);
            group.ifPresent(groups::add);
            at = group.map(Group::end).orElse(at + 1);
        }
        return groups;
    }

    /** In the calendar that the year is of. */
    private static Optional<LocalDate> day(int year, int month, int day) {
        return PersianCalendar.isYear(year) ? PersianCalendar.day(year, month, day) : exact(year, month, day);
    }

    private static Optional<LocalDate> exact(int year, int month, int day) {
        try {
            return year < YEAR_MIN || year > 2200 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static int part(String keys, int from, int to) {
        return Integer.parseInt(keys.substring(from, to));
    }
}
