package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.audio.Utterance.State;
import org.parley.settings.HostPort;

@Timeout(60)
class AudioSocketServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Ear ear = new Ear();
    private AudioSocketServer server;

    static AudioSettings settings(Duration uuidTime, int legsMax, int strangersMax) {
        return new AudioSettings(
                new HostPort("127.0.0.1", 0),
                "",
                legsMax,
                strangersMax,
                uuidTime,
                Duration.ofSeconds(2),
                2,
                Duration.ofSeconds(60),
                0);
    }

    @BeforeEach
    void open() throws IOException {
        server = AudioSocketServer.open(settings(Duration.ofSeconds(20), 50, 50));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void audioComesFromTheFirstMomentAndEveryTwentyMilliseconds() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            List<FarEnd.Message> messages = new ArrayList<>();
            for (int i = 0; i < 51; i++) {
                messages.add(far.next());
            }

            assertThat(messages).allMatch(message -> message.kind() == AudioSocketFrame.AUDIO);
            assertThat(messages).allMatch(message -> message.payload().length == 320 && message.isSilent());
            long span = messages.getLast().nanos() - messages.getFirst().nanos();
            assertThat(Duration.ofNanos(span)).isGreaterThan(Duration.ofMillis(940));
            assertThat(expected.await(LIMIT).id()).isEqualTo(expected.id());
            assertThat(server.stats().legs()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 323})
    void aLegUnderstandsWhateverTheNetworkMakesOfItsBytes(int cut) throws Exception {
        short[] words = Signals.noise(3000, 800, 1);
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = new FarEnd(server.address())) {
            List<byte[]> messages = new ArrayList<>();
            messages.add(AudioSocketFrame.uuid(expected.id()));
            for (int at = 0; at < 800; at += 160) {
                messages.add(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, words, at, 160));
            }
            messages.add(AudioSocketFrame.digit('*'));
            for (byte[] message : messages) {
                for (int at = 0; at < message.length; at += cut) {
                    far.send(Arrays.copyOfRange(message, at, Math.min(message.length, at + cut)));
                }
            }

            assertThat(ear.hear(800)).isEqualTo(words);
            assertThat(Ear.take(ear.digits)).isEqualTo('*');
        }
    }

    @Test
    void widebandIsBroughtToTheTelephonesRate() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            short[] tone = Signals.tone(1000, 10_000, 48_000, 48_000);
            for (int at = 0; at < 48_000; at += 960) {
                far.send(AudioSocketFrame.audio(0x16, tone, at, 960));
            }

            assertThat(Signals.toneToRest(ear.hear(7900), 1000, 8000, 200)).isGreaterThan(70);
        }
    }

    @Test
    void echoSendsBackWhatComesIn() throws Exception {
        short[] words = Signals.noise(3000, 160, 1);
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            AudioLeg leg = expected.await(LIMIT);
            leg.echo(true);
            Utterance waiting = leg.speaker().utterance();
            waiting.write(new Pcm(Signals.noise(3000, 800, 2), 8000));
            far.next();
            far.say(words, 0, 160);

            assertThat(far.nextSound().samples()).isEqualTo(words);

            assertThat(waiting.heard()).isZero();
            leg.echo(false);
            far.nextSound();
            await().atMost(LIMIT).until(() -> !waiting.heard().isZero());
        }
    }

    @Test
    void theEndOfALegIsToldBeforeThatOfItsSpeech() throws Exception {
        CompletableFuture<Utterance> said = new CompletableFuture<>();
        CompletableFuture<Utterance.State> then = new CompletableFuture<>();
        LegListener listener = new LegListener() {
            @Override
            public void heard(short[] samples, int length) {}

            @Override
            public void voice(boolean speaking, long nanos) {}

            @Override
            public void digit(char key) {}

            @Override
            public void ended(LegEnd end) {
                then.complete(said.join().state());
            }
        };
        try (ExpectedLeg expected = server.expect(listener, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            Utterance utterance = expected.await(LIMIT).speaker().utterance();
            utterance.write(new Pcm(Signals.noise(3000, 8000, 1), 8000));
            said.complete(utterance);
            far.send(AudioSocketFrame.hangup());

            assertThat(then.get(15, TimeUnit.SECONDS)).isEqualTo(Utterance.State.PENDING);
            assertThat(utterance.await(LIMIT)).isEqualTo(Utterance.State.GONE);
        }
    }

    @Test
    void wordsAreHeardInOrderAndTheirEndIsTold() throws Exception {
        short[] words = Signals.noise(3000, 480, 1);
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            Utterance utterance = expected.await(LIMIT).speaker().utterance();
            utterance.write(new Pcm(words, 8000));
            utterance.finish();

            short[] first = far.nextSound().samples();
            short[] second = far.next().samples();
            short[] third = far.next().samples();

            assertThat(first).isEqualTo(Arrays.copyOf(words, 160));
            assertThat(second).isEqualTo(Arrays.copyOfRange(words, 160, 320));
            assertThat(third).isEqualTo(Arrays.copyOfRange(words, 320, 480));
            assertThat(utterance.await(LIMIT)).isEqualTo(State.PLAYED);
            assertThat(System.nanoTime() - utterance.firstFrameNanos()).isPositive();
        }
    }

    @Test
    void theVoiceOfTheCallerIsNoticedAndItsEndEvenWhenTheLineGoesQuiet() throws Exception {
        short[] speech = Signals.tone(400, 6000, 8000, 4000);
        short[] noise = Signals.noise(20, 1600, 1);
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            far.say(noise, 0, 1600);
            for (int at = 0; at < speech.length; at += 160) {
                far.next();
                far.say(speech, at, 160);
            }

            assertThat(Ear.take(ear.voice)).isTrue();
            assertThat(Ear.take(ear.voice)).isFalse();
        }
    }

    @Test
    void closingALegEndsTheStreamInOrderAndLosesNothing() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            AudioLeg leg = expected.await(LIMIT);
            Utterance utterance = leg.speaker().utterance();
            far.next();
            leg.close();
            leg.close();

            assertThat(far.readsToAnOrderlyEnd()).isTrue();
            assertThat(Ear.take(ear.ends)).isEqualTo(LegEnd.CLOSED);
            assertThat(utterance.await(LIMIT)).isEqualTo(State.GONE);
        }
        await().atMost(LIMIT).until(() -> server.stats().legs() == 0);
        assertThat(ear.ends).isEmpty();
    }

    @Test
    void aFarEndThatDoesNotCloseIsLeftAfterASecond() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            expected.await(LIMIT).close();
            assertThat(far.readsToAnOrderlyEnd()).isTrue();

            assertThat(far.isRefused()).isTrue();
        }
    }

    @Test
    void whyALegEndedIsSaid() throws Exception {
        assertThat(endAfter(FarEnd::close)).isEqualTo(LegEnd.PEER_GONE);
        assertThat(endAfter(far -> {
                    far.socket.setSoLinger(true, 0);
                    far.close();
                }))
                .isEqualTo(LegEnd.PEER_GONE);
        assertThat(endAfter(far -> far.send(AudioSocketFrame.hangup()))).isEqualTo(LegEnd.PEER_HANGUP);
        assertThat(endAfter(far -> far.send(AudioSocketFrame.message(AudioSocketFrame.ERROR, new byte[] {1}))))
                .isEqualTo(LegEnd.PEER_ERROR);
    }

    @Test
    void aFarEndThatTakesNoBytesIsNoticed() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = new FarEnd(server.address(), 2048)) {
            far.show(expected.id());
            expected.await(LIMIT);

            assertThat(Ear.take(ear.ends)).isEqualTo(LegEnd.STALLED);
            assertThat(server.stats().stalled()).isEqualTo(1);
        }
    }

    @Test
    void aCallerOnHoldIsNotDead() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            for (int i = 0; i < 150; i++) {
                assertThat(far.next().kind()).isEqualTo(AudioSocketFrame.AUDIO);
            }
            assertThat(ear.ends).isEmpty();
        }
    }

    @Test
    void aUuidIsGoodOnce() throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd first = FarEnd.paired(server, expected)) {
            first.next();
            try (FarEnd second = FarEnd.paired(server, expected)) {
                assertThat(second.isRefused()).isTrue();
            }
            assertThat(first.next().kind()).isEqualTo(AudioSocketFrame.AUDIO);
        }
        assertThat(server.stats().refusedUnknown()).isEqualTo(1);
    }

    @Test
    void aUuidExpiresAndSoDoesAStrangersTime() throws Exception {
        try (AudioSocketServer hasty = AudioSocketServer.open(settings(Duration.ofMillis(300), 50, 50));
                FarEnd silent = new FarEnd(hasty.address());
                ExpectedLeg expected = hasty.expect(ear, null)) {
            assertThat(silent.isRefused()).isTrue();
            await().atMost(LIMIT).until(() -> hasty.stats().expected() == 0);
            try (FarEnd late = FarEnd.paired(hasty, expected)) {
                assertThat(late.isRefused()).isTrue();
            }
            assertThat(hasty.stats().refusedSilent()).isEqualTo(1);
            assertThat(hasty.stats().refusedUnknown()).isEqualTo(1);
            assertThatThrownBy(() -> expected.await(Duration.ofMillis(1)))
                    .isInstanceOf(AudioException.class)
                    .hasMessageContaining("audio.advertise");
        }
    }

    @Test
    void aCancelledLegIsNotPairedAndOneThatNobodyTookIsClosed() throws Exception {
        ExpectedLeg cancelled = server.expect(ear, null);
        cancelled.close();
        try (FarEnd far = FarEnd.paired(server, cancelled)) {
            assertThat(far.isRefused()).isTrue();
        }
        ExpectedLeg untaken = server.expect(ear, null);
        try (FarEnd far = FarEnd.paired(server, untaken)) {
            far.next();
            untaken.close();
            assertThat(far.readsToAnOrderlyEnd()).isTrue();
        }
        assertThat(Ear.take(ear.ends)).isEqualTo(LegEnd.CLOSED);
    }

    @Test
    void nobodyGetsInWithoutAUuid() throws Exception {
        List<byte[]> openings = List.of(
                AudioSocketFrame.hangup(),
                AudioSocketFrame.digit('1'),
                AudioSocketFrame.message(AudioSocketFrame.AUDIO, new byte[320]),
                AudioSocketFrame.message(AudioSocketFrame.UUID_KIND, new byte[17]),
                AudioSocketFrame.message(AudioSocketFrame.UUID_KIND, new byte[0]),
                new byte[] {0x10, (byte) 0xff, (byte) 0xff},
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] opening : openings) {
            try (FarEnd far = new FarEnd(server.address())) {
                far.send(opening);
                assertThat(far.isRefused()).isTrue();
            }
        }
        try (FarEnd far = new FarEnd(server.address())) {
            far.show(UUID.randomUUID());
            assertThat(far.isRefused()).isTrue();
        }
        assertThat(server.stats().refusedProtocol()).isEqualTo(openings.size());
        assertThat(server.stats().refusedUnknown()).isEqualTo(1);
        assertThat(server.stats().strangers()).isZero();
    }

    @Test
    void aCallGetsInThoughStrangersHoldEveryPlace() throws Exception {
        try (AudioSocketServer small = AudioSocketServer.open(settings(Duration.ofSeconds(20), 10, 2));
                FarEnd first = new FarEnd(small.address());
                FarEnd second = new FarEnd(small.address())) {
            await().atMost(LIMIT).until(() -> small.stats().strangers() == 2);
            try (ExpectedLeg expected = small.expect(ear, null);
                    FarEnd far = FarEnd.paired(small, expected)) {
                assertThat(far.next().kind()).isEqualTo(AudioSocketFrame.AUDIO);
                assertThat(first.isRefused()).isTrue();
                assertThat(second.socket.isConnected()).isTrue();
                assertThat(small.stats().refusedCrowded()).isEqualTo(1);
            }
        }
    }

    @Test
    void moreLegsThanAllowedAreNotPromised() throws Exception {
        try (AudioSocketServer small = AudioSocketServer.open(settings(Duration.ofSeconds(20), 1, 10));
                ExpectedLeg expected = small.expect(ear, null)) {
            assertThatThrownBy(() -> small.expect(ear, null))
                    .isInstanceOf(AudioException.class)
                    .hasMessageContaining("audio.legsMax");
            assertThat(expected.id()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class, StackOverflowError.class})
    void aListenerThatFailsTouchesNeitherItsAudioNorThatOfOthers(Class<? extends Throwable> bug) throws Exception {
        LegListener faulty = new FaultyListener(bug);
        try (ExpectedLeg other = server.expect(ear, null);
                FarEnd others = FarEnd.paired(server, other)) {
            heardInSpiteOf(faulty);
            others.next();
            assertThat(others.next().kind()).isEqualTo(AudioSocketFrame.AUDIO);
        }
    }

    private void heardInSpiteOf(LegListener faulty) throws Exception {
        try (ExpectedLeg expected = server.expect(faulty, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            far.say(new short[160], 0, 160);
            await().atMost(LIMIT).until(() -> server.stats().listenerFaults() >= 1);
            for (int i = 0; i < 10; i++) {
                far.next();
            }
        }
    }

    @Test
    void closingTheServerEndsEveryLegInOrderAndTheThreadWithIt() throws Exception {
        List<FarEnd> farEnds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            farEnds.add(FarEnd.paired(server, server.expect(ear, null)));
            farEnds.getLast().next();
        }

        Thread closer = Thread.ofVirtual().start(server::close);

        for (FarEnd far : farEnds) {
            assertThat(far.readsToAnOrderlyEnd()).isTrue();
            far.close();
        }
        assertThat(closer.join(Duration.ofSeconds(10))).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(Ear.take(ear.ends)).isEqualTo(LegEnd.CLOSED);
        }
        assertThatThrownBy(() -> server.expect(ear, null)).isInstanceOf(AudioException.class);
        assertThatThrownBy(() -> new FarEnd(server.address())).isInstanceOf(IOException.class);
    }

    @Test
    void aPortInUseIsSaidPlainly() {
        AudioSettings taken = new AudioSettings(
                new HostPort("127.0.0.1", server.address().getPort()),
                "",
                10,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                2,
                Duration.ofSeconds(60),
                0);
        assertThatThrownBy(() -> AudioSocketServer.open(taken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("audio.listen");
    }

    @FunctionalInterface
    private interface Act {
        void on(FarEnd far) throws IOException;
    }

    private LegEnd endAfter(Act act) throws Exception {
        try (ExpectedLeg expected = server.expect(ear, null);
                FarEnd far = FarEnd.paired(server, expected)) {
            far.next();
            expected.await(LIMIT);
            act.on(far);
            LegEnd end = Ear.take(ear.ends);
            assertThat(ear.ends.poll(1, TimeUnit.MILLISECONDS)).isNull();
            return end;
        }
    }
}
