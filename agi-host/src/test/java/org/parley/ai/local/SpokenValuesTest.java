package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.Listening.Correction;
import org.parley.ai.Listening.Digits;
import org.parley.ai.Listening.Expected;
import org.parley.ai.Listening.Kind;
import org.parley.ai.Listening.Value;
import org.parley.ai.Transcript;
import org.parley.ai.values.Values;

/** The box's own recogniser hears the values that scripts capture, as they are said over a telephone line. */
final class SpokenValuesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);

    private static TelephoneHearing line;

    @BeforeAll
    static void open() {
        line = new TelephoneHearing(LIMIT);
    }

    @AfterAll
    static void close() {
        line.close();
    }

    private static Transcript heard(String words, Expected expected) throws InterruptedException {
        return line.heard(words, expected, List.of());
    }

    private static String meant(Kind kind, String words) {
        return Values.spoken(new Value(kind), words, Locale.US, TODAY)
                .orElseThrow(() -> new AssertionError("Expected a " + kind + " but was '" + words + "'"))
                .text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PHONE    | eight one three nine two one two zero seven four; seven two seven eight one one nine two zero three
            MONEY    | twenty five dollars and fifty cents; one hundred and twenty dollars; forty five fifty
            DATE     | march third nineteen eighty five; tomorrow; next friday; july fifteenth two thousand six
            NUMBER   | twenty five; one hundred and five; three point five
            """)
    void mostOfWhatIsSaidIsMeant(Kind kind, String sentences) throws Exception {
        List<String> wrong = new ArrayList<>();
        List<String> said = List.of(sentences.split("; ", -1));
        for (String words : said) {
            Transcript heard = heard(words, new Value(kind));
            boolean right = !heard.isEmpty()
                    && Values.spoken(new Value(kind), heard.text(), Locale.US, TODAY)
                            .map(meant -> meant.text().equals(meant(kind, words)))
                            .orElse(false);
            if (!right) {
                wrong.add(words + " as '" + heard.text() + "'");
            }
        }

        assertThat(wrong).as("of " + said.size()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void spellingIsHeardWithWordsForTheLetters() throws Exception {
        Transcript code = heard("kilo one alpha zero bravo nine", new Value(Kind.POSTCODE));

        assertThat(Values.spoken(new Value(Kind.POSTCODE), code.text(), Locale.CANADA, TODAY))
                .as(code.text())
                .hasValueSatisfying(meant -> assertThat(meant.text()).isEqualTo("K1A 0B9"));
        assertThat(heard("sierra alpha mike", new Value(Kind.NAME)).text()).isEqualTo("sierra alpha mike");
    }

    @Test
    void yesNoAndACorrectionAreToldApart() throws Exception {
        Correction expected = new Correction(List.of("yes", "no", "that is right", "wrong"), new Digits(5, 9));

        assertThat(heard("yes", expected).text()).isEqualTo("yes");
        assertThat(heard("no", expected).text()).isEqualTo("no");
        assertThat(heard("no three three one zero two", expected).text()).isEqualTo("no three three one zero two");
    }

    @ParameterizedTest
    @CsvSource({"MONEY", "DATE", "PHONE", "EMAIL"})
    void aNoIsHeardBesideEveryKind(Kind kind) throws Exception {
        assertThat(heard("wrong", new Correction(List.of("wrong", "that is right"), new Value(kind)))
                        .text())
                .isEqualTo("wrong");
    }
}
