package org.parley.ai.local;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.parley.ai.Languages;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;

/**
 * The box's mouth: an English synthesiser, and espeak-ng for other languages, where it is installed. Without it a text
 * in Latin letters is read as if it were English, and any other fails by name.
 */
final class BoxSpeech implements TextToSpeech {
    private static final Pattern FOREIGN = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");

    private final TextToSpeech english;
    private final Opener opener;
    private final Set<String> languages;
    private final Map<Locale, String> voices;
    private final Map<String, TextToSpeech> others = new ConcurrentHashMap<>(); // by espeak's voice

    /** Opens espeak-ng with a voice. */
    interface Opener {
        TextToSpeech open(String voice);
    }

    /**
     * Behind one mouth.
     *
     * @param languages those that espeak-ng knows, by its own names, which are tags in small letters; none without it
     * @param voices other voices of espeak-ng than the language's usual one
     */
    BoxSpeech(TextToSpeech english, Opener opener, Set<String> languages, Map<Locale, String> voices) {
        this.english = english;
        this.opener = opener;
        this.languages = Set.copyOf(languages);
        this.voices = Map.copyOf(voices);
    }

    @Override
    public String name() {
        return english.name();
    }

    @Override
    public boolean speaks(Locale language) {
        return isEnglish(language) || !voice(language).isEmpty();
    }

    private boolean isEnglish(Locale language) {
        return chosen(language).isEmpty()
                && (language.getLanguage().isEmpty() || Languages.same(language, Locale.ENGLISH));
    }

    private String chosen(Locale language) {
        return voices.getOrDefault(language, voices.getOrDefault(Locale.of(language.getLanguage()), ""));
    }

    /** espeak's voice for it, or "". */
    private String voice(Locale language) {
        Locale alone = Locale.of(language.getLanguage());
        String wanted = chosen(language);
        if (!wanted.isEmpty()) {
            return languages.isEmpty() ? "" : wanted;
        }
        String tag = language.toLanguageTag().toLowerCase(Locale.ROOT);
        return languages.contains(tag) ? tag : languages.contains(alone.getLanguage()) ? alone.getLanguage() : "";
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        String voice = isEnglish(language) ? "" : voice(language);
        if (!voice.isEmpty()) {
            others.computeIfAbsent(voice, opener::open).speak(text, language, sink);
        } else if (isEnglish(language) || !FOREIGN.matcher(text).find()) {
            english.speak(text, language, sink);
        } else {
            String name = Languages.name(language);
            throw new ProviderException(
                    name(),
                    Kind.SETTINGS,
                    languages.isEmpty()
                            ? "Expected a voice for " + name + " but it speaks English only: apt-get install espeak-ng"
                            : "Expected a voice for " + name + " but espeak-ng has none",
                    null);
        }
    }

    @Override
    public void close() {
        english.close();
        others.values().forEach(TextToSpeech::close);
    }
}
