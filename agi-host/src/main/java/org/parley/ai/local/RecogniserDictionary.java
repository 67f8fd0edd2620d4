package org.parley.ai.local;

import edu.cmu.sphinx.linguist.acoustic.Context;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.dictionary.Pronunciation;
import edu.cmu.sphinx.linguist.dictionary.Word;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Pronunciations} as one recogniser wants them: with phones of its own model. Used by its thread alone. */
final class RecogniserDictionary implements Dictionary {

    private static final int WORDS_MAX = 20_000;

    private final Pronunciations pronunciations;
    private final UnitManager units;
    private final Map<String, Word> words = new HashMap<>();

    RecogniserDictionary(Pronunciations pronunciations, UnitManager units) {
        this.pronunciations = pronunciations;
        this.units = units;
    }

    @Override
    public @Nullable Word getWord(String text) {
        Word known = words.get(text);
        if (known != null) {
            return known;
        }
        List<String> ways = pronunciations.of(text);
        if (ways.isEmpty()) {
            return null;
        }
        boolean filler = text.startsWith("<");
        Pronunciation[] sounds =
                ways.stream().map(way -> pronunciation(way, filler)).toArray(Pronunciation[]::new);
        Word word = new Word(text, sounds, filler);
        for (Pronunciation sound : sounds) {
            sound.setWord(word);
        }
        if (words.size() < WORDS_MAX) {
            words.put(text, word);
        }
        return word;
    }

    private Pronunciation pronunciation(String way, boolean filler) {
        Unit[] phones = Arrays.stream(way.split(" "))
                .map(phone -> units.getUnit(phone, filler, Context.EMPTY_CONTEXT))
                .toArray(Unit[]::new);
        return new Pronunciation(phones, "", 1f);
    }

    @Override
    public @Nullable Word getSentenceStartWord() {
        return getWord(SENTENCE_START_SPELLING);
    }

    @Override
    public @Nullable Word getSentenceEndWord() {
        return getWord(SENTENCE_END_SPELLING);
    }

    @Override
    public @Nullable Word getSilenceWord() {
        return getWord(SILENCE_SPELLING);
    }

    @Override
    public Word[] getFillerWords() {
        return new Word[0];
    }

    @Override
    public void allocate() {
        // loaded before
    }

    @Override
    public void deallocate() {
        // lives as long as its recogniser
    }

    @Override
    public void newProperties(PropertySheet settings) {
        // built by its constructor, not by the library's configuration
    }
}
