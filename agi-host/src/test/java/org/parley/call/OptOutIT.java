package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.OutgoingCall;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/** Who asks to be taken off the list while he is asked for something else: the call's row in the journal says so. */
class OptOutIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    @Test
    void theCallsRowSaysSoWhateverTheQuestionWas() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("fronter.groovy"), """
                script('fronter') {
                    extensions '100'
                    disclose 'This is a virtual assistant.'
                    anytime { optOut() { finish 'DNC', 'asked for it' } }
                    step('zip') { ask 'What is your postal code?', digits(5), confirm: true, tries: 3 }
                    step('sold') { finish 'SALE' }
                }
                """);
        InstantVoice voice = new InstantVoice();
        voice.understands("stop calling me");
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            try (Parley host = Parley.start(settings(test.settings()), home, voice.ears(), voice.mouth());
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                CountDownLatch asked = new CountDownLatch(2); // the disclosure, and the question
                var _ = host.events().subscribe(event -> {
                    if (event.kind().equals("agent-said")) {
                        asked.countDown();
                    }
                });
                SimulatedChannel call = asterisk.place(
                        CallRequest.to(
                                host.agiAddress(),
                                OutgoingCall.to("parley", "100").accountCode("V0101080000000001001")),
                        new Deaf());
                assertThat(asked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
                call.play(InstantVoice.speech(Duration.ofMillis(600)));
                call.await(SOON);
                await().atMost(SOON).until(() -> status(test).equals("DNC"));
            }
        }
    }

    private static String status(TestDatabase test) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT COALESCE(MAX(disposition), '') FROM parley_call WHERE lead_id = 1001")
                        .mapTo(String.class)
                        .one());
    }

    private Settings settings(DatabaseSettings database) {
        return Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", database.password().reveal()),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "database.url", database.url()),
                                new Flag("test", "database.user", database.user()),
                                new Flag("test", "calls.end-of-turn", "300ms"),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
    }
}
