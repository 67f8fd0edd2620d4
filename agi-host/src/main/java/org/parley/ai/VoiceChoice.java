package org.parley.ai;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A voice as a script names it: that of the settings, or with options that count instead of these.
 *
 * @param options by name, each a text without blanks
 */
public record VoiceChoice(String name, Map<String, String> options) {
    private static final String BETWEEN = "|";

    public VoiceChoice {
        options = Map.copyOf(options);
        options.forEach((option, value) -> {
            if (value.isBlank() || value.contains(BETWEEN) || value.length() > 200) {
                throw new IllegalArgumentException("Expected %s: of the voice %s with 1 to 200 characters but was '%s'"
                        .formatted(option, name, value));
            }
        });
    }

    /** The voice of the settings. */
    public static VoiceChoice named(String name) {
        return new VoiceChoice(name, Map.of());
    }

    /** What {@link #key} gave. */
    public static VoiceChoice of(String key) {
        Map<String, String> options = new TreeMap<>();
        int at = key.indexOf(BETWEEN);
        int end = at < 0 ? key.length() : at;
        String name = key.substring(0, end);
        while (end < key.length()) {
            int next = key.indexOf(BETWEEN, end + 1);
            String option = key.substring(end + 1, next < 0 ? key.length() : next);
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
            end = next < 0 ? key.length() : next;
        }
        return new VoiceChoice(name, options);
    }

    /** All of it in one text. */
    public String key() {
        return name
                + new TreeMap<>(options)
                        .entrySet().stream()
                                .map(each -> BETWEEN + each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining());
    }

    /** As a script writes it. */
    @Override
    public String toString() {
        return options.isEmpty()
                ? name
                : new TreeMap<>(options)
                        .entrySet().stream()
                                .map(each -> each.getKey() + ": '" + each.getValue() + "'")
                                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
