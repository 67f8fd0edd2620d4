package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a persona and steps is told when the file is saved. */
class FlowRulesTest {
    private static final String PARTS =
            "Expected extensions, voice, persona, limits, disclose, anytime, department or step directly inside script { … }; ";

    @Test
    void aStepThatIsMissingIsShownWithItsLineACaretAndWhatWasMeant() {
        assertThat(Scripts.bad("""
                script('fronter') {
                    step('qualify') { goTo 'handof' }
                    step('handoff') { finish 'XFER' }
                }
                """).getFirst().render()).isEqualTo("""
                        sales.groovy:2:28: There is no step 'handof'; did you mean 'handoff'?
                            2 |     step('qualify') { goTo 'handof' }
                              |                            ^""");
    }

    @Test
    void twoStepsOfOneNameAreShown() {
        assertThat(Scripts.bad("script('x') {\n    step('a') { }\n    step('a') { }\n}")
                        .getFirst()
                        .render())
                .isEqualTo("""
                        sales.groovy:3:10: There are two steps 'a'
                            3 |     step('a') { }
                              |          ^""");
    }

    @Test
    void aStepThatNothingLeadsToIsShown() {
        assertThat(Scripts.bad("""
                script('x') {
                    step('a') { if (ask('?', yesNo).yes) { finish 'SALE' } else { return goTo('c') } }
                    step('b') { goTo 'b' }
                    step('c') { hangup() }
                }
                """).getFirst().render()).isEqualTo("""
                        sales.groovy:3:10: The step 'b' is never reached; lead to it by goTo, or let the step before it go on
                            3 |     step('b') { goTo 'b' }
                              |          ^""");
    }

    @Test
    void anEmptyBlockIsShown() {
        assertThat(Scripts.bad("say 'x'\nscript('x') {\n    disclose 'Hello.'\n}")
                        .getFirst()
                        .render())
                .isEqualTo("""
                        sales.groovy:2:1: Expected a persona or at least one step inside script { … }
                            2 | script('x') {
                              | ^""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step('a') { goTo 'nowhere' } | 2 | 18 | There is no step 'nowhere'; there are a",
                "persona 'x'; anytime { wantsHuman() { goTo 'a' } } | 2 | 44 | "
                        + "There is no step 'a'; the script has no steps",
                "step('a') { goTo lead.id ? 'a' : 'c' } | 2 | 34 | There is no step 'c'; did you mean 'a'?",
                "step('a') { step('b') { } } | 2 | 13 | Expected step directly inside script('…') { … }",
                "step('a') { disclose 'x' } | 2 | 13 | Expected disclose directly inside script('…') { … }",
                "step('a') { knowledge 'x' } | 2 | 13 | Expected knowledge directly inside script('…') { … }",
                "persona 'x'; limits calls: 8.min | 2 | 21 | There is no limit 'calls'; did you mean 'call'?",
                "persona 'x'; limits quiet: 8.s | 2 | 21 | "
                        + "There is no limit 'quiet'; a script can limit its call, turn, silence and cost",
                "persona 'x'; limits call: 8 | 2 | 27 | "
                        + "Expected call: with a plain length of time such as 8.min or 25.s",
                "persona 'x'; limits cost: '1' | 2 | 27 | "
                        + "Expected cost: with a plain sum such as 0.50, of the currency of talk.prices",
                "persona 'x'; limits turn: 25.min | 2 | 27 | Expected turn: of 3.s to 5.min",
                "persona 'x'; anytime { on('voice-left') { } } | 2 | 24 | "
                        + "Expected on with silence, tool-failed, transfer-refused, voice-lost, or emotion: 'anger'",
                "persona 'x'; anytime { optout() { } } | 2 | 24 | "
                        + "Expected optOut, wantsHuman, voicemail, abuse, upset, silent, wantsLanguage, after, says or on"
                        + " inside anytime { … }; did you mean 'optOut'?",
                "persona 'x'; anytime { optOut() { }; optOut() { } } | 2 | 38 | There are two rules 'optOut'",
                "persona 'x'; anytime { says { } } | 2 | 24 | "
                        + "Expected phrases and then a block: says('the weather', 'weather') { … }",
                "persona 'x'; anytime { says('a', 5) { } } | 2 | 24 | "
                        + "Expected phrases and then a block: says('the weather', 'weather') { … }",
                "persona 'x'; extensions '83 00' | 2 | 25 | "
                        + "Expected an extension such as '8300' or a pattern such as '_83XX' but was '83 00'",
                "step('a') { extensions '8300' } | 2 | 13 | "
                        + "Expected extensions at the top level of the script, not inside a block",
                "step('a') { sya 'x' } | 2 | 13 | There is no verb 'sya'; did you mean 'say'?",
                "step('a') { finish 5 } | 2 | 13 | 'finish' does not take a whole number; it takes a text; or a text,"
                        + " a text",
            })
    void saysWhatWasExpectedInAWritersWords(String parts, int line, int column, String message) {
        assertThat(first("script('x') {\n" + parts + "\n}"))
                .isEqualTo("sales.groovy:" + line + ":" + column + ": " + message);
    }

    @Test
    void whatIsNoPartOfTheBlockIsRefused() {
        assertThat(first("script('x') {\n    say 'Hello'\n    step('a') { }\n}"))
                .isEqualTo("sales.groovy:2:5: " + PARTS + "put 'say' into a step");
        assertThat(first("script('x') {\n    stpe('a') { }\n}"))
                .isEqualTo("sales.groovy:2:5: " + PARTS + "did you mean 'step'?");
        assertThat(first("script('x') {\n    if (lead.id) step('a') { }\n}"))
                .isEqualTo("sales.groovy:2:5: " + PARTS + "put this into a step");
    }

    @Test
    void theBlockStandsAloneAndAtTheEnd() {
        assertThat(first("script('x') { persona 'x' }\nsay 'bye'"))
                .isEqualTo("sales.groovy:2:1: Nothing stands after script { … }, for its end is the end of the call;"
                        + " put it into a step");
        assertThat(first("if (lead.id) { script('x') { persona 'x' } }"))
                .isEqualTo("sales.groovy:1:16: Expected script { … } at the top level of the file, not inside a block");
        assertThat(first("script('x') { persona 'x' }\nscript('y') { persona 'y' }"))
                .isEqualTo("sales.groovy:2:1: Nothing stands after script { … }, for its end is the end of the call;"
                        + " put it into a step");
    }

    @Test
    void theRulesOfATalkAreCheckedToo() {
        assertThat(first("converse { on('voice-left') { } }"))
                .isEqualTo("sales.groovy:1:12: Expected on with silence, tool-failed, transfer-refused, voice-lost, or"
                        + " emotion: 'anger'");
        assertThat(first("converse { on('silence') { finish 'no status' } }"))
                .isEqualTo("sales.groovy:1:35: Expected a status of 1 to 6 capitals or digits but was 'no status'");
        assertThat(first("converse { on('silence') { goTo 'a' } }"))
                .isEqualTo("sales.groovy:1:28: Expected goTo inside a step of script('…') { … }");
    }

    @Test
    void plainCodeHasNoStepsToGoTo() {
        assertThat(first("goTo 'a'")).isEqualTo("sales.groovy:1:1: Expected goTo inside a step of script('…') { … }");
        assertThat(first("step('a') { }"))
                .isEqualTo("sales.groovy:1:1: Expected step directly inside script('…') { … }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def step(int n) { note \"$n\" }\nstep(1)",
                "def limits = [1, 2]\nnote limits.toString()",
                "int tries = 0\nscript('x') {\n  int more = 1\n  step('a') { tries++; more++; if (tries < 3) goTo 'a' }\n}",
                "script('x') { step('a') { there() }; step('b') { hangup() }; step('c') { } }\nvoid there() { goTo 'c' }",
                "script('x') { knowledge 'all'; step('a') { converse { knowledge 'prices' } } }",
                "script('x') { step('a') { [1].each { return finish('A') } }; step('b') { } }",
                "script('x') { step('a') { try { goTo 'c' } finally { note 'x' } }; step('b') { }; step('c') { } }",
            })
    void whatIsRightIsLeftAlone(String text) {
        assertThat(Scripts.good(text)).isNotNull();
    }

    @Test
    void aMethodThatIsNamedAsAVerbIsTold() {
        assertThat(first("def finish(String why) { note why }\nfinish 'x'"))
                .isEqualTo("sales.groovy:1:1: 'finish' is a verb already; give the method another name");
    }

    private static String first(String text) {
        return Scripts.bad(text).getFirst().render().lines().findFirst().orElseThrow();
    }
}
