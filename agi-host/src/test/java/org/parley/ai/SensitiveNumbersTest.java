package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveNumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it is 4111 1111 1111 1111 thanks | it is [number masked, ends 1111] thanks",
                "4111-1111-1111-1111 | [number masked, ends 1111]",
                "four one one one, one one one one, one one one one, one one one one" + " | [number masked, ends 1111]",
                "forty one eleven eleven eleven double one one one eleven eleven | [number masked, ends 1111]",
                "my number is 123-45-6789 | my number is [number masked]",
                "123456789 | [number masked]",
                "one two three four five six seven eight nine | [number masked]",
                "my account number is 445566 | my account number is [number masked]",
                "the security code is 123, expires in May | the security code is [number masked], expires in May",
                "DE89 3704 0044 0532 0130 00 please | [account masked] please",
                "أربعة واحد واحد واحد أربعة واحد واحد واحد أربعة واحد واحد واحد أربعة واحد واحد واحد"
                        + " | [number masked, ends 4111]",
                "کارتم شصت و سه، صفر سه، چهل و دو، یازده، نود و نه، بیست و یک، صفر یک، سی و پنج است"
                        + " | کارتم [number masked, ends 0135] است",
                "رقمي خمسة وعشرون سبعة وثلاثون مئة وعشرون تسعمئة واثنين خمسين شكرا | رقمي [number masked] شكرا",
                "٤١١١ ١١١١ ١١١١ ١١١١ | [number masked, ends 1111]",
                "رقم الحساب ٤٤٥٥٦٦ | رقم الحساب [number masked]"
            })
    void whatBelongsToTheCallerAloneIsMasked(String said, String kept) {
        assertThat(SensitiveNumbers.masked(said, false)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me at 305 555 0100",
                "call me at three oh five five five five oh one double zero",
                "+44 7911 123456 is mine",
                "0049 30 1234567",
                "it costs $1,234,567.89 in all",
                "33101-1234",
                "on May 4, 2026 at 3:30",
                "I was born on 05-12-1947",
                "twenty one people and four dogs",
                "one of the two",
                "صفر نهصد و دوازده سیصد و چهل و پنج شصت و هفت هشتاد و نه",
                "بیست و سه نفر و دو سگ",
                "خمسة وعشرون شخصا",
                "plan H1234B"
            })
    void whatPeopleMustSeeIsLeft(String said) {
        assertThat(SensitiveNumbers.masked(said, false)).isEqualTo(said);
    }

    @Test
    void aMaskIsNotMaskedAgain() {
        String once = SensitiveNumbers.masked("card number 4111 1111 1111 1111", true);
        assertThat(SensitiveNumbers.masked(once, true)).isEqualTo(once);
    }

    @Test
    void whereSuchANumberWasAskedForItsPiecesAreMaskedToo() {
        assertThat(SensitiveNumbers.asksFor("Please read me your card number.")).isTrue();
        assertThat(SensitiveNumbers.asksFor("Here is my card, call me.")).isFalse();
        assertThat(SensitiveNumbers.masked("four one one one", true)).isEqualTo("[number masked]");
        assertThat(SensitiveNumbers.masked("the first two", true)).isEqualTo("the first two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my card is 4111 1111 1111 1111 and that is it",
                "four one one one one one one one one one one one one one one one thank you",
                "it is 123-45-6789 yes",
                "the account is GB29 NWBK 6016 1331 9268 19 please",
                "رقمي ٤١١١١١١١١١١١١١١١ شكرا",
                "call me at 030 55 51 23 tomorrow",
                "double four triple one nine nine two two"
            })
    void ofANumberThatIsBeingSpokenNothingIsSeenAtAnyTime(String whole) {
        for (int end = 1; end <= whole.length(); end++) {
            String shown = SensitiveNumbers.maskedSoFar(whole.substring(0, end));
            assertThat(shown).doesNotContainPattern("\\p{Nd}").doesNotContain("NWBK");
            assertThat(shown.replaceAll("(?U)\\W+", " "))
                    .doesNotContainPattern("(?:four|one|nine|two) (?:one|nine|two)");
        }
    }

    @Test
    void wordsWithoutSuchANumberAreSeenAsTheyAre() {
        assertThat(SensitiveNumbers.maskedSoFar("I want the red car and")).isEqualTo("I want the red car and");
        assertThat(SensitiveNumbers.maskedSoFar("at 10:30 on a Monday")).isEqualTo("at 10:30 on a Monday");
        assertThat(SensitiveNumbers.maskedSoFar("I want two"))
                .as("who knows what follows")
                .isEqualTo("I want …");
        assertThat(SensitiveNumbers.maskedSoFar("I want two bi")).isEqualTo("I want … bi");
        assertThat(SensitiveNumbers.maskedSoFar("I want two of them")).isEqualTo("I want two of them");
        assertThat(SensitiveNumbers.maskedSoFar("أريد أن")).isEqualTo("أريد أن");
    }
}
