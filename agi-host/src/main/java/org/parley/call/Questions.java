package org.parley.call;

import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.parley.ai.AskingWords;
import org.parley.ai.StandardWords;
import org.parley.script.Answer;

/** What the call itself asks. */
final class Questions {
    private static final Pattern ARABIC_LETTER = Pattern.compile("\\p{IsArabic}");

    private Questions() {}

    /** Whether the answer is right: digits one by one, a time in words, a choice by its name. */
    static String readBack(Answer answer, ZoneId zone, Locale language) {
        AskingWords words = StandardWords.of(language).asking();
        return words.readBack().formatted(value(answer, zone, language, words));
    }

    private static String value(Answer answer, ZoneId zone, Locale language, AskingWords words) {
        if (answer.at() != null) {
            return words.spoken(answer.at().atZone(zone), language);
        }
        if (answer.value().matches("\\d+")) {
            return answer.value().replaceAll("(?<=.)(?=.)", " ");
        }
        // the name of a choice may be in the script's language rather than in the caller's
        boolean foreign = ARABIC_LETTER.matcher(answer.words()).find()
                && !ARABIC_LETTER.matcher(answer.value()).find();
        return foreign ? answer.words() : answer.value();
    }
}
