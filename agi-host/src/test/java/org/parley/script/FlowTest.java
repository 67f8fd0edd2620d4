package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.VoiceChoice;
import org.parley.script.Call.TalkEnd.Reason;

/** What a script with a persona, steps and rules does in a call. */
class FlowTest {
    private static final String FRONTER = """
            script('medicare-fronter') {
                extensions '8370', '8371'
                voice 'elevenlabs', 'local'
                persona 'Sam, brief and warm. Facts only from the lead.'
                limits call: 8.min, turn: 25.s
                disclose 'Hi, this is Sam, a virtual assistant, on a recorded line.'
                anytime {
                    optOut()     { say 'I will take you off the list.'; finish 'DNC' }
                    wantsHuman() { goTo 'handoff' }
                    voicemail()  { finish 'A' }
                    says('what is the weather', 'weather') { say 'I do not know.' }
                }
                step('qualify') {
                    def medicare = ask 'Do you have parts A and B?', yesNo
                    if (medicare.no) return finish('NQ', 'not qualified')
                    goTo 'handoff'
                }
                step('handoff') { transfer '8500'; finish 'XFER' }
            }
            """;
    private static final String DISCLOSURE = "Hi, this is Sam, a virtual assistant, on a recorded line.";

    private static ScriptedCall fronter(ScriptedCall call) {
        return call.run(Scripts.good(FRONTER));
    }

    @Test
    void theDisclosureComesFirstAndTheStepsFollow() {
        ScriptedCall call = fronter(new ScriptedCall().says("yes"));
        assertThat(call.path())
                .containsExactly(
                        "answered by",
                        "say: " + DISCLOSURE,
                        "disclosed: " + DISCLOSURE,
                        "step: qualify",
                        "ask: Do you have parts A and B?",
                        "answer: yes",
                        "step: handoff",
                        "transfer: 8500",
                        "dispose: XFER");
        assertThat(call.target()).isEqualTo("8500");
    }

    @Test
    void finishEndsTheScriptWithAStatus() {
        ScriptedCall call = fronter(new ScriptedCall().says("no"));
        assertThat(call.status()).isEqualTo("NQ");
        assertThat(call.path()).endsWith("answer: no", "dispose: NQ");
    }

    @Test
    void theExtensionsAndLimitsOfTheBlockAreReadWhenTheFileIsLoaded() {
        Script script = Scripts.good(FRONTER);
        assertThat(script.findings().claims())
                .extracting(claim -> claim.pattern().text())
                .containsExactly("8370", "8371");
        assertThat(script.limits()).isEqualTo(new Limits(Duration.ofMinutes(8), Duration.ofSeconds(25), null, null));
        assertThat(script.limits().call(Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
        assertThat(script.limits().call(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(8));
        assertThat(Scripts.good("say 'x'").limits().turn(Duration.ofSeconds(30)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(script.unknownStatuses(java.util.Set.of("DNC", "A", "XFER")))
                .extracting(ScriptProblem::message)
                .containsExactly("The dialer has no status 'NQ'");
    }

    @ParameterizedTest
    @CsvSource({
        "please take me off your list, DNC",
        "Don't call me again!, DNC",
        "لا تتصلوا بي مرة أخرى, DNC",
        "لطفاً دیگه زنگ نزنید, DNC",
        "I'd like to speak to a real person, XFER",
        "Operator please, XFER",
        "أريد أن أتكلم مع موظف, XFER",
        "می‌خواهم با یک انسان صحبت کنم, XFER",
        "Please leave a message after the tone, A",
        "بعد از بوق پیغام بگذارید, A"
    })
    void aRuleIsHeededBeforeTheScriptSeesTheAnswer(String words, String status) {
        ScriptedCall call = fronter(new ScriptedCall().says(words));
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.path()).filteredOn(step -> step.startsWith("ask")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do not call me before nine",
                "I am not available tomorrow",
                "I have an agent already",
                "yes my personal doctor",
                "whether it rains"
            })
    void whatMeansSomethingElseIsLeftToTheQuestion(String words) {
        ScriptedCall call = fronter(new ScriptedCall().says(words).says("no"));
        assertThat(call.status()).isEqualTo("NQ");
        assertThat(call.spoken()).endsWith("Sorry, I did not get that. Do you have parts A and B?");
    }

    @Test
    void afterPhrasesOfItsOwnTheQuestionIsAskedAgain() {
        ScriptedCall call = fronter(new ScriptedCall()
                .says("so what is the Weather?")
                .mumbles()
                .says("the weather")
                .says("no"));
        assertThat(call.path())
                .containsSubsequence(
                        "ask: Do you have parts A and B?",
                        "answer: NO_MATCH",
                        "anytime: what is the weather",
                        "say: I do not know.",
                        "ask: Do you have parts A and B?",
                        "ask: Sorry, I did not get that. Do you have parts A and B?",
                        "anytime: what is the weather",
                        "ask: Do you have parts A and B?",
                        "answer: no",
                        "dispose: NQ");
    }

    @Test
    void withRulesAQuestionIsAskedAsOftenAsWithout() {
        assertThat(fronter(new ScriptedCall().silent().mumbles()).status()).isEqualTo("XFER");
        ScriptedCall call = new ScriptedCall().says("1").presses("33101").says("yes");
        call.run(Scripts.good("""
                script('x') {
                    anytime { says('huh') { } }
                    step('a') {
                        def zip = capture digits(5), confirm: true, tries: 3
                        note zip.value
                        note listen().words
                    }
                }""".replace("note listen().words", "")));
        assertThat(call.path()).contains("note: 33101");
    }

    @Test
    void insideARuleTheRulesAreOff() {
        ScriptedCall call =
                new ScriptedCall().says("stop calling").says("stop calling").says("yes");
        call.run(Scripts.good("""
                script('x') {
                    anytime { optOut() { if ((ask 'Are you sure?').words == 'yes') finish 'DNC' } }
                    step('a') { note "got ${(ask 'Well?').words}" }
                }"""));
        assertThat(call.path())
                .containsExactly(
                        "step: a",
                        "ask: Well?",
                        "answer: stop calling",
                        "anytime: optOut",
                        "ask: Are you sure?",
                        "answer: stop calling",
                        "ask: Well?",
                        "answer: yes",
                        "note: got yes");
    }

    @Test
    void aMachineIsKnownBeforeAWordIsSaidAndWhenAStepAsks() {
        ScriptedCall call = fronter(new ScriptedCall().isMachine());
        assertThat(call.path()).containsExactly("answered by", "anytime: voicemail", "dispose: A");
        ScriptedCall later = new ScriptedCall().isMachine();
        later.run(Scripts.good("""
                script('x') {
                    anytime { voicemail() { goTo 'message' } }
                    step('a') { note 'a person' }
                    step('message') { say 'Please call us back.'; finish 'A' }
                }"""));
        assertThat(later.path())
                .containsExactly(
                        "answered by",
                        "anytime: voicemail",
                        "step: message",
                        "say: Please call us back.",
                        "dispose: A");
    }

    @Test
    void stepsFollowEachOtherUnlessTheyLeadElsewhere() {
        ScriptedCall call = new ScriptedCall().says("back").says("on");
        call.run(Scripts.good("""
                def rounds = 0
                script('x') {
                    step('one') { rounds = rounds + 1; note "one $rounds" }
                    step('two') {
                        if (ask('Where to?').words == 'back') goTo 'one'
                        [1, 2, 3].each { if (it == 2) goTo 'four'; note "three $it" }
                    }
                    step('three') { note 'not reached'; goTo 'four' }
                    step('four') { note 'four'; return }
                    step('five') { cleanup { note 'cleaned up' } }
                }
                """));
        assertThat(call.path().stream().filter(each -> each.startsWith("note")))
                .containsExactly("note: one 1", "note: one 2", "note: three 1", "note: four", "note: cleaned up");
    }

    @Test
    void finishEndsPlainCodeAsWell() {
        ScriptedCall call = new ScriptedCall();
        call.run(Scripts.good("""
                cleanup { note 'cleaned up' }
                end('NI')
                note 'not reached'
                void end(String status) {
                    try { finish status, 'no interest' } finally { note 'on the way' }
                }
                """));
        assertThat(call.path()).containsExactly("dispose: NI", "note: on the way", "note: cleaned up");
    }

    @Test
    void aHangUpInAStepEndsTheScript() {
        ScriptedCall call = fronter(new ScriptedCall().hangsUp());
        assertThat(call.path()).endsWith("ended: the caller hung up");
        assertThat(call.status()).isEmpty();
    }

    @Test
    void aPersonaWithoutStepsIsAFreeTalk() {
        ScriptedCall call = new ScriptedCall().talkEnds("", Reason.TOOL);
        call.run(Scripts.good("""
                script('desk') {
                    voice 'openai', 'local'
                    persona 'Sam, brief.'
                    disclose 'A virtual assistant.'
                    anytime { optOut() { finish 'DNC' } }
                }"""));
        TalkPlan plan = call.talks().getFirst();
        assertThat(call.path())
                .containsExactly("say: A virtual assistant.", "disclosed: A virtual assistant.", "converse");
        assertThat(plan.spec().instructions()).isEqualTo("Sam, brief.");
        assertThat(plan.voices()).extracting(VoiceChoice::name).containsExactly("openai", "local");
        assertThat(plan.allowed().endCall()).isTrue();
        assertThat(plan.limit()).isEqualTo(Duration.ofHours(1));
        assertThat(plan.tools()).extracting(tool -> tool.spec().name()).containsExactly("optOut");
        assertThat(plan.spec().intents().getFirst().phrases())
                .contains("stop calling")
                .doesNotContain("احذف رقمي");
    }

    @ParameterizedTest
    @CsvSource({"INTENT, DNC", "SCRIPT, DNC", "TIME, ''"})
    void aWishEndsAFreeTalkAndIsThenDone(Reason reason, String status) {
        ScriptedCall call = new ScriptedCall().talkEnds("optOut", reason);
        call.run(Scripts.good("""
                script('desk') {
                    persona 'Sam, brief.'
                    anytime { optOut() { say 'Done.'; finish 'DNC' } }
                    step('talk') {
                        def end = converse { instructions 'Sell.'; voice 'hume' }
                        note "ended ${end.intent}"
                    }
                }"""));
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.talks().getFirst().spec().instructions()).isEqualTo("Sam, brief.\n\nSell.");
        assertThat(call.talks().getFirst().voices())
                .extracting(VoiceChoice::name)
                .containsExactly("hume");
        assertThat(call.path().contains("note: ended optOut")).isEqualTo(status.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "voicemail, please leave a message, A",
        "abuse, go to hell, ABUSE",
        "wantsHuman, real person, XFER",
        "optOut, stop calling, DNC"
    })
    void whatAnyCallerMayWantHoldsInAFreeTalkByPhrasesAndByATool(String rule, String phrase, String status) {
        ScriptedCall call = new ScriptedCall().talkEnds(rule, Reason.SCRIPT);
        call.run(Scripts.good("""
                script('desk') {
                    anytime {
                        says('weather') { finish 'NI' }
                        optOut()     { finish 'DNC' }
                        wantsHuman() { finish 'XFER' }
                        voicemail()  { finish 'A' }
                        abuse()      { finish 'ABUSE' }
                    }
                    step('talk') { converse { instructions 'Sell.' }; finish 'NI' }
                }"""));
        assertThat(call.status()).isEqualTo(status);
        TalkPlan plan = call.talks().getFirst();
        assertThat(plan.tools())
                .extracting(tool -> tool.spec().name())
                .containsExactly("optOut", "wantsHuman", "voicemail", "abuse");
        assertThat(plan.tools())
                .allSatisfy(
                        tool -> assertThat(tool.spec().description()).endsWith("Call it at once, without an answer."));
        assertThat(plan.spec().intents())
                .filteredOn(intent -> intent.name().equals(rule))
                .singleElement()
                .satisfies(intent -> assertThat(intent.phrases()).contains(phrase));
    }

    @Test
    void aTalksOwnIntentOfThatNameIsItsOwn() {
        ScriptedCall call = new ScriptedCall().talkEnds("optOut", Reason.INTENT);
        call.run(Scripts.good("""
                script('desk') {
                    anytime { optOut() { finish 'DNC' } }
                    step('talk') {
                        converse { intent 'optOut', phrases: ['no more'], answer: 'Fine.', ends: true }
                        finish 'NI'
                    }
                }"""));
        assertThat(call.status()).isEqualTo("NI");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step('a') { goTo 'b' }; step('b') { goTo 'a' } | 100 steps followed each other",
                "step('a') { goTo \"b${1 + 1}\" }; step('b1') { } | There is no step 'b2'; did you mean 'b1'?",
                "step('a') { }; step(\"${'a'}\") { } | There are two steps 'a'",
                "step('a') { finish 'too' + ' long' } | a status of 1 to 6 capitals",
                "step('a') { def end = { finish 'NI' }; cleanup { end() }; hangup() } | stands in the script itself",
                "step('a') { converse { tool('t', 'T.') { end() } } } | stands in the script itself",
                "step('a') { voice 'hume' } | 'voice' stands directly inside script",
                "persona '' | Expected a persona or steps",
            })
    void whatOnlyACallShowsIsToldInAWritersWords(String parts, String message) {
        Script script = Scripts.good("script('x') {\n" + parts + "\n}\nvoid end() { finish 'NI' }");
        assertThatThrownBy(() -> {
                    ScriptedCall call =
                            new ScriptedCall().talkEnds("", Reason.AGENT).mayEndEarly();
                    call.run(script);
                    call.talks().getFirst().tools().getFirst().code().run(java.util.Map.of());
                })
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void waitingBetweenStepsIsNoCircle() {
        ScriptedCall call = new ScriptedCall();
        for (int i = 0; i < 150; i++) {
            call.says("again");
        }
        call.says("stop");
        call.run(Scripts.good(
                "script('x') { step('a') { if (ask('Again?').words == 'again') goTo 'b' }; step('b') { goTo 'a' } }"
                        .replace("step('b') { goTo 'a' }", "step('c') { finish 'NI' }; step('b') { goTo 'a' }")));
        assertThat(call.status()).isEqualTo("NI");
    }

    @Test
    void theTimeOfACallBackIsAskedWithRulesToo() {
        Instant at = Instant.parse("2030-01-02T15:00:00Z");
        ScriptedCall call = new ScriptedCall().means(at);
        call.run(Scripts.good("""
                script('x') {
                    anytime { optOut() { finish 'DNC' } }
                    step('a') { def when = ask 'When?', futureTime; callback when; finish 'CALLBK' }
                }"""));
        assertThat(call.callBack()).isEqualTo(new ScriptedCall.CallBack(at, ""));
        assertThat(List.of(call.status())).containsExactly("CALLBK");
    }
}
