package org.parley.call;

import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.parley.ai.AskingWords;
import org.parley.ai.Listening;
import org.parley.ai.StandardWords;
import org.parley.ai.values.ReadBack;
import org.parley.script.Answer;
import org.parley.script.Question;

/** What the call itself asks. */
final class Questions {
    private static final Pattern ARABIC_LETTER = Pattern.compile("\\p{IsArabic}");

    private Questions() {}

    /**
     * Whether the answer is right: digits one by one, a time in words, a choice by its name; the more exactly the more
     * often it was not.
     */
    static String readBack(Answer answer, Question question, int exactness, ZoneId zone, Locale region) {
        AskingWords words = StandardWords.of(region).asking();
        return words.readBack().formatted(value(answer, question, exactness, zone, region, words));
    }

    private static String value(
            Answer answer, Question question, int exactness, ZoneId zone, Locale region, AskingWords words) {
        if (answer.at() != null) {
            return words.spoken(answer.at().atZone(zone), region);
        }
        if (question.expected() instanceof Listening.Value(var kind, var _, var _)) {
            return ReadBack.of(kind, answer.value(), answer.day(), region, exactness);
        }
        if (answer.value().matches("\\d+")) {
            return ReadBack.digits(answer.value(), exactness);
        }
        // the name of a choice may be in the script's language rather than in the caller's
        boolean foreign = ARABIC_LETTER.matcher(answer.words()).find()
                && !ARABIC_LETTER.matcher(answer.value()).find();
        return foreign ? answer.words() : answer.value();
    }
}
