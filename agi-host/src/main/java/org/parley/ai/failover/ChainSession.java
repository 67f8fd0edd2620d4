package org.parley.ai.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.StandardWords;
import org.parley.ai.TalkHistory;
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
    private static final long LOOK_MILLIS = 100;
    /** What the last voice gets to open, however long the others took. */
    private static final Duration LAST_MIN = Duration.ofSeconds(1);

    private final List<GuardedVoice> voices;
    private final TextToSpeech bridge;
    private final Duration patience;
    private final AgentSpec spec;
    private volatile Locale language; // in which the next voice goes on
    private final Consumer<VoiceEvent> events;
    private final BlockingQueue<ProviderException> failures = new ArrayBlockingQueue<>(4);
    private final TalkHistory said = new TalkHistory(); // guarded by itself
    private final Map<String, Integer> called = new HashMap<>(); // guarded by said: tools by id, and who called them
    private volatile VoiceSession current = NoVoice.SESSION;
    private volatile boolean closed;
    private boolean cutOff; // guarded by said: the last that was said is the agent's, and was cut
    private final OwedWords owed;
    private volatile @Nullable Utterance filler; // our word that it takes a moment; null before the first
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
        this.language = spec.language();
        this.events = events;
        this.owed = new OwedWords(patience.multipliedBy(2).dividedBy(3));
    }

    /** Opens the first voice that can. */
    void open() throws InterruptedException {
        bringIn(spec);
    }

    private void bringIn(AgentSpec with) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        ProviderException last = null;
        while (next < voices.size()) {
            GuardedVoice voice = voices.get(next++);
            int mine;
            synchronized (said) {
                mine = ++generation;
            }
            try {
                Guarded opened = voice.open(with, event -> heard(event, mine), share(deadline));
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

    /** How long the voice tried now may take: the others must still have their time, and the last has all of it. */
    private Duration share(long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (next < voices.size()) {
            return left.multipliedBy(2).dividedBy(3);
        }
        return left.compareTo(LAST_MIN) < 0 ? LAST_MIN : left;
    }

    /** From the voices' threads. */
    private void heard(VoiceEvent event, int from) {
        if (event instanceof VoiceEvent.Used) {
            events.accept(event); // what a voice has used that was left, or closed, was used all the same
            return;
        }
        synchronized (said) {
            if (from != generation || closed) {
                return;
            }
            switch (event) {
                case VoiceEvent.CallerSaid caller -> {
                    remember(ChatTurn.caller(caller.text()));
                    owed.understood();
                }
                case VoiceEvent.AgentSaid agent -> {
                    remember(ChatTurn.agent(agent.cut() ? (agent.heardText() + " …").strip() : agent.text()));
                    cutOff = agent.cut();
                    owed.settled();
                }
                case VoiceEvent.ToolCalled(ToolCall call) -> {
                    called.put(call.id(), from);
                    owed.settled();
                }
                case VoiceEvent.LanguageHeard(Locale heard) -> language = heard;
                case VoiceEvent.Ended _ -> owed.settled();
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
        said.add(turn);
        cutOff = false;
    }

    @Override
    public void start(Speaker audible) {
        owed.begin(!spec.greeting().isEmpty());
        current.start(audible);
        thread = Thread.ofVirtual().name("voice-chain").start(() -> keepGoing(audible));
    }

    private void keepGoing(Speaker audible) {
        try {
            while (true) {
                ProviderException failure = failures.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (failure == null) {
                    failure = watch(audible);
                }
                if (failure != null && !takeOver(failure, audible)) {
                    return;
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the caller that it takes a moment when it does; the failure when the voice has fallen silent for good. */
    private @Nullable ProviderException watch(Speaker audible) {
        Utterance ours = filler;
        boolean filling = ours != null && ours.state() == Utterance.State.PENDING;
        OwedWords.Act act = owed.look(System.nanoTime(), audible.isSpeaking(), filling);
        Guarded speaking = guarded;
        if (speaking == null || answersHistory()) {
            return null; // what leaves the turns to us fills its pauses by itself
        }
        if (act == OwedWords.Act.FILL) {
            Thread _ = sayOneMoment(audible);
        } else if (act == OwedWords.Act.LEAVE && next < voices.size()) {
            return new ProviderException(speaking.name(), Kind.SLOW, "Expected it to speak but nothing came", null);
        }
        return null;
    }

    /** The next voice goes on; false when there is none. */
    private boolean takeOver(ProviderException failure, Speaker audible) throws InterruptedException {
        leave();
        events.accept(new VoiceEvent.VoiceLeft(failure.provider(), failure));
        if (next >= voices.size()) {
            events.accept(new VoiceEvent.Failed(failure));
            return false;
        }
        audible.clear();
        Thread gap = owed.isCallerSpeaking() ? null : sayOneMoment(audible);
        AgentSpec with = goingOn();
        try {
            bringIn(with);
            if (gap != null) {
                gap.join(patience);
            }
        } catch (ProviderException none) {
            events.accept(new VoiceEvent.Failed(none));
            return false;
        }
        VoiceSession taken = current;
        boolean lost = owed.isUnheard();
        taken.start(audible);
        if (owed.isCallerSpeaking()) {
            taken.voice(true, System.nanoTime()); // it hears the rest of what he says
            owed.begin(false);
        } else if (isUnanswered() ? !answersHistory() : lost) {
            taken.say(StandardWords.of(language).again());
            owed.begin(true);
        } else {
            owed.begin(!with.greeting().isEmpty());
        }
        return true;
    }

    private boolean isUnanswered() {
        synchronized (said) {
            return said.isUnanswered();
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
            if (cutOff && !owed.isUnheard()) {
                said.removeLast(); // not the caller but the failure cut it: it is said again
                cutOff = false;
            }
            history.addAll(said.turns());
        }
        return new AgentSpec(
                spec.instructions(),
                history.isEmpty() ? spec.greeting() : "",
                language,
                spec.intents(),
                spec.tools(),
                spec.facts(),
                history,
                spec.never());
    }

    private Thread sayOneMoment(Speaker audible) {
        Utterance utterance = audible.utterance();
        filler = utterance;
        return Thread.ofVirtual().name("bridge").start(() -> {
            try {
                bridge.speak(StandardWords.of(language).oneMoment(), language, utterance::write);
            } catch (ProviderException silent) {
                // the next voice is on its way all the same
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } finally {
                utterance.finish();
            }
        });
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
        owed.voice(speaking, nanos);
        current.voice(speaking, nanos);
    }

    @Override
    public void say(String text) {
        owed.asked();
        current.say(text);
    }

    @Override
    public void hush() {
        current.hush();
    }

    @Override
    public void inform(String fact) {
        synchronized (said) {
            said.addFact(fact); // those that take over are to know it too
        }
        current.inform(fact);
    }

    @Override
    public boolean heeds() {
        return current.heeds();
    }

    @Override
    public void typed(String text) {
        synchronized (said) {
            remember(ChatTurn.caller(text));
        }
        owed.asked();
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
        owed.asked();
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
