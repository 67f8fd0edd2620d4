package org.parley.console.live;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Problem;

/** Which events somebody wants: null for all, and a set that is empty for all. */
record EventFilter(
        @Nullable String call,
        @Nullable String script,
        @Nullable String campaign,
        Set<String> lines,
        Set<String> types) implements Predicate<LiveEvent> {
    private static final int TEXT_MAX = 100;
    private static final int LINES_MAX = 255; // of one agent, as many as a dialer can count

    EventFilter {
        lines = Set.copyOf(lines);
        types = Set.copyOf(types);
    }

    /**
     * As somebody asks for it.
     *
     * @param given what was given under the names {@code call}, {@code script}, {@code campaign}, {@code line} and
     *     {@code type}, of which the last two may be several with commas between them; null for nothing
     * @throws Problem when that is no filter
     */
    static EventFilter of(Function<String, @Nullable String> given) {
        String types = given.apply("type");
        String lines = given.apply("line");
        EventFilter filter = new EventFilter(
                text(given, "call"),
                text(given, "script"),
                text(given, "campaign"),
                lines == null ? Set.of() : Set.copyOf(Arrays.asList(lines.split(",", -1))),
                types == null ? Set.of() : Set.copyOf(Arrays.asList(types.split(",", -1))));
        for (String type : filter.types()) {
            if (!LiveEvent.TYPES.contains(type)) {
                throw Problem.refused("type: expected some of %s, with commas between them, but was '%s'"
                        .formatted(String.join(", ", LiveEvent.TYPES), Problem.shown(type)));
            }
        }
        for (String line : filter.lines()) {
            if (line.length() > TEXT_MAX || filter.lines().size() > LINES_MAX) {
                throw Problem.refused("line: expected at most %d users with commas between them, each of at most %d"
                                .formatted(LINES_MAX, TEXT_MAX)
                        + " characters");
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
                && (lines.isEmpty() || lines.contains(event.line()));
    }

    private static boolean fits(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }
}
