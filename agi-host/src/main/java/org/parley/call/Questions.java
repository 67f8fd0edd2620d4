package org.parley.call;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.ai.Listening;
import org.parley.script.Answer;
import org.parley.script.Question;

/** Questions that the call itself asks. */
final class Questions {
    private Questions() {}

    private static final Map<String, List<String>> CHOICES = Map.of(
            "yes", List.of("yes", "yeah", "yes please", "that is right", "correct", "right", "sure"),
            "no", List.of("no", "nope", "no thanks", "that is wrong", "wrong", "not right"));

    /** Is it right? */
    static final Question YES_NO = new Question(
            new Listening.Phrases(
                    CHOICES.values().stream().flatMap(List::stream).toList()),
            CHOICES,
            Map.of('1', "yes", '2', "no"),
            null,
            1,
            false);

    /** A value as it is read back: digits one by one, a time in words. */
    static String spoken(Answer answer, ZoneId zone) {
        if (answer.at() != null) {
            return DateTimeFormatter.ofPattern("EEEE 'at' h:mm a", Locale.ENGLISH)
                    .format(answer.at().atZone(zone))
                    .replace(":00", "");
        }
        return answer.value().matches("\\d+") ? answer.value().replaceAll("(?<=.)(?=.)", " ") : answer.value();
    }
}
