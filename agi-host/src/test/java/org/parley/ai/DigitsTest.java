package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "one two three,        123",
        "zero oh five,         005",
        "double seven one,     771",
        "triple nine,          999",
        "4 5 six,              456",
        "Nine  Eight,          98",
        "one hundred,          ''",
        "two people,           ''",
        "'',                   ''"
    })
    void readsDigitsSpokenOneByOne(String words, String digits) {
        assertThat(Digits.parse(words)).isEqualTo(digits);
    }
}
