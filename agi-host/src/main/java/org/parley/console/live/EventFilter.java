package org.parley.console.live;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Problem;

/** Which events somebody wants: null for all, and a set of types that is empty for all. */
record EventFilter(
        @Nullable String call,
        @Nullable String script,
        @Nullable String campaign,
        @Nullable String line,
        Set<String> types)
        implements Predicate<LiveEvent> {
    private static final int TEXT_MAX = 100;

    EventFilter {
        types = Set.copyOf(types);
    }

    /**
     * As somebody asks for it.
     *
     * @param given what was given under the names {@code call}, {@code script}, {@code campaign}, {@code line} and
     *     {@code type}, which may be several with commas between them; null for nothing
     * @throws Problem when that is no filter
     */
    static EventFilter of(Function<String, @Nullable String> given) {
        String types = given.apply("type");
        EventFilter filter = new EventFilter(
                text(given, "call"),
                text(given, "script"),
                text(given, "campaign"),
                text(given, "line"),
                types == null ? Set.of() : Set.copyOf(Arrays.asList(types.split(",", -1))));
        for (String type : filter.types()) {
            if (!LiveEvent.TYPES.contains(type)) {
                throw Problem.refused("type: expected some of %s, with commas between them, but was '%s'"
                        .formatted(String.join(", ", LiveEvent.TYPES), Problem.shown(type)));
            }
        }
        return filter;
    }

    private static @Nullable String text(Function<String, @Nullable String> given, String name) {
        String text = given.apply(name);
        if (text != null && text.length() > TEXT_MAX) {
            throw Problem.refused(name + ": expected at most " + TEXT_MAX + " characters but were " + text.length());
        }
        return text;
    }

    @Override
    public boolean test(LiveEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && fits(call, event.call())
                && fits(script, event.script())
                && fits(campaign, event.campaign())
                && fits(line, event.line());
    }

    private static boolean fits(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }
}
