package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.parley.ami.OutgoingCall;
import org.parley.ami.Watch;
import org.parley.settings.HostPort;
import org.parley.sim.ami.LegCaller;
import org.parley.sim.lab.AsteriskLab.Version;

@ExtendWith(AsteriskExtension.class)
final class AsteriskLabIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void runsAnAsteriskThatHasAllThatParleyNeeds(AsteriskLab lab) throws InterruptedException {
        assertThat(lab.version()).isGreaterThanOrEqualTo(new Version(22, 10, ""));
        assertThat(lab.cli("core show application AudioSocket")).contains("AudioSocket(uuid,service)");
        assertThat(lab.ami().command("module show like audiosocket"))
                .anyMatch(line -> line.startsWith("app_audiosocket.so") && line.contains("Running"))
                .anyMatch(line -> line.startsWith("chan_audiosocket.so") && line.contains("Running"));
    }

    @Test
    void loadsTheIncludeForPlainAsterisksWithoutComplaint(AsteriskLab lab) throws IOException, InterruptedException {
        assertThat(lab.cli("dialplan show parley-agents"))
                .contains("'_83XX'", "AGI(agi://${PARLEY_HOST}/,${PARLEY_AUDIO})");
        assertThat(lab.cli("dialplan show parley-human")).contains("Playback(tt-allbusy&please-try-call-later)");
        assertThat(lab.cli("dialplan show parley-transfer")).contains("'i'");

        assertThat(Files.readString(lab.log()).lines())
                .noneMatch(line -> line.contains("pbx_config") && (line.contains("WARNING") || line.contains("ERROR")));
    }

    @Test
    void letsACallerHearHisOwnVoice(AsteriskLab lab) throws InterruptedException {
        Hearing hearing = new Hearing();

        try (LegCaller caller = lab.place(AsteriskLab.call("9004"), hearing)) {
            caller.play(Tones.sine(700, Duration.ofSeconds(1)));

            assertThat(hearing.awaitSound(Duration.ofMillis(900), 0, SOON)).isTrue();
            assertThat(hearing.awaitSilence(Duration.ofMillis(400), SOON)).isTrue();
        }
        assertThat(hearing.soundSamples()).isBetween(7_000L, 8_500L);
        assertThat(Tones.share(700, hearing.samples())).isGreaterThan(0.8);
    }

    @Test
    void takesAKeyOfACallerFromHisOwnChannel(AsteriskLab lab) throws Exception {
        Hearing hearing = new Hearing();
        try (AudioSocketPeer host = new AudioSocketPeer();
                LegCaller caller =
                        lab.place(AsteriskLab.call("9006").variable("PARLEY_HOST", host.address()), hearing)) {
            caller.play(Tones.sine(700, Duration.ofMillis(500)));
            assertThat(hearing.awaitSound(Duration.ofMillis(200), 0, SOON)).isTrue();

            caller.press('7');
            caller.press('#');

            assertThat(host.awaitKey(SOON)).isEqualTo('7');
            assertThat(host.awaitKey(SOON)).isEqualTo('#');
        }
    }

    @Test
    void endsTheCallersLineWhenTheDialplanHangsUp(AsteriskLab lab) throws InterruptedException {
        try (LegCaller caller = lab.place(AsteriskLab.call("9001"), new Hearing())) {
            lab.ami().hangUp(caller.uniqueId());

            assertThat(caller.awaitEnd(SOON)).isTrue();
        }
    }

    @Test
    void endsTheChannelWhenTheCallerHangsUp(AsteriskLab lab) throws InterruptedException {
        Hearing hearing = new Hearing();
        LegCaller caller = lab.place(AsteriskLab.call("9001"), hearing);
        assertThat(hearing.awaitSound(Duration.ofMillis(200), 0, SOON)).isTrue();
        assertThat(lab.ami().isUp(caller.uniqueId())).isTrue();

        caller.hangUp();

        assertThat(caller.awaitEnd(SOON)).isTrue();
        await().atMost(SOON).until(() -> !lab.ami().isUp(caller.uniqueId()));
    }

    @Test
    void placesCallsBetweenTwoExtensions(AsteriskLab lab) throws InterruptedException {
        try (Watch watch = lab.ami().watch()) {
            OutgoingCall call = AsteriskLab.call("9001").callerId("V0101120000000000123", "5551234");
            String id = lab.ami().ring("Local/9004@lab", call, SOON).uniqueId();

            assertThat(watch.await(
                            SOON,
                            step -> step.uniqueId().equals(id)
                                    && step.application().equals("Milliwatt")))
                    .isPresent();
            assertThat(watch.await(
                            SOON,
                            step -> step.uniqueId().equals(id + ";2")
                                    && step.application().equals("Echo")))
                    .isPresent();
            assertThat(lab.ami().variable(id, "CALLERID(name)")).isEqualTo("V0101120000000000123");
            lab.ami().hangUp(id);
        }
    }

    @Test
    void movesARunningCallToAnotherExtension(AsteriskLab lab) throws InterruptedException {
        Hearing hearing = new Hearing();
        try (Watch watch = lab.ami().watch();
                LegCaller caller = lab.place(AsteriskLab.call("9002"), hearing)) {
            assertThat(watch.await(
                            SOON,
                            step -> step.uniqueId().equals(caller.uniqueId())
                                    && step.application().equals("Wait")))
                    .isPresent();

            lab.ami().redirect(caller.uniqueId(), "lab", "9001");

            assertThat(hearing.awaitSound(Duration.ofMillis(500), 0, SOON)).isTrue();
            assertThat(Tones.share(1000, hearing.samples())).isGreaterThan(0.5);
        }
    }

    @Test
    void takesSipCallsWithAudio(AsteriskLab lab, @TempDir Path folder) throws Exception {
        Sipp.Result result = Sipp.scenario("speaks", lab, "9004", folder)
                .says(Tones.sine(700, Duration.ofSeconds(1)))
                .record("sip-echo")
                .run(1, Duration.ofSeconds(3), Duration.ofSeconds(15));

        assertThat(result.successful()).as(result.log()).isEqualTo(1);
        short[] heard = Recordings.samples(lab, "sip-echo-heard");
        assertThat(heard.length).isGreaterThan(8 * 2500);
        assertThat(Tones.share(700, heard)).isGreaterThan(0.8);
    }

    @Test
    void takesKeysOfSipCallers(AsteriskLab lab, @TempDir Path folder) throws Exception {
        try (AudioSocketPeer host = new AudioSocketPeer()) {
            Sipp.Result result = Sipp.scenario("keys", lab, "9006", folder)
                    .host(host.address())
                    .presses("12*#")
                    .run(1, Duration.ofSeconds(3), Duration.ofSeconds(15));

            assertThat(result.successful()).as(result.log()).isEqualTo(1);
            StringBuilder keys = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                keys.append(host.awaitKey(SOON));
            }
            assertThat(keys).hasToString("12*#");
        }
    }

    @Test
    void survivesSipCallersWhoLeaveAtOnce(AsteriskLab lab, @TempDir Path folder) throws Exception {
        Sipp.Result result =
                Sipp.scenario("leaves", lab, "9001", folder).run(20, Duration.ZERO, Duration.ofSeconds(15));

        assertThat(result.successful()).as(result.log()).isEqualTo(20);
    }

    @Test
    void sendsACallerToAPersonWhenNoHostListens(AsteriskLab lab) throws Exception {
        Hearing hearing = new Hearing();
        try (Watch watch = lab.ami().watch();
                LegCaller caller = lab.place(
                        AsteriskLab.call("8300")
                                .variable("PARLEY_HOST", closedPort())
                                .variable("PARLEY_HOST_2", closedPort()),
                        hearing)) {
            assertThat(watch.await(
                            SOON,
                            step -> step.uniqueId().equals(caller.uniqueId())
                                    && step.context().equals("parley-human")
                                    && step.arguments().endsWith("PARLEY_STATUS= AGISTATUS=FAILURE")))
                    .isPresent();
            assertThat(hearing.awaitSound(Duration.ofMillis(500), 0, SOON))
                    .as("a caller hears that nobody is free")
                    .isTrue();
        }
    }

    @Test
    void sendsACallerWhereTheAdminSaysWhenNoHostListens(AsteriskLab lab) throws Exception {
        try (Watch watch = lab.ami().watch();
                LegCaller caller =
                        lab.place(AsteriskLab.call("9007").variable("PARLEY_HOST", closedPort()), new Hearing())) {
            assertThat(watch.await(
                            SOON,
                            step -> step.uniqueId().equals(caller.uniqueId())
                                    && step.context().equals("lab")
                                    && step.extension().equals("9005")))
                    .isPresent();
        }
    }

    @Test
    void leavesNoProcessBehind() throws InterruptedException {
        AsteriskLab own = AsteriskLab.start(LabSettings.standard(new HostPort("127.0.0.1", 1)));
        ProcessHandle process = ProcessHandle.of(own.pid()).orElseThrow();
        LegCaller caller = own.place(AsteriskLab.call("9001"), new Hearing());

        own.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(caller.awaitEnd(SOON)).isTrue();
    }

    @Test
    void endsWithAProgramThatIsKilled() throws Exception {
        Process program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle asterisk;
        try (BufferedReader printed = program.inputReader()) {
            asterisk = ProcessHandle.of(Long.parseLong(printed.lines()
                            .filter(line -> line.matches("\\d+"))
                            .findFirst()
                            .orElseThrow()))
                    .orElseThrow();
        } finally {
            program.destroyForcibly();
        }

        await().atMost(SOON).until(() -> !asterisk.isAlive());
    }

    @Test
    void saysHowToBuildAMissingAsterisk(@TempDir Path folder) {
        LabSettings standard = LabSettings.standard(new HostPort("127.0.0.1", 1));
        LabSettings missing =
                new LabSettings(folder.resolve("none"), standard.scripts(), standard.host(), standard.bootMax(), null);

        assertThatThrownBy(() -> AsteriskLab.start(missing))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("deploy/asterisk/build " + folder.resolve("none"));
    }

    /** An address on which nobody listens. */
    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
