package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.ami.OutgoingCall;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallStory;
import org.parley.store.TurnRow;

/** Whole calls through the running host, with an instant voice: what the caller, the dialplan and the record get. */
class CallIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final InstantVoice voice = new InstantVoice();

    @SuppressWarnings("NullAway.Init") // made before each test
    private Parley host;

    @BeforeEach
    void start() throws IOException {
        script("talk", """
                extensions '100'
                def answer = ask 'Will you come?', yesNo
                note "the answer was ${answer.value}"
                dispose answer.yes ? 'SALE' : 'NI'
                say 'Goodbye.'
                """);
        script("long", """
                extensions '101'
                cleanup { note 'cleaned up' }
                say 'This goes on for long. ' * 40
                dispose 'SALE'
                """);
        script("legs", """
                extensions '102'
                say 'First.'
                var 'SEEN', 'by parley'
                say "You are ${var('WHO')}."
                transfer '8500', context: 'closers'
                """);
        script("broken", """
                extensions '103'
                say 'Hello.'
                def zero = var('ZERO').length()
                say "${1.intdiv(zero)}"
                """);
        script("keys", """
                extensions '104'
                def number = ask 'Please key your number.', digits(4), tries: 2
                dispose number.ok ? 'SALE' : 'NI'
                note number.value
                """);
        script("silent", """
                extensions '105'
                def heard = ask 'Anybody there?', yesNo, tries: 2, noInput: 200.ms
                dispose heard.outcome.name() == 'NO_INPUT' ? 'NA' : 'NI'
                """);
        script("interrupt", """
                extensions '106'
                def said = say 'This goes on for long. ' * 40
                dispose said.interrupted ? 'INT' : 'NOINT'
                """);
        script("busy", """
                extensions '107'
                say 'Hello.'
                note 'busy with something else'
                transfer '8500'
                """);
        Files.createDirectories(home.resolve("scripts"));
        host = Parley.start(
                Settings.load(new Sources(
                                null,
                                Map.of(),
                                List.of(
                                        flag("agi.listen", "127.0.0.1:0"),
                                        flag("audio.listen", "127.0.0.1:0"),
                                        flag("database.url", "none"),
                                        flag("calls.end-of-turn", "300ms"),
                                        flag("calls.drain", "0s")),
                                new Folders(home, home, home)))
                        .value(),
                home,
                voice.ears(),
                voice.mouth());
        var _ = host.events().subscribe(events::add);
    }

    private static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve(name + ".groovy"), text);
    }

    @AfterEach
    void stop() {
        asterisk.close();
        host.close();
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"extensions", "say", "ask", "yesNo", "note", "dispose"})
    void aQuestionIsAskedHeardAndWrittenDown() throws Exception {
        voice.understands("yes please");
        SimulatedChannel call = place("100");
        awaitEvent("agent-said");
        call.play(InstantVoice.speech(Duration.ofMillis(600)));

        assertThat(end(call).route()).isEqualTo(CallEnd.Route.DONE);
        CallStory story = story();
        assertThat(story.call().disposition()).isEqualTo("SALE");
        assertThat(story.turns())
                .extracting(TurnRow::side, TurnRow::text)
                .containsExactly(
                        tuple(TurnRow.Side.AGENT, "Will you come?"),
                        tuple(TurnRow.Side.CALLER, "yes please"),
                        tuple(TurnRow.Side.AGENT, "Goodbye."));
        assertThat(story.turns().getLast().latencyMs()).isNotNull().isGreaterThanOrEqualTo(200);
        Pcm recording = WavFile.read(Path.of(story.call().recording()));
        assertThat(recording.duration()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "cleanup")
    void aCallerWhoHangsUpInMidSentenceEndsTheCallOnceAndIsCleanedUpAfter() throws Exception {
        SimulatedChannel call = place("101");
        awaitEvent("leg");
        call.hangUp();

        assertThat(end(call).route()).isEqualTo(CallEnd.Route.CALLER_LEFT);
        CallStory story = story();
        assertThat(story.call().endReason()).isEqualTo("CALLER");
        assertThat(story.call().disposition()).as("the default status").isEqualTo("NI");
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("note"))
                .hasSize(1);
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("ended"))
                .hasSize(1);
    }

    @Test
    void aChannelVerbBetweenTwoSentencesClosesTheLegAndOpensAnother() throws Exception {
        SimulatedChannel call = asterisk.place(
                CallRequest.to(
                        host.agiAddress(), OutgoingCall.to("parley", "102").variable("WHO", "a (caller), \"quoted\"")),
                new Deaf());

        CallEnd end = end(call);
        assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
        assertThat(end.target()).isEqualTo("8500");
        assertThat(end.variables()).containsEntry("SEEN", "by parley").containsEntry("PARLEY_CONTEXT", "closers");
        assertThat(end.faults()).isEmpty();
        CallStory story = story();
        assertThat(story.turns()).extracting(TurnRow::text).contains("You are a (caller), \"quoted\".");
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("leg"))
                .hasSize(2);
        assertThat(story.call().endReason()).isEqualTo("TRANSFER");
    }

    @Test
    void aScriptThatBreaksSendsTheCallerToAPersonAndSaysTheLine() throws Exception {
        CallEnd end = end(place("103"));

        assertThat(end.route()).isEqualTo(CallEnd.Route.HUMAN);
        assertThat(end.variables()).containsEntry("PARLEY_STATUS", "FAILED");
        assertThat(story().call().error()).contains("broken.groovy").contains("4");
    }

    @Test
    void anExtensionWithoutAScriptGoesToAPersonAtOnce() throws Exception {
        CallEnd end = end(place("999"));

        assertThat(end.route()).isEqualTo(CallEnd.Route.HUMAN);
        assertThat(end.variables()).containsEntry("PARLEY_STATUS", "FAILED");
        assertThat(end.variables()).containsEntry("PARLEY_REASON", "no script");
        assertThat(story().call().error()).isEqualTo("no script");
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "digits")
    void aNumberCanBeKeyed() throws Exception {
        SimulatedChannel call = place("104");
        awaitEvent("leg");
        for (char key : "4711".toCharArray()) {
            call.press(key);
        }

        assertThat(end(call).route()).isEqualTo(CallEnd.Route.DONE);
        assertThat(story().events())
                .filteredOn(event -> event.kind().equals("note"))
                .singleElement()
                .satisfies(note -> assertThat(note.data()).containsEntry("text", "4711"));
    }

    @Test
    void aSilentCallerIsAskedAgainAndThenGivenUp() throws Exception {
        assertThat(end(place("105")).route()).isEqualTo(CallEnd.Route.DONE);
        CallStory story = story();
        assertThat(story.call().disposition()).isEqualTo("NA");
        assertThat(story.turns()).hasSize(2);
    }

    @Test
    void aCallerWhoSpeaksOverUsIsLetSpeak() throws Exception {
        voice.understands("wait");
        SimulatedChannel call = place("106");
        awaitEvent("leg");
        call.play(InstantVoice.speech(Duration.ofMillis(1100)));

        end(call);
        CallStory story = story();
        assertThat(story.call().disposition()).isEqualTo("INT");
        assertThat(story.turns().getFirst().interrupted()).isTrue();
        assertThat(story.turns()).extracting(TurnRow::text).contains("wait");
    }

    @Test
    void aHostThatStopsInMidCallSendsTheCallerToAPerson() throws Exception {
        SimulatedChannel call = place("101");
        awaitEvent("leg");
        host.close();

        CallEnd end = end(call);
        assertThat(end.route()).isEqualTo(CallEnd.Route.HUMAN);
        assertThat(end.variables()).containsEntry("PARLEY_STATUS", "FAILED");
        assertThat(story().call().endReason()).isEqualTo("STOPPED");
    }

    @Test
    void aCallerWhoHangsUpWhileTheScriptDoesSomethingElseIsNotTakenForPassedOn() throws Exception {
        CompletableFuture<SimulatedChannel> placed = new CompletableFuture<>();
        try (var _ = host.events().subscribe(event -> {
            if (event.kind().equals("note")) {
                placed.join().hangUp();
            }
        })) {
            SimulatedChannel call = place("107");
            placed.complete(call);
            assertThat(end(call).route()).isEqualTo(CallEnd.Route.CALLER_LEFT);
        }
        assertThat(story().call().endReason()).isEqualTo("CALLER");
    }

    private SimulatedChannel place(String extension) {
        return asterisk.place(CallRequest.to(host.agiAddress(), extension), new Deaf());
    }

    private static CallEnd end(SimulatedChannel call) throws Exception {
        return call.await(SOON);
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

    /** The one call of this test as it was written down. */
    private CallStory story() {
        await().atMost(SOON).until(() -> host.callBook().list(1).stream().anyMatch(row -> row.endedAt() != null));
        return host.callBook().show(host.callBook().list(1).getFirst().id()).orElseThrow();
    }
}
