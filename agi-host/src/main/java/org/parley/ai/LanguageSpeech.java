package org.parley.ai;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A synthesiser with a voice of its own for some languages, and its usual one for all others. It owns them all. */
public final class LanguageSpeech implements TextToSpeech {
    private static final Pattern VOICE = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*=\\s*(\\S+)\\s*");

    private final TextToSpeech usual;
    private final Map<String, TextToSpeech> others; // by tag

    /** With {@code others} by language, as {@link #voices} reads them. */
    public LanguageSpeech(TextToSpeech usual, Map<Locale, TextToSpeech> others) {
        this.usual = usual;
        this.others = new HashMap<>();
        others.forEach((language, voice) -> this.others.put(language.toLanguageTag(), voice));
    }

    /**
     * The names of voices by language, out of settings such as {@code ar=layla}.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static Map<Locale, String> voices(List<String> written) {
        Map<Locale, String> voices = new LinkedHashMap<>();
        for (String text : written) {
            Matcher parts = VOICE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "expected voices as LANGUAGE=VOICE, such as ar=layla, but found '" + text + "'");
            }
            voices.put(Languages.of(parts.group(1)), parts.group(2));
        }
        return voices;
    }

    /** That for a language among these by tag: of the very country, else of the language. */
    private TextToSpeech of(Locale language) {
        TextToSpeech exactly = others.get(language.toLanguageTag());
        return exactly == null ? others.getOrDefault(language.getLanguage(), usual) : exactly;
    }

    @Override
    public String name() {
        return usual.name();
    }

    @Override
    public boolean speaks(Locale language) {
        return of(language).speaks(language);
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        of(language).speak(text, language, sink);
    }

    @Override
    public void close() {
        usual.close();
        others.values().forEach(TextToSpeech::close);
    }
}
