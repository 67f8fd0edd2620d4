package org.parley.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows;
import org.parley.Shows.Where;

/** Departments, rules of time, silence, mood and language, policy, and the verbs of the channel: calls as text. */
class FlowTrialTest {
    @TempDir
    Path folder;

    private String wrong(String script, String tests) throws IOException {
        return TestsBeside.run(folder, script, tests).stream()
                .flatMap(result -> result.problems().stream())
                .map(problem -> problem.message())
                .collect(Collectors.joining("\n"));
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"script.department", "script.persona", "choice", "converse.limit"})
    void aDepartmentTalksAsItsOwnPersonaAndCanBeLedTo() throws IOException {
        assertThat(wrong("""
                script('desk') {
                    persona 'The desk.'
                    step('which') {
                        def to = ask 'Sales or service?', choice('sales', 'service')
                        goTo to.ok ? to.value : 'service'
                    }
                    department('sales', persona: 'Nora sells.', voice: ['hume', 'local']) {
                        say 'Sales, Nora speaking.'
                        converse { limit 1.min }
                        finish 'SALE'
                    }
                    department('service', persona: 'Omar helps.')
                    step('end') { finish 'SERV' }
                }
                """, """
                test('sales') {
                    caller { says 'sales'; says 'a permit please' }
                    agent { calls 'who_are_you'; answers 'Here you are.' }
                    expect { said 'Nora speaking'; said 'Here you are'; disposition 'SALE'; path 'step: sales' }
                }
                test('service goes on when its talk has ended') {
                    caller { says 'service'; says 'my gate is broken' }
                    agent { calls 'end_call', goodbye: 'Good bye.' }
                    expect { path 'step: service', 'converse', 'step: end'; disposition 'SERV' }
                }
                """)).isEmpty();
    }

    @Test
    void aWishCountsOverWhateverIsSaid() throws IOException {
        assertThat(wrong("""
                script('line') {
                    disclose 'Hello, this is a virtual assistant, on a recorded line.'
                    anytime {
                        optOut() { say 'I take you off the list.'; finish 'DNC' }
                        says('the weather') { say 'I do not know the weather.' }
                    }
                    step('one') { say 'We have a long story to tell you today.'; ask 'Shall I go on?', yesNo }
                    step('two') { finish 'SALE' }
                }
                """, """
                test('over the disclosure, which goes on') {
                    caller { interrupts 'take me off your list', at: 'virtual' }
                    expect { said 'on a recorded line'; said 'off the list'; disposition 'DNC' }
                }
                test('over words of the script, which then goes on') {
                    caller { hears 'recorded'; interrupts 'how is the weather', at: 'long story'; says 'yes' }
                    expect { said 'not know the weather'; said 'Shall I go on'; disposition 'SALE' }
                }
                test('other words over them are no answer') {
                    caller { interrupts 'hello hello', at: 'virtual'; says 'yes' }
                    expect { said 'long story'; said 'Shall I go on'; disposition 'SALE' }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {
                "script.anytime",
                "anytime.after",
                "anytime.silent",
                "anytime.abuse",
                "anytime.wantsLanguage",
                "script.limits"
            })
    void rulesOfTimeSilenceLanguageAndAbuseAreFollowed() throws IOException {
        String script = """
                script('desk') {
                    limits silence: 20.s, call: 8.min
                    anytime {
                        after(30.s) { say 'Half a minute.' }
                        silent() { say 'You are silent.'; finish 'NA' }
                        abuse() { say 'I end this call.'; finish 'ABUSE' }
                        wantsLanguage('ar', 'es')
                    }
                    step('all') {
                        def one = ask en: 'One?', ar: 'واحد؟', es: '¿Uno?', tries: 1
                        def two = ask en: 'Two?', ar: 'اثنان؟', es: '¿Dos?', tries: 2
                        finish 'SALE'
                    }
                }
                """;
        assertThat(wrong(script, """
                test('time') {
                    caller { silent 15.s; says 'one'; silent 18.s; says 'two' }
                    expect { disposition 'SALE'; path 'ask: One', 'ask: Two'; neverSaid 'You are silent' }
                }
                test('time has come') {
                    caller { silent 19.s; says 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen' }
                    expect { path 'ask: One', 'anytime: after 30 s', 'ask: Two'; said 'Half a minute' }
                }
                test('silence') { caller { silent() }; expect { disposition 'NA'; took atMost(30.s) } }
                test('abuse') { caller { says 'oh fuck you' }; expect { disposition 'ABUSE'; said 'I end this call' } }
                test('Arabic by its name') {
                    caller { says 'in Arabic please'; hears 'واحد؟'; says 'نعم'; hears 'اثنان'; says 'نعم' }
                    expect { path 'anytime: wantsLanguage ar', 'language: ar'; disposition 'SALE' }
                }
                test('Spanish in Spanish') { caller { says 'hola español'; hears '¿Uno?'; says 'si' }; expect { said '¿Dos?' } }
                test('a word is no wish') { caller { says 'my neighbour is arabic'; hears 'Two?' }; expect { neverSaid 'واحد' } }
                """)).isEmpty();
    }

    @Test
    void anUpsetCallerEndsTheTalk() throws IOException {
        assertThat(wrong("""
                script('desk') {
                    persona 'The desk.'
                    anytime { upset() { say 'I get somebody.'; finish 'XFER' } }
                }
                """, """
                test('calm') { caller { says 'hello'; hangsUp() }; expect { neverSaid 'I get somebody' } }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"script.mustSay", "script.never"})
    void whatMustBeSaidIsSaidOnceHoweverTheScriptEnds() throws IOException {
        String script = """
                script('offer') {
                    mustSay 'You may cancel within fourteen days.'
                    never 'guaranteed', 'risk free'
                    step('all') {
                        def a = ask 'Finish, hang up, say it, or leave?', choice('finish', 'hang up', 'say it', 'leave')
                        if (a.value == 'finish') finish 'SALE'
                        if (a.value == 'hang up') hangup()
                        if (a.value == 'say it') say 'You may cancel within fourteen days.'
                        say 'It is guaranteed.'
                    }
                }
                """;
        assertThat(wrong(script, """
                test('finish') { caller { says 'finish' }; expect { said 'fourteen days'; path 'must-say: You may'; disposition 'SALE' } }
                test('hang up') { caller { says 'hang up' }; expect { said 'fourteen days'; path 'must-say: You may', 'hangup' } }
                test('said before') { caller { says 'say it' }; expect { said 'fourteen days'; neverPath 'must-say' } }
                test('to its end') {
                    caller { says 'leave' }
                    expect { path 'policy: never guaranteed', 'must-say: You may'; neverSaid 'guaranteed'; said 'I cannot say more about that' }
                }
                test('nobody is there') { caller { hangsUp() }; expect { neverSaid 'fourteen' } }
                """)).isEmpty();
    }

    @Test
    void aModelThatSaysWhatItMustNeverIsAskedOnceMore() throws IOException {
        String script = """
                script('offer') {
                    never 'guaranteed', 'risk free'
                    persona 'Sam sells.'
                }
                """;
        assertThat(wrong(script, """
                test('it answers again') {
                    caller { says 'is it sure'; hangsUp() }
                    agent { answers 'It is guaranteed.'; answers 'Nothing is sure.' }
                    expect { said 'Nothing is sure'; neverSaid 'guaranteed'; path 'policy: never guaranteed' }
                }
                test('it insists') {
                    caller { says 'is it sure'; hangsUp() }
                    agent { answers 'It is guaranteed.'; answers 'It is risk free.'; answers 'And so on.' }
                    expect { said 'I cannot say more about that'; neverSaid 'risk free'; neverSaid 'And so on' }
                }
                """)).isEmpty();
    }

    @Test
    void aRuleDoesNotUseUpATryNorTheExactnessOfAReadBack() throws IOException {
        String script = """
                script('desk') {
                    anytime { says('weather') { say 'I do not know.' } }
                    step('all') {
                        def a = ask 'Your name?', digits(5), tries: 2
                        finish a.ok ? 'SALE' : 'NA'
                    }
                }
                """;
        assertThat(wrong(script, """
                test('a try is left') {
                    caller { says 'the weather'; mumbles(); says 'one two three four five' }
                    expect { disposition 'SALE' }
                }
                test('a try is used up') {
                    caller { mumbles(); says 'the weather'; mumbles() }
                    expect { disposition 'NA' }
                }
                """)).isEmpty();
    }

    @Test
    void aModelTransfersToAnInGroupWhenSomebodyIsFree() throws IOException {
        String script = """
                script('desk') {
                    persona 'Sam.'
                    step('talk') {
                        def end = converse {
                            allow transfer: [sales: '8500', closers: [inGroup: 'CLOSERS']]
                            limit 1.min
                        }
                        finish end.intent == 'transfer_call' ? 'XFER' : 'NA'
                    }
                }
                """;
        assertThat(wrong(script, """
                test('free') {
                    humans CLOSERS: 1
                    caller { says 'a closer please' }
                    agent { calls 'transfer_call', to: 'closers', goodbye: 'One moment.' }
                    expect { transfer 'CLOSERS'; said 'One moment'; disposition 'XFER' }
                }
                test('nobody') {
                    humans CLOSERS: 0
                    caller { says 'a closer please'; hangsUp() }
                    agent { calls 'transfer_call', to: 'closers'; answers 'They are all busy.' }
                    expect { transfer none; said 'They are all busy'; tool 'Nobody of them is free'; path 'transfer-refused: NO_AGENT' }
                }
                test('an extension') {
                    caller { says 'sales please' }
                    agent { calls 'transfer_call', to: 'sales' }
                    expect { transfer '8500' }
                }
                """)).isEmpty();
        assertThat(wrong(
                        "converse { allow transfer: [closers: [group: 'X Y']] }",
                        "test('x') { expect { disposition '' } }"))
                .contains("Expected transfer: with an extension or [inGroup: 'CLOSERS']");
    }

    @Test
    void aBriefThatNamesNoKeysGetsThem() throws IOException {
        String script = """
                transfer extension: '500', wait: 20.s, warm: 'Ana wants a quote for two cars.'
                transfer extension: '500', wait: 20.s, warm: 'Ana wants a quote. Press 2 to decline.'
                """;
        assertThat(wrong(script, """
                test('both') {
                    person 'declines', 'declines'
                    expect {
                        path 'person: 500, told: Ana wants a quote for two cars. Press 1 to take the call, or 2 to decline it.', 'person: declined'
                        neverPath 'person: 500, told: Ana wants a quote. Press 2 to decline. Press 1'
                    }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "anytime.on")
    void whatHappensIsARuleAsWhatTheCallerSaysIs() throws IOException {
        String script = """
                script('desk') {
                    anytime {
                        on('tool-failed') { say 'Our computer is down.'; finish 'DOWN' }
                        on('transfer-refused') { note 'nobody took him' }
                        on(emotion: 'anger', over: 0.6) { finish 'ANGRY' }
                    }
                    step('talk') {
                        def t = transfer inGroup: 'CLOSERS'
                        converse {
                            tool('price', 'The price.', cars: integer('how many')) { 30 }
                            allow transfer: [inGroup: 'HELP']
                            limit 1.min
                        }
                        finish t.ok ? 'XFER' : 'NA'
                    }
                }
                """;
        assertThat(wrong(script, """
                test('a tool fails') {
                    caller { says 'what is the price' }
                    agent { calls 'price', cars: 'many' }
                    expect { said 'Our computer is down'; disposition 'DOWN'; path 'queue: CLOSERS', 'anytime: on tool-failed' }
                }
                test('the verb is refused') {
                    humans 0
                    caller { says 'hello'; hangsUp() }
                    agent { answers 'Hello.' }
                    expect { note 'nobody took him'; path 'queue: CLOSERS', 'anytime: on transfer-refused', 'converse' }
                }
                test('the model is refused') {
                    humans CLOSERS: 1, HELP: 0
                    caller { says 'a person please' }
                    agent { calls 'transfer_call' }
                    expect { note 'nobody took him'; path 'converse', 'anytime: on transfer-refused'; disposition 'XFER' }
                }
                """)).isEmpty();
    }

    private static final String RULES_OF_A_TALK = """
                converse {
                    tool('price', 'The price.', cars: integer('how many')) { 30 }
                    allow transfer: [inGroup: 'HELP']
                    on('tool-failed') { say 'Our computer is down.'; finish 'DOWN', 'no prices' }
                    on('transfer-refused') { note 'nobody took him' }
                    on('silence') { say 'Nobody is there.'; finish 'NA' }
                    limit 1.min
                }
                finish 'INFO'
            """;

    private static final String ENDS_OF_A_TALK = """
            test('a tool fails') {
                caller { says 'what is the price' }
                agent { calls 'price', cars: 'many' }
                expect { said 'Our computer is down'; disposition 'DOWN'; path 'anytime: on tool-failed' }
            }
            test('the model is refused, and what follows the talk runs') {
                humans 0
                caller { says 'a person please' }
                agent { calls 'transfer_call' }
                expect { note 'nobody took him'; path 'converse', 'anytime: on transfer-refused'; disposition 'INFO' }
            }
            test('he says nothing') {
                caller { silent() }
                expect { said 'Nobody is there.'; disposition 'NA'; path 'converse', 'anytime: on silence' }
            }
            """;

    @Test
    @Shows(on = Where.TEXT, verbs = "converse.on")
    void aTalkHasRulesOfItsOwnInPlainCode() throws IOException {
        assertThat(wrong(RULES_OF_A_TALK, ENDS_OF_A_TALK)).isEmpty();
    }

    @Test
    void aTalkHasRulesOfItsOwnInAStepBeforeThoseOfAnytime() throws IOException {
        assertThat(wrong("""
                script('desk') {
                    anytime {
                        on('tool-failed') { finish 'WRONG' }
                        silent() { finish 'WRONG' }
                    }
                    step('talk') {
                        %s
                    }
                }
                """.formatted(RULES_OF_A_TALK), ENDS_OF_A_TALK)).isEmpty();
    }

    @Test
    void silenceIsARuleOfFreeTalksAndOfQuestions() throws IOException {
        String script = """
                script('desk') {
                    anytime { %s { say 'Nobody is there.'; finish 'NA' } }
                    step('talk') {
                        if (lead.city == 'Tampa') ask 'Are you there?', yesNo, tries: 1
                        else converse { limit 1.min }
                        finish 'INFO'
                    }
                }
                """;
        String tests = """
                test('in a talk') { caller { silent() }; expect { said 'Nobody is there.'; disposition 'NA' } }
                test('at a question') {
                    lead city: 'Tampa'
                    caller { silent() }
                    expect { said 'Nobody is there.'; disposition 'NA' }
                }
                """;
        assertThat(wrong(script.formatted("on('silence')"), tests)).isEmpty();
        assertThat(wrong(script.formatted("silent()"), tests)).isEmpty();
    }

    @Test
    void aRuleOfATalkMayLeadToAStep() throws IOException {
        assertThat(wrong("""
                script('desk') {
                    step('talk') { converse { on('silence') { goTo 'late' }; limit 1.min }; finish 'INFO' }
                    step('late') { finish 'LATE' }
                }
                """, "test('it') { caller { silent() }; expect { disposition 'LATE' } }"))
                .isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"pauseRecording", "resumeRecording", "agi", "elapsed", "continueAt"})
    void theChannelsVerbsAreNoted() throws IOException {
        assertThat(wrong("""
                pauseRecording()
                say 'Not recorded.'
                resumeRecording()
                if (agi('DATABASE GET parley mode').contains('result=0')) note "after ${elapsed.toMillis() > 0}"
                continueAt 'queues', '500', 3
                """, """
                test('it') { expect {
                    path 'recording: false', 'say: Not recorded', 'recording: true', 'agi: DATABASE GET parley mode',
                        'note: after true', 'continue at: queues,500,3'
                } }
                """)).isEmpty();
        assertThat(wrong("continueAt 'queues', '500', 0", "test('it') { expect { said 'x' } }"))
                .contains("a priority of 1 to 9999");
        assertThat(wrong("agi 'A\\nB'", "test('it') { expect { said 'x' } }")).contains("one line of up to 1000");
    }
}
