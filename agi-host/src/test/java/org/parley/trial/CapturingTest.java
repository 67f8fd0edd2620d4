package org.parley.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.Shows;
import org.parley.Shows.Where;

/** How values are asked for, read back and put right, and how menus are offered: whole calls as text. */
class CapturingTest {
    @TempDir
    Path folder;

    /** What was not as expected, "" when all was. */
    private String wrong(String script, String inside) throws IOException {
        List<TestResult> results = TestsBeside.run(folder, script, "test('it') {\n" + inside + "\n}\n");
        assertThat(results).hasSize(1);
        TestResult result = results.getFirst();
        return result.problems().isEmpty()
                ? ""
                : result.problems().stream()
                                .map(problem -> problem.line() + ": " + problem.message())
                                .collect(Collectors.joining("\n"))
                        + "\n" + result.render(String::toString);
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"capture", "postcode"})
    void aCodeIsReadBackMoreExactlyEachTimeAndACorrectionIsHeard() throws IOException {
        String script = """
                def code = capture postcode, confirm: true, tries: 2
                note "${code.outcome} ${code.value} ${code.words}"
                """;

        assertThat(wrong(script, """
                caller {
                  hears 'Please say or key in your postal code.'; says 'three three one oh one'
                  hears 'I have 3 3 1 0 1. Is that right?'; says 'no, 33102'
                  hears 'I have 3 3 1, 0 2. Is that right?'; says 'no it is three three one oh three'
                  hears 'I have 3 3. 1 0. 3. Is that right?'; says 'yes'
                }
                expect { note 'MATCH 33103 three three one oh three' }
                """)).isEmpty();
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "name")
    void aNameIsSpeltWhenItWasNotRight() throws IOException {
        String script = """
                def who = capture name, confirm: true, tries: 3
                note who.value
                """;

        assertThat(wrong(script, """
                caller {
                  hears 'What is your name?'; says 'my name is sam smith'
                  hears 'I have Sam Smith. Is that right?'; says 'no'
                  hears 'Sorry, I did not get that. What is your name?'; says 'sam s m y t h'
                  hears 'I have Sam, S A M. Smyth, S M Y T H. Is that right?'; says 'wrong'
                  hears 'Sorry'; says 'sam smyth'
                  hears 'S as in Sierra, A as in Alpha, M as in Mike'; says 'that is right'
                }
                expect { note 'Sam Smyth' }
                """)).isEmpty();
    }

    @Test
    void aNoWithoutAValueAndAValueTwiceRefusedAreNoAnswer() throws IOException {
        String script = """
                def sum = capture money, confirm: true, tries: 1
                note "${sum.outcome} ${sum.value}|${sum.words}|${sum.amount}"
                def day = capture date, tries: 1
                note "${day.outcome} ${day.words}|${day.day}"
                def next = capture phone, tries: 1, noInput: 3.s
                note "${next.outcome} ${next.words}|"
                """;

        assertThat(wrong(script, """
                caller {
                  hears 'How much?'; says 'twenty five fifty'
                  hears 'I have 25 dollars and 50 cents. Is that right?'; says 'no that is wrong'
                  hears 'Which day?'; says 'never'
                  hears 'telephone number'; silent()
                }
                expect { note 'NO_MATCH |twenty five fifty|null'; note 'NO_MATCH never|null'; note 'NO_INPUT |' }
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            number        | presses '12#'        | 12
            number(1, 5)  | says 'three'         | 3
            number(1, 5)  | says 'nine'          | ''
            money         | presses '25*50'      | 25.50
            date          | presses '03151985'   | 1985-03-15
            date          | says 'tomorrow'      | 2030-01-08
            phone         | presses '8135550123' | 8135550123
            postcode      | presses '33101'      | 33101
            email         | says 'sam dot jones at gmail dot com' | sam.jones@gmail.com
            address       | says 'twelve main street'             | 12 Main Street
            """)
    @Shows(
            on = Where.TEXT,
            verbs = {"number", "money", "date", "phone", "email", "address"})
    void everyKindIsSaidOrKeyed(String question, String move, String value) throws IOException {
        assertThat(wrong(
                        "note \"it is ${capture(%s, tries: 1).value};\"\n".formatted(question),
                        "caller { %s }\nexpect { note 'it is %s;' }".formatted(move, value)))
                .isEmpty();
    }

    @Test
    void whatIsTypedIsCheckedAsNumbersAndDays() throws IOException {
        String script = """
                def paid = ask 'How much can you pay?', money
                def day = ask 'And when?', date
                BigDecimal half = paid.amount / 2
                note "half is ${half.setScale(2)}, in ${day.day.year}"
                """;

        assertThat(wrong(script, """
                caller { says 'forty dollars'; says 'on march third' }
                expect { note 'half is 20.00, in 2030' }
                """)).isEmpty();
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "language")
    void valuesAreAskedForAndReadBackInArabicAndPersian() throws IOException {
        String script = """
                def sum = capture money, confirm: true
                note sum.value
                language 'fa'
                def number = capture phone, confirm: true
                note number.value
                """;

        assertThat(wrong(script, """
                lead language: 'ar'
                caller {
                  hears 'كم المبلغ؟'; says 'خمسة وعشرون دولار وخمسين سنت'
                  hears 'هل هذا صحيح؟'; says 'لا، ثلاثين دولار'
                  hears 'لدي 3 0. هل هذا صحيح؟'; says 'نعم'
                  hears 'لطفاً شماره تلفن'; says 'هشت یک سه پنج پنج پنج صفر یک دو سه'
                  hears '8 1 3, 5 5 5, 0 1 2 3'; says 'بله'
                }
                expect { note '30.00'; note '8135550123' }
                """)).isEmpty();
    }

    private static final String MENU = """
            script('desk') {
                step('hello') {
                    def chosen = menu('For sales say sales or press 1, or say hours.') {
                        option('sales', keys: '1', words: ['sales', 'buy']) { goTo 'sales' }
                        option 'hours', keys: '2'
                        otherwise { note 'nothing'; finish 'NA' }
                    }
                    note "chosen ${chosen.value}"
                    finish 'HOURS'
                }
                step('sales') { finish 'SALE' }
            }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            says 'i want to buy'                                         | disposition 'SALE'; path 'ask', 'step: sales'
            presses '1'                                                  | disposition 'SALE'
            presses '2'                                                  | disposition 'HOURS'; note 'chosen hours'
            presses '*'; hears 'For sales'; says 'hours'                 | disposition 'HOURS'; neverSaid 'Sorry'
            says 'say that again'; hears 'For sales'; says 'hours'       | disposition 'HOURS'; neverSaid 'Sorry'
            says 'what'; hears 'Sorry, I did not get that. For sales'; says 'hours' | disposition 'HOURS'
            says 'what'; says 'huh no'; hears 'Please say sales, or press 1 or hours, or press 2'; presses '2' | note 'chosen hours'
            says 'a'; says 'b'; says 'c'                                 | disposition 'NA'; note 'nothing'
            silent(); hears 'For sales'; silent(); hears 'Please say sales'; silent() | disposition 'NA'; neverSaid 'Sorry'
            """)
    @Shows(
            on = Where.TEXT,
            verbs = {"menu", "menu.option", "menu.otherwise", "script", "script.step", "goTo", "finish"})
    void aMenuLeadsByWordsAndKeysAndHelpsMoreEachTime(String moves, String expected) throws IOException {
        assertThat(wrong(MENU, "caller { %s }\nexpect { %s }".formatted(moves, expected)))
                .isEmpty();
    }

    @Test
    void aMenuWithoutCodeGivesItsAnswerInTheCallersLanguage() throws IOException {
        String script = """
                def chosen = menu(en: 'Sales or help?', ar: 'مبيعات أم دعم؟', tries: 1) {
                    option 'sales', words: ['sales', 'مبيعات']
                    option 'help', keys: '2', words: ['help', 'دعم']
                }
                note "${chosen.outcome} ${chosen.value}"
                """;

        assertThat(wrong(
                        script,
                        "lead language: 'ar'\ncaller { hears 'مبيعات'; says 'الدعم أو دعم' }\n"
                                + "expect { note 'MATCH help' }"))
                .isEmpty();
        assertThat(wrong(script, "caller { says 'maybe' }\nexpect { note 'NO_MATCH ' }"))
                .isEmpty();
    }
}
