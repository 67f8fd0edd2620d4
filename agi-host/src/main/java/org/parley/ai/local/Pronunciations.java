package org.parley.ai.local;

import com.sun.speech.freetts.en.us.CMULexicon;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How words sound, as sequences of phones such as {@code Y EH S}: the recogniser's dictionary of 130,000 words, and
 * letter-to-sound rules for names that it does not know. Shared by all recognisers; any thread may ask.
 */
final class Pronunciations {

    /** A word longer than this is no word. */
    private static final int LETTERS_MAX = 40;

    private final Map<String, String> known;
    private final CMULexicon letterToSound;

    private Pronunciations(Map<String, String> known, CMULexicon letterToSound) {
        this.known = known;
        this.letterToSound = letterToSound;
    }

    /** Reads both from the class path; takes about a second. */
    static Pronunciations load() throws IOException {
        Map<String, String> known = new HashMap<>(200_000);
        URL file = Resources.url("/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    known.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        }
        known.put(Dictionary.SILENCE_SPELLING, "SIL");
        known.put(Dictionary.SENTENCE_START_SPELLING, "SIL");
        known.put(Dictionary.SENTENCE_END_SPELLING, "SIL");
        CMULexicon letterToSound = new CMULexicon("cmulex");
        letterToSound.load();
        return new Pronunciations(known, letterToSound);
    }

    /** The ways to say a lower-case word; empty when it has no letters to go by. */
    List<String> of(String word) {
        List<String> ways = new ArrayList<>();
        String first = known.get(word);
        for (int n = 2; first != null; n++) {
            ways.add(first);
            first = known.get(word + "(" + n + ")");
        }
        if (ways.isEmpty()) {
            guess(word).ifPresent(ways::add);
        }
        return ways;
    }

    /** Whether a lower-case word can be said at all. */
    boolean has(String word) {
        return known.containsKey(word) || guess(word).isPresent();
    }

    private Optional<String> guess(String word) {
        if (word.length() > LETTERS_MAX || !word.matches("[a-z][a-z']*")) {
            return Optional.empty();
        }
        String[] phones;
        // the rules work in a buffer of their own
        synchronized (letterToSound) {
            phones = letterToSound.getPhones(word, null);
        }
        StringBuilder way = new StringBuilder();
        for (String phone : phones) {
            String plain = phone.replaceAll("\\d", "").toUpperCase(Locale.ROOT);
            // the synthesiser's lexicon writes the unstressed vowel as AX, the recogniser's as AH
            way.append(way.isEmpty() ? "" : " ").append(plain.equals("AX") ? "AH" : plain);
        }
        return way.isEmpty() ? Optional.empty() : Optional.of(way.toString());
    }
}
