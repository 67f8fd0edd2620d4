package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;

/**
 * The first voice of a chain goes away at each of twelve points of a call, and stays away: what the caller hears of it,
 * by his own ear.
 */
class OutageIT {
    /** The most that a caller may hear of nothing, while he waits for a greeting or an answer. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(3);

    private static final Duration WAIT = Duration.ofSeconds(12);
    private static final String GREETING = "Hello from the script.";
    private static final String ANSWER = "Here is the answer you want.";
    private static final String GOODBYE = "Goodbye then.";
    private static final int AT_ONCE = 3;
    private static final int TURNS_MAX = 4;

    @TempDir
    private Path home;

    private enum Point {
        CONNECT_REFUSED,
        CONNECT_HANGS,
        HANDSHAKE_REFUSED,
        HANDSHAKE_SILENT,
        CLOSED_AFTER_OPENING,
        BEFORE_THE_GREETING,
        IN_THE_GREETING,
        CALLER_SILENT,
        CALLER_SPEAKS,
        BEFORE_THE_ANSWER,
        IN_THE_ANSWER,
        SOCKET_SILENT
    }

    /** What the caller felt, and how his call ended. */
    private record Felt(long longestSilenceMillis, String status) {}

    /** Counts how long nothing is heard while something is due and the caller himself is silent. */
    private static final class Waiting implements CallerLine.Ear {
        private static final int LOUD = 200;
        private boolean due = true; // he waits from the moment he is put through; guarded by this, as all below
        private int heardTicks;
        private int quietTicks;
        private int speakingTicks;
        private int longest;
        private int waited;

        @Override
        public synchronized void tick(CallerLine line, short[] heard, int length) {
            boolean loud = false;
            for (int i = 0; i < length; i++) {
                loud |= Math.abs(heard[i]) > LOUD;
            }
            heardTicks += loud ? 1 : 0;
            quietTicks = loud ? 0 : quietTicks + 1;
            speakingTicks = line.isBusy() ? speakingTicks + 1 : 0;
            waited = loud || !due || line.isBusy() ? 0 : waited + 1;
            longest = Math.max(longest, waited);
        }

        @Override
        public void ended() {}

        synchronized void isDue(boolean something) {
            due = something;
        }

        synchronized long longestMillis() {
            return (long) longest * CallerLine.TICK_MILLIS;
        }

        private synchronized int heardTicks() {
            return heardTicks;
        }

        private synchronized int quietTicks() {
            return quietTicks;
        }

        private synchronized int speakingTicks() {
            return speakingTicks;
        }

        void awaitSound(Duration length) {
            int from = heardTicks();
            awaitTicks(length, () -> heardTicks() - from);
        }

        void awaitQuiet(Duration length) {
            awaitTicks(length, this::quietTicks);
        }

        void awaitSpeaking(Duration length) {
            awaitTicks(length, this::speakingTicks);
        }

        private static void awaitTicks(Duration length, IntSupplier ticks) {
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(WAIT)
                    .until(() -> ticks.getAsInt() >= length.toMillis() / CallerLine.TICK_MILLIS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void anOutageIsNeverLongSilence(String voice) throws Exception {
        Map<Point, Felt> felt = new EnumMap<>(Point.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<Point, Future<Felt>> calls = new EnumMap<>(Point.class);
            for (Point point : Point.values()) {
                calls.put(point, threads.submit(() -> call(voice, point)));
            }
            for (Map.Entry<Point, Future<Felt>> each : calls.entrySet()) {
                felt.put(each.getKey(), each.getValue().get());
            }
        }
        felt.forEach((point, how) -> System.out.printf(
                "outage of %-10s %-20s longest silence %4d ms, status %s%n",
                voice, point, how.longestSilenceMillis(), how.status()));
        assertThat(felt)
                .allSatisfy((point, how) -> assertThat(how.longestSilenceMillis())
                        .as("ms of silence, %s %s", voice, point)
                        .isBetween(1L, SILENCE_MAX.toMillis()))
                .allSatisfy((point, how) -> assertThat(how.status())
                        .as("status, %s %s", voice, point)
                        .isEqualTo("INFO"));
    }

    private Felt call(String voice, Point point) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TalkingHost host = new TalkingHost(voice, home.resolve(voice + point))) {
            try (Unreachable unreachable = point == Point.CONNECT_HANGS ? new Unreachable() : null) {
                String url = unreachable == null ? host.provider.httpUrl() : unreachable.url();
                return call(host, voice, point, url, over);
            } catch (AssertionError | Exception failure) {
                throw new AssertionError("%s, %s".formatted(voice, point), failure);
            } finally {
                over.countDown();
            }
        }
    }

    private static Felt call(TalkingHost host, String voice, Point point, String url, CountDownLatch over)
            throws Exception {
        host.mind.thinks("I have a question", ANSWER);
        List<Flag> flags = new ArrayList<>();
        switch (point) {
            case CONNECT_REFUSED -> host.provider.close();
            case CONNECT_HANGS -> flags.add(flag(voice + ".url", url + (voice.equals("openai") ? "/v1" : "")));
            case HANDSHAKE_REFUSED ->
                host.provider.troubleAlways(new MockResponse.Builder()
                        .code(401)
                        .body("{\"detail\":\"invalid key\"}")
                        .build());
            case HANDSHAKE_SILENT -> host.provider.troubleAlways(FakeProvider.never());
            case BEFORE_THE_GREETING -> host.mind.before(GREETING, () -> away(host));
            case BEFORE_THE_ANSWER -> host.mind.before(ANSWER, () -> away(host));
            case SOCKET_SILENT -> host.mind.before(ANSWER, () -> hang(host, over));
            default -> {}
        }
        Waiting ear = new Waiting();
        SimulatedChannel call = host.call(script(voice), ear, flags.toArray(Flag[]::new));
        if (point == Point.CLOSED_AFTER_OPENING) {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(WAIT)
                    .until(() -> host.provider.sockets().stream().anyMatch(FakeSocket::isOpen));
            host.provider.troubleAlways(FakeProvider.never());
            host.provider.sockets().forEach(socket -> socket.close(1011, "internal error"));
        } else if (point == Point.IN_THE_GREETING) {
            ear.awaitSound(Duration.ofMillis(400));
            away(host);
        }
        assertThat(said(host)).isEqualTo(GREETING);
        ear.isDue(false);
        if (point == Point.CALLER_SILENT) {
            ear.awaitQuiet(Duration.ofMillis(500));
            away(host);
            host.awaitEvent("voice-left");
        }
        String said = "";
        for (int turn = 1; turn <= TURNS_MAX && !said.equals(GOODBYE); turn++) {
            ear.awaitQuiet(Duration.ofMillis(300));
            if (turn > 1 || point.compareTo(Point.CALLER_SPEAKS) <= 0) {
                host.box.understands("goodbye");
            }
            call.play(InstantVoice.speech(Duration.ofMillis(700)));
            ear.isDue(true);
            if (turn == 1 && point == Point.CALLER_SPEAKS) {
                ear.awaitSpeaking(Duration.ofMillis(350));
                away(host);
            } else if (turn == 1 && point == Point.IN_THE_ANSWER) {
                ear.awaitSound(Duration.ofMillis(400));
                away(host);
            }
            said = said(host);
            ear.isDue(false);
        }
        assertThat(said).isEqualTo(GOODBYE);
        String status = String.valueOf(host.awaitEvent("ended").data().get("status"));
        return new Felt(ear.longestMillis(), status);
    }

    /** What the agent says next and is heard to its end. */
    private static String said(TalkingHost host) throws InterruptedException {
        while (true) {
            CallEvent said = host.awaitEvent("agent-said");
            if (Boolean.FALSE.equals(said.data().get("interrupted"))) {
                return String.valueOf(said.data().get("text"));
            }
        }
    }

    /** All connections break, and new ones are taken but never answered. */
    private static void away(TalkingHost host) {
        host.provider.troubleAlways(FakeProvider.never());
        host.provider.sockets().forEach(FakeSocket::reset);
    }

    /** The connection stays, and nothing comes of it. */
    private static void hang(TalkingHost host, CountDownLatch over) {
        host.provider.troubleAlways(FakeProvider.never());
        host.provider.stopReading();
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String script(String voice) {
        return """
                converse {
                    voice '%s', 'local'
                    greeting '%s'
                    instructions 'Be brief.'
                    intent 'bye', phrases: ['goodbye'], answer: '%s', ends: true
                    limit 1.min
                }
                dispose 'INFO'
                """.formatted(voice, GREETING, GOODBYE);
    }

    /** An address that takes no connection and refuses none: its queue of those that wait is full. */
    private static final class Unreachable implements AutoCloseable {
        private final List<Socket> waiting = new ArrayList<>();
        private final ServerSocket full;

        Unreachable() throws IOException {
            full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            boolean taken = true;
            while (taken) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
                } catch (SocketTimeoutException hangs) {
                    taken = false;
                }
            }
        }

        String url() {
            return "http://127.0.0.1:" + full.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            full.close();
        }
    }
}
