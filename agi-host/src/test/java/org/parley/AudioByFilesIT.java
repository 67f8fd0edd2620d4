package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ami.OutgoingCall;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.call.CallEvent;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallStory;
import org.parley.store.TurnRow;

/** Calls of an Asterisk without AudioSocket, which plays and records files in a folder that it shares with the host. */
final class AudioByFilesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String TALK = """
            converse {
                voice %s
                greeting 'Hello from the script.'
                instructions 'Be brief.'
                intent 'bye', phrases: ['goodbye'], answer: 'Goodbye then.', ends: true
                limit 1.min
            }
            dispose 'INFO'
            """;

    @TempDir
    private Path home;

    private final InstantVoice voice = new InstantVoice();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();

    private @Nullable Parley host; // once it was started

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(home.resolve("spool"));
        script("whole", """
                extensions '200'
                def coming = ask 'Will you come?', yesNo, tries: 2
                def party = ask 'How many are you?', digits(2), tries: 2
                say 'Goodbye.'
                note party.value
                dispose coming.yes ? 'SALE' : 'NI'
                """);
        script("interrupt", """
                extensions '201'
                def said = say 'This goes on for long. ' * 20
                def number = ask '', digits(4)
                note number.value
                dispose said.interrupted ? 'INT' : 'NOINT'
                """);
        script("disclosure", """
                extensions '202'
                def said = say 'This call is recorded for quality.' * 5, interruptible: false
                def number = ask '', digits(2)
                note number.value
                dispose said.interrupted ? 'INT' : 'NOINT'
                """);
        script("silent", """
                extensions '203'
                def heard = ask 'Anybody there?', yesNo, tries: 2, noInput: 1.s
                dispose heard.outcome.name() == 'NO_INPUT' ? 'NA' : 'NI'
                """);
        script("channel", """
                extensions '204'
                say 'Hello.'
                var 'SEEN', 'by parley'
                hold 3.s
                say 'Goodbye.'
                transfer '8500'
                """);
        script("echo", """
                extensions '205'
                echo 6.s
                """);
        script("off", """
                extensions '206'
                offRecord { say 'Your card ends in 4711.' }
                """);
        script("who", """
                extensions '207'
                def who = answeredBy 12.s
                note "${who.machine}: ${who.why}"
                """);
    }

    private void start(Flag... more) throws IOException {
        List<Flag> flags = Stream.concat(Stream.of(more), Stream.of(TalkingHost.flag("calls.end-of-turn", "300ms")))
                .toList();
        host = Parley.start(TalkingHost.settings(home, flags, ""), home, voice.ears(), voice.mouth());
        var _ = host().events().subscribe(events::add);
    }

    private Parley host() {
        return Objects.requireNonNull(host);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve(name + ".groovy"), text);
    }

    @AfterEach
    void stop() {
        asterisk.close();
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aWholeConversationIsHeldAndTheNextCallDoesNotAskForAudioSocketAgain() throws Exception {
        start();
        for (int i = 0; i < 2; i++) {
            voice.understands("yes please");
            SimulatedChannel call = place("200");
            awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            awaitEvent("answer");
            awaitEvent("agent-said");
            call.press('1');
            call.press('2');

            CallEnd end = call.await(SOON);
            assertThat(end.route()).isEqualTo(CallEnd.Route.DONE);
            assertThat(end.faults()).isEmpty();
            CallStory story = story();
            assertThat(story.call().disposition()).isEqualTo("SALE");
            assertThat(story.turns())
                    .extracting(TurnRow::side, TurnRow::text)
                    .contains(tuple(TurnRow.Side.CALLER, "yes please"), tuple(TurnRow.Side.AGENT, "Goodbye."));
            assertThat(story.events())
                    .filteredOn(event -> event.kind().equals("note"))
                    .singleElement()
                    .satisfies(note -> assertThat(note.data()).containsEntry("text", "12"));
            assertThat(story.events())
                    .filteredOn(event -> event.kind().equals("audio-by-files"))
                    .hasSize(1);
            Path recording = Path.of(story.call().recording());
            assertThat(energy(WavFile.readChannel(recording, 0)))
                    .as("the caller")
                    .isPositive();
            assertThat(energy(WavFile.readChannel(recording, 1)))
                    .as("the agent")
                    .isPositive();
        }
        assertThat(files())
                .as("what was said is kept once, what was heard is not")
                .hasSize(3);
    }

    private static long energy(Pcm sound) {
        long sum = 0;
        for (short sample : sound.samples()) {
            sum += Math.abs(sample) > 1000 ? 1 : 0;
        }
        return sum;
    }

    @Test
    void aKeyInterruptsAndCountsForTheNextQuestion() throws Exception {
        start();
        SimulatedChannel call = place("201");
        awaitEvent("agent-says");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);
        for (char key : "4711".toCharArray()) {
            call.press(key);
        }

        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
        CallStory story = story();
        assertThat(story.call().disposition()).isEqualTo("INT");
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("note"))
                .singleElement()
                .satisfies(note -> assertThat(note.data()).containsEntry("text", "4711"));
    }

    @Test
    void aKeyDoesNotCutWhatMustBeSaid() throws Exception {
        start();
        SimulatedChannel call = place("202");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);
        call.press('4');
        call.press('2');

        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
        CallStory story = story();
        assertThat(story.call().disposition()).isEqualTo("NOINT");
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("note"))
                .singleElement()
                .satisfies(note -> assertThat(note.data()).containsEntry("text", "42"));
    }

    @Test
    void aSilentCallerIsAskedAgainAndThenGivenUp() throws Exception {
        start();
        assertThat(place("203").await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
        CallStory story = story();
        assertThat(story.call().disposition()).isEqualTo("NA");
        assertThat(story.turns()).hasSize(2);
    }

    @Test
    void verbsOfTheChannelAndHoldWork() throws Exception {
        start();
        CallEnd end = place("204").await(SOON);
        assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
        assertThat(end.variables()).containsEntry("SEEN", "by parley");
        assertThat(end.faults()).isEmpty();
    }

    @Test
    void aHostThatStopsWhileTheCallerIsRecordedSendsHimToAPerson() throws Exception {
        start();
        SimulatedChannel call = place("203");
        awaitEvent("agent-said");
        call.play(InstantVoice.speech(Duration.ofSeconds(9)));
        await().atMost(SOON).until(() -> call.spokeNanos() != 0);
        host().close();

        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.HUMAN);
        assertThat(story().call().endReason()).isEqualTo("STOPPED");
    }

    @Test
    void whatIsSaidOffTheRecordLeavesNoFile() throws Exception {
        start();
        assertThat(place("206").await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"900, false: , waits", "4500, true: , spoke for"})
    void whoAnsweredIsHeardOnceHisGreetingIsOver(int speechMillis, String machine, String why) throws Exception {
        start();
        SimulatedChannel call = place("207");
        awaitEvent("leg");
        call.play(InstantVoice.speech(Duration.ofMillis(speechMillis)));

        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.DONE);
        assertThat(story().events())
                .filteredOn(event -> event.kind().equals("note"))
                .singleElement()
                .extracting(note -> String.valueOf(note.data().get("text")))
                .asString()
                .startsWith(machine)
                .contains(why);
    }

    @Test
    void anEchoComesBackInTurns() throws Exception {
        start();
        SimulatedChannel call = place("205");
        awaitEvent("echo");
        call.play(InstantVoice.speech(Duration.ofMillis(900)));
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);
        call.await(SOON);
        assertThat(files()).isEmpty();
    }

    @Test
    void aCallerWhoHangsUpWhileHeIsRecordedEndsTheCall() throws Exception {
        start();
        SimulatedChannel call = place("203");
        awaitEvent("agent-said");
        call.hangUp();

        assertThat(call.await(SOON).route()).isEqualTo(CallEnd.Route.CALLER_LEFT);
        assertThat(story().call().endReason()).isEqualTo("CALLER");
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFolderThatIsNotSharedGivesTheCallToAPersonAndSaysWhy() throws Exception {
        start(
                TalkingHost.flag("calls.files.folder", home.resolve("ours").toString()),
                TalkingHost.flag(
                        "calls.files.asterisk-folder", home.resolve("theirs").toString()));

        assertThat(place("200").await(SOON).route()).isEqualTo(CallEnd.Route.HUMAN);
        assertThat(story().call().error())
                .contains("Asterisk cannot play", "theirs", "ours", "calls.files.asterisk-folder");
    }

    @Test
    void withoutFilesTheMissingModuleIsSaid() throws Exception {
        start(TalkingHost.flag("calls.audio", "audiosocket"));

        assertThat(place("200").await(SOON).route()).isEqualTo(CallEnd.Route.HUMAN);
        assertThat(story().call().error()).contains("no application", "AudioSocket");
    }

    @Test
    void aFreeTalkIsHeldTurnByTurn() throws Exception {
        try (TalkingHost talking = new TalkingHost("cascade", home)) {
            talking.box.understands("I have a question");
            talking.box.understands("goodbye");
            talking.mind.thinks("I have a question", "Here is the answer. It has two sentences.");
            SimulatedChannel call = talking.call(TALK.formatted("'cascade'"), variables());
            assertThat(talking.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(talking.awaitEvent("caller-said").data()).containsEntry("text", "I have a question");
            assertThat(talking.awaitEvent("agent-said").data())
                    .containsEntry("text", "Here is the answer. It has two sentences.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(talking.awaitEvent("caller-said").data()).containsEntry("text", "goodbye");
            call.hangUp();
            assertThat(talking.awaitEvent("ended").data()).containsEntry("reason", "CALLER");
        }
    }

    @Test
    void aVoiceThatTakesTurnsByItselfIsPassedOver() throws Exception {
        try (TalkingHost talking = new TalkingHost("elevenlabs", home)) {
            talking.box.understands("goodbye");
            SimulatedChannel call = talking.call(TALK.formatted("'elevenlabs'"), variables());
            assertThat(talking.awaitEvent("voice-left").data()).containsEntry("voice", "elevenlabs");
            assertThat(talking.awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(talking.awaitEvent("agent-said").data()).containsEntry("text", "Goodbye then.");
            assertThat(talking.awaitEvent("ended").data()).containsEntry("status", "INFO");
            assertThat(talking.provider.sockets()).isEmpty();
        }
    }

    private Map<String, String> variables() {
        return Map.of(
                "SIM_NO_AUDIOSOCKET", "1", "ASTSPOOLDIR", home.resolve("spool").toString());
    }

    private SimulatedChannel place(String extension) {
        events.clear();
        OutgoingCall call = OutgoingCall.to("parley", extension);
        for (Map.Entry<String, String> variable : variables().entrySet()) {
            call = call.variable(variable.getKey(), variable.getValue());
        }
        return asterisk.place(CallRequest.to(host().agiAddress(), call), new Deaf());
    }

    private List<Path> files() throws IOException {
        Path folder = home.resolve("spool/parley");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void awaitEvent(String kind) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            CallEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(event).as("an event of kind " + kind).isNotNull();
            if (event.kind().equals(kind)) {
                return;
            }
        }
    }

    /** The last call as it was written down. */
    private CallStory story() {
        await().atMost(SOON).until(() -> host().callBook().list(1).stream().anyMatch(row -> row.endedAt() != null));
        return host().callBook().show(host().callBook().list(1).getFirst().id()).orElseThrow();
    }
}
