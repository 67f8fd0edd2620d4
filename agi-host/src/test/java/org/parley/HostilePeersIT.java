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
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

/**
 * A thousand strangers of every bad kind at each door of the running host, beside twenty good calls. What the machine
 * itself does to calls is measured beside it: on a second host with the same calls, whom nobody attacks.
 */
@Timeout(400)
class HostilePeersIT {
    private static final int STRANGERS = 1_000;
    private static final int GOOD_CALLS = 20;
    private static final Duration SOON = Duration.ofSeconds(40);
    /** How much later than its time a stranger may see that it is closed, where all this runs at once. */
    private static final long LATE_MILLIS = 4_000;
    /** And how much more for each by which a thread that does nothing wakes too late. */
    private static final long LATE_BY_HICCUP = 40;

    private static final int STALL_MILLIS = 61;
    /** Pauses that hit one host and not the other: the machine is busy, and a collection may come in between. */
    private static final int PAUSES_MAX = 2;
    /** How long such a pause is. */
    private static final int WAIT_MILLIS = 150;
    /** A pause that hits one host only is chance, and a fault of the host is not: it comes in every round. */
    private static final int ROUNDS_MAX = 3;

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

    /** Another host of the same kind beside it, whom nobody attacks: what its calls notice, the machine has done. */
    @SuppressWarnings("NullAway.Init")
    private ChildJvm bystander;

    private int bystanderPort;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        host = host("attacked");
        String[] ports = host.lineAfter("ports ").split(" ", -1);
        agiPort = Integer.parseInt(ports[0]);
        audioPort = Integer.parseInt(ports[1]);
        bystander = host("bystander");
        bystanderPort = Integer.parseInt(bystander.lineAfter("ports ").split(" ", -1)[0]);
    }

    private ChildJvm host(String name) throws IOException {
        Path own = home.resolve(name);
        Files.writeString(Files.createDirectories(own.resolve("scripts")).resolve("good.groovy"), SCRIPT);
        return ChildJvm.start(AttackedHost.class, "128m", own.toString());
    }

    @AfterEach
    void stop() throws Exception {
        asterisk.close();
        for (ChildJvm child : Arrays.asList(host, bystander)) {
            if (child != null) {
                child.close();
            }
        }
    }

    @Test
    void leaveNothingBehindAndTheGoodCallsNoticeNothing() throws Exception {
        attack(50, () -> {}); // so that whatever the JVM opens once is open
        for (int port : List.of(bystanderPort, agiPort)) { // both are to be warm
            List<GoodCall> calm = place(port, GOOD_CALLS);
            calm.forEach(call -> call.stopAfter(1));
            Set<CallEnd.Route> _ = routes(calm);
        }
        Beside calls = attackBesideCalls();
        for (int round = 1; round < ROUNDS_MAX && calls.differ().isPresent(); round++) {
            calls = attackBesideCalls();
        }
        assertThat(calls.differ())
                .as("what the good calls noticed in %d rounds", ROUNDS_MAX)
                .isEmpty();
    }

    /** One round: whoever attacks is turned away and leaves nothing behind, whatever the machine does meanwhile. */
    private Beside attackBesideCalls() throws Exception {
        Figures before = quiet();
        List<String> descriptors = host.descriptors();

        List<GoodCall> good = new ArrayList<>(place(agiPort, GOOD_CALLS / 2));
        List<GoodCall> spared = new ArrayList<>(place(bystanderPort, GOOD_CALLS / 2));
        await().atMost(SOON)
                .until(() -> Stream.concat(good.stream(), spared.stream()).allMatch(GoodCall::isHeard));
        Hiccups hiccups = Hiccups.watch();
        List<Outcome> outcomes = attack(STRANGERS, () -> {
            good.addAll(place(agiPort, GOOD_CALLS / 2));
            spared.addAll(place(bystanderPort, GOOD_CALLS / 2));
        });
        hiccups.close();
        long late = LATE_MILLIS + LATE_BY_HICCUP * hiccups.longest().toMillis();
        good.forEach(call -> call.stopAfter(0));
        spared.forEach(call -> call.stopAfter(0));
        Set<CallEnd.Route> routes = routes(good);
        Set<CallEnd.Route> _ = routes(spared);
        // before anybody asks for figures, as the collector that runs then closes what was forgotten
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(host.descriptors()).hasSizeLessThanOrEqualTo(descriptors.size()));
        Figures after = quiet();

        assertThat(outcomes).extracting(Outcome::closed).containsExactly(STRANGERS, STRANGERS);
        assertThat(outcomes.getFirst().slowestMillis())
                .as("held open by the AGI door, which gives a request 2 s")
                .isLessThan(2_000 + late);
        assertThat(outcomes.getLast().slowestMillis())
                .as("held open by the audio door, which gives a UUID 5 s")
                .isLessThan(5_000 + late);
        assertThat(after.agiRefused() - before.agiRefused())
                .as("refused at AGI: all but each fifth, which has a good request and drops the call")
                .isEqualTo(STRANGERS * 4 / 5);
        assertThat(after.calls() - before.calls()).isEqualTo(STRANGERS / 5 + GOOD_CALLS);
        assertThat(after.audioRefused() - before.audioRefused()).isEqualTo(STRANGERS);
        assertThat(after.faults()).as("failed accepts, stalled legs").isZero();
        assertThat(after.virtualThreads()).isLessThanOrEqualTo(before.virtualThreads());
        assertThat(after.platformThreads())
                .as("threads; the JVM starts its carriers as they are needed, and keeps them for half a minute")
                .isLessThanOrEqualTo(before.platformThreads() + CARRIERS);
        assertThat(after.heapKilobytes()).isLessThan(before.heapKilobytes() + HEAP_KILOBYTES);
        return new Beside(good, routes, statuses(good), spared);
    }

    /** The calls of the attacked host, where they ended up and what the journal tells of them; those of the other. */
    private record Beside(
            List<GoodCall> good, Set<CallEnd.Route> routes, List<String> statuses, List<GoodCall> spared) {
        /** What the good ones noticed and the spared ones did not, whom the pauses of the machine hit as well. */
        Optional<String> differ() {
            long stalls = waits(good, Kind.FRAME, STALL_MILLIS);
            long machine = waits(spared, Kind.FRAME, STALL_MILLIS);
            String seen = "%s %s, frames %d and %d, stalls over 60 ms %d and %d, longest waits"
                    .formatted(routes, statuses, frames(good), frames(spared), stalls, machine);
            boolean well = routes.equals(EnumSet.of(CallEnd.Route.DONE))
                    && statuses.equals(Collections.nCopies(GOOD_CALLS, "SALE"))
                    && frames(good) > Math.max(GOOD_CALLS * 5 * 50, frames(spared) * 4 / 5)
                    && stalls <= 2 * machine + PAUSES_MAX * GOOD_CALLS;
            for (Kind kind : Kind.values()) {
                well &= longest(good, kind) <= WAIT_MILLIS + 2 * longest(spared, kind);
                seen += " %s %d and %d".formatted(kind, longest(good, kind), longest(spared, kind));
            }
            return well ? Optional.empty() : Optional.of(seen);
        }
    }

    private static long frames(List<GoodCall> calls) {
        return waits(calls, Kind.FRAME, 0);
    }

    private static int longest(List<GoodCall> calls, Kind kind) {
        return calls.stream()
                .mapToInt(call -> call.waits().longestMillis(kind))
                .max()
                .orElse(0);
    }

    private static long waits(List<GoodCall> calls, Kind kind, int millisAtLeast) {
        return calls.stream()
                .mapToLong(call -> call.waits().count(kind, millisAtLeast))
                .sum();
    }

    /** What the journal tells of them. */
    private List<String> statuses(List<GoodCall> calls) {
        Set<String> ids = calls.stream().map(GoodCall::uniqueId).collect(Collectors.toSet());
        return new CallBook(home.resolve("attacked/data/journal"), null)
                .list(Integer.MAX_VALUE).stream()
                        .filter(row -> ids.contains(row.uniqueId()))
                        .map(CallRow::disposition)
                        .toList();
    }

    /** Where they ended up, once all have. */
    private static Set<CallEnd.Route> routes(List<GoodCall> calls) throws Exception {
        Set<CallEnd.Route> routes = EnumSet.noneOf(CallEnd.Route.class);
        for (GoodCall call : calls) {
            CallEnd end = call.await(SOON);
            assertThat(end.faults()).isEmpty();
            routes.add(end.route());
        }
        return routes;
    }

    private List<GoodCall> place(int port, int count) {
        InetSocketAddress agi = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
