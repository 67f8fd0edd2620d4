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
        "'',                   ''",
        "٠٥٠ ١٢٣,              050123",
        "۰۲۱۸۸,                02188",
        "خمسة ثلاثة صفر واحد,    5301",
        "خمسه وثلاثه,           53",
        "خمسة وعشرون سبعة,      257",
        "خمسة و عشرين,          25",
        "ثلاثة عشر تسعة,        139",
        "اثنا عشر,              12",
        "إحدى عشرة,             11",
        "مئة وثلاثة وعشرون,     123",
        "ميتين وخمسة,           205",
        "یک دو سه,              123",
        "بیست و سه چهل,         2340",
        "بیست و سه، نه,         239",
        "صد و بیست و یک,        121",
        "نهصد و دوازده,         912",
        "سی و پنج هشتاد,        3580",
        "دو تا پنج یک,          551",
        "سه تا صفر,             000",
        "رقمي خمسة,             ''",
        "بله,                   ''"
    })
    void readsDigitsSpokenOneByOne(String words, String digits) {
        assertThat(Digits.parse(words)).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({"my number is five six, 2", "شماره من بیست و سه است, 2", "رقمي خمسة وعشرون ثم ٧, 3", "hello, 0"})
    void countsDigitsAmongOtherWords(String words, int count) {
        assertThat(Digits.count(words)).isEqualTo(count);
    }
}
