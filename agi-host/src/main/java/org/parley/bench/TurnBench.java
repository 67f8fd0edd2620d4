package org.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.talk.EndOfTurn;
import org.parley.audio.Pcm;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/**
 * From the end of a caller's speech to the first sound of the answer, at the caller's end of the wire, with a
 * recogniser, a model and a synthesiser that take no time: what is left is the silence that ends a turn (a setting) and
 * Parley itself. Once with a script that listens and answers, once in a free talk. The host is a process of its own.
 */
public final class TurnBench {
    /** One turn takes about two seconds: speech, end-of-turn silence, answer, pause. */
    private static final Duration TURN_MAX = Duration.ofSeconds(10);
    /** Calls begin so far apart that their ticks spread over the 20 ms of a frame. */
    private static final Duration APART = Duration.ofMillis(23);
    /** The compiler's time, before the turns that count. */
    private static final int WARM_UP_TURNS = 2;

    private final int calls;
    private final int turns;

    /** So many calls at once with so many turns each. */
    public TurnBench(int calls, int turns) {
        if (calls < 1 || calls > 1000 || turns < 1 || turns > 150) {
            throw new IllegalArgumentException(
                    "Expected 1 to 1000 calls and 1 to 150 turns but was %d and %d".formatted(calls, turns));
        }
        this.calls = calls;
        this.turns = turns;
    }

    /** Runs it and returns the figures by name, in ms; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        try (HostProcess host = HostProcess.start(TurnHost.class, _ -> {}, Integer.toString(calls))) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("bench", "turn");
            figures.put("calls", calls);
            figures.put(
                    "variants",
                    List.of(
                            measure(host, "script", new Listening.Anything()),
                            measure(host, "talk", new Listening.Phrases(List.of("yes")))));
            return figures;
        }
    }

    /** {@code expected} is what the host awaits of a caller there: the silence that ends a turn depends on it. */
    private Map<String, Object> measure(HostProcess host, String variant, Listening.Expected expected)
            throws InterruptedException {
        long silenceMillis = new EndOfTurn(host.endOfTurn())
                .silence(
                        new Listening(Pcm.TELEPHONE_RATE, Locale.ENGLISH, expected),
                        new Interim("", false),
                        TurnCaller.SPEECH)
                .toMillis();
        List<TurnCaller> callers = new ArrayList<>();
        int unfinished = 0;
        try (SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
            List<SimulatedChannel> placed = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                TurnCaller caller = new TurnCaller(WARM_UP_TURNS, turns);
                callers.add(caller);
                placed.add(asterisk.place(CallRequest.to(host.agi(), "8300").script(variant), caller));
                Thread.sleep(APART);
            }
            for (SimulatedChannel channel : placed) {
                try {
                    channel.await(TURN_MAX.multipliedBy(turns + WARM_UP_TURNS + 1L));
                } catch (TimeoutException e) {
                    unfinished++;
                }
            }
        }
        List<Double> all = callers.stream()
                .flatMap(caller -> caller.responseMillis().stream())
                .toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("variant", variant);
        figures.put("turns", all.size());
        figures.put("turnsMissed", calls * turns - all.size());
        figures.put("callsUnfinished", unfinished);
        figures.put("endOfTurnMs", silenceMillis);
        figures.put("responseMs", Spread.of(all));
        figures.put(
                "responseWithoutEndOfTurnMs",
                Spread.of(all.stream().map(millis -> millis - silenceMillis).toList()));
        return figures;
    }
}
