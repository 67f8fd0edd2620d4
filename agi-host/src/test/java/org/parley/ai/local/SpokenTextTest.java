package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpokenTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello, Jos\u00e9!|Hello, Jose!",
                "it\u2019s 5 \u2013 ok|it's 5 , ok",
                "<speak>now</speak>|speak now /speak",
                "-v evil|-v evil"
            })
    void keepsWhatCanBeSpoken(String text, String spoken) {
        assertThat(SpokenText.clean(text)).isEqualTo(spoken);
    }

    @Test
    void controlCharactersAndLinesBecomeSpaces() {
        assertThat(SpokenText.clean("one\r\ntwo\u0000three\u001b[31m")).isEqualTo("one two three 31m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "\u0000", "\u0645"})
    void textWithoutAnythingToSayIsEmpty(String text) {
        assertThat(SpokenText.clean(text)).isEmpty();
    }

    @Test
    void longTextEndsAtAWord() {
        String clean = SpokenText.clean("word ".repeat(5_000));

        assertThat(clean).hasSizeLessThanOrEqualTo(SpokenText.CHARS_MAX).endsWith("word");
    }
}
