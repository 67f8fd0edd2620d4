package org.parley.ai.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.StandardWords;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.failover.GuardedVoice.Guarded;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/**
 * One talk over a chain of voices. The voice that speaks is used by the call directly; a thread of this talk waits for
 * its failure and brings the next one in.
 */
final class ChainSession implements VoiceSession {
    private static final int TURNS_MAX = 400;

    private final List<GuardedVoice> voices;
    private final TextToSpeech bridge;
    private final Duration patience;
    private final AgentSpec spec;
    private final Consumer<VoiceEvent> events;
    private final BlockingQueue<ProviderException> failures = new ArrayBlockingQueue<>(4);
    private final List<ChatTurn> said = new ArrayList<>(); // guarded by itself
    private final Map<String, Integer> called = new HashMap<>(); // guarded by said: tools by id, and who called them
    private volatile VoiceSession current = NoVoice.SESSION;
    private volatile boolean closed;
    private int generation; // guarded by said: events of a voice that was left are not told
    private int next; // the voice to try next; one thread at a time
    private @Nullable Guarded guarded; // the one that speaks; likewise
    private @Nullable Thread thread; // set by start

    ChainSession(
            List<GuardedVoice> voices,
            TextToSpeech bridge,
            Duration patience,
            AgentSpec spec,
            Consumer<VoiceEvent> events) {
        this.voices = voices;
        this.bridge = bridge;
        this.patience = patience;
        this.spec = spec;
        this.events = events;
    }

    /** Opens the first voice that can. */
    void open() throws InterruptedException {
        bringIn(spec);
    }

    private void bringIn(AgentSpec with) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        ProviderException last = null;
        while (next < voices.size() && (last == null || System.nanoTime() < deadline)) {
            GuardedVoice voice = voices.get(next++);
            int mine;
            synchronized (said) {
                mine = ++generation;
            }
            try {
                Guarded opened = voice.open(with, event -> heard(event, mine));
                guarded = opened;
                current = opened.session();
                return;
            } catch (ProviderException refused) {
                events.accept(new VoiceEvent.VoiceLeft(voice.agent().name(), refused));
                last = refused;
            }
        }
        throw last == null
                ? new ProviderException("voices", Kind.NETWORK, "Expected another voice but none is left", null)
                : last;
    }

    /** From the voices' threads. */
    private void heard(VoiceEvent event, int from) {
        synchronized (said) {
            if (from != generation || closed) {
                return;
            }
            switch (event) {
                case VoiceEvent.CallerSaid caller -> remember(ChatTurn.caller(caller.text()));
                case VoiceEvent.AgentSaid agent ->
                    remember(ChatTurn.agent(agent.cut() ? (agent.heardText() + " …").strip() : agent.text()));
                case VoiceEvent.ToolCalled(ToolCall call) -> called.put(call.id(), from);
                case VoiceEvent.Failed(ProviderException cause) -> {
                    boolean _ = failures.offer(cause);
                    return;
                }
                default -> {} // told, not remembered
            }
        }
        events.accept(event);
    }

    private void remember(ChatTurn turn) {
        if (said.size() < TURNS_MAX) {
            said.add(turn);
        }
    }

    @Override
    public void start(Speaker audible) {
        current.start(audible);
        thread = Thread.ofVirtual().name("voice-chain").start(() -> keepGoing(audible));
    }

    private void keepGoing(Speaker audible) {
        try {
            while (true) {
                ProviderException failure = failures.take();
                leave();
                events.accept(new VoiceEvent.VoiceLeft(failure.provider(), failure));
                if (next >= voices.size()) {
                    events.accept(new VoiceEvent.Failed(failure));
                    return;
                }
                audible.clear();
                Thread gap = Thread.ofVirtual().name("bridge").start(() -> sayOneMoment(audible));
                try {
                    bringIn(goingOn());
                    gap.join(patience);
                } catch (ProviderException none) {
                    events.accept(new VoiceEvent.Failed(none));
                    return;
                }
                VoiceSession taken = current;
                taken.start(audible);
                if (isUnanswered() && !answersHistory()) {
                    taken.say(StandardWords.of(spec.language()).again());
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUnanswered() {
        synchronized (said) {
            return !said.isEmpty() && said.getLast().role() == ChatTurn.Role.CALLER;
        }
    }

    /** A voice that leaves the turns to us answers the last of its history; one that takes them waits for the next. */
    private boolean answersHistory() {
        Guarded taken = guarded;
        return taken != null && !taken.capabilities().contains(Capability.TURN_TAKING);
    }

    /** What the next voice is told: the talk so far, and no greeting once something was said. */
    private AgentSpec goingOn() {
        List<ChatTurn> history = new ArrayList<>(spec.history());
        synchronized (said) {
            history.addAll(said);
        }
        return new AgentSpec(
                spec.instructions(),
                history.isEmpty() ? spec.greeting() : "",
                spec.language(),
                spec.intents(),
                spec.tools(),
                spec.facts(),
                history);
    }

    private void sayOneMoment(Speaker audible) {
        Utterance utterance = audible.utterance();
        try {
            bridge.speak(StandardWords.of(spec.language()).oneMoment(), spec.language(), utterance::write);
        } catch (ProviderException silent) {
            // the next voice is on its way all the same
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            utterance.finish();
        }
    }

    private void leave() {
        current = NoVoice.SESSION;
        Guarded left = guarded;
        guarded = null;
        if (left != null) {
            left.close();
        }
    }

    @Override
    public void hear(Pcm caller) {
        current.hear(caller);
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        current.voice(speaking, nanos);
    }

    @Override
    public void say(String text) {
        current.say(text);
    }

    @Override
    public void inform(String fact) {
        current.inform(fact);
    }

    @Override
    public void typed(String text) {
        synchronized (said) {
            remember(ChatTurn.caller(text));
        }
        current.typed(text);
    }

    @Override
    public void answer(ToolCall call, ToolResult result) {
        synchronized (said) {
            Integer caller = called.remove(call.id());
            if (caller == null || caller != generation) {
                // the voice that asked was left: the one that took over learns it all the same
                String fact = "The tool " + call.name() + " answered: " + result.text();
                remember(ChatTurn.fact(fact));
                current.inform(fact);
                return;
            }
        }
        current.answer(call, result);
    }

    @Override
    public void close() {
        closed = true;
        Thread waiting = thread;
        if (waiting != null) {
            waiting.interrupt();
            try {
                waiting.join(Duration.ofSeconds(1)); // it may be opening a voice, which must not be left open
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        leave();
    }
}
