package org.parley.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that the host says, for whoever says it in a language of his own: a key that does not change, and what
 * stands in its text.
 *
 * @param key of the text, as {@code texts/host.en.json} of the pages has it
 * @param args by name: a number, a name as text, {@link Words}, a {@link Quote}, or another one of these; where the
 *     text has plural forms, {@code count} chooses among them
 */
record Said(String key, Map<String, Object> args) {
    /** What some part of the host or somebody else's program said in English. */
    record Words(String text) {}

    /** What a script has written of its own, in whatever language. */
    record Quote(String quote) {}

    /** Nothing at all. */
    static final Said NOTHING = of("nothing");

    /** Names and values of what stands in the text alternate. */
    static Said of(String key, Object... args) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            named.put((String) args[i], args[i + 1]);
        }
        return new Said(key, named);
    }

    /** In English. */
    String english() {
        return SaidTexts.ENGLISH.text(this);
    }
}
