package org.parley.ai.talk;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.parley.ai.Digits;
import org.parley.ai.Interim;
import org.parley.ai.Listening;

/**
 * How much silence ends a caller's turn: less after a yes or no or a complete sentence, more inside a number or after
 * "and". What is not known, because the recogniser does not stream, is told from what was expected and how long the
 * caller has spoken. Safe for any thread.
 */
public final class EndOfTurn {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMillis(2500);
    private static final Duration SHORT_SPEECH = Duration.ofMillis(1500);

    private static final Map<String, Set<String>> OPEN = Map.of(
            "en",
            Set.of(
                    "and", "or", "but", "so", "because", "if", "that", "the", "a", "an", "my", "is", "to", "of", "with",
                    "for", "at", "in", "on", "um", "uh", "er", "like", "then", "well", "i", "it's", "its", "about"),
            "ar",
            Set.of("و", "أو", "او", "لكن", "بس", "إذا", "اذا", "لأن", "في", "من", "إلى", "على", "أن", "يعني", "مع"),
            "fa",
            Set.of("و", "یا", "اما", "ولی", "اگر", "اگه", "چون", "که", "در", "از", "به", "با", "برای", "یعنی"));
    private static final Set<String> ANSWERS = Set.of(
            "yes", "no", "yeah", "nope", "yep", "correct", "sure", "نعم", "لا", "أيوه", "ايوه", "بله", "نه", "آره",
            "خیر");
    private static final Listening.Digits PHONE = new Listening.Digits(10, 15);
    /** What stands inside of a mail address or of a spelling, never at its end. */
    private static final Set<String> INSIDE = Set.of("dot", "dash", "underscore", "plus", "as", "double");

    private final Duration usual;
    private final Completeness completeness;

    /** Judges by their meaning whether words are a whole turn, as {@link TurnModel}. Must answer within a frame. */
    @FunctionalInterface
    public interface Completeness {

        /** From 0, the caller surely goes on, to 1, he has surely finished; 0.5 says nothing. */
        double of(String words, Locale language);
    }

    /** By rules alone. */
    public EndOfTurn(Duration usual) {
        this(usual, (words, language) -> 0.5);
    }

    /** With somebody who judges the words where the rules say nothing. */
    public EndOfTurn(Duration usual, Completeness completeness) {
        this.usual = usual;
        this.completeness = completeness;
    }

    /** The silence that ends this turn, after so much speech, when the recogniser has understood so much of it. */
    public Duration silence(Listening listening, Interim soFar, Duration speech) {
        double times = times(listening, soFar, speech);
        long millis = Math.round(usual.toMillis() * times);
        return Duration.ofMillis(Math.clamp(
                millis,
                Math.min(SHORTEST.toMillis(), usual.toMillis()),
                Math.max(LONGEST.toMillis(), usual.toMillis())));
    }

    private double times(Listening listening, Interim soFar, Duration speech) {
        String text = soFar.text().strip();
        if (listening.expected() instanceof Listening.Digits digits) {
            return ofNumber(digits, text);
        }
        if (listening.expected() instanceof Listening.Value(var kind, var _, var _)) {
            double pause = ofValue(kind, text, listening.language());
            if (pause > 0) {
                return pause;
            }
        }
        if (text.isEmpty()) {
            boolean shortAnswer =
                    listening.expected() instanceof Listening.Phrases && speech.compareTo(SHORT_SPEECH) < 0;
            return shortAnswer ? 0.7 : 1;
        }
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}']+", -1);
        String last = last(words);
        boolean sentence = ".?!؟".indexOf(text.charAt(text.length() - 1)) >= 0;
        if (!sentence && (isOpen(last, listening.language()) || text.endsWith(",") || text.endsWith("،"))) {
            return 1.8;
        }
        if (words.length <= 2 && ANSWERS.contains(last)) {
            if (listening.expected() instanceof Listening.Correction) {
                return 1; // what is right may follow a no
            }
            return 0.5;
        }
        if (listening.expected() instanceof Listening.Phrases(var phrases)
                && phrases.contains(String.join(" ", words).strip())) {
            return 0.5;
        }
        if (isDigit(last)) {
            return 1.6;
        }
        if (soFar.settled() || sentence) {
            return 0.6;
        }
        double complete = Math.clamp(completeness.of(text, listening.language()), 0, 1);
        return 1.5 - complete; // half of it says nothing
    }

    private static double ofNumber(Listening.Digits wanted, String text) {
        if (text.isEmpty()) {
            return 1.5; // people pause between groups
        }
        int found = Digits.count(text);
        return found >= wanted.max() ? 0.4 : found >= wanted.min() ? 1.1 : 2;
    }

    /** What is said in groups or spelt has pauses in it; 0 for a value that is said like any words. */
    private static double ofValue(Listening.Kind kind, String text, Locale language) {
        return switch (kind) {
            case PHONE -> ofNumber(PHONE, text);
            case EMAIL, POSTCODE, ADDRESS, NAME -> {
                String[] words = text.toLowerCase(Locale.ROOT).split("\\s+", -1);
                String last = words[words.length - 1];
                boolean inside = last.length() == 1 || isDigit(last) || INSIDE.contains(last) || isOpen(last, language);
                yield text.isEmpty() ? 1.5 : inside ? 1.8 : 0;
            }
            case NUMBER, MONEY, DATE -> 0;
        };
    }

    private static String last(String[] words) {
        for (int i = words.length - 1; i >= 0; i--) {
            if (!words[i].isEmpty()) {
                return words[i];
            }
        }
        return "";
    }

    private static boolean isOpen(String word, Locale language) {
        return OPEN.getOrDefault(language.getLanguage(), Set.of()).contains(word);
    }

    private static boolean isDigit(String word) {
        return !ANSWERS.contains(word) && (word.equals("double") || Digits.count(word) > 0);
    }
}
