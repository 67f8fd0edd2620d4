package org.parley.ai.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.Listening.Kind;
import org.parley.ai.Listening.Value;

/** What callers say and key, and what it means; '' is what means nothing, or more than one thing. */
class ValuesTest {
    private static final LocalDate WEDNESDAY = LocalDate.of(2026, 3, 4);

    private static String spoken(Kind kind, String region, String words) {
        return Values.spoken(new Value(kind), words, Locale.forLanguageTag(region), WEDNESDAY)
                .map(Meant::text)
                .orElse("");
    }

    private static String keyed(Kind kind, String region, String keys) {
        return Values.keyed(new Value(kind), keys, Locale.forLanguageTag(region), WEDNESDAY)
                .map(Meant::text)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            twelve                              | 12
            i have three                        | 3
            about twenty five people            | 25
            Twenty-five.                        | 25
            a hundred and five                  | 105
            one hundred twenty                  | 120
            a thousand                          | 1000
            two thousand six                    | 2006
            one million two hundred thousand    | 1200000
            twelve hundred                      | 1200
            1,200                               | 1200
            5k                                  | 5000
            one two three                       | 123
            nineteen eighty five                | 1985
            five fifty                          | 550
            three point one four                | 3.14
            2.50                                | 2.5
            two and a half                      | 2.5
            a half                              | 0.5
            minus five                          | -5
            -7                                  | -7
            a dozen                             | 12
            zero                                | 0
            two or three                        | ''
            none of your business               | ''
            a few                               | ''
            yes                                 | ''
            ثلاثة                               | 3
            خمسة وعشرون                         | 25
            عندي خمسة أولاد                     | 5
            مئة وعشرين                          | 120
            ألفين وخمسمئة                       | 2500
            ثلاثة آلاف                          | 3000
            مليون ونصف                          | 1500000
            one and a half million              | 1500000
            2.5 million                         | 2500000
            اثنين ونص                           | 2.5
            ٤٧                                  | 47
            لا                                  | ''
            سه                                  | 3
            بیست و پنج                          | 25
            صد و بیست نفر                       | 120
            دو هزار و پانصد                     | 2500
            دو میلیون                           | 2000000
            هزار و سیصد و شصت و پنج             | 1365
            سه و نیم                            | 3.5
            ۱۲۵                                 | 125
            بله                                 | ''
            """)
    void numbersOfThings(String words, String expected) {
        assertThat(spoken(Kind.NUMBER, "en-US", words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"three, true", "zero, false", "ten, true", "eleven, false", "two point five, true"})
    void aNumberKeepsItsBounds(String words, boolean fits) {
        Value wanted = new Value(Kind.NUMBER, BigDecimal.ONE, BigDecimal.TEN);

        assertThat(Values.spoken(wanted, words, Locale.US, WEDNESDAY).isPresent())
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            twenty five fifty                       | 25.50
            $25.50                                  | 25.50
            $1,200                                  | 1200.00
            it's $ 40                               | 40.00
            a hundred and twenty dollars            | 120.00
            twenty five dollars and fifty cents     | 25.50
            twenty five dollars fifty               | 25.50
            twenty five dollars and five cents      | 25.05
            five fifty                              | 5.50
            nineteen ninety nine                    | 19.99
            fifty cents                             | 0.50
            a dollar fifty                          | 1.50
            two and a half dollars                  | 2.50
            five point five                         | 5.50
            five hundred                            | 500.00
            two grand                               | 2000.00
            twelve hundred bucks                    | 1200.00
            one two five dollars                    | 125.00
            I can pay forty today                   | 40.00
            twenty pounds                           | 20.00
            £3.20                                   | 3.20
            three point one four one                | ''
            minus five dollars                      | ''
            twenty or thirty dollars                | ''
            i cannot pay                            | ''
            خمسة وعشرون دولار وخمسين سنت            | 25.50
            مئة وعشرين ريال                         | 120.00
            خمسين دولاراً ونصف                      | 50.50
            ٢٥٫٥٠                                   | 25.50
            ألف دينار                               | 1000.00
            بیست و پنج دلار و پنجاه سنت             | 25.50
            دویست هزار تومان                        | 200000.00
            صد و بیست دلار                          | 120.00
            نمی‌دانم                                | ''
            """)
    void sums(String words, String expected) {
        assertThat(spoken(Kind.MONEY, "en-US", words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | March third nineteen eighty five            | 1985-03-03
            en-US | march 3rd, 1985                             | 1985-03-03
            en-US | the third of March nineteen eighty-five     | 1985-03-03
            en-US | march twenty second nineteen ninety         | 1990-03-22
            en-US | june fifteenth two thousand six             | 2006-06-15
            en-US | June 1 2001                                 | 2001-06-01
            en-US | december twenty five twenty ten             | 2010-12-25
            en-US | january first nineteen oh five              | 1905-01-01
            en-US | may fifth eighty five                       | 1985-05-05
            en-US | 03/15/1985                                  | 1985-03-15
            en-US | 3/4/26                                      | 2026-03-04
            en-GB | 03/04/1985                                  | 1985-04-03
            en-US | 15/03/1985                                  | 1985-03-15
            en-US | 1985-03-15                                  | 1985-03-15
            en-US | three fifteen eighty five                   | 1985-03-15
            en-US | oh three fifteen nineteen eighty five       | 1985-03-15
            en-US | zero three one five one nine eight five     | 1985-03-15
            en-GB | fifteen three eighty five                   | 1985-03-15
            en-US | february twenty ninth                       | 2028-02-29
            en-US | on march tenth                              | 2026-03-10
            en-US | march first                                 | 2027-03-01
            en-US | today                                       | 2026-03-04
            en-US | tomorrow                                    | 2026-03-05
            en-US | the day after tomorrow                      | 2026-03-06
            en-US | yesterday                                   | 2026-03-03
            en-US | the day before yesterday                    | 2026-03-02
            en-US | friday                                      | 2026-03-06
            en-US | i will pay on Friday                        | 2026-03-06
            en-US | last friday                                 | 2026-02-27
            en-US | friday next week                            | 2026-03-13
            en-US | a week from friday                          | 2026-03-13
            en-US | in two weeks                                | 2026-03-18
            en-US | in 3 days                                   | 2026-03-07
            en-US | two weeks ago                               | 2026-02-18
            en-US | next month                                  | 2026-04-04
            en-US | the end of the month                        | 2026-03-31
            en-US | the fifteenth                               | 2026-03-15
            en-US | the first                                   | 2026-04-01
            en-US | on the 1st of next month                    | 2026-04-01
            en-US | february thirtieth nineteen eighty          | ''
            en-US | the thirty second of may                    | ''
            en-US | march or april first                        | ''
            en-US | five                                        | ''
            en-US | i don't know                                | ''
            en-US | just a second                               | ''
            ar-SA | الثالث من مارس ألف وتسعمئة وخمسة وثمانين    | 1985-03-03
            ar-SA | ٣ مارس ١٩٨٥                                 | 1985-03-03
            ar-SA | خمسة وعشرين آذار                            | 2026-03-25
            ar-SA | غداً                                        | 2026-03-05
            ar-SA | بعد غد                                      | 2026-03-06
            ar-SA | أمس                                         | 2026-03-03
            ar-SA | يوم الجمعة                                  | 2026-03-06
            ar-SA | بعد ثلاثة أيام                              | 2026-03-07
            ar-SA | الشهر القادم                                | 2026-04-04
            ar-SA | 15/3/1985                                   | 1985-03-15
            ar-SA | لا أعرف                                     | ''
            fa-IR | پانزده فروردین هزار و سیصد و شصت و پنج      | 1986-04-04
            fa-IR | ۱ فروردین ۱۴۰۳                              | 2024-03-20
            fa-IR | بیست و دوم بهمن شصت و پنج                   | 1987-02-11
            fa-IR | سوم مارس هزار و نهصد و هشتاد و پنج          | 1985-03-03
            fa-IR | فردا                                        | 2026-03-05
            fa-IR | پس‌فردا                                     | 2026-03-06
            fa-IR | دیروز                                       | 2026-03-03
            fa-IR | سه‌شنبه                                     | 2026-03-10
            fa-IR | سه روز دیگه                                 | 2026-03-07
            fa-IR | دو هفته پیش                                 | 2026-02-18
            fa-IR | ۱۳۶۵/۱/۱۵                                   | 1986-04-04
            fa-IR | نمی‌دانم                                    | ''
            """)
    void days(String region, String words, String expected) {
        assertThat(spoken(Kind.DATE, region, words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | eight one three five five five zero one two three       | 8135550123
            en-US | 813 555 0123                                            | 8135550123
            en-US | (813) 555-0123                                          | 8135550123
            en-US | 813.555.0123                                            | 8135550123
            en-US | my number is 813-555-0123 please                        | 8135550123
            en-US | area code eight one three, triple five, oh one two three | 8135550123
            en-US | eight thirteen five fifty five oh one twenty three      | 8135550123
            en-US | one eight hundred five five five oh one two three       | 8005550123
            en-US | 1 813 555 0123                                          | 8135550123
            en-US | plus one 813 555 0123                                   | 8135550123
            en-US | plus four four two zero seven nine four six zero one two three | +442079460123
            en-US | 011 44 20 7946 0123                                     | +442079460123
            en-US | +442079460123                                           | +442079460123
            en-US | double two one three double five zero one two three extension five | 2213550123
            en-US | eight one three five five five extension 12             | ''
            en-US | 113 555 0123                                            | ''
            en-US | five five five                                          | ''
            en-US | i have no phone                                         | ''
            en-GB | oh two oh seven nine four six oh one two three          | 02079460123
            en-GB | double oh one eight one three five five five oh one two three | +18135550123
            ar-SA | صفر خمسة خمسة خمسة ثلاثة صفر واحد اثنين ثلاثة أربعة     | 0555301234
            ar-SA | ٠٥٥٥٣٠١٢٣٤                                              | 0555301234
            ar-SA | زائد تسعمئة وستة وستين خمسة خمسة ثلاثة صفر واحد اثنين ثلاثة | +9665530123
            ar-SA | لا أريد                                                 | ''
            fa-IR | صفر نهصد و دوازده سیصد و چهل و پنج شصت و هفت هشتاد و نه | 09123456789
            fa-IR | ۰۹۱۲۳۴۵۶۷۸۹                                             | 09123456789
            fa-IR | صفر نهصد و دوازده سه تا پنج شش هفت هشت نه               | 09125556789
            fa-IR | نمی‌گویم                                                | ''
            """)
    void telephoneNumbers(String region, String words, String expected) {
        assertThat(spoken(Kind.PHONE, region, words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | three three one zero one                    | 33101
            en-US | 33101                                       | 33101
            en-US | it's double three one oh one                | 33101
            en-US | thirty three one oh one                     | 33101
            en-US | 33101-1234                                  | 33101-1234
            en-US | three three one oh one dash one two three four | 33101-1234
            en-US | K1A 0B6                                     | K1A 0B6
            en-US | three three one zero                        | ''
            en-US | i don't know                                | ''
            en-CA | k one a zero b six                          | K1A 0B6
            en-CA | K1A 0B6                                     | K1A 0B6
            en-CA | kilo one alpha, zero bravo six              | K1A 0B6
            en-CA | k as in kilo one a as in apple zero b as in boy six | K1A 0B6
            en-CA | kay one a oh bee six                        | K1A 0B6
            en-CA | 33101                                       | ''
            en-GB | SW1A 1AA                                    | SW1A 1AA
            en-GB | s w one a one a a                           | SW1A 1AA
            en-GB | s double u one a one double a               | SW1A 1AA
            en-GB | m one one ae                                | M1 1AE
            en-GB | it is e c one a one b b                     | EC1A 1BB
            en-GB | hello there                                 | ''
            de-DE | 10115                                       | 10115
            fa-IR | یک یک سه پنج نه سه یک دو سه چهار            | 1135931234
            ar-SA | ١٢٣٤٥                                       | 12345
            """)
    void postalCodes(String region, String words, String expected) {
        assertThat(spoken(Kind.POSTCODE, region, words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            john dot smith at gmail dot com                     | john.smith@gmail.com
            john.smith@gmail.com                                | john.smith@gmail.com
            My email is John.Smith@Gmail.com.                   | john.smith@gmail.com
            it's john smith all one word at gmail dot com       | johnsmith@gmail.com
            j o h n at yahoo dot co dot uk                      | john@yahoo.co.uk
            john underscore smith eighty five at hotmail dot com | john_smith85@hotmail.com
            s as in sam a as in apple m at a o l dot com        | sam@aol.com
            info at best dash price dot net                     | info@best-price.net
            sam plus lists at example dot org                   | sam+lists@example.org
            john smith one two three at gmail com               | johnsmith123@gmail.com
            my email address is sam at g mail dot com           | sam@gmail.com
            sam at example.com                                  | sam@example.com
            call me at noon                                     | ''
            john at                                             | ''
            at gmail dot com                                    | ''
            i do not have email                                 | ''
            john dot dot smith at gmail dot com                 | ''
            """)
    void mailAddresses(String words, String expected) {
        assertThat(spoken(Kind.EMAIL, "en-US", words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sam smith                               | Sam Smith
            My name is Sam Smith.                   | Sam Smith
            this is sam                             | Sam
            s m i t h                               | Smith
            S-M-I-T-H                               | Smith
            Smyth, S M Y T H                        | Smyth
            smith s m y t h                         | Smyth
            sam s m i t h                           | Sam Smith
            s as in sam a as in apple m as in mary  | Sam
            first name is ana last name is lopez    | Ana Lopez
            mary jane watson                        | Mary Jane Watson
            o'brien                                 | O'Brien
            mcdonald                                | McDonald
            McDonald                                | McDonald
            jean-luc picard                         | Jean-Luc Picard
            vincent van gogh                        | Vincent van Gogh
            a double l e n                          | Allen
            josé garcía                             | José García
            what did you say                        | ''
            no                                      | ''
            i don't know                            | ''
            3 5 1                                   | ''
            اسمي محمد علي                           | محمد علي
            من علی رضایی هستم                       | علی رضایی
            """)
    void names(String words, String expected) {
        assertThat(spoken(Kind.NAME, "en-US", words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            twelve thirty four main street              | 1234 Main Street
            I live at 12 Oak Avenue, Tampa              | 12 Oak Avenue, Tampa
            one oh five west fifth street apartment four b | 105 West Fifth Street Apartment 4B
            350 fifth avenue suite 12                   | 350 Fifth Avenue Suite 12
            two hundred north 42nd street               | 200 North 42nd Street
            p o box twelve                              | P O Box 12
            main street                                 | ''
            twelve                                      | ''
            i don't know                                | ''
            شارع الملك فهد 12                           | شارع الملك فهد 12
            """)
    void addresses(String words, String expected) {
        assertThat(spoken(Kind.ADDRESS, "en-US", words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER,   en-US, 12,          12",
        "NUMBER,   en-US, 2*5,         2.5",
        "NUMBER,   en-US, *,           ''",
        "MONEY,    en-US, 25*50,       25.50",
        "MONEY,    en-US, 25,          25.00",
        "MONEY,    en-US, 25*505,      ''",
        "MONEY,    en-US, 1*2*3,       ''",
        "DATE,     en-US, 03151985,    1985-03-15",
        "DATE,     en-GB, 15031985,    1985-03-15",
        "DATE,     fa-IR, 13650115,    1986-04-04",
        "DATE,     en-US, 031585,      ''",
        "DATE,     en-US, 02301985,    ''",
        "PHONE,    en-US, 8135550123,  8135550123",
        "PHONE,    en-US, 18135550123, 8135550123",
        "PHONE,    en-US, 0442079,     ''",
        "PHONE,    en-GB, 02079460123, 02079460123",
        "POSTCODE, en-US, 33101,       33101",
        "POSTCODE, en-US, 331011234,   33101-1234",
        "POSTCODE, en-US, 3310,        ''",
    })
    void keys(Kind kind, String region, String keys, String expected) {
        assertThat(keyed(kind, region, keys)).isEqualTo(expected);
    }
}
