package org.parley.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.sim.CallEnd;
import org.parley.sim.Caller;
import org.parley.sim.CallerScript;
import org.parley.sim.CallerVoice;
import org.parley.sim.PlacedCall;

/**
 * Brings one caller after the other through a whole call, and gathers what all sides say of it. Any thread may call.
 */
final class DemoCalls {
    private static final Duration CALL_MAX = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The last writes of a call take a moment. */
    private static final Duration SETTLE_MAX = Duration.ofSeconds(30);

    private static final long LOOK_MILLIS = 50;

    private final DemoDialer dialer;
    private final FarEnd farEnd;
    private final LiveView view;
    private final Jdbi jdbi;
    private final CallerScript script;
    private final CallerVoice voice;
    private final Terminal terminal;

    DemoCalls(
            DemoDialer dialer,
            FarEnd farEnd,
            LiveView view,
            Jdbi jdbi,
            CallerScript script,
            CallerVoice voice,
            Terminal terminal) {
        this.dialer = dialer;
        this.farEnd = farEnd;
        this.view = view;
        this.jdbi = jdbi;
        this.script = script;
        this.voice = voice;
        this.terminal = terminal;
    }

    /** One whole call; empty when no line became free for it. */
    Optional<CallReport> run(int number, int of) throws InterruptedException {
        Optional<Dialled> dialled = await(dialer::dial, CALL_MAX);
        if (dialled.isEmpty()) {
            terminal.line("No agent line became free for call " + number + "; look at osdial_live_agents");
            return Optional.empty();
        }
        Dialled call = dialled.get();
        terminal.title(("Call %d of %d: the dialer has %s (lead %d) on the line and gives the call"
                        + " to agent line %s at extension %s")
                .formatted(number, of, call.name(), call.leadId(), call.line(), call.extension()));
        Caller caller = new Caller(script, voice, PATIENCE);
        PlacedCall placed = farEnd.place(call, caller);
        Optional<CallEnd> ended = Optional.empty();
        try {
            ended = Optional.of(placed.await(CALL_MAX));
        } catch (TimeoutException e) {
            placed.hangUp();
        } finally {
            dialer.hungUp(call);
        }
        return Optional.of(report(call, caller, ended));
    }

    private CallReport report(Dialled call, Caller caller, Optional<CallEnd> ended) throws InterruptedException {
        CallFacts facts = view.byCode(call.code()).orElseGet(() -> new CallFacts(""));
        int stored = 0;
        if (!facts.callId().isEmpty() && facts.awaitEnd(SETTLE_MAX)) {
            stored = await(() -> storedTurns(facts.callId()), SETTLE_MAX).orElse(0);
        }
        return new CallReport(
                facts.callId(),
                call.code(),
                call.leadId(),
                call.extension(),
                facts.disposition(),
                facts.reason(),
                ended.map(end -> (end.route() + " " + end.target()).strip()).orElse(""),
                caller.mood(),
                caller.progress(),
                facts.firstAudioMillis(),
                ended.map(CallEnd::firstAudioMillis).orElse(-1L),
                facts.latencies(),
                facts.interruptions(),
                facts.turns(),
                stored,
                facts.callBack(),
                facts.recording(),
                facts.recording().isEmpty() ? SoundCheck.NONE : SoundCheck.of(Path.of(facts.recording())),
                caller.exchanges(),
                dialer.rows(call),
                ended.map(CallEnd::faults)
                        .orElse(List.of("The call was hung up after " + CALL_MAX.toMinutes() + " minutes")));
    }

    /** The transcript's turns once the whole call is in the database. */
    private Optional<Integer> storedTurns(String callId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT COUNT(t.call_id)
                          FROM parley_call c
                          LEFT JOIN parley_turn t ON t.call_id = c.id
                         WHERE c.id = :call
                           AND c.state <> 'RUNNING'
                         GROUP BY c.id
                        """)
                .bind("call", callId)
                .mapTo(Integer.class)
                .findOne());
    }

    private static <T> Optional<T> await(Supplier<Optional<T>> look, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<T> seen = look.get();
        while (seen.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            seen = look.get();
        }
        return seen;
    }
}
