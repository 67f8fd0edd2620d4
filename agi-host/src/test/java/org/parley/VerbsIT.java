package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.Shows.Where;
import org.parley.ami.OutgoingCall;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallStory;
import org.parley.store.TurnRow;
import org.slf4j.LoggerFactory;

/** Words of scripts that no other test of whole calls comes by, on AudioSocket: one host, a call after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // all calls have one voice
class VerbsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LONG = "x".repeat(100); // a second

    private static final Map<String, String> SCRIPTS = Map.of(
            "line",
            """
            extensions '101'
            answer()
            play 'tick'
            play 'beep'
            dtmf '12#'
            var 'SEEN', extension
            agi 'DATABASE PUT parley mode night'
            note agi('DATABASE GET parley mode')
            wait 1.s
            note elapsed > 1900.ms ? 'late' : 'early'
            log.warn 'no price'
            continueAt 'queues', '500', 3
            """,
            "recording",
            """
            extensions '102'
            pauseRecording()
            say '%s'
            resumeRecording()
            say '%s'
            """.formatted(LONG, LONG),
            "echo",
            """
            extensions '103'
            echo 2.s
            note 'done'
            """,
            "menu",
            """
            extensions '104'
            def chosen = menu('For sales say sales or press 1, or say hours.') {
                option('sales', keys: '1', words: ['sales', 'buy']) { note 'to sales' }
                option 'hours', keys: '2'
                otherwise { note 'nothing' }
                tries 2
                noInput 1.s
            }
            note "${chosen.outcome} ${chosen.value}"
            """,
            "questions",
            """
            extensions '105'
            note((ask 'Sales or help?', choice('sales', 'help')).value)
            note capture(number).value
            note capture(email).value
            note capture(name).value
            note capture(address).value
            note ask('What happened?', anything).value
            """,
            "desk",
            """
            script('desk') {
                extensions '106'
                mustSay 'You may cancel.'
                never 'guaranteed'
                anytime {
                    voicemail() { finish 'A' }
                    abuse() { say 'I end this call.'; finish 'ABUSE' }
                    silent() { say 'You are silent.'; finish 'NA' }
                    upset() { say 'I get somebody.'; finish 'XFER' }
                    wantsLanguage('ar')
                    after(1500.ms) { say 'Time has passed.' }
                    says('what is the weather', 'weather') { say 'I do not know.' }
                }
                step('all') {
                    ask en: 'One?', ar: 'واحد؟', tries: 1, noInput: 2.s
                    wait 1500.ms
                    def two = ask en: 'Two?', ar: 'اثنان؟', tries: 1, noInput: 2.s
                    if (two.words == 'left out') goTo 'left out'
                    say 'It is guaranteed.'
                    goTo 'help'
                }
                step('left out') { finish 'WRONG' }
                department('help', persona: 'Omar helps.') {
                    say 'Omar speaking.'
                    finish 'SERV'
                }
            }
            """,
            "hangup",
            """
            extensions '107'
            cleanup { note 'cleaned up' }
            say 'Goodbye.'
            hangup()
            note 'not reached'
            """);

    @TempDir
    private static Path home;

    private final EventQueue events = new EventQueue(SOON);
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final InstantVoice voice = new InstantVoice();

    @SuppressWarnings("NullAway.Init") // before the first test
    private Parley host;

    @BeforeAll
    void start() throws IOException {
        Path folder = Files.createDirectories(home.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(folder.resolve(script.getKey() + ".groovy"), script.getValue());
        }
        short[] tick = InstantVoice.speech(Duration.ofMillis(500)).samples();
        WavFile.write(
                Files.createDirectories(folder.resolve("sounds")).resolve("tick.wav"),
                new Pcm(tick, Pcm.TELEPHONE_RATE));
        host = Parley.start(
                TalkingHost.settings(home, List.of(flag("calls.end-of-turn", "300ms")), ""),
                home,
                voice.ears(),
                voice.mouth());
        var _ = host.events().subscribe(events);
    }

    @AfterAll
    void stop() {
        asterisk.close();
        host.close();
    }

    @BeforeEach
    void forget() {
        events.forget();
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"answer", "play", "dtmf", "var", "extension", "agi", "wait", "elapsed", "log", "continueAt"})
    void verbsOfTheChannelReachIt() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        ((Logger) LoggerFactory.getLogger("org.parley.script.log")).addAppender(lines);
        SimulatedChannel call = place("101");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0); // ours: Asterisk's own is not sent
        CallEnd end = call.await(SOON);

        assertThat(end.faults()).isEmpty();
        assertThat(end.variables())
                .containsEntry("SIM_DTMF", "12#")
                .containsEntry("SEEN", "101")
                .containsEntry("CONTEXT", "queues")
                .containsEntry("EXTEN", "500")
                .containsEntry("PRIORITY", "3");
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).contains("no price");
        assertThat(events.kinds(host.callBook(), "play")).hasSize(2);
        assertThat(events.notes(host.callBook())).containsExactly("200 result=1 (night)", "late");
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"pauseRecording", "resumeRecording"})
    void whatIsSaidWhileTheRecordingIsPausedIsWrittenDownOnly() throws Exception {
        place("102").await(SOON);

        CallStory story = events.story(host.callBook());
        assertThat(story.turns()).extracting(TurnRow::text).containsExactly(LONG, LONG);
        short[] recorded = WavFile.read(Path.of(story.call().recording())).samples();
        assertThat(loudest(recorded, 0, recorded.length / 3)).isZero();
        assertThat(loudest(recorded, recorded.length * 2 / 3, recorded.length)).isGreaterThan(1000);
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "echo")
    void theCallerHearsHimselfForSoLong() throws Exception {
        SimulatedChannel call = place("103");
        events.next("echo");
        call.play(InstantVoice.speech(Duration.ofMillis(900)));

        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);
        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
        assertThat(events.notes(host.callBook())).containsExactly("done");
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"menu", "menu.option", "menu.otherwise", "menu.tries", "menu.noInput"})
    void aMenuTakesKeysWordsAndSilence() throws Exception {
        SimulatedChannel keys = place("104");
        events.next("agent-said");
        keys.press('*'); // says it again
        assertThat(events.text("agent-said")).startsWith("For sales");
        keys.press('1');
        keys.await(SOON);
        assertThat(events.notes(host.callBook())).containsExactly("to sales", "MATCH sales");

        SimulatedChannel words = place("104");
        events.next("agent-said");
        says(words, "i want to buy");
        words.await(SOON);
        assertThat(events.notes(host.callBook())).containsExactly("to sales", "MATCH sales");

        place("104").await(SOON);
        assertThat(events.notes(host.callBook())).containsExactly("nothing", "NO_INPUT ");
        assertThat(events.story(host.callBook()).turns()).hasSize(2);
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"choice", "number", "email", "name", "address", "anything"})
    void questionsAreAnsweredByWords() throws Exception {
        SimulatedChannel call = place("105");
        assertThat(answered(call, "some help")).isEqualTo("help");
        assertThat(answered(call, "twelve")).isEqualTo("12");
        assertThat(answered(call, "sam dot jones at gmail dot com")).isEqualTo("sam.jones@gmail.com");
        assertThat(answered(call, "my name is sam smith")).isEqualTo("Sam Smith");
        assertThat(answered(call, "twelve main street")).isEqualTo("12 Main Street");
        assertThat(answered(call, "the gate fell down")).isEqualTo("the gate fell down");
        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
    }

    private String answered(SimulatedChannel call, String words) throws InterruptedException {
        events.next("agent-said");
        says(call, words);
        return events.text("note");
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {
                "anytime.says",
                "anytime.wantsLanguage",
                "anytime.after",
                "script.mustSay",
                "script.never",
                "script.department",
                "goTo"
            })
    void rulesAreFollowedBetweenTheQuestions() throws Exception {
        SimulatedChannel call = place("106");
        assertThat(events.text("agent-said")).isEqualTo("One?");
        says(call, "what is the weather");
        assertThat(events.text("agent-said")).isEqualTo("I do not know.");
        // the time has come before the question is asked again
        List<String> said = new ArrayList<>(List.of(events.text("agent-said")));
        if (said.getFirst().equals("Time has passed.")) {
            said.add(events.text("agent-said"));
        }
        assertThat(said.getLast()).isEqualTo("One?");
        says(call, "in Arabic please");
        assertThat(events.next("language").data()).containsEntry("tag", "ar");
        while (!said.getLast().equals("اثنان؟")) {
            said.add(events.text("agent-said"));
            if (said.getLast().endsWith("؟")) {
                says(call, "نعم");
            }
        }
        assertThat(said).contains("Time has passed.", "واحد؟").doesNotHaveDuplicates();
        assertThat(events.next("policy").data()).containsEntry("never", "guaranteed");
        assertThat(events.text("agent-said")).startsWith("لا أستطيع أن أقول أكثر عن ذلك.");
        assertThat(events.next("step").data()).containsEntry("name", "help");
        assertThat(events.text("agent-said")).isEqualTo("Omar speaking.");
        assertThat(events.text("agent-said")).isEqualTo("You may cancel.");
        assertThat(events.next("ended").data()).containsEntry("status", "SERV");
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"anytime.abuse", "anytime.silent", "anytime.voicemail", "anytime.upset"})
    void rulesEndTheCall() throws Exception {
        SimulatedChannel abusive = place("106");
        events.next("agent-said");
        says(abusive, "oh fuck you");
        assertThat(events.text("agent-said")).isEqualTo("I end this call.");
        assertThat(events.next("ended").data()).containsEntry("status", "ABUSE");

        place("106");
        events.next("agent-said");
        assertThat(events.text("agent-said")).isEqualTo("You are silent.");
        assertThat(events.next("ended").data()).containsEntry("status", "NA");

        asterisk.place(
                CallRequest.to(
                        host.agiAddress(), OutgoingCall.to("parley", "106").variable("AMDSTATUS", "MACHINE")),
                new Deaf());
        assertThat(events.text("agent-said")).as("nothing is asked").isEqualTo("You may cancel.");
        assertThat(events.next("ended").data()).containsEntry("status", "A");

        SimulatedChannel upset = place("106");
        events.next("agent-said");
        says(upset, "fine", 0.15);
        String said = events.text("agent-said");
        while (!said.equals("Two?")) { // the time may come before
            said = events.text("agent-said");
        }
        says(upset, "why", 1);
        assertThat(events.text("agent-said")).isEqualTo("I get somebody.");
        assertThat(events.next("ended").data()).containsEntry("status", "XFER");
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "hangup")
    void theScriptHangsUp() throws Exception {
        SimulatedChannel call = place("107");

        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.HOST_HUNG_UP);
        assertThat(events.notes(host.callBook())).containsExactly("cleaned up");
        assertThat(events.story(host.callBook()).call().endReason()).isEqualTo("AGENT");
    }

    private SimulatedChannel place(String extension) {
        return asterisk.place(CallRequest.to(host.agiAddress(), extension), new Deaf());
    }

    private void says(SimulatedChannel call, String words) {
        says(call, words, 1);
    }

    private void says(SimulatedChannel call, String words, double gain) {
        voice.understands(words);
        short[] loud = InstantVoice.speech(Duration.ofMillis(600)).samples();
        short[] samples = Arrays.copyOf(loud, loud.length);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (gain * samples[i]);
        }
        call.play(new Pcm(samples, Pcm.TELEPHONE_RATE));
    }

    private static int loudest(short[] samples, int from, int to) {
        int loudest = 0;
        for (int i = from; i < to; i++) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        return loudest;
    }
}
