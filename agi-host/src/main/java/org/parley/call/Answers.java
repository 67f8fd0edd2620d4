package org.parley.call;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.parley.ai.Digits;
import org.parley.ai.Folded;
import org.parley.ai.FutureTimes;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;
import org.parley.ai.values.Meant;
import org.parley.ai.values.Values;
import org.parley.script.Answer;
import org.parley.script.Answer.Outcome;
import org.parley.script.Mood;
import org.parley.script.Question;

/** Makes answers out of words and keys. */
final class Answers {
    private Answers() {}

    private static final Transcript KEYED = new Transcript("", 1);
    static final Answer NO_INPUT = new Answer(Outcome.NO_INPUT, "", "", 0, null);

    /** What these words mean for that question. */
    static Answer ofWords(Transcript heard, Question question, ZonedDateTime now, Locale region) {
        String words = heard.text();
        if (heard.isEmpty()) {
            return new Answer(Outcome.NO_MATCH, "", "", 0, null);
        }
        return switch (question.expected()) {
            case Listening.Digits digits -> {
                String value = Digits.parse(words);
                boolean fits = value.length() >= digits.min() && value.length() <= digits.max();
                yield fits ? match(value, heard) : noMatch(heard);
            }
            case Listening.FutureTime _ -> {
                Optional<Instant> at = FutureTimes.parse(words, now);
                yield at.map(time -> new Answer(Outcome.MATCH, time.toString(), words, heard.confidence(), time))
                        .orElseGet(() -> noMatch(heard));
            }
            case Listening.Value value ->
                Values.spoken(value, words, region, now.toLocalDate())
                        .map(meant -> match(meant, heard))
                        .orElseGet(() -> noMatch(heard));
            case Listening.Correction _ -> ofChoices(heard, question);
            case Listening.Phrases _ -> ofChoices(heard, question);
            case Listening.Anything _ -> ofChoices(heard, question);
        };
    }

    private static Answer ofChoices(Transcript heard, Question question) {
        if (question.choices().isEmpty()) {
            return match(heard.text(), heard);
        }
        String words = " " + Folded.of(heard.text()) + " ";
        String best = "";
        int longest = 0;
        for (Map.Entry<String, List<String>> choice : question.choices().entrySet()) {
            for (String phrase : choice.getValue()) {
                if (phrase.length() > longest && words.contains(" " + Folded.of(phrase) + " ")) {
                    best = choice.getKey();
                    longest = phrase.length();
                }
            }
        }
        return longest == 0 ? noMatch(heard) : match(best, heard);
    }

    /** What these keys mean, or empty when more may follow. */
    static Optional<Answer> ofKeys(String keys, boolean complete, Question question, ZonedDateTime now, Locale region) {
        if (question.expected() instanceof Listening.Value value) {
            int end = keys.indexOf('#');
            String whole = end < 0 ? keys : keys.substring(0, end);
            if (end < 0 && !complete && !Values.isWhole(value.kind(), whole, region)) {
                return Optional.empty();
            }
            return Optional.of(Values.keyed(value, whole, region, now.toLocalDate())
                    .map(meant -> match(meant, KEYED))
                    .orElseGet(() -> noMatch(KEYED)));
        }
        if (question.expected() instanceof Listening.Digits digits) {
            int end = keys.indexOf('#');
            String numbers = (end < 0 ? keys : keys.substring(0, end)).replaceAll("\\D", "");
            String value = numbers.substring(0, Math.min(numbers.length(), digits.max()));
            if (end < 0 && !complete && value.length() < digits.max()) {
                return Optional.empty();
            }
            boolean fits = value.length() >= digits.min() && value.length() <= digits.max();
            return Optional.of(fits ? ofKey(value) : new Answer(Outcome.NO_MATCH, "", "", 1, null));
        }
        String value = keys.isEmpty() ? null : question.keys().get(keys.charAt(keys.length() - 1));
        return Optional.of(value == null ? new Answer(Outcome.NO_MATCH, "", "", 1, null) : ofKey(value));
    }

    private static Answer ofKey(String value) {
        return new Answer(Outcome.MATCH, value, "", 1, null);
    }

    private static Answer match(Meant meant, Transcript heard) {
        return new Answer(
                Outcome.MATCH,
                meant.text(),
                heard.text(),
                heard.confidence(),
                null,
                Mood.NONE,
                meant.amount(),
                meant.day());
    }

    private static Answer match(String value, Transcript heard) {
        return new Answer(Outcome.MATCH, value, heard.text(), heard.confidence(), null);
    }

    private static Answer noMatch(Transcript heard) {
        return new Answer(Outcome.NO_MATCH, "", heard.text(), heard.confidence(), null);
    }
}
