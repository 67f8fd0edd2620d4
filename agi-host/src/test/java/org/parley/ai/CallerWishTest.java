package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is listened for is what is understood. */
class CallerWishTest {

    @ParameterizedTest
    @EnumSource
    void everySentenceThatIsListenedForMeansThatWishAlone(CallerWish wish) {
        for (String sentence : wish.sentences()) {
            for (String said : List.of(sentence, "please " + sentence, sentence + " please")) {
                for (CallerWish each : CallerWish.values()) {
                    assertThat(each.isIn(said)).as("%s in '%s'", each, said).isEqualTo(each == wish);
                }
            }
        }
    }

    @Test
    void theNameOfALanguageAsksForIt() {
        for (String sentence : LanguageWish.sentences(Locale.of("ar"))) {
            assertThat(LanguageWish.isIn(sentence, Locale.of("ar")))
                    .as(sentence)
                    .isTrue();
            assertThat(LanguageWish.isIn(sentence, Locale.of("fa")))
                    .as(sentence)
                    .isFalse();
        }
    }
}
