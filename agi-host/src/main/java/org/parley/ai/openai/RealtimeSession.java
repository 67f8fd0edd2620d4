package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.Usage;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.wire.Wire;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller's talk: what comes from the server, the call and the clock is lined up here and taken, one thing after the
 * other, by the talk's own virtual thread, which is {@link RealtimeTalk}'s.
 */
final class RealtimeSession implements VoiceSession, RealtimeLink.Ear {
    private static final Logger log = LoggerFactory.getLogger(RealtimeSession.class);
    private static final int STEPS_MAX = 1024;
    private static final int TICK_MILLIS = 100;

    private final OpenAiServer server;
    private final OpenAiRealtimeSettings settings;
    private final Wire wire;
    private final AgentSpec spec;
    private final Prompt prompt;
    private final List<ToolSpec> tools;
    private final Teller teller;
    private final Uplink uplink = new Uplink();
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(STEPS_MAX);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<RealtimeLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong spokenMicros = new AtomicLong();
    private final long beganNanos = System.nanoTime();

    /** What the talk's thread takes. */
    sealed interface Step {
        record Message(RealtimeLink from, JsonNode message) implements Step {}

        record Lost(RealtimeLink link, ProviderException cause) implements Step {}

        record Opened(RealtimeLink link) implements Step {}

        record NotOpened(ProviderException cause) implements Step {}

        record Start(Speaker speaker) implements Step {}

        record Say(String text) implements Step {}

        record Inform(String fact) implements Step {}

        record Typed(String text) implements Step {}

        record Answer(ToolCall call, ToolResult result) implements Step {}

        record Spoken(Saying saying, Utterance utterance) implements Step {}
    }

    RealtimeSession(
            OpenAiServer server,
            OpenAiRealtimeSettings settings,
            Wire wire,
            AgentSpec spec,
            Consumer<VoiceEvent> events) {
        this.server = server;
        this.settings = settings;
        this.wire = wire;
        this.spec = spec;
        this.prompt = new Prompt(spec);
        this.teller = new Teller(events);
        this.tools = new ArrayList<>(spec.tools());
        prompt.intentTool().ifPresent(tools::add);
        if (settings.hangsUp()) {
            tools.add(prompt.endTool());
        }
    }

    /** Opens the first session and begins to take what comes. */
    void connect() throws InterruptedException {
        RealtimeLink link = openLink();
        RealtimeTalk talk = new RealtimeTalk(this, settings, spec, prompt, uplink, teller, link);
        run("realtime", () -> take(talk));
    }

    private RealtimeLink openLink() throws InterruptedException {
        RealtimeLink link = RealtimeLink.open(
                wire, server, settings, RealtimeMessages.session(settings, spec, prompt, tools), this);
        links.add(link);
        return link;
    }

    /** Opens another session beside the one in use; the talk is told of it. */
    void openAnother() {
        run("realtime-next", () -> {
            try {
                RealtimeLink link = openLink();
                if (!post(new Step.Opened(link)) || teller.isOver()) {
                    link.close();
                }
            } catch (ProviderException failure) {
                boolean _ = post(new Step.NotOpened(failure));
            }
        });
    }

    /** Tells the talk when the utterance was played or cut. */
    void watch(Saying saying, Utterance utterance) {
        run("realtime-spoken", () -> {
            while (utterance.await(settings.answer()) == Utterance.State.PENDING) {
                log.trace("still speaking");
            }
            boolean _ = post(new Step.Spoken(saying, utterance));
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void run(String name, Work work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException closed) {
                log.trace("closed");
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
        if (teller.isOver()) {
            thread.interrupt();
        }
    }

    private void take(RealtimeTalk talk) throws InterruptedException {
        try {
            talk.begin();
            while (!teller.isOver()) {
                Step step = steps.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (step != null) {
                    talk.take(step);
                }
                uplink.fill();
                talk.tick();
            }
        } catch (RuntimeException broken) {
            log.error("{}: the talk broke down", server.name(), broken);
            talk.fail(new ProviderException(server.name(), Kind.PROTOCOL, "the talk broke down", broken));
        } finally {
            talk.close();
        }
    }

    /** Lines it up, waiting while the line is full; false when the talk is over. */
    boolean post(Step step) {
        try {
            while (!teller.isOver()) {
                if (steps.offer(step, TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** For those who may not wait. */
    private void postNow(Step step) {
        if (!teller.isOver() && !steps.offer(step)) {
            log.warn("{}: more than {} steps wait, dropped one", server.name(), STEPS_MAX);
        }
    }

    /** So much more was made for the caller to hear. */
    void spoke(long micros) {
        spokenMicros.addAndGet(micros);
    }

    /** Tells the end after what was used, and lets go of all; false when it was over before. */
    boolean end(List<VoiceEvent> last) {
        List<VoiceEvent> all = new ArrayList<>();
        all.add(used(Usage.Unit.TALK_MS, (System.nanoTime() - beganNanos) / 1_000_000));
        all.add(used(Usage.Unit.AUDIO_IN_MS, uplink.sentMillis()));
        all.add(used(Usage.Unit.AUDIO_OUT_MS, spokenMicros.get() / 1000));
        all.addAll(last);
        boolean first = teller.end(all);
        if (first) {
            long dropped = links.stream().mapToLong(RealtimeLink::audioDropped).sum();
            if (dropped > 0) {
                log.warn("{}: dropped {} pieces of the caller's audio", server.name(), dropped);
            }
            links.forEach(RealtimeLink::close);
            threads.stream()
                    .filter(thread -> !thread.equals(Thread.currentThread()))
                    .forEach(Thread::interrupt);
        }
        return first;
    }

    private VoiceEvent.Used used(Usage.Unit unit, long amount) {
        return new VoiceEvent.Used(new Usage(server.name(), unit, amount));
    }

    String provider() {
        return server.name();
    }

    /** That session is of no more use. */
    void drop(RealtimeLink link) {
        link.close();
        links.remove(link);
    }

    @Override
    public void message(RealtimeLink link, JsonNode message) {
        boolean _ = post(new Step.Message(link, message));
    }

    @Override
    public void lost(RealtimeLink link, ProviderException cause) {
        boolean _ = post(new Step.Lost(link, cause));
    }

    @Override
    public void start(Speaker speaker) {
        uplink.begin();
        postNow(new Step.Start(speaker));
    }

    @Override
    public void hear(Pcm caller) {
        if (!teller.isOver()) {
            uplink.hear(caller.samples());
        }
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        // the server's detector decides
    }

    @Override
    public void say(String text) {
        if (!text.isBlank()) {
            postNow(new Step.Say(text));
        }
    }

    @Override
    public void inform(String fact) {
        postNow(new Step.Inform(fact));
    }

    @Override
    public void typed(String text) {
        postNow(new Step.Typed(text));
    }

    @Override
    public void answer(ToolCall call, ToolResult result) {
        postNow(new Step.Answer(call, result));
    }

    @Override
    public void close() {
        boolean _ = end(List.of());
    }
}
