package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Hiccups;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.CallProgress;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.store.CallBook;
import org.parley.store.CallRow;

/** A real Asterisk that hangs, and one whose caller's line is merely silent. */
@Timeout(240)
@SuppressWarnings("NullAway.Init") // made before each test
final class FrozenAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);

    @TempDir
    private Path home;

    private Parley host;
    private AsteriskLab lab;

    @BeforeEach
    void start() throws Exception {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        Files.writeString(scripts.resolve("8300.groovy"), "say 'Hello.'\nwait 60.s\n");
        Files.writeString(scripts.resolve("8301.groovy"), "say 'Hello.'\nwait 5.s\ndispose 'SALE'\n");
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "database.url", "none"),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home);
        lab = AsteriskLab.start(
                LabSettings.standard(new HostPort("127.0.0.1", host.agiAddress().getPort())));
    }

    @AfterEach
    void stop() {
        lab.close();
        host.close();
    }

    @Test
    void isNoticedWithinTwoSecondsAndFindsPeopleForItsCallerWhenItWakes() throws Exception {
        try (Route route = Route.of(lab, AsteriskLab.call("8300"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(100), 0, SOON))
                    .isTrue();
            signal("STOP");
            try (Hiccups hiccups = Hiccups.watch()) {
                long begun = System.nanoTime();
                await().atMost(SOON)
                        .pollInterval(LOOK)
                        .until(() -> host.audioStats().stalled() == 1);
                Duration noticed = Duration.ofNanos(System.nanoTime() - begun);
                assertThat(noticed.minus(hiccups.total())).isLessThan(Duration.ofSeconds(2));
                assertThat(host.audioStats().legs()).isZero();
                await().atMost(SOON).until(() -> host.agiStats().callsNow() == 0);
            } finally {
                signal("CONT");
            }
            assertThat(route.reachesPerson()).isTrue();
        }
        assertThat(calls())
                .singleElement()
                .satisfies(call -> assertThat(call.endReason()).isEqualTo("FAILED"))
                .satisfies(call -> assertThat(call.error()).startsWith("Asterisk has hung"));
        await().atMost(SOON).until(() -> lab.ami().channels(), List::isEmpty);
    }

    @Test
    void isNotSuspectedForACallerFromWhomNothingComes() throws Exception {
        CallProgress silent = lab.ami().ring("Local/9002@lab", AsteriskLab.call("8301"), SOON);

        await().atMost(SOON).until(() -> lab.ami().channels().isEmpty() && !calls().isEmpty());

        assertThat(silent.uniqueId()).isEqualTo(calls().getFirst().uniqueId());
        assertThat(calls()).extracting(CallRow::disposition).containsExactly("SALE");
        assertThat(host.audioStats().stalled()).isZero();
    }

    private List<CallRow> calls() {
        return new CallBook(home.resolve("data/journal"), null).list(10);
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(lab.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
