package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.OutgoingCall;
import org.parley.ami.Watch;
import org.parley.ami.Watch.Step;
import org.parley.audio.Pcm;
import org.parley.call.InstantVoice;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.store.CallStory;

/** Whole calls on an Asterisk whose AudioSocket is not loaded, in a folder that host and Asterisk know by two names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // one Asterisk, one host after the other
final class AudioByFilesOnAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> SCRIPTS = Map.of("8380", """
                    say 'Yes please.'
                    wait 1.s
                    """, "8381", """
                    say "Hello, this is Sam, a virtual assistant, on a recorded line."
                    def interested = ask 'Would you like a free quote for your insurance?', yesNo
                    def people = ask 'How many people live with you? Please key it, and the hash key.', digits(1, 2)
                    note people.value
                    if (interested.yes) {
                        dispose 'SALE'
                        transfer '9138'
                    } else {
                        dispose interested.no ? 'NI' : 'NA'
                    }
                    """, "8382", """
                    note answeredBy(10.s).why
                    def asked = transfer extension: '9202', wait: 10.s, warm: 'A caller wants a quote.'
                    note asked.reason
                    def taken = transfer extension: '9201', wait: 10.s, warm: 'A caller wants a quote.'
                    note taken.reason
                    """);

    @TempDir
    private static Path folder;

    private @Nullable Parley host; // while a test runs

    // made before the first test
    @SuppressWarnings("NullAway.Init")
    private AsteriskLab lab;

    /** The caller's telephone company: he comes by SIP. */
    @SuppressWarnings("NullAway.Init")
    private AsteriskLab carrier;

    @BeforeAll
    void open() throws Exception {
        carrier = start("carrier", Map.of("extensions", """

                [carrier]
                exten => _X.,1,Dial(PJSIP/sipp/sip:${EXTEN}@127.0.0.1:${LAB_OLD})
                """));
        lab = start("lab", Map.of("modules", """

                noload = app_audiosocket.so
                noload = chan_audiosocket.so
                noload = res_audiosocket.so
                """, "extensions", """

                [sip]
                exten => _838X,1,Goto(lab,${EXTEN},1)
                """));
        carrier.ami().setVariable("", "LAB_OLD", String.valueOf(lab.sipPort()));
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(scripts.resolve(script.getKey() + ".groovy"), script.getValue());
        }
    }

    private static AsteriskLab start(String name, Map<String, String> more) throws Exception {
        Path conf = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, String> file : more.entrySet()) {
            Files.writeString(conf.resolve(file.getKey() + ".conf"), file.getValue());
        }
        return AsteriskLab.start(
                LabSettings.standard(new HostPort("127.0.0.1", 1)).with(conf));
    }

    private Parley start(Path ours, String theirs) throws IOException {
        List<Flag> flags = Stream.of(
                        "agi.listen=127.0.0.1:0",
                        "audio.listen=127.0.0.1:0",
                        "database.url=none",
                        "calls.drain=0s",
                        "calls.files.folder=" + ours,
                        "calls.files.asterisk-folder=" + theirs)
                .map(text -> text.split("=", 2))
                .map(pair -> new Flag("test", pair[0], pair[1]))
                .toList();
        Parley started = Parley.start(
                Settings.load(new Sources(null, Map.of(), flags, new Folders(folder, folder, folder)))
                        .value(),
                folder);
        host = started;
        return started;
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @AfterAll
    void close() {
        lab.close();
        carrier.close();
    }

    @Test
    void aWholeConversationIsHeld() throws Exception {
        Path ours = lab.spool().resolve("parley");
        Parley running = start(ours, lab.spoolInside() + "/parley");
        Pcm yes = wordsOfTheHost(running);
        try (Watch watch = lab.ami().watch();
                Route route = route(running, "8381")) {
            assertThat(route.hearing().awaitSound(Duration.ofSeconds(3), 0, SOON))
                    .as("greeting and question")
                    .isTrue();
            assertThat(route.hearing().awaitSilence(Duration.ofMillis(900), SOON))
                    .isTrue();
            route.caller().play(yes);
            assertThat(route.hearing().awaitSound(Duration.ofSeconds(1), System.nanoTime(), SOON))
                    .as("the next question")
                    .isTrue();
            for (char key : "4#".toCharArray()) {
                route.caller().press(key);
            }
            assertThat(step(watch, "UserEvent", "parley-transfer").extension()).isEqualTo("9138");
        }
        CallStory story = story(running);
        assertThat(story.call().disposition()).isEqualTo("SALE");
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("note"))
                .singleElement()
                .satisfies(note -> assertThat(note.data()).containsEntry("text", "4"));
        assertThat(story.events())
                .filteredOn(event -> event.kind().equals("audio-by-files"))
                .singleElement()
                .satisfies(note -> assertThat(note.data()).containsEntry("why", "this Asterisk has no AudioSocket"));
        try (Stream<Path> files = Files.list(ours)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("said-"));
        }
    }

    @Test
    void whoAnsweredIsHeardAndPersonsDecideByTheirKeys() throws Exception {
        Parley running = start(lab.spool().resolve("parley"), lab.spoolInside() + "/parley");
        CountDownLatch open = new CountDownLatch(1);
        try (Watch watch = lab.ami().watch();
                var _ = running.events().subscribe(event -> {
                    if (event.kind().equals("leg")) {
                        open.countDown();
                    }
                });
                Route route = route(running, "8382")) {
            assertThat(open.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            route.caller().play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(step(watch, "Bridge", "parley-person")).isNotNull();
            assertThat(route.hearing().awaitSound(Duration.ofSeconds(1), System.nanoTime(), SOON))
                    .as("the person")
                    .isTrue();
        }
        assertThat(story(running).events())
                .filteredOn(event -> event.kind().equals("note"))
                .extracting(note -> String.valueOf(note.data().get("text")))
                .satisfiesExactly(
                        why -> assertThat(why).contains("waits"),
                        asked -> assertThat(asked).isEqualTo("DECLINED"),
                        taken -> assertThat(taken).isEqualTo("ANSWERED"));
    }

    @Test
    void aFolderThatIsNotSharedGivesTheCallToAPersonAndSaysWhy() throws Exception {
        Parley running = start(folder.resolve("ours"), lab.spoolInside() + "/nowhere");
        try (Watch watch = lab.ami().watch();
                Route _ = route(running, "8381")) {
            assertThat(step(watch, "Playback", "parley-human")).isNotNull();
        }
        assertThat(story(running).call().error())
                .contains("Asterisk cannot play", "/nowhere/", "calls.files.asterisk-folder");
    }

    private Route route(Parley running, String extension) {
        lab.ami()
                .setVariable(
                        "", "PARLEY_HOST", "127.0.0.1:" + running.agiAddress().getPort());
        return Route.of(carrier, OutgoingCall.to("carrier", extension));
    }

    /** The first step of that kind on the Asterisk that asks the host. */
    private static Step step(Watch watch, String application, String context) throws InterruptedException {
        return watch.await(
                        SOON,
                        step -> step.application().equals(application)
                                && step.context().equals(context))
                .orElseThrow();
    }

    /** Speech to answer with, in the host's own voice, as heard on the line. */
    private Pcm wordsOfTheHost(Parley running) throws Exception {
        try (Route route = route(running, "8380")) {
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
            return new Pcm(route.hearing().samples(), Pcm.TELEPHONE_RATE);
        }
    }

    /** The last call as it was written down. */
    private static CallStory story(Parley running) {
        await().atMost(SOON).until(() -> running.callBook().list(1).stream().anyMatch(row -> row.endedAt() != null));
        return running.callBook()
                .show(running.callBook().list(1).getFirst().id())
                .orElseThrow();
    }
}
