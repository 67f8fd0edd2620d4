package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.Listening;

class ConversationTest {

    @Test
    void everyVerbReachesTheCall() {
        var call = new ScriptedCall()
                .lead("Ana")
                .reached("8301")
                .says("no idea")
                .says("sure")
                .presses("2")
                .says("my number");

        call.run(Scripts.good("""
                answer()
                say "Hello ${lead.firstName}, you reached $extension."
                say 'Recorded.', interruptible: false
                play 'beep'
                note listen().words
                def medicare = ask 'Do you have parts A and B?', yesNo
                if (medicare.yes && !medicare.no) note 'has both'
                def what = ask 'Sales or support?', choice(sales: ['sales', 'buy', '1'], support: ['help', '2']),
                        tries: 3
                note what.value
                dtmf '12#'
                echo 5.s
                echo()
                wait 1.5.s
                var 'RESULT', what.value
                note var('RESULT') + var('NONE')
                log 'all verbs'
                log.warn 'and the logger'
                offRecord { note listen().words }
                cleanup { note 'first given' }
                cleanup { note 'last given' }
                dispose 'SALE', 'a remark'
                transfer '8500', context: 'closers'
                hangup()
                note 'not reached'
                """));

        assertThat(call.path())
                .containsExactly(
                        "answer",
                        "say: Hello Ana, you reached 8301.",
                        "say: Recorded.",
                        "play: beep",
                        "listen",
                        "note: no idea",
                        "ask: Do you have parts A and B?",
                        "answer: yes",
                        "note: has both",
                        "ask: Sales or support?",
                        "answer: support",
                        "note: support",
                        "dtmf: 12#",
                        "echo",
                        "echo",
                        "wait: 1500",
                        "var: RESULT=support",
                        "note: support",
                        "log INFO: all verbs",
                        "log WARN: and the logger",
                        "off the record: true",
                        "listen",
                        "note: my number",
                        "off the record: false",
                        "dispose: SALE",
                        "transfer: 8500@closers",
                        "hangup",
                        "ended: hung up by the script",
                        "note: last given",
                        "note: first given");
    }

    @Test
    void captureAsksWithAPromptOfItsOwnAndReadsBack() {
        var call = new ScriptedCall()
                .says("12")
                .says("33101")
                .says("no")
                .presses("33102")
                .says("right");

        call.run(Scripts.good("note capture(digits(5), confirm: true, tries: 3).value"));

        assertThat(call.spoken()).first().isEqualTo("Please say or key in the 5 digits, one by one.");
        assertThat(call.path()).endsWith("note: 33102");
    }

    @Test
    void questionWordsAreValues() {
        var call = new ScriptedCall().mumbles().silent().presses("1234").says("blue");

        call.run(Scripts.good("""
                def member = digits
                def none = ask 'Your number?', member, tries: 2, noInput: 800.ms
                note none.outcome.name()
                note listen(digits(4)).value
                note ask('Which?', choice('red', 'blue')).value
                """));

        assertThat(call.path()).contains("note: NO_INPUT", "note: 1234", "note: blue");
    }

    @Test
    void aTimeThatWasHeardBecomesACallBack() {
        Instant at = Instant.parse("2030-01-02T15:00:00Z");
        var call = new ScriptedCall().means(at);

        call.run(Scripts.good("""
                def time = ask 'When may we call you back?', futureTime
                if (time.ok) callback time, 'ask for Ana'
                """));

        assertThat(call.callBack()).isEqualTo(new ScriptedCall.CallBack(at, "ask for Ana"));
    }

    @Test
    void aTalkIsBuiltFromItsRules() {
        var call = new ScriptedCall().talkEnds("bye", Call.TalkEnd.Reason.INTENT);

        call.run(Scripts.good("""
                def end = converse {
                    greeting 'Hello.'
                    instructions 'Brief and warm.'
                    language 'en-GB'
                    limit 3.min
                    for (n in ['one', 'two']) intent n, phrases: [n], answer: "You said ${n}."
                    intent 'bye', phrases: ['Goodbye'], answer: 'Goodbye.', ends: true
                }
                note "$end.intent $end.reason"
                """));

        AgentSpec spec = call.talks().getFirst().spec();
        assertThat(spec.intents()).extracting(AgentSpec.Intent::answer).contains("You said one.", "Goodbye.");
        assertThat(spec.expected()).isEqualTo(new Listening.Phrases(java.util.List.of("one", "two", "goodbye")));
        assertThat(call.path()).endsWith("note: bye INTENT");
    }

    @Test
    void durationsReadAsTheyAreSpoken() {
        var call = new ScriptedCall();

        call.run(Scripts.good("""
                for (d in [500.ms, 8.s, 2.min, 1.h, 1.5.min, 3.seconds, 2.minutes, 1.hours]) wait d
                """));

        assertThat(call.path())
                .containsExactly(
                        "wait: 500",
                        "wait: 8000",
                        "wait: 120000",
                        "wait: 3600000",
                        "wait: 90000",
                        "wait: 3000",
                        "wait: 120000",
                        "wait: 3600000");
    }

    @Test
    void aHangUpUnwindsTheScriptUntouchedAndCleanupStillRuns() {
        var call = new ScriptedCall().hangsUp();

        call.run(Scripts.good("""
                cleanup { dispose 'HU' }
                try { ask 'Anyone?', yesNo } finally { note 'unwound' }
                say 'not reached'
                """));

        assertThat(call.path())
                .containsExactly("ask: Anyone?", "note: unwound", "ended: the caller hung up", "dispose: HU");
    }

    @Test
    void aFailureNamesTheLineAndShowsIt() {
        Script script = Scripts.good("""
                say 'Hello.'
                def words = ['a']
                [1, 2].each { n ->
                    note words.get(n)
                }
                """);

        assertThatThrownBy(() -> script.run(new ScriptedCall()))
                .isInstanceOfSatisfying(ScriptFailure.class, failure -> {
                    assertThat(failure.file()).isEqualTo("sales.groovy");
                    assertThat(failure.line()).isEqualTo(4);
                    assertThat(failure.render())
                            .startsWith("sales.groovy:4: There is no element 1; the first is 0 and the last is 0")
                            .endsWith("    4 |     note words.get(n)")
                            .doesNotContain("\tat ");
                    assertThat(failure).hasCauseInstanceOf(IndexOutOfBoundsException.class);
                });
    }

    @Test
    void wrongUseOfAVerbIsToldInAWritersWords() {
        assertThatThrownBy(() -> Scripts.good("\ndispose 'not ' + 'interested'").run(new ScriptedCall()))
                .hasMessage("sales.groovy:2: Expected a status of 1 to 6 capitals or digits but was 'not interested'");
        assertThatThrownBy(() -> Scripts.good("ask 'x', choice(a: ['same'], b: ['same'])")
                        .run(new ScriptedCall()))
                .hasMessage("sales.groovy:1: 'same' means both 'a' and 'b'");
        assertThatThrownBy(() -> Scripts.good("ask 'x', yesNo, tries: 0").run(new ScriptedCall()))
                .hasMessage("sales.groovy:1: Expected tries: 1 to 10 but was 0");
        assertThatThrownBy(() ->
                        Scripts.good("String name = null\nsay name.trim()").run(new ScriptedCall()))
                .hasMessageStartingWith("sales.groovy:2: name is null, which is nothing, and has no trim(); ");
    }

    @Test
    void anEndlessLoopIsStoppedWithItsLine() {
        for (String loop : new String[] {
            "while (true) { n++ }",
            "for (;;) n++",
            "do { n++ } while (n != 0)",
            "while (true) { note 'again' }",
            "(1..Integer.MAX_VALUE).each { n += it }",
        }) {
            Script script = Scripts.good("int n = 1\n" + loop, Duration.ofMillis(100));

            assertThatThrownBy(() -> script.run(new ScriptedCall()))
                    .as(loop)
                    .isInstanceOf(ScriptFailure.class)
                    .hasMessageStartingWith("sales.groovy:2: This loop ran for 0.1 s");
        }
    }

    @Test
    void anEndlessLoopEndsWhenTheHostInterruptsIt() {
        Script script = Scripts.good("while (true) { }", Duration.ofMinutes(1));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> script.run(new ScriptedCall())).isInstanceOf(CallEnded.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aLoopThatWaitsMayGoOn() {
        var call = new ScriptedCall();

        call.run(Scripts.good("int n = 0\nwhile (n < 5000) { n++; wait 1.ms }", Duration.ofNanos(1)));

        assertThat(call.path()).hasSize(5000);
    }

    @Test
    void deepRecursionIsAFailureWithItsLine() {
        Script script = Scripts.good("int deep(int n) {\n    deep(n + 1) + 1\n}\ndeep(0)");

        assertThatThrownBy(() -> script.run(new ScriptedCall()))
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining(":2: It calls itself without end");
    }

    @Test
    void everyRunHasItsOwnVariables() {
        Script script = Scripts.good("@groovy.transform.Field int count = 0\ncount++\nnote \"$count\"");

        assertThat(new ScriptedCall().run(script).path()).containsExactly("note: 1");
        assertThat(new ScriptedCall().run(script).path()).containsExactly("note: 1");
    }

    @Test
    void waitIsTheVerbInsideABlockToo() {
        var call = new ScriptedCall();
        call.run(Scripts.good("[1, 2].each { wait 1.5.s }\noffRecord { wait 2.s }\ncleanup { note 'done' }"));
        assertThat(call.path()).filteredOn(step -> step.startsWith("wait")).hasSize(3);
        assertThat(Scripts.bad("[1].each { wait 100 }").getFirst().message())
                .isEqualTo("A script may not use 'wait'; it takes a duration: wait 2.s");
    }
}
