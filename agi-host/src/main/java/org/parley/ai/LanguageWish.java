package org.parley.ai;

import java.util.List;
import java.util.Locale;

/** A caller's wish for another language: by its name in that language, or by a request with its English name. */
public final class LanguageWish {
    private static final List<String> REQUESTS =
            List.of("in %s", "speak %s", "speaks %s", "%s please", "%s speaker", "prefer %s", "want %s");

    private static final List<String> SENTENCES = List.of(
            "%s", "%s please", "in %s please", "do you speak %s", "can you speak %s", "i speak %s", "i want %s");

    private LanguageWish() {}

    /** How a caller says it in English, for a recogniser that must be told what to listen for. */
    public static List<String> sentences(Locale language) {
        String english = language.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
        return SENTENCES.stream().map(each -> each.formatted(english)).toList();
    }

    /** Whether these words ask for it. */
    public static boolean isIn(String words, Locale language) {
        String english = language.getDisplayLanguage(Locale.ENGLISH);
        String own = language.getDisplayLanguage(language);
        return words.strip().equalsIgnoreCase(english)
                || (!own.equalsIgnoreCase(english) && CallerWish.says(words, own))
                || REQUESTS.stream().anyMatch(request -> CallerWish.says(words, request.formatted(english)));
    }
}
