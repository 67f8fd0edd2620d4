package org.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.parley.bench.BargeInCaller.Sound;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/**
 * How soon the agent falls silent when a caller speaks, whether anything of what was dropped is heard afterwards, and
 * whether a cough costs a sample of what goes on behind it. All of it is seen at the caller's end of the wire; only the
 * times of the decisions are the host's own.
 */
public final class BargeInBench {
    private static final Duration TURN_MAX = Duration.ofSeconds(20);
    private static final Duration APART = Duration.ofMillis(37);
    /** A decision belongs to a sound when it comes within this, and microseconds before by the clocks' truncation. */
    private static final long DECIDED_WITHIN = 1_200_000;

    private static final long CLOCKS_MICROS = 2_000;
    private static final int FIRST_EXTENSION = 8000;
    private static final int SEED = 41;

    private final int calls;
    private final int turns;
    private final Map<String, List<Decision>> decisions = new ConcurrentHashMap<>(); // by extension

    private record Decision(String kind, long micros) {}

    /** So many calls at once, with so many interruptions each, and a cough before each. */
    public BargeInBench(int calls, int turns) {
        if (calls < 1 || calls > 1000 || turns < 1 || turns > 200) {
            throw new IllegalArgumentException(
                    "Expected 1 to 1000 calls and 1 to 200 turns but was %d and %d".formatted(calls, turns));
        }
        this.calls = calls;
        this.turns = turns;
    }

    /** Runs it and returns the figures by name, times in ms; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        List<BargeInCaller> callers = new ArrayList<>();
        int unfinished = 0;
        try (HostProcess host = HostProcess.start(BargeInHost.class, this::told, Integer.toString(calls));
                SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
            List<SimulatedChannel> placed = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                BargeInCaller caller = new BargeInCaller(turns, SEED + i);
                callers.add(caller);
                String extension = Integer.toString(FIRST_EXTENSION + i);
                placed.add(asterisk.place(CallRequest.to(host.agi(), extension).script("parts"), caller));
                Thread.sleep(APART);
            }
            for (SimulatedChannel channel : placed) {
                try {
                    channel.await(TURN_MAX.multipliedBy(turns + 1L));
                } catch (TimeoutException e) {
                    unfinished++;
                }
            }
        }
        return figures(callers, unfinished);
    }

    private void told(String line) {
        if (line.startsWith(BargeInHost.FLOOR)) {
            String[] words = line.substring(BargeInHost.FLOOR.length()).split(" ", -1);
            decisions
                    .computeIfAbsent(words[0], _ -> new CopyOnWriteArrayList<>())
                    .add(new Decision(words[1], Long.parseLong(words[2])));
        }
    }

    private Map<String, Object> figures(List<BargeInCaller> callers, int unfinished) {
        Figures speech = new Figures();
        Figures coughs = new Figures();
        WallClock clock = WallClock.now();
        for (int i = 0; i < callers.size(); i++) {
            List<Decision> told = decisions.getOrDefault(Integer.toString(FIRST_EXTENSION + i), List.of());
            for (Sound sound : callers.get(i).sounds()) {
                (sound.speech ? speech : coughs).add(sound, told, clock);
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "barge-in");
        figures.put("calls", callers.size());
        figures.put("callsUnfinished", unfinished);
        figures.put("interruptions", speech.sounds);
        figures.put("interruptionsPassedOver", speech.resumed + speech.unheard);
        figures.put("speechToSilenceMs", Spread.of(speech.toSilence));
        figures.put("decisionToSilenceMs", Spread.of(speech.decisionToSilence));
        figures.put("speechToCutMs", Spread.of(speech.toCut));
        figures.put("framesAfterSilence", speech.framesAfter);
        figures.put("coughs", coughs.sounds);
        figures.put("coughsThatHeldUs", coughs.toSilence.size());
        figures.put("coughsThatCutUs", coughs.toCut.size());
        figures.put("pauseMs", Spread.of(coughs.pauses));
        figures.put(
                "samplesLost", callers.stream().mapToLong(BargeInCaller::lost).sum());
        figures.put(
                "samplesRepeated",
                callers.stream().mapToLong(BargeInCaller::repeated).sum());
        figures.put(
                "framesBroken",
                callers.stream().mapToLong(BargeInCaller::broken).sum());
        return figures;
    }

    /** Of all sounds of a kind; the last of a call may have had no time to take effect. */
    private static final class Figures {
        private final List<Double> toSilence = new ArrayList<>();
        private final List<Double> decisionToSilence = new ArrayList<>();
        private final List<Double> toCut = new ArrayList<>();
        private final List<Double> pauses = new ArrayList<>();
        private int sounds;
        private int unheard;
        private int resumed;
        private long framesAfter;

        void add(Sound sound, List<Decision> told, WallClock clock) {
            sounds++;
            if (sound.silentAt == 0) {
                unheard++;
                return;
            }
            toSilence.add((sound.silentAt - sound.at) / 1e6);
            long began = clock.micros(sound.at);
            first("PAUSED", told, began)
                    .ifPresent(decision ->
                            decisionToSilence.add((clock.micros(sound.silentAt) - decision.micros()) / 1e3));
            Optional<Decision> cut = first("CUT", told, began);
            cut.ifPresent(decision -> toCut.add((decision.micros() - began) / 1e3));
            if (sound.resumedAt != 0) {
                pauses.add((sound.resumedAt - sound.silentAt) / 1e6);
            }
            if (cut.isPresent()) {
                framesAfter += sound.framesAfter;
            } else {
                resumed++;
            }
        }

        private static Optional<Decision> first(String kind, List<Decision> told, long began) {
            return told.stream()
                    .filter(decision -> decision.kind().equals(kind)
                            && decision.micros() >= began - CLOCKS_MICROS
                            && decision.micros() <= began + DECIDED_WITHIN)
                    .findFirst();
        }
    }
}
