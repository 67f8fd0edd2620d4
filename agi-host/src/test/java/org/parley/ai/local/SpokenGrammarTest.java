package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.ai.Listening.Anything;
import org.parley.ai.Listening.Digits;
import org.parley.ai.Listening.FutureTime;
import org.parley.ai.Listening.Phrases;

final class SpokenGrammarTest {

    @Test
    void phrasesLoseWhatNobodySpeaks() {
        SpokenGrammar grammar = of(new Phrases(List.of("Yes, please!", "it\u2019s O.K.", "call-back")));

        assertThat(grammar.jsgf())
                .contains("\"yes\" \"please\"")
                .contains("\"it's\" \"ok\"")
                .contains("\"call\" \"back\"");
    }

    @Test
    void aPhraseCannotBreakOutOfTheGrammar() {
        assertThat(of(new Phrases(List.of("yes\"; public <x> = no"))).jsgf())
                .doesNotContain("\"; public <x>")
                .containsOnlyOnce("public <said>");
    }

    @Test
    void thePhrasesThatMeanTheSameAreOne() {
        assertThat(of(new Phrases(List.of("yes", "Yes", " yes! ")))).isEqualTo(of(new Phrases(List.of("yes"))));
    }

    @Test
    void aChoiceInTwoLanguagesIsHeardInThatOfTheBox() {
        assertThat(SpokenGrammar.of(
                                new Phrases(List.of("sales", "المبيعات", "support")), word -> word.matches("[a-z]+"))
                        .jsgf())
                .contains("\"sales\"", "\"support\"")
                .doesNotContain("المبيعات");
    }

    @Test
    void digitsHaveTheirNumberAndStandAlone() {
        String grammar = of(new Digits(2, 4)).jsgf();

        assertThat(grammar).contains("<said> = <digit> <digit> [<digit> [<digit>]];");
        assertThat(of(new Anything()).jsgf()).doesNotContain("seven");
    }

    @Test
    void aDigitCostsMoreThanAWord() {
        assertThat(of(new Digits(1, 4)).wordProbability())
                .isLessThan(of(new FutureTime()).wordProbability());
    }

    private static SpokenGrammar of(org.parley.ai.Listening.Expected expected) {
        return SpokenGrammar.of(expected, word -> true);
    }
}
