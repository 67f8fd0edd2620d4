package org.parley.ai.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Settings while they are put together from what is set and the preset, with the mistakes that are found by key. */
final class Draft {
    private final Map<String, String> preset;
    private final Map<String, String> mistakes = new LinkedHashMap<>();

    Draft(Map<String, String> preset) {
        this.preset = preset;
    }

    /** What is set, else the preset's, else "". */
    String text(String key, String set) {
        return set.isBlank() ? preset.getOrDefault(key, "") : set;
    }

    List<String> list(String key, List<String> set) {
        return set.isEmpty() ? preset.getOrDefault(key, "").lines().toList() : set;
    }

    int number(String key, int set) {
        return set == 0 ? Integer.parseInt(preset.getOrDefault(key, "0")) : set;
    }

    /** The constant that is set, unless that is {@code PRESET}. */
    <E extends Enum<E>> E constant(String key, E set, Class<E> type) {
        return set.name().equals("PRESET")
                ? Enum.valueOf(type, preset.getOrDefault(key, "").toUpperCase(Locale.ROOT))
                : set;
    }

    /** What the parser makes of it; nothing, and a mistake, when it says that it expected something else. */
    <T> Optional<T> read(String key, Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (IllegalArgumentException wrong) {
            mistake(key, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** The first mistake of a key counts. */
    void mistake(String key, String expected) {
        mistakes.putIfAbsent(key, expected);
    }

    Map<String, String> mistakes() {
        return Map.copyOf(mistakes);
    }
}
