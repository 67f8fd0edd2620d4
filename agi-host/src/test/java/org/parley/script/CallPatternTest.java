package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallPatternTest {

    @ParameterizedTest
    @CsvSource({
        "8300, 8300, true",
        "8300, 83000, false",
        "_83XX, 8300, true",
        "_83XX, 830, false",
        "_83XX, 83001, false",
        "_83xx, 8399, true",
        "_8Z, 80, false",
        "_8Z, 81, true",
        "_8N, 81, false",
        "_8[2-46], 84, true",
        "_8[2-46], 86, true",
        "_8[2-46], 85, false",
        "_83., 83, false",
        "_83., 831, true",
        "_83., 83123, true",
        "_83!, 83, true",
        "_8-3-X, 835, true",
        "_X., 8300#, true",
    })
    void matchesAsTheDialplanDoes(String pattern, String extension, boolean matches) {
        assertThat(CallPattern.parse(pattern).matches(extension)).isEqualTo(matches);
    }

    @Test
    void theMostSpecificComesFirst() {
        List<String> sorted = Stream.of("_X.", "_8.", "_8!", "_8XXX", "_83XX", "_83[01]X", "8300", "_830X", "_83Z.")
                .map(CallPattern::parse)
                .sorted()
                .map(CallPattern::text)
                .toList();

        assertThat(sorted).containsExactly("8300", "_830X", "_83[01]X", "_83Z.", "_83XX", "_8XXX", "_8.", "_8!", "_X.");
    }

    @Test
    void theSamePatternIsRecognisedHoweverItIsWritten() {
        assertThat(CallPattern.parse("_8[0-9]").sameAs(CallPattern.parse("_8X")))
                .isTrue();
        assertThat(CallPattern.parse("_83").sameAs(CallPattern.parse("83"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "8 3", "../x", "_8.X", "_[", "_[]", "_[9-1]", "_8!0", "_ä"})
    void refusesWhatTheDialplanWould(String text) {
        assertThatThrownBy(() -> CallPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected ");
    }
}
