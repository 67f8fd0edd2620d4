package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.script.Script;
import org.parley.script.ScriptedCall;

class QualifyTest {
    private static final Instant TOMORROW = Instant.parse("2030-01-02T15:00:00Z");

    private static final Script QUALIFY = ShippedScripts.named("qualify");

    @Test
    void disclosesFirst() {
        var call = new ScriptedCall().hangsUp().run(QUALIFY);

        assertThat(call.spoken())
                .first()
                .asString()
                .contains("virtual assistant")
                .contains("recorded line");
        assertThat(call.path()).endsWith("ended: the caller hung up");
    }

    @Test
    void aQualifiedLeadGoesToAPersonWithItsPostalCode() {
        var call = new ScriptedCall()
                .says("yes")
                .presses("33101")
                .says("yes")
                .says("yes")
                .run(QUALIFY);

        assertThat(call.status()).isEqualTo("XFER");
        assertThat(call.target()).isEqualTo("8500");
        assertThat(call.path()).contains("field: postal_code=33101", "step: offer", "step: handoff");
    }

    @Test
    void whoHasNoTimeIsCalledBack() {
        var call = new ScriptedCall()
                .says("yes")
                .silent()
                .silent()
                .says("no")
                .means(TOMORROW)
                .run(QUALIFY);

        assertThat(call.status()).isEqualTo("CALLBK");
        assertThat(call.callBack()).isEqualTo(new ScriptedCall.CallBack(TOMORROW, "wants an adviser"));
        assertThat(call.target()).isEmpty();
    }

    @Test
    void whoNamesNoTimeIsNotInterested() {
        var call = new ScriptedCall()
                .says("yes")
                .silent()
                .silent()
                .says("no")
                .mumbles()
                .silent()
                .run(QUALIFY);

        assertThat(call.status()).isEqualTo("NI");
        assertThat(call.callBack()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "no, NQ, ''",
        "take me off your list, DNC, ''",
        "let me talk to a real person, XFER, 8500",
        "please leave a message after the tone, A, ''"
    })
    void whateverIsSaidToTheFirstQuestionHasItsEnd(String words, String status, String target) {
        var call = new ScriptedCall().says(words).run(QUALIFY);

        assertThat(call.status()).isEqualTo(status);
        assertThat(call.target()).isEqualTo(target);
    }

    @Test
    void whoIsAskedWhoHeIsSaysSoAndAsksAgain() {
        var call = new ScriptedCall().says("who are you").says("no").run(QUALIFY);

        assertThat(call.spoken())
                .containsSubsequence(
                        "Do you have both parts of Medicare, A and B?",
                        "I am calling for the Harbor Clinic.",
                        "Do you have both parts of Medicare, A and B?");
        assertThat(call.status()).isEqualTo("NQ");
    }

    @Test
    void whoeverIsNotUnderstoodReachesAPerson() {
        assertThat(new ScriptedCall().mumbles().silent().run(QUALIFY).target()).isEqualTo("8500");
    }

    @Test
    void aMachineIsLeftAlone() {
        var call = new ScriptedCall().isMachine().run(QUALIFY);

        assertThat(call.status()).isEqualTo("A");
        assertThat(call.spoken()).isEmpty();
    }
}
