package org.parley.ai;

import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Languages as people and tables name them. */
public final class Languages {
    private static final Set<String> KNOWN = Stream.concat(
                    Arrays.stream(Locale.getISOLanguages()),
                    Locale.availableLocales().map(Locale::getLanguage).filter(language -> !language.isEmpty()))
            .collect(Collectors.toUnmodifiableSet());
    /** In English and in the language itself, folded. */
    private static final Map<String, String> NAMES = Arrays.stream(Locale.getISOLanguages())
            .flatMap(code -> {
                Locale language = Locale.of(code);
                return Stream.of(language.getDisplayLanguage(Locale.ENGLISH), language.getDisplayLanguage(language))
                        .map(name -> Map.entry(Folded.of(name), code));
            })
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));

    private static final Map<String, String> OTHER_NAMES = Map.of("farsi", "fa", "dari", "fa", "mandarin", "zh");

    private static final Pattern NOT_LATIN = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");

    private Languages() {}

    /**
     * The language of a tag such as {@code ar} or {@code fa-IR}.
     *
     * @throws IllegalArgumentException that names what is expected
     */
    public static Locale of(String tag) {
        return tagged(tag)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a language as a tag such as en, ar or fa-IR but was '" + tag + "'"));
    }

    /** The language of a tag, or of a name such as {@code Persian} or {@code العربية}; empty when it is none. */
    public static Optional<Locale> find(String tagOrName) {
        String folded = Folded.of(tagOrName);
        return tagged(tagOrName)
                .or(() -> Optional.ofNullable(NAMES.getOrDefault(folded, OTHER_NAMES.get(folded)))
                        .map(Locale::of));
    }

    private static Optional<Locale> tagged(String tag) {
        try {
            Locale locale = new Locale.Builder()
                    .setLanguageTag(tag.strip().replace('_', '-'))
                    .build();
            return KNOWN.contains(locale.getLanguage()) ? Optional.of(locale) : Optional.empty();
        } catch (IllformedLocaleException no) {
            return Optional.empty();
        }
    }

    /** The language with its own country, else that of the other; English without any is that of the US. */
    public static Locale in(Locale language, Locale other) {
        if (!language.getCountry().isEmpty()) {
            return language;
        }
        String known = other.getCountry();
        String country = known.isEmpty() && other.getLanguage().equals("en") ? "US" : known;
        return new Locale.Builder().setLocale(language).setRegion(country).build();
    }

    /** Whether a text may be of the language by its letters: what has others than Latin ones is no English. */
    public static boolean mayWrite(Locale language, String text) {
        return !same(language, Locale.ENGLISH) || !NOT_LATIN.matcher(text).find();
    }

    /** Whether two tags are of one language, whatever the countries. */
    public static boolean same(Locale one, Locale other) {
        return one.getLanguage().equals(other.getLanguage());
    }

    /** The language's name in English, for people: {@code Persian}. */
    public static String name(Locale language) {
        return language.getDisplayLanguage(Locale.ENGLISH);
    }
}
