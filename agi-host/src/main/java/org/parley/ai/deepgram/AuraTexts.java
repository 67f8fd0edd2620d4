package org.parley.ai.deepgram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;

/** What Aura takes: texts of at most 2000 characters, in the language of the voice. */
final class AuraTexts {
    static final int CHARS_MAX = 2000;
    private static final Pattern LANGUAGE = Pattern.compile("-([a-z]{2})$");

    private AuraTexts() {}

    /** Pieces that are short enough, cut behind a sentence, else between words. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > CHARS_MAX) {
            int cut = rest.lastIndexOf(' ', CHARS_MAX);
            for (String end : List.of(". ", "! ", "? ", "… ")) {
                int at = rest.lastIndexOf(end, CHARS_MAX - 2);
                if (at > CHARS_MAX / 4) {
                    cut = at + 1;
                    break;
                }
            }
            cut = cut <= 0 ? CHARS_MAX : cut;
            pieces.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    /** A voice speaks the one language that its name ends with; what else it is given it would mangle. */
    static void check(String voice, Locale language) {
        Matcher speaks = LANGUAGE.matcher(voice);
        if (speaks.find()
                && !language.getLanguage().isEmpty()
                && !speaks.group(1).equals(language.getLanguage())) {
            throw new ProviderException(
                    Deepgram.NAME,
                    Kind.SETTINGS,
                    "Expected a voice for " + language.toLanguageTag() + " but was " + voice
                            + "; name another, or another synthesiser for this language",
                    null);
        }
    }
}
