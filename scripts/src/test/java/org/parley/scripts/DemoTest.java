package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.parley.dialer.Lead;
import org.parley.script.Script;
import org.parley.script.ScriptedCall;

class DemoTest {
    private static final Instant TOMORROW = Instant.parse("2030-01-02T15:00:00Z");

    private static final Script DEMO = ShippedScripts.named("demo");

    @Test
    void greetsByNameAndDisclosesFirst() {
        var call = new ScriptedCall().lead("Ana").hangsUp().run(DEMO);

        assertThat(call.spoken())
                .first()
                .isEqualTo("Hello Ana. This is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.");
    }

    @Test
    void greetsACallerWithoutANameToo() {
        var call = new ScriptedCall().lead(Lead.unknown("")).hangsUp().run(DEMO);

        assertThat(call.spoken()).first().asString().startsWith("Hello. This is Sam");
    }

    @Test
    void agreesACallBackAfterAnInterruptionAndAPostalCodeReadBack() {
        var call = new ScriptedCall()
                .lead("Ana")
                .says("yes")
                .says("new plan")
                .says("33101")
                .says("no")
                .presses("33102")
                .says("yes")
                .interrupts()
                .says("no")
                .means(TOMORROW)
                .run(DEMO);

        assertThat(call.status()).isEqualTo("CALLBK");
        assertThat(call.callBack()).isEqualTo(new ScriptedCall.CallBack(TOMORROW, "asked for it in the demo"));
        assertThat(call.path()).contains("note: postal code given", "note: did not want to hear it all", "hangup");
    }

    @Test
    void aBusyCallerIsCalledBack() {
        var call = new ScriptedCall().says("no").means(TOMORROW).run(DEMO);

        assertThat(call.status()).isEqualTo("CALLBK");
    }

    @Test
    void aBusyCallerWhoNamesNoTimeIsNotInterested() {
        var call = new ScriptedCall().says("no").mumbles().silent().run(DEMO);

        assertThat(call.status()).isEqualTo("NI");
        assertThat(call.callBack()).isNull();
    }

    @Test
    void aYesToThePlanIsASale() {
        var call = new ScriptedCall()
                .says("sure")
                .presses("1")
                .presses("33101")
                .says("right")
                .says("yes")
                .run(DEMO);

        assertThat(call.status()).isEqualTo("SALE");
    }

    @Test
    void whoWantsToBeTakenOffTheListIs() {
        var call = new ScriptedCall().says("yes").says("stop calling").run(DEMO);

        assertThat(call.status()).isEqualTo("DNC");
        assertThat(call.path()).contains("hangup");
    }

    @Test
    void aQuestionAboutTheBillGoesToAPerson() {
        var call = new ScriptedCall().says("yes").says("my bill").run(DEMO);

        assertThat(call.status()).isEqualTo("XFER");
        assertThat(call.target()).isEqualTo("8500");
        assertThat(call.path()).doesNotContain("hangup");
    }

    @Test
    void whoeverIsNotUnderstoodReachesAPerson() {
        var atFirst = new ScriptedCall().mumbles().silent().run(DEMO);
        var atTheTopic = new ScriptedCall().says("yes").mumbles().mumbles().run(DEMO);
        var atTheCode =
                new ScriptedCall().says("yes").says("plan").says("1").says("2").run(DEMO);
        var atTheOffer = new ScriptedCall()
                .says("yes")
                .says("plan")
                .says("33101")
                .says("yes")
                .mumbles()
                .silent()
                .run(DEMO);

        for (ScriptedCall call : new ScriptedCall[] {atFirst, atTheTopic, atTheCode, atTheOffer}) {
            assertThat(call.target()).isEqualTo("8500");
            assertThat(call.status()).isEqualTo("XFER");
            assertThat(call.path()).doesNotContain("hangup");
        }
    }
}
