package org.parley.ai;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Phrases that our side must not say. */
public record Forbidden(List<String> phrases) {
    /** Nothing is. */
    public static final Forbidden NONE = new Forbidden(List.of());

    public Forbidden {
        phrases = List.copyOf(phrases);
    }

    /** The first of them that is in this text, as whole words. */
    public Optional<String> in(String text) {
        return phrases.stream().filter(phrase -> CallerWish.says(text, phrase)).findFirst();
    }

    /** The text without the sentences that have one of them in them; a neutral sentence when nothing is left. */
    public String without(String text, Locale language) {
        if (in(text).isEmpty()) {
            return text;
        }
        StringBuilder left = new StringBuilder();
        BreakIterator sentences = BreakIterator.getSentenceInstance(language);
        sentences.setText(text);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            if (in(text.substring(start, end)).isEmpty()) {
                left.append(text, start, end);
            }
            start = end;
        }
        String said = left.toString().strip();
        // a phrase that goes over the end of a sentence is in none of them
        return said.isEmpty() || in(said).isPresent()
                ? StandardWords.of(language).notThat()
                : said;
    }

    /** What a model is told that was about to say this phrase, and has said that much of its answer. */
    public static String toldOf(String phrase, String said) {
        return "You were about to say \"" + phrase + "\", which you must never say, in no words. Answer again without"
                + " it"
                + (said.isEmpty() ? "." : "; the caller has heard this much of your answer: \"" + said + "\". Go on.");
    }
}
