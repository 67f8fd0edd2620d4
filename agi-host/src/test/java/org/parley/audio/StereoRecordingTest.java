package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StereoRecordingTest {

    private static final long FRAME = AudioSocketFrame.NANOS;

    @TempDir
    private Path folder;

    private final RecordingWriter writer = RecordingWriter.open();

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void bothSidesStandWhereTheClockPutsThem() throws Exception {
        Path file = folder.resolve("a/call.wav");
        short[] agent = Signals.noise(4000, 24_000, 1);
        short[] caller = Signals.noise(4000, 8_000, 2);

        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < 150; i++) {
                recording.agent(frame(agent, i), 160, start(i));
                if (i >= 50 && i < 100) { // the caller's sound begins a second later, and comes 3 ms late
                    recording.caller(frame(caller, i - 50), 160, start(i) + FRAME + 3_000_000);
                }
            }
            assertThat(recording.length()).isEqualTo(Duration.ofSeconds(3));
        }

        assertThat(WavFile.readChannel(file, 1).samples()).isEqualTo(agent);
        short[] left = WavFile.readChannel(file, 0).samples();
        assertThat(left).hasSize(24_000);
        assertThat(Arrays.copyOfRange(left, 8024, 16_024)).isEqualTo(caller);
        assertThat(Arrays.copyOfRange(left, 0, 8024)).containsOnly((short) 0);
        assertThat(Arrays.copyOfRange(left, 16_024, 24_000)).containsOnly((short) 0);
    }

    @Test
    void jitterIsClosedUpAndABurstAfterAStallLandsWhereItWasSpoken() throws Exception {
        Path file = folder.resolve("call.wav");
        short[] caller = Signals.noise(4000, 16_000, 2);

        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < 50; i++) {
                recording.caller(frame(caller, i), 160, start(i) + FRAME + (i % 3) * 9_000_000L);
            }
            recording.caller(Arrays.copyOfRange(caller, 8000, 16_000), 8000, start(100));
        }

        short[] left = WavFile.readChannel(file, 0).samples();
        assertThat(left).isEqualTo(caller);
    }

    @ParameterizedTest
    @ValueSource(ints = {-500, -50, 50, 500})
    void aFarEndWithAnotherClockStaysBesideOurs(int partsPerMillion) throws Exception {
        Path file = folder.resolve("call.wav");
        Random jitter = new Random(7);
        int frames = 30_000; // ten minutes
        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < frames; i++) {
                short[] heard = new short[160];
                if (i % 500 == 0) {
                    heard[0] = 9000;
                }
                long spoken = start(0) + (long) ((i + 1) * FRAME * (1 - partsPerMillion / 1e6));
                recording.caller(heard, 160, spoken + jitter.nextInt(15_000_000));
            }
        }

        short[] left = WavFile.readChannel(file, 0).samples();
        int found = 0;
        double least = 0;
        double most = 0;
        for (int at = 1; at < left.length; at++) {
            if (left[at] != 0) {
                double ours = 10_000 * (1 - partsPerMillion / 1e6) * Math.round(at / 80_000.0);
                least = found == 0 ? at / 8.0 - ours : Math.min(least, at / 8.0 - ours);
                most = found == 0 ? at / 8.0 - ours : Math.max(most, at / 8.0 - ours);
                found++;
            }
        }
        assertThat(most - least).as("drift in ms").isLessThan(20);
        assertThat(found).as("clicks, of which a correction may hit one").isBetween(57, 59);
    }

    @Test
    void soundThatWasDelayedStandsWhereItWasSpokenAndSoDoesSoundBehindAGap() throws Exception {
        Path file = folder.resolve("call.wav");
        short[] caller = Signals.noise(4000, 64_000, 2);

        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < 400; i++) {
                long on = start(i) + FRAME;
                if (i >= 100 && i < 108) {
                    on = start(108) + FRAME + (i - 100) * 1_000_000L; // eight come late, one after the other
                }
                if (i < 200 || i >= 206) { // 120 ms were never sent, as while a key is held
                    recording.caller(frame(caller, i), 160, on);
                }
            }
        }

        short[] left = WavFile.readChannel(file, 0).samples();
        assertThat(Arrays.copyOf(left, 200 * 160)).isEqualTo(Arrays.copyOf(caller, 200 * 160));
        int behind = 220 * 160;
        assertThat(Arrays.copyOfRange(left, behind, 64_000)).isEqualTo(Arrays.copyOfRange(caller, behind, 64_000));
    }

    @Test
    void framesOfOursThatWereNeverSentLeaveTheirPlaceFree() throws Exception {
        Path file = folder.resolve("call.wav");
        short[] agent = Signals.noise(4000, 16_000, 1);

        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < 100; i++) {
                if (i % 10 != 9) { // a late wake-up, now and then
                    recording.agent(frame(agent, i), 160, start(i));
                }
            }
        }

        short[] right = WavFile.readChannel(file, 1).samples();
        assertThat(Arrays.copyOfRange(right, 98 * 160, 99 * 160)).isEqualTo(frame(agent, 98));
        assertThat(Arrays.copyOfRange(right, 89 * 160, 90 * 160)).containsOnly((short) 0);
    }

    @Test
    void aFarEndWithAFastClockIsKeptWithinReach() throws Exception {
        Path file = folder.resolve("call.wav");

        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < 1000; i++) { // ten per cent too fast
                recording.caller(frame(new short[160_000], i), 160, start(0) + (i + 1) * FRAME * 10 / 11);
            }
            assertThat(recording.length()).isBetween(Duration.ofMillis(18_100), Duration.ofMillis(18_600));
        }
    }

    @Test
    void twoLegsAMinuteApartAreBothThere() throws Exception {
        Path file = folder.resolve("call.wav");
        short[] agent = Signals.noise(4000, 1600, 1);

        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            for (int i = 0; i < 10; i++) {
                recording.agent(frame(agent, i), 160, start(i));
            }
            for (int i = 0; i < 10; i++) {
                recording.agent(frame(agent, i), 160, start(i) + 60_000_000_000L);
            }
        }

        short[] right = WavFile.readChannel(file, 1).samples();
        assertThat(Arrays.copyOf(right, 1600)).isEqualTo(agent);
        assertThat(Arrays.copyOfRange(right, 1600, 480_000)).containsOnly((short) 0);
        assertThat(Arrays.copyOfRange(right, 480_000, 481_600)).isEqualTo(agent);
    }

    @Test
    void aCopyTakenInMidCallPlaysAsACrashWouldLeaveIt() throws Exception {
        Path file = folder.resolve("call.wav");
        Path copy = folder.resolve("copy.wav");
        short[] agent = Signals.noise(4000, 32_000, 1);
        try (StereoRecording recording = StereoRecording.open(file, writer)) {
            assertThat(WavFile.readChannel(file, 1).samples()).isEmpty();
            for (int i = 0; i < 200; i++) {
                recording.agent(frame(agent, i), 160, start(i));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> WavFile.readChannel(file, 1).samples().length >= 16_000);

            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);

            short[] played = WavFile.readChannel(copy, 1).samples();
            assertThat(played).isEqualTo(Arrays.copyOf(agent, played.length));
        }
    }

    @Test
    void whatTheWriterCannotTakeIsCountedAndTheCallGoesOn() throws Exception {
        Path file = folder.resolve("call.wav");
        StereoRecording recording = StereoRecording.open(file, writer);
        writer.close();

        for (int i = 0; i < 100; i++) {
            recording.agent(new short[160], 160, start(i));
        }
        recording.close();

        assertThat(writer.lost()).isPositive();
        assertThat(WavFile.readChannel(file, 0).samples()).isEmpty();
    }

    @Test
    void aCallWithoutSoundLeavesAFileWithoutSound() throws Exception {
        Path file = folder.resolve("call.wav");
        StereoRecording.open(file, writer).close();

        assertThat(WavFile.readChannel(file, 0).samples()).isEmpty();
        assertThat(writer.blank()).as("a second of silence for the next one").hasSize(16_000);
    }

    @Test
    void closingTwiceIsHarmlessAndSoIsSoundAfterwards() throws Exception {
        Path file = folder.resolve("call.wav");
        StereoRecording recording = StereoRecording.open(file, writer);
        recording.agent(new short[160], 160, 0);
        recording.close();
        recording.close();
        recording.agent(new short[160], 160, FRAME);

        assertThat(recording.length()).isEqualTo(Duration.ofMillis(20));
        assertThat(WavFile.read(file).samples()).hasSize(160);
    }

    private static long start(int frame) {
        return 1_000_000_000_000L + frame * FRAME;
    }

    private static short[] frame(short[] from, int index) {
        return Arrays.copyOfRange(from, 160 * index, 160 * index + 160);
    }
}
