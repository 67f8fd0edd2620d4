package org.parley.ai.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which {@code {names}} stand for values, each written as its place demands. */
record Template(String text, Place place) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    /**
     * The template that the text is.
     *
     * @throws IllegalArgumentException when it has other names
     */
    static Template of(String text, Place place, Set<String> allowed) {
        Template template = new Template(text, place);
        Set<String> unknown = template.names();
        unknown.removeAll(allowed);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("of {" + String.join("}, {", new TreeSet<>(allowed))
                    + "} only, but it has {" + String.join("}, {", unknown) + "}");
        }
        return template;
    }

    /** The names that it has. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().map(result -> result.group(1)).forEach(names::add);
        return names;
    }

    /** The text with the values in their places; a name without a value stands for "". */
    String filled(Map<String, String> values) {
        return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(value(name, values)));
    }

    private String value(MatchResult name, Map<String, String> values) {
        return place.escaped(values.getOrDefault(name.group(1), ""));
    }
}
