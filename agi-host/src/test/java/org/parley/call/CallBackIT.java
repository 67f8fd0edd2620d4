package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** A customer means his own clock: what he says on the telephone is found in the dialer's table at his hour. */
class CallBackIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** As the lead has it; where no machine that tests stands. */
    private static final ZoneOffset CUSTOMERS = ZoneOffset.ofHoursMinutes(10, 30);

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "'', en-US, tomorrow at three in the afternoon",
        "Persian, fa, فردا ساعت سه بعد از ظهر",
        "ar-EG, ar-EG, غداً الساعة الثالثة عصراً"
    })
    void tomorrowAtThreeIsTheCustomersThreeInTheLanguageOfHisLead(String field, String tag, String words)
            throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("later.groovy"), """
                extensions '100'
                def at = ask en: 'When may we call you back?', fa: 'کی زنگ بزنیم؟', ar: 'متى نتصل؟', futureTime
                if (at.ok) callback at
                dispose 'CALLBK'
                """);
        InstantVoice voice = new InstantVoice();
        voice.understands(words);
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            test.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE osdial_list SET gmt_offset_now = 10.5, comments = ? WHERE lead_id = 1001", field));
            try (Parley host = Parley.start(settings(test.settings()), home, voice.ears(), voice.mouth());
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                CountDownLatch asked = new CountDownLatch(1);
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
                long before = tomorrowAtThree();
                call.play(InstantVoice.speech(Duration.ofMillis(600)));
                call.await(SOON);
                long after = tomorrowAtThree();
                await().atMost(SOON).until(() -> stored(test).isPresent());
                assertThat(stored(test).orElseThrow()).isIn(before, after);
                assertThat(voice.spokenIn()).containsExactly(tag);
            }
        }
    }

    private static Optional<Long> stored(TestDatabase test) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT UNIX_TIMESTAMP(callback_time) FROM osdial_callbacks WHERE lead_id = 1001")
                        .mapTo(Long.class)
                        .findFirst());
    }

    private static long tomorrowAtThree() {
        return ZonedDateTime.now(CUSTOMERS)
                .plusDays(1)
                .with(LocalTime.of(15, 0))
                .toEpochSecond();
    }

    private Settings settings(DatabaseSettings database) {
        return Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", database.password().reveal()),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "dialer.language-field", "comments"),
                                new Flag("test", "database.url", database.url()),
                                new Flag("test", "database.user", database.user()),
                                new Flag("test", "calls.end-of-turn", "300ms"),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
    }
}
