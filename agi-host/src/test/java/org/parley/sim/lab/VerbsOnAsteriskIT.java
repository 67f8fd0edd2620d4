package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.EventQueue;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.ami.OutgoingCall;
import org.parley.ami.Watch;
import org.parley.audio.WavFile;
import org.parley.call.InstantVoice;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.store.CallStory;

/** What words of scripts do to a channel of a real Asterisk, by its own words and by the ear of the caller. */
@ExtendWith(AsteriskExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // all calls have one voice
final class VerbsOnAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LONG = "x".repeat(100); // a second

    private static final Map<String, String> SCRIPTS = Map.of(
            "channel", """
            extensions '8341'
            answer()
            play 'tick'
            var 'SEEN', "$extension for ${var('WHO')}"
            agi 'DATABASE PUT parley mode night'
            note agi('DATABASE GET parley mode')
            wait 1.s
            note elapsed > 1600.ms ? 'late' : 'early'
            hold 20.s
            note listen(digits(1)).value
            continueAt 'lab', '9005', 2
            """, "recording", """
            extensions '8342'
            pauseRecording()
            say '%s'
            resumeRecording()
            say '%s'
            offRecord { say '%s' }
            """.formatted(LONG, LONG, LONG), "desk", """
            script('desk') {
                extensions '8343'
                disclose 'A virtual assistant, on a recorded line.'
                mustSay 'You may cancel.'
                anytime { voicemail() { say 'Please call us back.'; hangup() } }
                step('all') {
                    note "${answeredBy(2.s).why} in $language"
                    menu(en: 'For sales press 1.', ar: 'للمبيعات اضغط 1.') {
                        option('sales', keys: '1', words: ['sales', 'مبيعات']) { note 'sales' }
                    }
                    def end = converse {
                        greeting 'Go on.'
                        intent 'bye', phrases: ['goodbye', 'مع السلامة'], answer: 'Goodbye.', ends: true
                        limit 1.min
                    }
                    finish end.intent == 'bye' ? 'SALE' : 'NI'
                }
            }
            """, "keys", """
            extensions '8344'
            wait 500.ms
            dtmf '4711#'
            wait 500.ms
            """, "number", """
            dids '18005551234'
            note 'by number'
            """);

    @TempDir
    private static Path home;

    private final InstantVoice voice = new InstantVoice();
    private final EventQueue events = new EventQueue(SOON);

    @SuppressWarnings("NullAway.Init") // before the first test
    private Parley host;

    @BeforeAll
    void start() throws Exception {
        Path folder = Files.createDirectories(home.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(folder.resolve(script.getKey() + ".groovy"), script.getValue());
        }
        WavFile.write(
                Files.createDirectories(folder.resolve("sounds")).resolve("tick.wav"),
                Tones.sine(700, Duration.ofMillis(700)));
        List<Flag> flags = Stream.of(
                        "agi.listen=127.0.0.1:0",
                        "audio.listen=127.0.0.1:0",
                        "database.url=none",
                        "calls.end-of-turn=300ms",
                        "calls.drain=0s")
                .map(text -> text.split("=", 2))
                .map(pair -> new Flag("test", pair[0], pair[1]))
                .toList();
        Settings settings = Settings.load(new Sources(null, Map.of(), flags, new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home, voice.ears(), voice.mouth());
        var _ = host.events().subscribe(events);
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @BeforeEach
    void forget() {
        events.forget();
    }

    @Test
    @Shows(
            on = Where.ASTERISK,
            verbs = {
                "extensions",
                "answer",
                "play",
                "var",
                "extension",
                "agi",
                "wait",
                "hold",
                "listen",
                "digits",
                "continueAt"
            })
    void theDialplanGoesOnWhereTheScriptSaysWithWhatItHasSet(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, call("8341").variable("WHO", "Ana"))) {
            events.next("hold");
            assertThat(Tones.share(700, route.hearing().samples()))
                    .as("the sound of the folder")
                    .isGreaterThan(0.8);
            assertThat(route.hearing().awaitSound(Duration.ofMillis(1500), 0, SOON))
                    .as("music")
                    .isTrue();
            route.caller().press('7');

            assertThat(route.step("UserEvent", "lab").map(step -> step.extension() + "," + step.priority()))
                    .contains("9005,2");
            assertThat(lab.ami().variable(route.caller().uniqueId(), "SEEN")).isEqualTo("8341 for Ana");
            assertThat(lab.cli("database", "get", "parley", "mode")).contains("night");
            assertThat(route.hearing().awaitSound(Duration.ofMillis(300), System.nanoTime(), SOON))
                    .as("the person there")
                    .isTrue();
        }
        assertThat(events.notes(host.callBook())).containsExactly("200 result=1 (night)", "late", "7");
    }

    @Test
    @Shows(
            on = Where.ASTERISK,
            verbs = {"say", "pauseRecording", "resumeRecording", "offRecord"})
    void whatIsNotRecordedIsHeardAllTheSame(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, call("8342"))) {
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
            assertThat(route.hearing().soundSamples()).isGreaterThan(8000 * 2);
        }
        CallStory story = events.story(host.callBook());
        short[] agent =
                WavFile.readChannel(Path.of(story.call().recording()), 1).samples();
        List<Integer> loud = loudPieces(agent);
        // counted, not from the first to the last: a frame that came late leaves a silence among them
        assertThat(loud.size() * 20).as("ms that are recorded").isBetween(700, 1200);
        assertThat(loud.getFirst() * 20).as("ms of silence before").isGreaterThan(900);
        assertThat(agent.length / 8 - loud.getLast() * 20)
                .as("ms of silence behind")
                .isGreaterThan(900);
    }

    /** Which pieces of 20 ms have sound. */
    private static List<Integer> loudPieces(short[] samples) {
        return IntStream.range(0, samples.length / 160)
                .filter(piece ->
                        IntStream.range(piece * 160, piece * 160 + 160).anyMatch(at -> Math.abs(samples[at]) >= 1000))
                .boxed()
                .toList();
    }

    @Test
    @Shows(
            on = Where.ASTERISK,
            verbs = {"anytime.voicemail", "hangup"})
    void aMachineThatTheDialerHasFoundIsSpokenToAndHungUpOn(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, call("8343").variable("AMDSTATUS", "MACHINE"))) {
            assertThat(events.text("agent-said")).isEqualTo("Please call us back.");
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
            await().atMost(SOON).until(() -> !lab.ami().isUp(route.caller().uniqueId()));
        }
        assertThat(events.story(host.callBook()).call().endReason()).isEqualTo("AGENT");
    }

    @Test
    @Shows(
            on = Where.ASTERISK,
            verbs = {
                "answeredBy",
                "language",
                "menu",
                "menu.option",
                "script.disclose",
                "script.mustSay",
                "converse",
                "converse.greeting",
                "converse.intent"
            })
    void aWholeTalkInTheLanguageThatTheChannelNames(AsteriskLab lab) throws Exception {
        OutgoingCall call = call("8343").variable("AMDSTATUS", "HUMAN").variable("PARLEY_LANGUAGE", "ar");
        try (Route route = Route.of(lab, call)) {
            assertThat(events.text("disclosed")).startsWith("A virtual assistant");
            assertThat(events.text("note")).isEqualTo("AMDSTATUS is HUMAN in ar");
            assertThat(events.text("agent-said")).isEqualTo("للمبيعات اضغط 1.");
            route.caller().press('1');
            assertThat(events.text("note")).isEqualTo("sales");
            assertThat(events.text("agent-said")).isEqualTo("Go on.");
            voice.understands("مع السلامة");
            route.caller().play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(events.text("agent-said")).isEqualTo("Goodbye.");
            assertThat(events.text("agent-said")).isEqualTo("You may cancel.");
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
        }
        assertThat(events.story(host.callBook()).call().disposition()).isEqualTo("SALE");
        assertThat(voice.spokenIn()).contains("ar");
    }

    @Test
    @Shows(on = Where.ASTERISK, verbs = "dtmf")
    void theFarEndGetsTheKeys(AsteriskLab lab) throws Exception {
        try (Watch watch = lab.ami().watch()) {
            var _ = lab.ami().ring("Local/9010@lab", call("8344"), SOON);

            assertThat(watch.await(
                                    SOON,
                                    step -> step.application().equals("UserEvent")
                                            && step.context().equals("lab-keys"))
                            .map(Watch.Step::extension))
                    .contains("4711#");
        }
        events.next("ended");
    }

    @Test
    @Shows(on = Where.ASTERISK, verbs = "dids")
    void theNumberThatWasDialledLeadsToItsScript(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, call("8399").variable("PARLEY_DID", "18005551234"))) {
            assertThat(events.next("started").data())
                    .containsEntry("script", "number")
                    .containsEntry("by", "did");
            assertThat(route.step("Hangup", "lab")).isPresent();
        }
    }

    private OutgoingCall call(String extension) {
        return AsteriskLab.call(extension)
                .variable("PARLEY_HOST", "127.0.0.1:" + host.agiAddress().getPort());
    }
}
