package org.parley.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows;
import org.parley.Shows.Where;

/** Words that the other tests of this room do not come by: calls as text. */
class VerbsAsTextTest {
    @TempDir
    Path folder;

    private String wrong(String script, String tests) throws IOException {
        return TestsBeside.run(folder, script, tests).stream()
                .flatMap(result -> result.problems().stream()
                        .map(problem -> problem.message() + "\n" + result.render(String::toString)))
                .collect(Collectors.joining("\n"));
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"answer", "play", "listen", "anything", "dtmf", "extension", "var", "offRecord", "log"})
    void theLineAndItsKeys() throws IOException {
        assertThat(wrong("""
                answer()
                play 'beep'
                dtmf '12#'
                if (extension == '8310') var 'RESULT', var('KIND').reverse()
                def words = listen().words
                def card = offRecord { ask 'Your card?', anything }
                log "heard ${words.length()}"
                log.warn 'no price'
                note words + card.value
                """, """
                test('it') {
                    extension '8310'
                    variables KIND: 'dlog'
                    caller { says 'well'; says 'four two' }
                    expect {
                        path 'answer', 'play: beep', 'dtmf: 12#', 'var: RESULT=gold', 'listen', 'off the record: true',
                            'off the record: false', 'log INFO: heard 4', 'log WARN: no price'
                        note 'wellfour two'
                    }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"echo", "hold", "humansFree", "campaign", "menu.tries", "menu.noInput"})
    void whatTakesTimeAndWhoIsThere() throws IOException {
        assertThat(wrong("""
                hold 20.s
                def key = listen digits(1)
                echo 5.s
                def chosen = menu('Sales or help?') { option 'sales'; option 'help'; tries 1; noInput 4.s }
                note "${campaign.id} ${campaign.name}: ${humansFree('CLOSERS')} free, ${key.value}, ${chosen.outcome}"
                """, """
                test('it') {
                    campaign 'SALES', 'Sales in spring'
                    humans CLOSERS: 2
                    caller { presses '7'; says 'hello you'; silent() }
                    expect {
                        path 'hold: 20000', 'listen', 'echo', 'ask: Sales or help?'
                        note 'SALES Sales in spring: 2 free, 7, NO_INPUT'
                        took atMost(20.s)
                    }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"script.disclose", "anytime.optOut", "anytime.wantsHuman", "anytime.voicemail", "anytime.says"})
    void whatACallerMayWantAtAnyTime() throws IOException {
        assertThat(wrong("""
                script('desk') {
                    disclose 'A virtual assistant.'
                    anytime {
                        optOut() { say 'I take you off.'; finish 'DNC' }
                        wantsHuman() { transfer '8500'; finish 'XFER' }
                        voicemail() { finish 'A' }
                        says('what is the weather', 'weather') { say 'I do not know.' }
                    }
                    step('all') {
                        ask 'Well?'
                        finish 'SALE'
                    }
                }
                """, """
                test('opt-out') { caller { hears 'virtual'; says 'stop calling me' }; expect { disposition 'DNC' } }
                test('a person') { caller { says 'i want to talk to a person' }; expect { disposition 'XFER'; transfer '8500' } }
                test('a machine') {
                    caller { voicemail() }
                    expect { disposition 'A'; neverSaid 'Well'; neverSaid 'virtual' }
                }
                test('a question') {
                    caller { says 'what is the weather'; hears 'I do not know'; hears 'Well'; says 'fine' }
                    expect { disposition 'SALE'; path 'disclosed', 'anytime: what is the weather', 'ask: Well' }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"anytime.voicemail", "anytime.abuse"})
    void aMachineAndAnInsultEndAFreeTalk() throws IOException {
        assertThat(wrong("""
                script('desk') {
                    anytime {
                        voicemail() { finish 'A' }
                        abuse() { finish 'ABUSE' }
                    }
                    step('all') {
                        converse { greeting 'Well?'; intent 'no', phrases: ['no'], answer: 'Well then.', ends: true }
                        finish 'SALE'
                    }
                }
                """, """
                test('a greeting that begins late') {
                    caller { hears 'Well'; says 'nobody is at home, please leave a message after the tone' }
                    expect { disposition 'A'; path 'anytime: voicemail' }
                }
                test('an insult') { caller { hears 'Well'; says 'go to hell' }; expect { disposition 'ABUSE' } }
                test('a no') { caller { hears 'Well'; says 'no' }; expect { disposition 'SALE' } }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {
                "converse.language",
                "converse.text",
                "converse.number",
                "converse.integer",
                "converse.flag",
                "converse.mood",
                "converse.instruct",
                "converse.finish"
            })
    void aTalkWithAllKindsOfArguments() throws IOException {
        assertThat(wrong("""
                def end = converse {
                    language 'es'
                    tool('order', 'Orders.', street: text('where'), sum: number('how much'), people: integer('how many'),
                            insured: flag('whether')) { o ->
                        if (o.insured) instruct 'He is insured.'
                        "${o.street}, ${(BigDecimal) o.sum + 0.5}, ${(long) o.people + 1}"
                    }
                    mood { m -> if (m.words.contains('basta')) finish 'enough' }
                }
                note "ended ${end.reason} ${end.intent} in ${end.language}"
                """, """
                test('it') {
                    caller { says 'un pedido'; hears 'gracias'; says 'basta ya' }
                    agent { calls 'order', street: 'Main', sum: 2.25, people: 3, insured: true; answers 'Muchas gracias.' }
                    expect { tool '-> Main, 2.75, 4'; note 'ended SCRIPT enough in es' }
                }
                """)).isEmpty();
    }
}
