package org.parley.ai.deepgram;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.TextParts;

/** What Aura takes: texts of at most 2000 characters, in the language of the voice. */
final class AuraTexts {
    static final int CHARS_MAX = 2000;
    private static final Pattern LANGUAGE = Pattern.compile("-([a-z]{2})$");

    private AuraTexts() {}

    /** Pieces that are short enough, cut behind a sentence, else between words. */
    static List<String> pieces(String text) {
        return TextParts.of(text, CHARS_MAX);
    }

    /** Whether that voice speaks it. */
    static boolean speaks(String voice, Locale language) {
        Matcher speaks = LANGUAGE.matcher(voice);
        return !speaks.find()
                || language.getLanguage().isEmpty()
                || speaks.group(1).equals(language.getLanguage());
    }

    /** A voice speaks the one language that its name ends with; what else it is given it would mangle. */
    static void check(String voice, Locale language) {
        if (!speaks(voice, language)) {
            throw new ProviderException(
                    Deepgram.NAME,
                    Kind.SETTINGS,
                    "Expected a voice for " + language.toLanguageTag() + " but was " + voice
                            + "; name one in cascade.voices, or another synthesiser for this language",
                    null);
        }
    }
}
