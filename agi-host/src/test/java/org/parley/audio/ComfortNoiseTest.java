package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.settings.HostPort;

/** What a caller hears while nothing is said. */
class ComfortNoiseTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static AudioSocketServer server(int comfortNoise) throws IOException {
        return AudioSocketServer.open(new AudioSettings(
                new HostPort("127.0.0.1", 0),
                "",
                10,
                10,
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                2,
                Duration.ofSeconds(60),
                comfortNoise));
    }

    private static double dbm0(short[][] frames) {
        double square = 0;
        int count = 0;
        for (short[] frame : frames) {
            for (short sample : frame) {
                square += (double) sample * sample;
                count++;
            }
        }
        return 20 * Math.log10(Math.sqrt(square / count) / 32767) + 6.18;
    }

    @ParameterizedTest
    @ValueSource(ints = {-40, -50, -60, -65})
    void itIsAsLoudAsTheSettingSaysAlsoThroughATelephone(int level) {
        short[][] frames = ComfortNoise.frames(level);
        assertThat(dbm0(frames)).isCloseTo(level, within(0.3));
        short[][] telephone = Arrays.stream(frames).map(ComfortNoiseTest::coded).toArray(short[][]::new);
        assertThat(dbm0(telephone)).isCloseTo(level, within(1.5));
    }

    private static short[] coded(short[] frame) {
        short[] coded = new short[frame.length];
        for (int i = 0; i < frame.length; i++) {
            coded[i] = G711.fromUlaw(G711.toUlaw(frame[i]));
        }
        return coded;
    }

    @Test
    void ourDetectorHearsNoSpeechInItSoThatItsEchoInterruptsNobody() {
        List<Boolean> heard = new ArrayList<>();
        VoiceActivity activity = new VoiceActivity((speaking, _) -> heard.add(speaking));
        long now = 0;
        for (int round = 0; round < 4; round++) {
            for (short[] frame : ComfortNoise.frames(-50)) {
                now += AudioSocketFrame.NANOS;
                activity.heard(frame, frame.length, now);
            }
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void itTakesThePlaceOfSilenceAndNeverOfWordsAndIsRecordedAsItWasSent() throws Exception {
        Kept kept = new Kept();
        short[] words = Signals.noise(3000, 1600, 1);
        try (AudioSocketServer server = server(-55);
                ExpectedLeg expected = server.expect(new Ear(), kept);
                FarEnd far = FarEnd.paired(server, expected)) {
            AudioLeg leg = expected.await(LIMIT);
            List<short[]> sent = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                FarEnd.Message message = far.next();
                assertThat(message.isSilent()).isFalse();
                sent.add(message.samples());
            }
            assertThat(sent).doesNotHaveDuplicates();
            assertThat(leg.speaker().isSpeaking()).isFalse();
            assertThat(leg.speaker().audibleSinceNanos()).isZero();

            Utterance utterance = leg.speaker().utterance();
            kept.utterance = utterance;
            utterance.write(new Pcm(words, Pcm.TELEPHONE_RATE));
            utterance.finish();
            while (sent.size() < 40) {
                sent.add(far.next().samples());
            }
            int begins = 0;
            while (!Arrays.equals(sent.get(begins), Arrays.copyOf(words, 160))) {
                begins++;
            }
            for (int i = 0; i < 10; i++) {
                assertThat(sent.get(begins + i)).isEqualTo(Arrays.copyOfRange(words, 160 * i, 160 * i + 160));
            }
            await().until(() -> kept.agent.size() >= sent.size()); // it is kept after it was sent
            for (int i = 0; i < sent.size(); i++) {
                assertThat(kept.agent.get(i)).isEqualTo(sent.get(i));
            }
            assertThat(kept.states.subList(begins, begins + 10))
                    .as("who waits for the end of it goes on when the last of it is kept")
                    .containsOnly(Utterance.State.PENDING);
            assertThat(kept.states).endsWith(Utterance.State.PLAYED);
        }
    }

    @Test
    void anEchoHasNothingOfIt() throws Exception {
        try (AudioSocketServer server = server(-50);
                ExpectedLeg expected = server.expect(new Ear(), null);
                FarEnd far = FarEnd.paired(server, expected)) {
            expected.await(LIMIT).echo(true);
            int silent = 0;
            for (int i = 0; i < 100 && silent < 20; i++) {
                silent = far.next().isSilent() ? silent + 1 : 0;
            }
            assertThat(silent).isEqualTo(20);
            short[] said = Signals.noise(3000, 160, 1);
            far.say(said, 0, 160);
            assertThat(far.nextSound().samples()).isEqualTo(said);
            assertThat(far.next().isSilent()).isTrue();
        }
    }

    /** What went out, frame by frame. */
    private static final class Kept implements Recorder {
        private final List<short[]> agent = new CopyOnWriteArrayList<>();
        private final List<Utterance.State> states = new CopyOnWriteArrayList<>(); // of the utterance, at each frame
        private volatile @Nullable Utterance utterance;

        @Override
        public void caller(short[] samples, int length, long nanos) {}

        @Override
        public void agent(short[] samples, int length, long nanos) {
            Utterance playing = utterance;
            states.add(playing == null ? Utterance.State.PENDING : playing.state());
            agent.add(Arrays.copyOf(samples, length));
        }
    }
}
