package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Languages by their names, and what Parley says and understands in each of its own. */
class LanguagesTest {

    @ParameterizedTest
    @CsvSource({
        "ar, ar",
        "fa-IR, fa-IR",
        "en_US, en-US",
        "AR, ar",
        "Persian, fa",
        "farsi, fa",
        "العربية, ar",
        "فارسی, fa",
        "english, en",
        "ckb, ckb"
    })
    void isFoundByTagAndByName(String text, String tag) {
        assertThat(Languages.find(text)).map(Locale::toLanguageTag).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "arabisch", "zz", "xyz", "1", "ar ab", "en-"})
    void whatIsNoneIsRefusedWithWhatIsExpected(String text) {
        assertThat(Languages.find(text)).isEmpty();
        assertThatThrownBy(() -> Languages.of(text))
                .hasMessage("Expected a language as a tag such as en, ar or fa-IR but was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "أَهْلاً وسهلاً!, اهلا وسهلا",
        "می‌خواهم, ميخواهم",
        "كتاب  کتاب, كتاب كتاب",
        "\u202bسلام\u202c، خوبی؟, سلام خوبي",
        "٣:٣٠ و ۴۵, 3:30 و 45",
        "It\u2019s: Fine!, it's fine"
    })
    void oneSpellingIsCompared(String text, String folded) {
        assertThat(Folded.of(text)).startsWith(folded);
    }

    @ParameterizedTest
    @CsvSource({"en, Wednesday at 3:30 PM", "ar, الأربعاء الساعة 3:30 بعد الظهر", "fa-IR, چهارشنبه ساعت 3:30 عصر"})
    void aTimeIsReadBackInTheLanguage(String tag, String expected) {
        ZonedDateTime time = ZonedDateTime.of(2026, 3, 4, 15, 30, 0, 0, ZoneOffset.UTC);
        Locale language = Locale.forLanguageTag(tag);

        String spoken = StandardWords.of(language).asking().spoken(time, language);

        assertThat(spoken).isEqualTo(expected);
        assertThat(FutureTimes.parse(spoken, time.minusDays(1)))
                .as("and understood")
                .contains(time.toInstant());
    }

    @Test
    void everyPhraseOfALanguageIsItsOwn() throws Exception {
        for (String tag : new String[] {"ar", "fa"}) {
            StandardWords own = StandardWords.of(Locale.of(tag));
            StandardWords english = StandardWords.of(Locale.ENGLISH);
            for (var part : StandardWords.class.getRecordComponents()) {
                assertThat(part.getAccessor().invoke(own))
                        .isNotEqualTo(part.getAccessor().invoke(english));
            }
            for (var part : AskingWords.class.getRecordComponents()) {
                String phrase = String.valueOf(part.getAccessor().invoke(own.asking()));
                assertThat(phrase).as(part.getName()).containsPattern("\\p{IsArabic}");
            }
            assertThat(own.asking().readBack()).contains("%s");
            assertThat(own.asking().digits(4, 4)).contains("4");
        }
    }

    @Test
    void englishHasNoOtherLettersAndATalkListensForNoPhraseWithThem() {
        assertThat(Languages.mayWrite(Locale.US, "Café, 10 o'clock")).isTrue();
        assertThat(Languages.mayWrite(Locale.ENGLISH, "yes, نعم")).isFalse();
        assertThat(Languages.mayWrite(Locale.of("ar"), "yes, نعم")).isTrue();

        AgentSpec spec = new AgentSpec(
                "", "", Locale.ENGLISH, List.of(new AgentSpec.Intent("yes", List.of("sure", "نعم"), "Good.", true)));

        assertThat(spec.expected()).isEqualTo(new Listening.Phrases(List.of("sure")));
        assertThat(spec.in(Locale.of("ar")).expected()).isEqualTo(new Listening.Phrases(List.of("sure", "نعم")));
    }
}
