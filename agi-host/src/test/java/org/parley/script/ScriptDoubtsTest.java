package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may do and hardly means is told when the file is saved; what is sure is a mistake. */
class ScriptDoubtsTest {

    @Test
    void aDoubtIsShownWithItsLineACaretAndWhatToDo() {
        assertThat(Scripts.good("""
                script('fronter') {
                    step('qualify') { if (ask('?', yesNo).no) { hangup() } else { finish 'SALE' } }
                }
                """).doubts().getFirst().render()).isEqualTo("""
                        sales.groovy:2:49: warning: The call ends here without a status; say finish 'STATUS' or dispose \
                        'STATUS', or the call gets calls.default-status
                            2 |     step('qualify') { if (ask('?', yesNo).no) { hangup() } else { finish 'SALE' } }
                              |                                                 ^""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step('a') { say 'x' } | After the step 'a' the call may end without a status",
                "step('a') { if (lead.id) finish 'A' } | After the step 'a' the call may end without a status",
                "step('a') { if (lead.id) return; finish 'A' } | After the step 'a' the call may end without a status",
                "step('a') { goTo lead.id ? 'b' : 'c' }; step('b') { finish 'B' }; step('c') { say 'x' }"
                        + " | After the step 'c' the call may end without a status",
                "step('a') { dispose 'A'; goTo 'c' }; step('b') { goTo 'c' }; step('c') { if (lead.id) goTo 'b' }"
                        + " | ",
                "anytime { optOut() { hangup() } }; step('a') { finish 'A' } | The call ends here without a status",
                "anytime { wantsHuman() { goTo 'c' } }; step('a') { finish 'A' }; step('c') { wait 1.s }"
                        + " | After the step 'c' the call may end without a status",
                "department('a', persona: 'Nora.') { say 'x' } | After the step 'a' the call may end without a status",
                "department('a', persona: 'Nora.'); department('b', persona: 'Omar.')"
                        + " | After the step 'b' the call may end without a status",
                "step('a') { switch (lead.state) { case 'FL': finish 'A'; break; case 'TX': say 'x' } }"
                        + " | After the step 'a' the call may end without a status",
            })
    void aWayThatEndsWithoutAStatusIsShown(String parts, String message) {
        assertThat(doubts("script('x') {\n" + parts + "\n}")).isEqualTo(message == null ? List.of() : List.of(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step('a') { finish 'A' }",
                "department('a', persona: 'Nora.'); step('b') { finish 'B' }",
                "department('a', persona: 'Nora.') { converse { }; finish 'A' }",
                "step('a') { if (lead.id) finish 'A'; transfer '8500' }",
                "step('a') { dispose 'NA'; if (lead.id) hangup() }",
                "step('a') { if (transfer('8500').ok) return; say 'x' }",
                "step('a') { sell() }\n}\nvoid sell() { settle() }\nvoid settle() { dispose 'A' }\nif (lead.id) {",
                "step('a') { menu('x') { option('sales') { finish 'A' }; otherwise { goTo 'b' } } }; step('b') { finish 'B' }",
                "step('a') { cleanup { dispose 'A' } }",
                "step('a') { try { note 'x' } finally { dispose 'A' } }",
                "step('a') { while (true) { if (ask('?').ok) finish 'A' } }",
                "persona 'x'",
            })
    void aWayThatGivesOneOrMayIsNot(String parts) {
        String text = parts.contains("}\n") ? block(parts) : "script('x') {\n" + parts + "\n}";
        assertThat(doubts(text)).isEmpty();
    }

    /** With methods after the block of steps. */
    private static String block(String parts) {
        return "script('x') {\n" + parts.replaceFirst("(?s)\\nif \\(lead.id\\) \\{$", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "if (lead.id) { hangup(); note 'x' } | This is never reached, for 'hangup' leaves before it",
                "def f() { return 1; note 'x' }; f() | This is never reached, for 'return' leaves before it",
                "finish 'A'; note 'x' | This is never reached, for 'finish' leaves before it",
                "finish 'A'; return | ",
                "converse { mood { finish 'upset'; note 'x' } } | ",
                "converse { tool('price', ' ', zone: text('zone')) { 'x' } }"
                        + " | The model is told nothing about the tool 'price'",
                "say en: 'Hello.', ar: 'مرحباً.'; say en: 'Bye.'"
                        + " | This text is missing in ar, which the script speaks elsewhere",
                "language 'fa'; ask en: 'Why?', yesNo | This text is missing in fa, which the script speaks elsewhere",
                "say en: 'Hello.', ar: 'مرحباً.'; say 'Bye.' | ",
                "say en: 'Hello.', interruptible: false | ",
            })
    void whatIsHardlyMeantIsShown(String text, String message) {
        assertThat(doubts(text)).isEqualTo(message == null ? List.of() : List.of(message));
    }

    @Test
    void aSentenceOfMoreThanFortyWordsIsShown() {
        assertThat(doubts("say '" + "word ".repeat(40) + "'")).isEmpty();
        assertThat(doubts("say \"${lead.firstName} " + "word ".repeat(40) + "\", interruptible: false"))
                .containsExactly("Nobody listens to 41 words at once; 40 are a lot");
        assertThat(doubts("say en: '" + "word ".repeat(41) + "'"))
                .containsExactly("Nobody listens to 41 words at once; 40 are a lot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http 'https://x.example/', headers: [Authorization: 'Bearer abcdefghijklmnop']",
                "def key = 'sk-abcdefghijklmnopqrstu'",
                "note 'sk_0123456789abcdef0123456789abcdef0123456789abcdef'",
                "def h = 'd41d8cd98f00b204e9800998ecf8427e'",
                "http 'https://x.example/', headers: ['xi-api-key': 'abc123']",
                "def password = 'hunter22'",
                "def login = [user: 'sam', password: 'hunter22']",
                "note 'wJalrXUtnFEMI7K7MDENGbPxRfiCYEXAMPLEKEY'",
            })
    void aSecretInTheSourceIsAMistakeAndIsNotShown(String text) {
        ScriptProblem problem = Scripts.bad(text).getFirst();

        assertThat(problem.kind()).isEqualTo(ProblemKind.SECRET);
        assertThat(problem.message())
                .isEqualTo("A secret stands in the source; put it into a file of data.secrets-folder and write"
                        + " secret('name')");
        assertThat(problem.render()).doesNotContain("abcdefghij", "0123456789", "cd98f0", "hunter", "abc123", "CYEX");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http 'https://x.example/', headers: [Authorization: \"Bearer ${secret('crm')}\"]",
                "def password = ask('What is your password?').words",
                "def password = 'What is the password?'",
                "note 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
                "http 'https://crm.example.com/api/v2/customers/by-number/and-a-long-path'",
                "play 'custom/Welcome-To-The-Long-Sound-Name'",
                "ask 'Which task-force-is-that-you-want?', choice(secret: ['secret'])",
            })
    void whatOnlyLooksLikeOneIsLeftAlone(String text) {
        assertThat(Scripts.good(text).doubts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+b",
                "(a*)*",
                "(.*)*x",
                "(\\w+\\s?)*$",
                "([a-z]+|x)+1",
                "((a+))+",
                "(?:a+){2,}",
                "([\\])a]+)+",
                "x(y(z+)*)",
                "(a?b*)*c",
                "(\\p{L}+)*!",
            })
    void aPatternThatCanTakeForEverIsAMistake(String pattern) {
        assertThat(Scripts.bad("if (lead.city ==~ /" + pattern + "/) note 'x'").getFirst())
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.PATTERN))
                .satisfies(problem -> assertThat(problem.message()).startsWith("This pattern repeats what repeats"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\d{5}(-\\d{4})?",
                "(\\d+,)*\\d+",
                "([a-z]+-)+",
                "(?>a+)+b",
                "(a++)+b",
                "(a+)b+",
                "[(a+)]+",
                "\\(a+\\)+",
                "(ab|cd)+",
                "(a{2,3})+x",
                "^(\\w+)@(\\w+)\\.com$",
                "(\\s*,\\s*\\w)*",
            })
    void anOrdinaryPatternIsNot(String pattern) {
        assertThat(Scripts.good("if (lead.city ==~ /" + pattern + "/) note 'x'").doubts())
                .isEmpty();
    }

    @Test
    void aPatternThatCannotBeReadIsAMistake() {
        assertThat(Scripts.bad("note lead.city.replaceAll('(', '')").getFirst().render())
                .isEqualTo("""
                        sales.groovy:1:27: This pattern cannot be read: Unclosed group
                            1 | note lead.city.replaceAll('(', '')
                              |                           ^""");
    }

    private static List<String> doubts(String text) {
        return Scripts.good(text).doubts().stream().map(ScriptProblem::message).toList();
    }
}
