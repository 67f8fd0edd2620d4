package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptProblemTest {

    @Test
    void aMisspeltVerbIsShownWithItsLineACaretAndWhatWasMeant() {
        assertThat(Scripts.bad("answer()\nif (lead.state == 'FL') {\n    sya 'Hello'\n}")
                        .getFirst()
                        .render())
                .isEqualTo("""
                        sales.groovy:3:5: There is no verb 'sya'; did you mean 'say'?
                            3 |     sya 'Hello'
                              |     ^""");
    }

    @Test
    void aTabBeforeTheCaretStaysATab() {
        assertThat(Scripts.bad("if (true) {\n\tsya 'Hello'\n}").getFirst().render())
                .endsWith("    2 | \tsya 'Hello'\n      | \t^");
    }

    @Test
    void severalMistakesAreToldAtOnceInTheirOrder() {
        List<ScriptProblem> problems = Scripts.bad("""
                sya 'Hello'
                say 'ok'
                hangupp()
                note lead.frstName
                """);

        assertThat(problems).extracting(ScriptProblem::line).containsExactly(1, 3, 4);
        assertThat(problems)
                .extracting(ScriptProblem::suggestion)
                .containsExactly("did you mean 'say'?", "did you mean 'hangup'?", "did you mean 'firstName'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "say 3 | 1 | 1 | 'say' does not take a whole number; it takes a text; or options; or options, a text",
                "ask 'x', yesno | 1 | 10 | Nothing is called 'yesno' here; did you mean 'yesNo'?",
                "hangup | 1 | 1 | Nothing is called 'hangup' here; write hangup(…) with parentheses",
                "count = 3 | 1 | 1 | Nothing is called 'count' here; declare it with def",
                "ask 'x', yesNo, trys: 2 | 1 | 17 | There is no option 'trys' here; did you mean 'tries'?",
                "ask 'x', yesNo, tries: 'a' | 1 | 17 | Expected tries: with a whole number but found a text",
                "listen yesNo, noInput: 8 | 1 | 15 | "
                        + "Expected noInput: with a duration such as 8.s but found a whole number",
                "int n = 'abc' | 1 | 9 | Expected a whole number but found a text",
                "def a = listen(); note a.valeu | 1 | 24 | An answer has no 'valeu'; did you mean 'value'?",
                "Foo x = null | 1 | 5 | There is no class 'Foo'",
                "def at = ask('x', futureTime); callbak at | 1 | 32 | "
                        + "There is no verb 'callbak'; did you mean 'callback'?",
                "converse { greetin 'x' } | 1 | 12 | There is no verb 'greetin'; did you mean 'greeting'?",
                "sleep 100 | 1 | 1 | A script may not use 'sleep'; use wait 2.s",
                "println 'x' | 1 | 1 | A script may not use 'println'; use log 'text'",
                "extensions lead.state | 1 | 12 | "
                        + "Expected plain texts after extensions, such as extensions '8300', '_84XX'",
                "extensions '83 00' | 1 | 12 | "
                        + "Expected an extension such as '8300' or a pattern such as '_83XX' but was '83 00'",
                "if (lead.id) { extensions '8300' } | 1 | 16 | "
                        + "Expected extensions at the top level of the script, not inside a block",
                "void f() { return say('x') } | 1 | 12 | "
                        + "Cannot use return statement with an expression on a method that returns void",
                "say 'Hello | 1 | 5 | A text begins here and does not end on this line; close it with the same quote",
            })
    void saysWhatWasExpectedInAWritersWords(String text, int line, int column, String message) {
        ScriptProblem problem = Scripts.bad(text).getFirst();

        assertThat(problem.render().lines().findFirst().orElseThrow())
                .isEqualTo("sales.groovy:" + line + ":" + column + ": " + message);
    }

    @Test
    void aMissingBraceHasAPlace() {
        assertThat(Scripts.bad("if (true) {\n    say 'x'\n").getFirst().line()).isPositive();
    }

    @Test
    void nestingWithoutEndIsAProblemAndNoCrash() {
        assertThat(Scripts.bad("note " + "(".repeat(20_000) + "1" + ")".repeat(20_000))
                        .getFirst()
                        .render())
                .isEqualTo("sales.groovy: It is nested too deeply to be read; split it into methods");
    }

    @Test
    void aClassWithoutVerbsIsNoScript() {
        assertThat(Scripts.bad("class Foo { }").getFirst().message())
                .isEqualTo("Expected a script but found only a class");
    }
}
