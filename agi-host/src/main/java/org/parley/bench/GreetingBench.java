package org.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.parley.settings.HostPort;
import org.parley.sim.CallerLine;
import org.parley.sim.ami.LegCaller;
import org.parley.sim.lab.AsteriskLab;
import org.parley.sim.lab.LabSettings;

/**
 * From the answer to the first sound of a greeting that is cached, on a real Asterisk and seen from its far side. The
 * dialplan answers and asks the host at once, while Asterisk connects the caller's line: the time is taken from
 * whichever of the two comes first until sound arrives on that line. Calls come one after the other.
 */
public final class GreetingBench {
    private static final Duration GREETED_MAX = Duration.ofSeconds(10);
    /** The first ones have the greeting synthesised and the code compiled. */
    private static final int WARM_UP_CALLS = 5;

    private final int calls;
    private final BlockingQueue<Long> reached = new LinkedBlockingQueue<>(); // when calls reached the host

    /** So many calls that count. */
    public GreetingBench(int calls) {
        if (calls < 1 || calls > 1000) {
            throw new IllegalArgumentException("Expected 1 to 1000 calls but was " + calls);
        }
        this.calls = calls;
    }

    /**
     * Runs it and returns the figures by name, in ms; ready to be written as JSON.
     *
     * @throws org.parley.sim.lab.LabException when there is no Asterisk to be started
     */
    public Map<String, Object> run() throws IOException, InterruptedException {
        try (HostProcess host = HostProcess.start(GreetingHost.class, this::told);
                AsteriskLab lab = AsteriskLab.start(LabSettings.standard(
                        new HostPort("127.0.0.1", host.agi().getPort())))) {
            double first = greeting(lab);
            for (int i = 1; i < WARM_UP_CALLS; i++) {
                greeting(lab);
            }
            List<Double> greeted = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                greeted.add(greeting(lab));
            }
            List<Double> heard = greeted.stream().filter(millis -> millis >= 0).toList();
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("bench", "greeting");
            figures.put("asterisk", lab.version().toString());
            figures.put("calls", calls);
            figures.put("callsNotGreeted", calls - heard.size());
            figures.put("firstCallOfTheHostMs", Spread.rounded(first));
            figures.put("answerToFirstFrameMs", Spread.of(heard));
            return figures;
        }
    }

    private void told(String line) {
        if (line.startsWith(GreetingHost.STARTED)) {
            reached.add(Long.parseLong(line.substring(GreetingHost.STARTED.length())));
        }
    }

    /** One call: the ms from its answer to the first sound, or -1 when none came. */
    private double greeting(AsteriskLab lab) throws InterruptedException {
        FirstSound ear = new FirstSound();
        reached.clear();
        try (LegCaller caller = lab.place(AsteriskLab.call(GreetingHost.EXTENSION), ear)) {
            if (!ear.heard.await(GREETED_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return -1;
            }
            Long host = reached.poll(GREETED_MAX.toMillis(), TimeUnit.MILLISECONDS);
            WallClock clock = WallClock.now();
            long connected = clock.micros(caller.connectedNanos());
            long answered = host == null ? connected : Math.min(connected, host);
            return (clock.micros(ear.nanos) - answered) / 1e3;
        }
    }

    /** Waits for sound. */
    private static final class FirstSound implements CallerLine.Ear {
        /** The line itself brings zeros; the greeting's first frame has a breath at least. */
        private static final int SOUND = 8;

        private final CountDownLatch heard = new CountDownLatch(1);
        private volatile long nanos;

        @Override
        public void arrived(short[] samples, long at) {
            if (nanos != 0) {
                return;
            }
            for (short sample : samples) {
                if (Math.abs(sample) > SOUND) {
                    nanos = at;
                    heard.countDown();
                    return;
                }
            }
        }

        @Override
        public void tick(CallerLine line, short[] frame, int length) {}

        @Override
        public void ended() {}
    }
}
