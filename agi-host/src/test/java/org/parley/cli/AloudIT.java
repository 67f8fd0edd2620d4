package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley test-scripts --aloud}: the same tests, spoken and recognised in real time. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class AloudIT {

    @TempDir
    Path folder;

    private Ended aloud() {
        return Ended.of(
                new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false),
                "test-scripts",
                "--aloud");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("scripts")).resolve(name), text);
    }

    @Test
    void everyThingThatACallerDoesIsHeardOnTheLine() throws IOException {
        write("plan.groovy", """
                say 'Hello, this is Sam, a virtual assistant, on a recorded line.', interruptible: false
                def wanted = ask 'Would you like the new plan, which costs nothing at all for a whole year?', yesNo
                def code = ask 'And your code?', digits(3), tries: 1, noInput: 3.s
                note "code ${code.value} for ${lead.custom('plan')} in ${campaign.id} at $lead.time.hour"
                dispose wanted.yes ? 'SALE' : 'NI'
                def t = transfer extension: '500', wait: 20.s, warm: 'Somebody wants the plan.'
                if (t.reason == 'DECLINED') t = transfer inGroup: 'CLOSERS'
                if (!t.ok) say 'Nobody is free.'
                """);
        write("plan.test.groovy", """
                test('over what is protected he is not heard, and over a question he answers') {
                    at '2030-01-07T16:30'
                    custom plan: 'gold'
                    campaign 'SPRING', 'Sales in spring'
                    line noise: 25.db, loss: 1, muLaw: true
                    caller {
                        interrupts 'no thank you', at: 'this is Sam'
                        interrupts 'yes please', at: 'new plan'
                        hearsWithin 4.s
                        presses '123'
                    }
                    expect {
                        said 'on a recorded line.'
                        neverSaid 'whole year'
                        disposition 'SALE'
                        note 'code 123 for gold in SPRING at 16'
                        transfer '500'
                        path 'answer: yes', 'answer: 123', 'person: answered'
                    }
                }
                test('who mumbles is asked again, and who is called may decline') {
                    person 'declines'
                    humans CLOSERS: 0
                    caller { mumbles(); hears 'Sorry'; says 'no'; silent() }
                    expect {
                        path 'answer: NO_MATCH', 'answer: no', 'answer: NO_INPUT', 'person: declined'
                        disposition 'NI'
                        transfer none
                        said 'Nobody is free'
                    }
                }
                test('over a bad line a yes is none') {
                    line noise: 0.db, loss: 50
                    person 'busy'
                    caller { says 'yes please'; silent() }
                    expect { disposition 'NI'; transfer none; path 'person: busy' }
                }
                test('in Arabic nothing is understood') {
                    caller { says 'نعم' }
                    expect { disposition 'SALE' }
                }
                """);
        write("desk.groovy", """
                if (answeredBy().machine) {
                    dispose 'A'
                    hangup()
                }
                def talk = converse {
                    greeting 'Hello, how can I help you today?'
                    tool('price', 'The price of a plan.', plan: text('the plan')) { with -> "ten dollars for $with.plan" }
                    intent 'bye', phrases: ['goodbye'], ends: true, answer: 'Goodbye.'
                }
                note "talk ended: $talk.reason $talk.intent"
                dispose 'INFO'
                """);
        write("desk.test.groovy", """
                test('a machine is found out') {
                    caller { voicemail() }
                    expect { disposition 'A'; neverSaid 'help you' }
                }
                test('a model answers by its tools') {
                    caller { hears 'help you'; says 'tell me the price of the gold plan'; hears 'ten'; says 'goodbye' }
                    agent { calls 'price', plan: 'gold'; answers 'It is ten dollars.'; answers 'Bye.', intent: 'bye' }
                    expect { tool 'ten dollars for gold'; said 'It is ten dollars.'; note 'INTENT bye' }
                }
                test('no voice can be had') {
                    caller { says 'goodbye' }
                    agent { fails() }
                    expect { note 'FAILED'; said 'technical problem' }
                }
                """);

        Ended ended = aloud();

        assertThat(ended.out())
                .contains("skip  plan: in Arabic nothing is understood")
                .contains("skipped, as text only: says 'نعم', for the box hears English only")
                .doesNotContain("FAIL")
                .contains("7 tests in 2 files, 0 failed, 1 skipped, ");
        assertThat(ended.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatDoesNotComeFailsAndWhatCannotBeHeardIsTold() throws IOException {
        write("sales.groovy", """
                say "Hello ${lead.firstName}."
                def wanted = ask 'Would you like a quote?', yesNo
                dispose wanted.yes ? 'SALE' : 'NI'
                field 'plan', remember('plan')
                transfer '8500'
                """);
        write("sales.test.groovy", """
                test('a no is a sale') {
                    lead firstName: 'Ana'
                    data { remembered plan: 'gold' }
                    caller { hears 'Hello Ana'; says 'no thanks'; hears 'Wonderful' }
                    expect { disposition 'SALE'; field 'plan', 'gold'; path 'say: Hello'; neverSaid 'quote' }
                }
                test('who hangs up has ended it') {
                    caller { hears 'like a quote'; hangsUp() }
                    expect { endedBy 'caller'; transfer none; disposition '' }
                }
                """);

        Ended ended = aloud();

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out())
                .contains("FAIL  sales: a no is a sale")
                .contains("Expected the disposition SALE, but it is NI")
                .contains("Expected that the caller hears 'Wonderful', but he never did")
                .contains("Expected that the agent never says 'quote', but he says: Would you like a quote?")
                .contains("skipped, as text only: sales.test.groovy:5: the path say: Hello")
                .doesNotContain("the field")
                .contains("ok    sales: who hangs up has ended it")
                .contains("2 tests in 1 files, 1 failed");
    }
}
