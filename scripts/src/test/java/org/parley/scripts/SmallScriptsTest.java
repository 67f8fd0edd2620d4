package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.script.Call.TalkEnd.Reason;
import org.parley.script.ScriptedCall;

class SmallScriptsTest {

    @Test
    void echoSendsTheCallersVoiceBack() {
        var call = new ScriptedCall().run(ShippedScripts.named("echo"));

        assertThat(call.path()).containsExactly("echo");
    }

    @ParameterizedTest
    @CsvSource({
        "bye, INTENT, INFO, ''",
        "person, INTENT, XFER, 8500",
        "hours, TIME, XFER, 8500",
        "'', FAILED, XFER, 8500",
    })
    void aFreeTalkEndsWithAGoodbyeOrAPerson(String intent, Reason reason, String status, String target) {
        var call = new ScriptedCall().talkEnds(intent, reason).run(ShippedScripts.named("intents"));

        assertThat(call.status()).isEqualTo(status);
        assertThat(call.target()).isEqualTo(target);
        assertThat(call.talks().getFirst().spec().intents()).hasSize(4);
    }

    @Test
    void theKeypadTakesANumberThatTheCallerConfirms() {
        var call = new ScriptedCall().silent().presses("4711").says("yes").run(ShippedScripts.named("keypad"));

        assertThat(call.path()).contains("var: MEMBER=4711", "say: Thank you. Your number is 4 7 1 1.");
        assertThat(call.status()).isEqualTo("INFO");
    }

    @Test
    void theKeypadGivesUpToAPerson() {
        var call = new ScriptedCall().silent().presses("1").mumbles().run(ShippedScripts.named("keypad"));

        assertThat(call.status()).isEqualTo("XFER");
        assertThat(call.target()).isEqualTo("8500");
    }

    @Test
    void transferSpeaksBeforeItMovesTheCaller() {
        var call = new ScriptedCall().run(ShippedScripts.named("transfer"));

        assertThat(call.spoken()).containsExactly("One moment please, I am connecting you with a colleague.");
        assertThat(call.target()).isEqualTo("8500");
        assertThat(call.status()).isEqualTo("XFER");
    }

    @ParameterizedTest
    @CsvSource({"yes, SALE, 8500", "no, NI, ''", "purple, NA, ''"})
    void theTenLinesHandleEveryAnswer(String answer, String status, String target) {
        var call = new ScriptedCall().lead("Ana").says(answer).mayEndEarly();
        call = answer.equals("purple") ? call.says("purple") : call;

        call.run(ShippedScripts.named("ten-lines"));

        assertThat(call.status()).isEqualTo(status);
        assertThat(call.target()).isEqualTo(target);
    }
}
