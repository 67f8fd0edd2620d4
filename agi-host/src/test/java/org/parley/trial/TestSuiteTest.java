package org.parley.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;

class TestSuiteTest {
    private static final String QUOTE = """
            extensions '8305'
            say "Hello ${lead.firstName}, this is Sam, a virtual assistant."
            def wanted = ask 'Would you like a free quote?', yesNo
            dispose wanted.yes ? 'SALE' : wanted.no ? 'NI' : 'NA'
            """;

    @TempDir
    Path folder;

    private List<TestResult> results(String script, String tests) throws IOException {
        return TestsBeside.run(folder, script, tests);
    }

    /** The only test's words of what was wrong, "" when nothing was. */
    private String wrong(String script, String inside) throws IOException {
        List<TestResult> results = results(script, "test('it') {\n" + inside + "\n}\n");
        assertThat(results).hasSize(1);
        return results.getFirst().problems().stream()
                .map(problem -> problem.line() + ": " + problem.message())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aFailingExpectationSaysWhatWasExpectedWhatCameAndWhatWasSaid() throws IOException {
        List<TestResult> results = results(QUOTE, """
                test('opt-out is obeyed') {
                    lead firstName: 'Ana', state: 'FL'
                    caller { hears ~/virtual assistant/; says 'take me off your list'; hears 'off the list' }
                    expect {
                        disposition 'DNC'
                        turns atMost(3)
                    }
                }
                """);

        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.ok()).isFalse());
        assertThat(results.getFirst().render(String::toString)).isEqualTo("""
                sales.test.groovy:3: Expected that the caller hears 'off the list', but he never did
                    3 |     caller { hears ~/virtual assistant/; says 'take me off your list'; hears 'off the list' }
                sales.test.groovy:5: Expected the disposition DNC, but it is NA
                    5 |         disposition 'DNC'
                    0.0  agent>  Hello Ana, this is Sam, a virtual assistant.
                    2.9  agent>  Would you like a free quote?
                    4.7  caller> take me off your list
                    6.7  agent>  Sorry, I did not get that. Would you like a free quote?
                   18.3  the script ended""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            caller { says 'yes' }; expect { disposition 'NI' }                | Expected the disposition NI, but it is SALE
            caller { says 'yes' }; expect { disposition 'SALE' }              | ""
            caller { says 'yes' }; expect { disposition '' }                  | Expected none for the disposition, but it is SALE
            caller { says 'no' }; expect { transfer '8500' }                  | Expected a transfer to 8500, but there is none
            caller { says 'no' }; expect { transfer any }                     | Expected a transfer, but there is none
            caller { says 'no' }; expect { callback 'tuesday' }               | Expected a call-back on tuesday, but there is none
            caller { says 'no' }; expect { field city: 'Tampa' }              | Expected the field city as Tampa, but there is none
            caller { says 'no' }; expect { note ~/price/ }                    | Expected a note ~/price/, but there is none
            caller { says 'no' }; expect { said ~/FREE/ }                     | Expected that the agent says ~/FREE/, but he never does
            caller { says 'no' }; expect { said 'FREE' }                      | ""
            caller { says 'no' }; expect { neverSaid 'free' }                 | "never says 'free', but he says: Would you like a free quote?"
            caller { says 'no' }; expect { turns exactly(2) }                 | Expected turns exactly 2, but the agent had 1
            caller { says 'no' }; expect { took atMost(3.s) }                 | Expected at most 3.0 s, but the call took
            caller { says 'no' }; expect { path 'ask', 'say' }                | "Expected the path ask, say, but 'say' did not come"
            caller { says 'no' }; expect { path 'say', 'ask', 'dispose: NI' } | ""
            caller { says 'no' }; expect { endedBy 'caller' }                 | Expected the end by the caller, but it was the script: the
            caller { says 'no'; says 'well' }; expect { turns atMost(9) }     | Expected that the caller says 'well', but the script did not
            caller { says 'no'; hangsUp() }; expect { endedBy 'script' }      | ""
            caller { hears 'Hello'; hangsUp() }; expect { endedBy 'caller' }  | ""
            caller { interrupts 'yes', at: 'like' }; expect { disposition 'SALE'; neverSaid 'quote' } | ""
            caller { interrupts 'uh huh', at: 'like' }; expect { said 'quote' } | ""
            """)
    @Shows(
            on = Where.TEXT,
            verbs = {"say", "ask", "yesNo", "dispose", "lead"})
    void everyExpectationCanFailAndSaysHow(String inside, String expected) throws IOException {
        if (expected.isEmpty()) {
            assertThat(wrong(QUOTE, inside)).isEmpty();
        } else {
            assertThat(wrong(QUOTE, inside))
                    .startsWith("2: ")
                    .contains(expected)
                    .doesNotContain("\n3:");
        }
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"wait", "note"})
    void timeIsThatOfTheCallAndNotOfTheTest() throws IOException {
        String script = """
                wait 1.h
                def first = ask 'Are you there?', yesNo, noInput: 20.s, tries: 1
                note "first ${first.outcome}"
                def next = ask 'Now?', yesNo, noInput: 20.s
                note "next ${next.value}"
                """;
        long began = System.nanoTime();

        assertThat(wrong(script, """
                caller { silent 30.s; says 'yes' }
                expect { note 'first NO_INPUT'; note 'next yes'; took atMost(3640.s) }
                """)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void anAnswerThatComesLateIsTold() throws IOException {
        String script = "def it = ask 'What is it?'\nwait 2.s\nsay 'I see.'\n";

        assertThat(wrong(script, "caller { says 'a bill'; hearsWithin 1500.ms }"))
                .isEqualTo("2: Expected an answer within 1.5 s, but it came after 2.7 s");
        assertThat(wrong(script, "caller { says 'a bill'; hearsWithin 3.s }")).isEmpty();
    }

    @Test
    void aCallThatWouldNeverEndEndsByItsLimit() throws IOException {
        assertThat(wrong("while (true) say 'Again and again.'", "expect { endedBy 'time'; took atMost(2.h) }"))
                .isEmpty();
        assertThat(wrong("while (true) wait 0.s", "expect { endedBy 'time' }"))
                .contains("The script broke down", "10000 verbs");
    }

    @Test
    void aScriptThatBreaksDownFailsItsTestWithItsLine() throws IOException {
        assertThat(wrong("say 'Hello.'\nint none = 0\nnote \"${1.intdiv(none)}\"\n", "expect { disposition '' }"))
                .contains("1: The script broke down:", "sales.groovy:3: It divides by zero");
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"digits", "field", "futureTime", "callback"})
    void questionsAreAskedAgainReadBackAndTakenByKeysAsInACall() throws IOException {
        String script = """
                def zip = ask 'Your code?', digits(5), confirm: true, tries: 3
                field 'postal_code', zip.value
                def later = ask 'When?', futureTime
                callback later, 'as he wished'
                """;

        assertThat(wrong(script, """
                caller {
                  says 'no idea'; hears 'Sorry, I did not get that. Your code?'
                  presses '12'; presses '345'; hears 'I have 1 2 3 4 5. Is that right?'; says 'wrong'
                  hears 'Sorry'; says 'one two three four six'; says 'right'
                  says 'tomorrow at three'
                }
                expect { field 'postal_code', '12346'; callback '2030-01-08T15:00'; callback 'Tuesday' }
                """)).isEmpty();
    }

    @Test
    void aCallIsInTheLanguageOfTheLead() throws IOException {
        String script = "def ok = ask en: 'Is it right?', ar: 'هل هذا صحيح؟', yesNo\nnote ok.value\n";

        assertThat(wrong(script, """
                lead language: 'ar'
                caller { hears 'هل هذا صحيح'; says 'نعم' }
                expect { note 'yes'; neverSaid 'right' }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"answeredBy", "hangup", "cleanup"})
    void aMachineIsToldFromAPersonAndHungUpOnAfterItsMessage() throws IOException {
        String script = """
                if (answeredBy().machine) { say 'Please call us back.'; dispose 'A'; hangup() }
                def it = ask 'Hello, who is there?'
                dispose 'HU', it.words
                cleanup { note 'cleaned up' }
                """;

        assertThat(wrong(script, "caller { voicemail() }; expect { disposition 'A'; said 'call us back' }"))
                .isEmpty();
        assertThat(wrong(script, "caller { says 'it is me' }; expect { disposition 'HU'; note 'cleaned up' }"))
                .isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {
                "converse",
                "converse.greeting",
                "converse.tool",
                "converse.oneOf",
                "converse.allow",
                "converse.intent"
            })
    void theModelOfAFreeTalkMayBeScriptedAndItsToolsRun() throws IOException {
        String script = """
                def end = converse {
                    greeting 'Hello.'
                    tool('price', 'What it costs.', plan: oneOf('gold', 'silver')) { with -> "9 for ${with.plan}" }
                    allow transfer: [sales: '8500'], callBack: true
                    intent 'bye', phrases: ['goodbye'], answer: 'Goodbye.', ends: true
                }
                note "ended ${end.reason} ${end.intent}"
                """;

        assertThat(wrong(script, """
                caller { says 'what does gold cost'; hears 'nine dollars'; says 'goodbye' }
                agent { calls 'price', plan: 'gold'; answers 'It is nine dollars.' }
                expect { tool '-> 9 for gold'; note 'ended INTENT bye'; said 'Goodbye.' }
                """)).isEmpty();
        assertThat(wrong(script, """
                caller { says 'call me tomorrow'; says 'and put me through' }
                agent { calls 'schedule_callback', when: 'tomorrow at nine am'; answers 'Done.'; calls 'transfer_call' }
                expect { callback '2030-01-08T09:00'; transfer '8500'; note 'ended TOOL transfer_call' }
                """)).isEmpty();
        assertThat(wrong(script, """
                caller { says 'what does tin cost' }
                agent { calls 'price', plan: 'tin' }
                expect { tool "Expected 'tin'" }
                """)).contains("a tool with 'Expected 'tin''", "price{\"plan\":\"tin\"}");
    }

    @Test
    void mistakesInATestAreShownWithTheirPlaceAndItMayDoNoMoreThanAScript() throws IOException {
        assertThat(wrong(QUOTE, "caller { sais 'yes' }")).contains("2: ").contains("sais");
        assertThat(wrong(QUOTE, "expect { endedBy 'nobody' }"))
                .isEqualTo("2: Expected endedBy with caller, script, time, failure but was 'nobody'");
        assertThat(wrong(QUOTE, "lead frstName: 'Ana'"))
                .isEqualTo("2: A lead has no field 'frstName'; did you mean 'firstName'?");
        assertThat(wrong(QUOTE, "expect { note new File('/etc/passwd').text }"))
                .contains("A script may not use java.io.File");
        assertThat(wrong(QUOTE, "while (true) { }")).contains("This loop ran for 1.0 s");
        assertThat(wrong(QUOTE, "lead firstName: 'Ana'")).contains("expects nothing; add expect { … }");
        assertThat(wrong("say 'unfinished", "expect { disposition '' }")).contains("A text begins here");
    }

    @Test
    void theLibraryTakesNoTestForAScript() throws IOException {
        results(QUOTE, "test('it') { caller { says 'yes' } }\n");

        try (ScriptLibrary library =
                ScriptLibrary.open(ScriptSettings.of(folder, Duration.ofSeconds(60), 10, Duration.ofSeconds(1)))) {
            assertThat(library.status()).singleElement().satisfies(only -> {
                assertThat(only.name()).isEqualTo("sales");
                assertThat(only.problems()).isEmpty();
            });
        }
    }

    @Test
    void aHundredTestsOfAScriptTakeSeconds() throws IOException {
        String tests = IntStream.range(0, 100)
                .mapToObj(i ->
                        "test('number %d') { caller { says 'yes' }; expect { disposition 'SALE' } }%n".formatted(i))
                .collect(Collectors.joining());
        long began = System.nanoTime();

        List<TestResult> results = results(QUOTE, tests);

        assertThat(results).hasSize(100).allMatch(TestResult::ok);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            line noise: 20.db, loss: 2, muLaw: true | ""
            line noise: 0.db                        | ""
            line noise: 7.5.db                      | ""
            line noise: 20   | Expected noise as 0.db to 60.db, so far below the caller's voice, of line but was '20'
            line noise: 61.db | Expected noise as 0.db to 60.db, so far below the caller's voice, of line but was '61.db'
            line loss: 60    | Expected loss as a whole number of percent from 0 to 50 of line but was '60'
            line loss: 2.5   | Expected loss as a whole number of percent from 0 to 50 of line but was '2.5'
            line muLaw: 'yes' | Expected muLaw as true or false of line but was 'yes'
            line hiss: 3     | Expected noise, loss or muLaw of line but was 'hiss'
            """)
    void theLineOfACallerMustMakeSense(String conditions, String expected) throws IOException {
        String inside = conditions + "; caller { says 'yes' }; expect { disposition 'SALE' }";

        assertThat(wrong(QUOTE, inside)).isEqualTo(expected.isEmpty() ? "" : "2: " + expected);
    }

    private static final String HANDOFF = """
            def t = transfer extension: '500', wait: 20.s, warm: "${lead.firstName} wants a ${lead.custom('plan')} plan."
            if (t.reason == 'DECLINED') t = transfer inGroup: 'CLOSERS', wait: 30.s, say: 'One moment.'
            if (!t.ok) { dnc(); lead.city = 'Tampa'; say 'Nobody is free.' }
            dispose t.ok ? 'XFER' : 'NI'
            """;

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"transfer", "dnc"})
    void thePeopleOfATestDoWhatItSays() throws IOException {
        assertThat(wrong(
                        HANDOFF,
                        "custom plan: 'gold'\nexpect { transfer '500'; path 'person: 500, told: Alice wants a gold"
                                + " plan.', 'person: answered' }"))
                .isEmpty();
        assertThat(wrong(HANDOFF, "person 'declines'\nexpect { transfer 'CLOSERS'; disposition 'XFER' }"))
                .isEmpty();
        assertThat(
                        wrong(
                                HANDOFF,
                                "person 'declines'\nhumans CLOSERS: 0\n"
                                        + "expect { transfer none; disposition 'NI'; path 'dnc: 2125550101'; field 'city', 'Tampa' }"))
                .isEmpty();
        assertThat(wrong(HANDOFF, "person 'busy'\nhumans 0\nexpect { transfer none; said 'Nobody is free' }"))
                .isEmpty();
        assertThat(wrong(HANDOFF, "person 'sleeps'\nexpect { transfer none }")).contains("declines");
    }
}
