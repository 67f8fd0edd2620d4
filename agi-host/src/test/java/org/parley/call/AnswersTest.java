package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;
import org.parley.script.Answer;
import org.parley.script.Question;

/** What callers say to a question, in the languages that Parley speaks, and how it is read back. */
class AnswersTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 4, 11, 0, 0, 0, ZoneId.of("Asia/Riyadh"));

    private static final Question FOUR_DIGITS =
            new Question(new Listening.Digits(4, 4), Map.of(), Map.of(), null, 1, true);

    private static Answer answer(String words, Question question) {
        return Answers.ofWords(new Transcript(words, 0.9), question, NOW, Locale.US);
    }

    @ParameterizedTest
    @CsvSource({
        "en, yes please, yes",
        "en, no that is wrong, no",
        "en, maybe, ''",
        "ar, نعم, yes",
        "ar, أيوه تمام, yes",
        "ar, ايوة صحيح, yes",
        "ar, نَعَم طبعا, yes",
        "ar, لا شكراً, no",
        "ar, لا مو صحيح, no",
        "ar, ليس صحيحا, no",
        "ar, yes, yes",
        "ar, ربما, ''",
        "fa, بله, yes",
        "fa, آره درسته, yes",
        "fa, بله، می‌خوام, yes",
        "fa, بلي, yes",
        "fa, نه ممنون, no",
        "fa, نه درست نیست, no",
        "fa, نمی‌خواهم, no",
        "fa, نمیخواهم, no",
        "fa, نمی خوام, no",
        "fa, شاید, ''",
    })
    void yesAndNoAreUnderstoodInTheLanguageOfTheCall(String tag, String words, String value) {
        assertThat(answer(words, Question.yesNo().in(Locale.of(tag))).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"en, نعم", "fa, نعم", "ar, بله"})
    void butNotInAnotherOne(String tag, String words) {
        assertThat(answer(words, Question.yesNo().in(Locale.of(tag))).isOk()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"الْمَبيعات من فضلك, sales", "قسم المبيعات, sales", "دعم, help", "مبیعات, sales"})
    void wordsOfAChoiceAreComparedInOneSpelling(String words, String value) {
        Question question = new Question(
                new Listening.Phrases(List.of("المبيعات", "مبيعات", "دعم")),
                Map.of("sales", List.of("المبيعات", "مبيعات"), "help", List.of("دعم")),
                Map.of(),
                null,
                1,
                false);

        assertThat(answer(words, question).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "en, I have 4 7 1 1. Is that right?",
        "ar, لدي 4 7 1 1. هل هذا صحيح؟",
        "fa, 4 7 1 1 را دارم. درست است؟",
        "de, I have 4 7 1 1. Is that right?"
    })
    void digitsAreReadBackOneByOne(String tag, String expected) {
        Answer digits = new Answer(Answer.Outcome.MATCH, "4711", "", 1, null);

        assertThat(Questions.readBack(digits, FOUR_DIGITS, 0, ZoneOffset.UTC, Locale.of(tag)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "en, sales, buy, sales",
        "ar, sales, المبيعات, المبيعات",
        "ar, sales, '', sales",
        "fa, 2026-03-05T12:00:00Z, فردا, پنجشنبه ساعت 3 عصر"
    })
    void aValueIsReadBackInTheCallersLanguage(String tag, String value, String words, String expected) {
        Instant at = value.endsWith("Z") ? Instant.parse(value) : null;
        Answer answer = new Answer(Answer.Outcome.MATCH, value, words, 1, at);

        assertThat(Questions.readBack(answer, Question.yesNo(), 0, NOW.getZone(), Locale.of(tag)))
                .contains(expected);
    }
}
