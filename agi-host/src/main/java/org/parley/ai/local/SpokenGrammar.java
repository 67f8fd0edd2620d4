package org.parley.ai.local;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.parley.ai.Listening.Anything;
import org.parley.ai.Listening.Correction;
import org.parley.ai.Listening.Digits;
import org.parley.ai.Listening.Expected;
import org.parley.ai.Listening.FutureTime;
import org.parley.ai.Listening.Kind;
import org.parley.ai.Listening.Phrases;
import org.parley.ai.Listening.Value;
import org.parley.ai.ProviderException;

/**
 * What a caller may say, as a JSGF grammar, and how likely each further word is. One small grammar per question: digits
 * in a general grammar would swallow any foreign sentence.
 */
record SpokenGrammar(String jsgf, double wordProbability) {

    private static final String HEADER = "#JSGF V1.0;\ngrammar question;\n";
    private static final int PHRASES_MAX = 2_000;
    private static final int PHRASE_WORDS_MAX = 25;
    private static final int DIGITS_MAX = 24;
    private static final int ANYTIME_MAX = 300; // beside every question; each makes every search longer

    /**
     * What callers put around a choice: "please cancel it", "yes, I will be there". Not "I would like": the words of
     * a choice would be heard into whatever else somebody would like. Nor a single word behind a yes.
     */
    private static final String FRAMED = "public <said> = [please] <choice> [please]";

    private static final String OPENED = "(yes | yeah | no | okay | can you | could you) [please] <longer> [please]";
    private static final List<String> FRAMES = List.of("please", "yes", "yeah", "no", "okay", "can", "could", "you");
    private static final int FRAMED_MAX = 100; // phrases; each stands in the search for each frame

    /** Among few phrases a word costs little; in a loop of digits a breath must not become one more. */
    private static final double PHRASE_WORD = 0.1;

    private static final double DIGIT_WORD = 1e-4;

    // no "oh": it is the word most often heard where there was none
    private static final String DIGITS =
            "<digit> = zero | one | two | three | four | five | six | seven | eight | nine;\n";

    private static final String FUTURE = """
            public <said> = <time> [<day>] | <day> [[at] <time>] | <day> <part> [[at] <time>] | <later>;
            <day> = today | tonight | tomorrow | [the] day after tomorrow | next week
                  | [on | next | this] <weekday> [next week];
            <weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday;
            <part> = [in the] (morning | afternoon | evening);
            <time> = [at] (<clock> [o'clock] [<half>] | noon | midday | midnight | in the morning | in the afternoon
                  | in the evening);
            <clock> = <hour> [<minute>] | [a] (half | quarter) past <hour> | [a] quarter to <hour>;
            <half> = a.m. | p.m. | in the morning | in the afternoon | in the evening;
            <hour> = one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve;
            <minute> = ten | fifteen | twenty | thirty | forty | forty five | fifty;
            <later> = in (an | one) hour | in half an hour | in a week | in <hour> (hours | days | weeks)
                  | in (five | ten | fifteen | twenty | thirty | forty | forty five) minutes | in a few minutes;
            """;

    private static final List<String> GENERAL = List.of(
            "yes",
            "yeah",
            "yes please",
            "sure",
            "okay",
            "of course",
            "that is right",
            "that's right",
            "correct",
            "no",
            "nope",
            "no thanks",
            "no thank you",
            "not now",
            "not really",
            "maybe",
            "hello",
            "goodbye",
            "bye",
            "thank you",
            "thanks",
            "call me back",
            "please call me back",
            "can you call me back",
            "call me later",
            "call me tomorrow",
            "stop calling me",
            "don't call me again",
            "do not call me again",
            "take me off your list",
            "remove me from your list",
            "i am not interested",
            "i'm not interested",
            "not interested",
            "i am interested",
            "i'm interested",
            "i am busy",
            "i'm busy right now",
            "this is not a good time",
            "wrong number",
            "you have the wrong number",
            "i want to speak to a person",
            "i want to talk to someone",
            "speak to a person",
            "speak to an agent",
            "can i speak to someone",
            "transfer me",
            "who is this",
            "who is calling",
            "what is this about",
            "how much is it",
            "how much does it cost",
            "send me an email",
            "say that again",
            "can you repeat that",
            "repeat please",
            "sorry",
            "i don't know",
            "i do not understand",
            "wait a moment",
            "hold on");

    /**
     * The grammar of an expectation, or of a phrase that may be said instead; of these what nobody can say is left out.
     *
     * @throws ProviderException that names the words of the expectation which cannot be recognised
     */
    static SpokenGrammar of(Expected expected, List<String> anytime, Predicate<String> pronounceable) {
        SpokenGrammar asked = of(expected, pronounceable);
        List<List<String>> others = anytime.stream()
                .map(SpokenGrammar::words)
                .filter(words -> !words.isEmpty()
                        && words.size() <= PHRASE_WORDS_MAX
                        && words.stream().allMatch(pronounceable))
                .limit(ANYTIME_MAX)
                .toList();
        if (others.isEmpty()) {
            return asked;
        }
        return grammar(
                "public <said> = <asked> | [please | can you] <anytime> [please];\n"
                        + asked.rules("<asked>")
                        + "<anytime> = " + WordTree.of(others).alternatives() + ";\n",
                asked.wordProbability());
    }

    /**
     * The grammar of an expectation.
     *
     * @param pronounceable whether a word can be recognised
     * @throws ProviderException that names the words which cannot be
     */
    static SpokenGrammar of(Expected expected, Predicate<String> pronounceable) {
        return switch (expected) {
            case Phrases(List<String> phrases) when phrases.isEmpty() -> phrases(GENERAL, pronounceable);
            case Phrases(List<String> phrases) -> phrases(phrases, pronounceable);
            case Digits(int min, int max) -> digits(min, max);
            case FutureTime() -> grammar(quoted(FUTURE), PHRASE_WORD);
            case Value(var kind, var _, var _) when ValueGrammar.of(kind).isEmpty() -> phrases(GENERAL, pronounceable);
            case Value(var kind, var _, var _) ->
                grammar("public <said> = <value>;\n" + ValueGrammar.of(kind), probability(kind));
            case Correction(var phrases, Value(var kind, var _, var _))
            when !ValueGrammar.of(kind).isEmpty() -> correction(phrases, ValueGrammar.of(kind), kind, pronounceable);
            case Correction(var phrases, Digits(int min, int max)) ->
                correction(phrases, digits(min, max).rules("<value>"), Kind.PHONE, pronounceable);
            case Correction(var phrases, var _) -> phrases(phrases, pronounceable);
            case Anything() -> phrases(GENERAL, pronounceable);
        };
    }

    /** One of the phrases, or the value, alone or after one of them. */
    private static SpokenGrammar correction(
            List<String> phrases, String rules, Kind kind, Predicate<String> pronounceable) {
        String words = phrases(phrases, pronounceable).rules("<phrase>");
        return grammar("public <said> = <phrase> | [<phrase>] <value>;\n" + words + rules, probability(kind));
    }

    private static double probability(Kind kind) {
        return ValueGrammar.isSpelt(kind) ? DIGIT_WORD : PHRASE_WORD;
    }

    private static SpokenGrammar grammar(String rules, double wordProbability) {
        return new SpokenGrammar(HEADER + rules, wordProbability);
    }

    /** The rules, with that name for what is said. */
    private String rules(String name) {
        return jsgf.substring(HEADER.length()).replace("public <said>", name);
    }

    /** A token with a dot or an apostrophe must stand in quotes. */
    private static String quoted(String rules) {
        return rules.replaceAll("[a-z]+(?:['.][a-z]+)+\\.?", "\"$0\"");
    }

    private static SpokenGrammar digits(int min, int max) {
        if (min < 1 || max < min || max > DIGITS_MAX) {
            throw refused(
                    "Expected 1 to " + DIGITS_MAX + " digits, the lowest number first, but was " + min + " to " + max);
        }
        StringBuilder rule = new StringBuilder("public <said> =");
        rule.repeat(" <digit>", min).repeat(" [<digit>", max - min).repeat("]", max - min);
        return grammar(rule.append(";\n") + DIGITS, DIGIT_WORD);
    }

    private static SpokenGrammar phrases(List<String> phrases, Predicate<String> pronounceable) {
        if (phrases.size() > PHRASES_MAX) {
            throw refused("Expected at most " + PHRASES_MAX + " phrases but was " + phrases.size());
        }
        Set<String> alternatives = new LinkedHashSet<>();
        Set<String> longer = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        boolean mixed = phrases.stream().anyMatch(SpokenGrammar::isLatin);
        for (String phrase : phrases) {
            if (mixed && !isLatin(phrase)) {
                continue; // the same choice in another language, for calls in that
            }
            List<String> words = words(phrase);
            if (words.size() > PHRASE_WORDS_MAX) {
                throw refused("Expected phrases of at most " + PHRASE_WORDS_MAX + " words but one has " + words.size()
                        + ": " + String.join(" ", words.subList(0, 5)) + " …");
            }
            words.stream().filter(word -> !pronounceable.test(word)).forEach(unknown::add);
            if (!words.isEmpty()) {
                String said = words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" "));
                alternatives.add(said);
                if (words.size() > 1) {
                    longer.add(said);
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw refused("Expected words of English letters but the phrases have " + String.join(", ", unknown)
                    + "; write numbers and signs as they are spoken, such as 'twenty four'");
        }
        if (alternatives.isEmpty()) {
            throw refused("Expected a phrase with a word in it but all " + phrases.size() + " are empty");
        }
        boolean framed = alternatives.size() <= FRAMED_MAX && FRAMES.stream().allMatch(pronounceable);
        return grammar(
                quoted(framed ? FRAMED + (longer.isEmpty() ? "" : " | " + OPENED) : "public <said> = <choice>") + ";\n"
                        + rule("<choice>", alternatives)
                        + (framed && !longer.isEmpty() ? rule("<longer>", longer) : ""),
                PHRASE_WORD);
    }

    private static String rule(String name, Set<String> alternatives) {
        return name + " = " + String.join("\n  | ", alternatives) + ";\n";
    }

    private static boolean isLatin(String phrase) {
        return phrase.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
    }

    /** The words of a phrase as the dictionary writes them: "Yes, it's 5" becomes yes, it's, 5. */
    private static List<String> words(String phrase) {
        List<String> words = new ArrayList<>();
        String plain = phrase.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        for (String piece : plain.split("[\\s,;:!?\"()_/-]+", -1)) {
            String word = piece.replaceAll("^['.]+|['.]+$", "");
            if (!word.isEmpty()) {
                words.add(word.replace(".", ""));
            }
        }
        return words;
    }

    private static ProviderException refused(String message) {
        return new ProviderException(SphinxRecogniser.NAME, ProviderException.Kind.SETTINGS, message, null);
    }
}
