package org.parley.cli;

import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.reports.Period;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which days, whose calls, and in which form. */
final class ReportOptions {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,15})-(\\d{1,15})");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.-]{1,20}");
    private static final int USERS_MAX = 2_000;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "A day, or '2026-03-31 14:30', on the dialer's clock. Default: the day of --to.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            description = "A day, of which all counts, or a time, which counts too. Default: today.")
    private @Nullable String to;

    @Option(
            names = "--users",
            paramLabel = "USERS",
            defaultValue = "",
            description = "Only these users: 9001-9005,9010. Default: those of all AI lines.")
    private String users = "";

    @ArgGroup
    private @Nullable Form form;

    /** One of them, or the table. */
    static final class Form {
        @Option(names = "--csv", description = "Print comma-separated values with a head, without the total.")
        private boolean csv;

        @Option(names = "--json", description = "Print one JSON object: rows and total, times in seconds.")
        private boolean json;

        boolean csv() {
            return csv;
        }

        boolean json() {
            return json;
        }
    }

    boolean isCsv() {
        return form != null && form.csv();
    }

    boolean isJson() {
        return form != null && form.json();
    }

    Period period(LocalDateTime now) {
        try {
            return Period.of(from, to, now);
        } catch (IllegalArgumentException mistake) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(mistake.getMessage()));
        }
    }

    /** Those that were named; none when all are meant. */
    Set<String> users() {
        Set<String> named = new LinkedHashSet<>();
        for (String word : users.isBlank() ? new String[0] : users.split(",", -1)) {
            Matcher range = RANGE.matcher(word.strip());
            if (range.matches()) {
                long first = Long.parseLong(range.group(1));
                long last = Long.parseLong(range.group(2));
                if (last < first || last - first >= USERS_MAX) {
                    throw mistake(word);
                }
                for (long user = first; user <= last; user++) {
                    named.add(Long.toString(user));
                }
            } else if (USER.matcher(word.strip()).matches()) {
                named.add(word.strip());
            } else {
                throw mistake(word);
            }
        }
        if (named.size() > USERS_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--users: expected at most " + USERS_MAX + " users but were " + named.size());
        }
        return named;
    }

    private static CommandFailure mistake(String word) {
        return new CommandFailure(
                ExitCode.USAGE,
                "--users: expected users such as 9001-9005,9010, at most " + USERS_MAX + ", but was '" + word + "'");
    }
}
