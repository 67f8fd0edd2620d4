package org.parley.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types a setting may have: how each is written, read and held against its bounds. */
final class ValueType {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Set<Class<?>> PLAIN = Set.of(
            int.class,
            long.class,
            boolean.class,
            String.class,
            Duration.class,
            Path.class,
            HostPort.class,
            Secret.class,
            List.class);

    private ValueType() {}

    static boolean known(Class<?> type) {
        return PLAIN.contains(type) || type.isEnum();
    }

    /** How the type is called in the manual. */
    static String describe(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", words(type));
        }
        return switch (type.getSimpleName()) {
            case "int", "long" -> "whole number";
            case "boolean" -> "true or false";
            case "String" -> "text";
            case "Duration" -> "duration";
            case "Path" -> "path";
            case "HostPort" -> "HOST:PORT";
            case "Secret" -> "secret";
            case "List" -> "list";
            default -> throw unsupported(type);
        };
    }

    /**
     * Reads one value; paths and secrets are the reader's, because they depend on where the text stands.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static Object parse(Class<?> type, String text, Setting setting) {
        if (type == int.class) {
            return Math.toIntExact(number(text, setting, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == long.class) {
            return number(text, setting, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == boolean.class) {
            return truth(text);
        }
        if (type == Duration.class) {
            return durationWithin(text, setting);
        }
        if (type == HostPort.class) {
            return hostPort(text);
        }
        if (type == String.class) {
            return text;
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        throw unsupported(type);
    }

    /** Items between commas; none for "". */
    static List<String> list(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return List.copyOf(items);
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a duration such as 250ms, 5s, 2m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** {@code 1 to 10000}, {@code at least 1}, or "" when nothing bounds the setting. */
    static String bounds(Setting setting) {
        if (setting.min().isEmpty()) {
            return setting.max().isEmpty() ? "" : "at most " + setting.max();
        }
        return setting.max().isEmpty() ? "at least " + setting.min() : setting.min() + " to " + setting.max();
    }

    private static long number(String text, Setting setting, long lowest, long highest) {
        long min = setting.min().isEmpty() ? lowest : Long.parseLong(setting.min());
        long max = setting.max().isEmpty() ? highest : Long.parseLong(setting.max());
        long value;
        try {
            value = Long.parseLong(text.strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected("a whole number", setting), e);
        }
        if (value < min || value > max) {
            throw new IllegalArgumentException(expected("a whole number", setting));
        }
        return value;
    }

    private static Duration durationWithin(String text, Setting setting) {
        Duration value = duration(text);
        boolean tooLow = !setting.min().isEmpty() && value.compareTo(duration(setting.min())) < 0;
        boolean tooHigh = !setting.max().isEmpty() && value.compareTo(duration(setting.max())) > 0;
        if (tooLow || tooHigh) {
            throw new IllegalArgumentException(expected("a duration", setting));
        }
        return value;
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static HostPort hostPort(String text) {
        try {
            return HostPort.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected HOST:PORT such as 127.0.0.1:4573, port 0 to 65535", e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (word(constant).equals(text.strip().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        List<String> words = words(type);
        String near = Nearest.to(text.strip(), words)
                .map("; did you mean %s?"::formatted)
                .orElse("");
        throw new IllegalArgumentException("expected one of " + String.join(", ", words) + near);
    }

    private static List<String> words(Class<?> type) {
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(word(constant));
        }
        return words;
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String expected(String what, Setting setting) {
        String bounds = bounds(setting);
        return "expected " + what + (bounds.isEmpty() ? "" : " (" + bounds + ")");
    }

    private static IllegalStateException unsupported(Class<?> type) {
        return new IllegalStateException("Expected a type that settings know but found " + type.getName());
    }
}
