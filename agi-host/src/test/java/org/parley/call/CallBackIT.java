package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.settings.Sources.Flag;
import org.parley.sim.SimulatedChannel;
import org.parley.store.TestDatabase;

/** A customer means his own clock: what he says on the telephone is found in the dialer's table at his hour. */
class CallBackIT {
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
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"futureTime", "callback"})
    void tomorrowAtThreeIsTheCustomersThreeInTheLanguageOfHisLead(String field, String tag, String words)
            throws Exception {
        String script = """
                extensions '100'
                def at = ask en: 'When may we call you back?', fa: 'کی زنگ بزنیم؟', ar: 'متى نتصل؟', futureTime
                if (at.ok) callback at
                dispose 'CALLBK'
                """;
        InstantVoice voice = new InstantVoice();
        voice.understands(words);
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            test.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE osdial_list SET gmt_offset_now = 10.5, comments = ? WHERE lead_id = 1001", field));
            Flag language = new Flag("test", "dialer.language-field", "comments");
            try (CallWithLead host = new CallWithLead(home, test, voice, script, language)) {
                SimulatedChannel call = host.afterHearing(1);
                long before = tomorrowAtThree();
                call.play(InstantVoice.speech(Duration.ofMillis(600)));
                call.await(CallWithLead.SOON);
                long after = tomorrowAtThree();
                await().atMost(CallWithLead.SOON).until(() -> stored(test).isPresent());
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
}
