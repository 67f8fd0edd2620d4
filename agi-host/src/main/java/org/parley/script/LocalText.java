package org.parley.script;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.parley.ai.Languages;

/**
 * What a verb is to say in several languages, and its other options.
 *
 * @param texts by language, in the order of the script
 */
public record LocalText(Map<Locale, String> texts, Map<String, Object> options) {
    /** What a question may be given beside its texts. */
    public static final Set<String> ASKING = Set.of("tries", "noInput", "confirm");

    /** The same for capture, whose prompt is an option. */
    public static final Set<String> CAPTURING = Set.of("tries", "noInput", "confirm", "prompt");

    /** What a sentence may be given beside its texts. */
    public static final Set<String> SAYING = Set.of("interruptible");
    /** What a menu may be given beside its texts. */
    public static final Set<String> MENU = Set.of("tries", "noInput");

    /**
     * Of named arguments.
     *
     * @throws ScriptException for a name that is neither a language nor an option, or a text that is none
     */
    public static LocalText of(Map<String, ?> named, Set<String> options) {
        Map<Locale, String> texts = new LinkedHashMap<>();
        Map<String, Object> rest = new LinkedHashMap<>();
        for (Map.Entry<String, ?> argument : named.entrySet()) {
            String name = String.valueOf(argument.getKey());
            if (options.contains(name)) {
                rest.put(name, argument.getValue());
            } else {
                texts.put(
                        language(name, options),
                        QuestionWords.value(argument, CharSequence.class).toString());
            }
        }
        return new LocalText(texts, rest);
    }

    /**
     * The language that an argument's name is.
     *
     * @throws ScriptException when there is none of that name
     */
    public static Locale language(String name, Set<String> options) {
        return Languages.find(name)
                .orElseThrow(() -> new ScriptException(
                        "Expected a language such as en, ar or fa-IR, or " + String.join(", ", sorted(options))
                                + " but found '" + name + "'",
                        null));
    }

    private static String[] sorted(Set<String> names) {
        return names.stream().sorted().toArray(String[]::new);
    }

    /** True when it holds no text. */
    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /**
     * The text for that language, else for the usual one.
     *
     * @throws ScriptException when there is neither
     */
    public String in(Locale language, Locale usual) {
        for (Locale wanted : new Locale[] {language, usual}) {
            String exactly = texts.get(wanted);
            if (exactly != null) {
                return exactly;
            }
            for (Map.Entry<Locale, String> text : texts.entrySet()) {
                if (Languages.same(text.getKey(), wanted)) {
                    return text.getValue();
                }
            }
        }
        String found = texts.isEmpty()
                ? "none"
                : String.join(
                        ", ", texts.keySet().stream().map(Locale::toLanguageTag).toList());
        throw new ScriptException(
                "Expected a text for %s, the call's language, or for the usual one, %s, but found %s"
                        .formatted(language.toLanguageTag(), usual.toLanguageTag(), found),
                null);
    }
}
