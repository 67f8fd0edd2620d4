package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.AttackedHost.Figures;
import org.parley.HostilePeers.Outcome;
import org.parley.call.InstantVoice;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.HostWaits;
import org.parley.sim.HostWaits.Kind;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallBook;
import org.parley.store.CallRow;

/** A thousand strangers of every bad kind at each door of the running host, beside twenty good calls. */
@Timeout(90)
class HostilePeersIT {
    private static final int STRANGERS = 1_000;
    private static final int GOOD_CALLS = 20;
    private static final Duration SOON = Duration.ofSeconds(15);
    /** How much later than its time a stranger may see that it is closed, on a machine where all this runs at once. */
    private static final long LATE_MILLIS = 4_000;

    private static final int CARRIERS = 2;
    private static final long HEAP_KILOBYTES = 2_048;

    /** Each round speaks, listens, asks for a key, and makes two AGI commands between its two legs. */
    private static final String SCRIPT = """
            extensions '8300'
            boolean more = true
            int round = 0
            while (more) {
                say 'This is said to the caller. ' * 3
                if (!listen().ok) { dispose 'DEAF'; return }
                round++
                var 'ROUND', "${round}"
                if (var('ROUND') != "${round}") { dispose 'LOST'; return }
                def key = ask 'One for more, two for the end.', digits(1)
                if (!key.ok) { dispose 'NOKEY'; return }
                more = key.value == '1'
            }
            dispose 'SALE'
            """;

    @TempDir
    Path home;

    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();

    @SuppressWarnings("NullAway.Init") // these three are made before the test
    private ChildJvm host;

    private int agiPort;
    private int audioPort;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("good.groovy"), SCRIPT);
        host = ChildJvm.start(AttackedHost.class, "128m", home.toString());
        String[] ports = host.lineAfter("ports ").split(" ", -1);
        agiPort = Integer.parseInt(ports[0]);
        audioPort = Integer.parseInt(ports[1]);
    }

    @AfterEach
    void stop() throws Exception {
        asterisk.close();
        if (host != null) {
            host.close();
        }
    }

    @Test
    void leaveNothingBehindAndTheGoodCallsNoticeNothing() throws Exception {
        attack(50, () -> {}); // so that whatever the JVM opens once is open
        List<GoodCall> calm = place(GOOD_CALLS);
        calm.forEach(call -> call.stopAfter(1));
        endAsScripted(calm);
        Figures before = quiet();
        List<String> descriptors = host.descriptors();

        List<GoodCall> good = new ArrayList<>(place(GOOD_CALLS / 2));
        await().atMost(SOON).until(() -> good.stream().allMatch(GoodCall::isHeard));
        List<Outcome> outcomes = attack(STRANGERS, () -> good.addAll(place(GOOD_CALLS / 2)));
        good.forEach(call -> call.stopAfter(0));
        endAsScripted(good);
        // before anybody asks for figures, as the collector that runs then closes what was forgotten
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(host.descriptors()).hasSizeLessThanOrEqualTo(descriptors.size()));
        Figures after = quiet();

        assertThat(outcomes).extracting(Outcome::closed).containsExactly(STRANGERS, STRANGERS);
        assertThat(outcomes.getFirst().slowestMillis())
                .as("held open by the AGI door, which gives a request 2 s")
                .isLessThan(2_000 + LATE_MILLIS);
        assertThat(outcomes.getLast().slowestMillis())
                .as("held open by the audio door, which gives a UUID 5 s")
                .isLessThan(5_000 + LATE_MILLIS);
        assertThat(after.agiRefused() - before.agiRefused())
                .as("refused at AGI: all but each fifth, which has a good request and drops the call")
                .isEqualTo(STRANGERS * 4 / 5);
        assertThat(after.calls() - before.calls()).isEqualTo(STRANGERS / 5 + GOOD_CALLS);
        assertThat(after.audioRefused() - before.audioRefused()).isEqualTo(STRANGERS);
        assertThat(after.faults()).as("failed accepts, stalled legs").isZero();
        noticedNothing(calm, good);
        assertThat(statuses(good)).hasSize(GOOD_CALLS).containsOnly("SALE");
        assertThat(after.virtualThreads()).isLessThanOrEqualTo(before.virtualThreads());
        assertThat(after.platformThreads())
                .as("threads; the JVM starts its carriers as they are needed, and keeps them for half a minute")
                .isLessThanOrEqualTo(before.platformThreads() + CARRIERS);
        assertThat(after.heapKilobytes()).isLessThan(before.heapKilobytes() + HEAP_KILOBYTES);
    }

    /** Bounds for a busy machine: a pause of the whole of it, which hits all calls once or twice, is not the host's. */
    private static void noticedNothing(List<GoodCall> calm, List<GoodCall> good) {
        assertThat(waits(good, Kind.FRAME, 100))
                .as("frames that the callers waited for, 100 ms and more")
                .isLessThanOrEqualTo(2 * GOOD_CALLS + 3 * waits(calm, Kind.FRAME, 100));
        assertThat(waits(good, Kind.FRAME, 300)).isZero();
        assertThat(waits(good, Kind.LEG, 500)).as("slow legs").isZero();
        assertThat(waits(good, Kind.COMMAND, 500)).as("slow commands").isZero();
        assertThat(waits(good, Kind.FRAME, 0)).as("frames").isGreaterThan(GOOD_CALLS * 8 * 50 * 4 / 5);
    }

    private static long waits(List<GoodCall> calls, Kind kind, int millisAtLeast) {
        return calls.stream()
                .mapToLong(call -> call.waits().count(kind, millisAtLeast))
                .sum();
    }

    /** What the journal tells of them. */
    private List<String> statuses(List<GoodCall> calls) {
        Set<String> ids = calls.stream().map(GoodCall::uniqueId).collect(Collectors.toSet());
        return new CallBook(home.resolve("data/journal"), null)
                .list(Integer.MAX_VALUE).stream()
                        .filter(row -> ids.contains(row.uniqueId()))
                        .map(CallRow::disposition)
                        .toList();
    }

    private static void endAsScripted(List<GoodCall> calls) throws Exception {
        for (GoodCall call : calls) {
            CallEnd end = call.await(SOON);
            assertThat(end.route()).isEqualTo(CallEnd.Route.DONE);
            assertThat(end.faults()).isEmpty();
        }
    }

    private List<GoodCall> place(int count) {
        InetSocketAddress agi = new InetSocketAddress(InetAddress.getLoopbackAddress(), agiPort);
        return Stream.generate(() -> new GoodCall(asterisk, CallRequest.to(agi, "8300")))
                .limit(count)
                .toList();
    }

    /** Attacks with so many at each door, all at once, and does something meanwhile; the outcome at AGI, at audio. */
    private List<Outcome> attack(int each, Runnable meanwhile) throws IOException {
        try (ChildJvm peers = ChildJvm.start(
                HostilePeers.class, "256m", String.valueOf(agiPort), String.valueOf(audioPort), String.valueOf(each))) {
            peers.lineAfter("begun");
            meanwhile.run();
            return List.of(Outcome.parse(peers.lineAfter("agi ")), Outcome.parse(peers.lineAfter("audio ")));
        }
    }

    /** The figures once no session is left. */
    private Figures quiet() {
        return await().atMost(SOON).until(this::figures, now -> now.open() == 0);
    }

    private Figures figures() throws IOException {
        host.send("figures");
        return Figures.parse(host.lineAfter("figures "));
    }

    /** A caller who takes turns with the agent: speaks, presses a key, speaks, until he has had enough. */
    private static final class GoodCall implements CallerLine.Ear {
        private static final int QUIET_TICKS = 15;
        private static final int SOUND_LEVEL = 200;

        private final SimulatedChannel channel;
        private boolean heardAgent;
        private boolean keyIsNext;
        private int quietTicks;
        private int rounds;
        private volatile int roundsMax = Integer.MAX_VALUE;

        GoodCall(SimulatedAsterisk asterisk, CallRequest request) {
            channel = asterisk.place(request, this);
        }

        boolean isHeard() {
            return waits().count(Kind.FRAME, 0) > 0;
        }

        String uniqueId() {
            return channel.request().uniqueId();
        }

        HostWaits waits() {
            return channel.waits();
        }

        void stopAfter(int rounds) {
            roundsMax = rounds;
        }

        CallEnd await(Duration limit) throws Exception {
            return channel.await(limit);
        }

        @Override
        public void tick(CallerLine line, short[] heard, int length) {
            boolean sound = false;
            for (int i = 0; i < length; i++) {
                sound |= Math.abs(heard[i]) > SOUND_LEVEL;
            }
            quietTicks = sound ? 0 : quietTicks + 1;
            heardAgent |= sound;
            if (!heardAgent || quietTicks < QUIET_TICKS) {
                return;
            }
            heardAgent = false;
            if (keyIsNext) {
                rounds++;
                line.press(rounds < roundsMax ? '1' : '2');
            } else {
                line.play(InstantVoice.speech(Duration.ofMillis(600)));
            }
            keyIsNext = !keyIsNext;
        }

        @Override
        public void ended() {}
    }
}
