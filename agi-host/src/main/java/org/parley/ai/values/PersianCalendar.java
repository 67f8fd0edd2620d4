package org.parley.ai.values;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The solar calendar of Iran, for the years 1200 to 1499. */
final class PersianCalendar {
    private static final int FROM = 1200;
    private static final int TO = 1499;
    private static final int ANCHOR_YEAR = 1403;
    private static final LocalDate ANCHOR = LocalDate.of(2024, 3, 20); // the first day of that year

    private PersianCalendar() {}

    static boolean isYear(int year) {
        return year >= FROM && year <= TO;
    }

    /** The day; empty when there is none like that. */
    static Optional<LocalDate> day(int year, int month, int day) {
        boolean exists = isYear(year) && month >= 1 && month <= 12 && day >= 1 && day <= length(year, month);
        return exists
                ? Optional.of(
                        newYear(year).plusDays(Math.min(month - 1, 6) * 31L + Math.max(month - 7, 0) * 30L + day - 1))
                : Optional.empty();
    }

    /** Year, month and day. */
    static int[] of(LocalDate day) {
        int year = day.getYear() - 621;
        if (day.isBefore(newYear(year))) {
            year--;
        }
        int passed = (int) ChronoUnit.DAYS.between(newYear(year), day);
        int month = passed < 186 ? passed / 31 + 1 : (passed - 186) / 30 + 7;
        return new int[] {year, month, passed - Math.min(month - 1, 6) * 31 - Math.max(month - 7, 0) * 30 + 1};
    }

    private static LocalDate newYear(int year) {
        long days = 0;
        for (int each = Math.min(year, ANCHOR_YEAR); each < Math.max(year, ANCHOR_YEAR); each++) {
            days += isLeap(each) ? 366 : 365;
        }
        return year < ANCHOR_YEAR ? ANCHOR.minusDays(days) : ANCHOR.plusDays(days);
    }

    private static int length(int year, int month) {
        return month <= 6 ? 31 : month < 12 || isLeap(year) ? 30 : 29;
    }

    private static boolean isLeap(int year) {
        return (25 * year + 11) % 33 < 8;
    }
}
