package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
