package org.parley.ai.cascade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.talk.BargeIn;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.Hearing;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/**
 * One talk of a cascade: a virtual thread of its own hears a turn, has it answered, and speaks sentence by sentence.
 */
final class CascadeSession implements VoiceSession {
    private static final int TURNS_MAX = 400;
    private static final int WAITING_MAX = 64;
    private static final String STILL_THERE = "Are you still there?";

    private final LanguageModel model;
    private final TextToSpeech synthesiser;
    private final CascadeSettings settings;
    private final AgentSpec spec;
    private @Nullable Speaker speaker; // null until the call has audio; then set before the thread starts
    private final Consumer<VoiceEvent> events;
    private final Hearing hearing;
    private final BargeIn bargeIn;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<ChatTurn> history = new ArrayList<>(); // the talk's thread only
    private long speechStartNanos; // of the caller's last turn; the talk's thread only
    private int toolsRunning; // the talk's thread only
    private @Nullable Thread thread; // set by start, before anybody else sees the session

    /** What the talk's thread waits for. */
    private sealed interface Step {
        record Ear(Heard heard) implements Step {}

        record Say(String text) implements Step {}

        record Fact(String text) implements Step {}

        record ToolAnswer(ToolCall call, ToolResult result) implements Step {}
    }

    /** A sentence on its way to the caller. */
    private record Spoken(String text, Utterance utterance) {}

    CascadeSession(
            SpeechToText recogniser,
            LanguageModel model,
            TextToSpeech synthesiser,
            CascadeSettings settings,
            AgentSpec spec,
            Consumer<VoiceEvent> events) {
        this.model = model;
        this.synthesiser = synthesiser;
        this.settings = settings;
        this.spec = spec;
        this.events = events;
        this.bargeIn = new BargeIn(settings.bargeIn());
        this.hearing = new Hearing(recogniser, settings.hearing(), heard -> steps.offer(new Step.Ear(heard)));
        history.addAll(spec.history());
        hearing.expect(new Listening(Pcm.TELEPHONE_RATE, spec.language(), spec.expected()));
    }

    @Override
    public void start(Speaker audible) {
        speaker = audible;
        thread = Thread.ofVirtual().name("cascade").start(this::talk);
    }

    @Override
    public void hear(Pcm caller) {
        hearing.frame(caller.samples(), caller.samples().length);
        Speaker audible = speaker;
        if (audible != null) {
            bargeIn.interrupts(audible, System.nanoTime());
        }
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        bargeIn.voice(speaking, nanos);
        hearing.voice(speaking, nanos);
    }

    @Override
    public void say(String text) {
        steps.offer(new Step.Say(text));
    }

    @Override
    public void inform(String fact) {
        steps.offer(new Step.Fact(fact));
    }

    @Override
    public void answer(ToolCall call, ToolResult result) {
        steps.offer(new Step.ToolAnswer(call, result));
    }

    @Override
    public void close() {
        hearing.close();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void talk() {
        try {
            if (!spec.greeting().isEmpty()) {
                speak(spec.greeting());
            }
            converse();
        } catch (ProviderException failure) {
            events.accept(new VoiceEvent.Failed(failure));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void converse() throws InterruptedException {
        boolean asked = false;
        boolean speaking = false;
        while (history.size() < TURNS_MAX) {
            Duration patience = speaking ? settings.hearing().turnMax() : settings.noInput();
            Step step = steps.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            switch (step) {
                case null -> {
                    if (asked) {
                        events.accept(new VoiceEvent.Ended("the caller is silent"));
                        return;
                    }
                    asked = true;
                    speak(STILL_THERE);
                }
                case Step.Say(String text) -> speak(text);
                case Step.Fact(String text) -> history.add(ChatTurn.fact(text));
                case Step.ToolAnswer(ToolCall call, ToolResult result) -> {
                    history.add(ChatTurn.result(call, result));
                    if (--toolsRunning == 0 && reply()) {
                        return;
                    }
                }
                case Step.Ear(Heard.SpeechStarted(long nanos)) -> {
                    speaking = true;
                    speechStartNanos = nanos;
                }
                case Step.Ear(Heard.SpeechEnded _) -> {}
                case Step.Ear(Heard.Failed(ProviderException cause)) -> throw cause;
                case Step.Ear(Heard.Understood heard) -> {
                    speaking = false;
                    asked = false;
                    events.accept(new VoiceEvent.CallerSaid(
                            heard.transcript().text(),
                            heard.transcript().confidence(),
                            new VoiceEvent.CallerSaid.SpeechTimes(
                                    speechStartNanos,
                                    heard.endOfSpeechNanos(),
                                    heard.decidedNanos(),
                                    heard.finalNanos())));
                    history.add(ChatTurn.caller(heard.transcript().text()));
                    if (reply()) {
                        return;
                    }
                }
            }
        }
        events.accept(new VoiceEvent.Ended("the talk has too many turns"));
    }

    /** Answers the last turn; true when the talk is over with it. */
    private boolean reply() throws InterruptedException {
        List<Spoken> spoken = new ArrayList<>();
        SentenceSplitter sentences = new SentenceSplitter(sentence -> begin(sentence, spoken));
        AtomicLong firstToken = new AtomicLong();
        Reply reply = model.reply(spec, List.copyOf(history), text -> {
            firstToken.compareAndSet(0, System.nanoTime());
            sentences.add(text);
        });
        sentences.finish();
        reply.used().forEach(usage -> events.accept(new VoiceEvent.Used(usage)));
        boolean ends =
                spec.intents().stream().anyMatch(intent -> intent.name().equals(reply.intent()) && intent.ends());
        if (!reply.intent().isEmpty()) {
            events.accept(new VoiceEvent.IntentSeen(reply.intent(), ends));
        }
        heardOut(spoken, firstToken.get());
        if (!reply.toolCalls().isEmpty()) {
            history.add(ChatTurn.calls("", reply.toolCalls()));
            toolsRunning = reply.toolCalls().size();
            reply.toolCalls().forEach(call -> events.accept(new VoiceEvent.ToolCalled(call)));
        }
        if (ends) {
            events.accept(new VoiceEvent.Ended(reply.intent()));
        }
        return ends;
    }

    private void speak(String text) throws InterruptedException {
        List<Spoken> spoken = new ArrayList<>();
        SentenceSplitter sentences = new SentenceSplitter(sentence -> begin(sentence, spoken));
        sentences.add(text);
        sentences.finish();
        heardOut(spoken, 0);
    }

    /** Synthesises a sentence behind those before it, which the caller hears meanwhile; none after he interrupted. */
    private void begin(String sentence, List<Spoken> spoken) {
        if (spoken.stream().anyMatch(before -> before.utterance().state() == Utterance.State.CUT)) {
            return;
        }
        Utterance utterance = audible().utterance();
        spoken.add(new Spoken(sentence, utterance));
        try {
            synthesiser.speak(sentence, spec.language(), utterance::write);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            utterance.finish();
        }
    }

    /** Waits until all of it was heard or cut; the history keeps what was heard. */
    private void heardOut(List<Spoken> spoken, long firstTokenNanos) throws InterruptedException {
        StringBuilder heard = new StringBuilder();
        StringBuilder whole = new StringBuilder();
        Duration length = Duration.ZERO;
        long firstFrame = 0;
        boolean cut = false;
        for (Spoken sentence : spoken) {
            Utterance utterance = sentence.utterance();
            Utterance.State state = utterance.await(audible().queueMax());
            length = length.plus(utterance.heard());
            firstFrame = firstFrame == 0 ? utterance.firstFrameNanos() : firstFrame;
            append(whole, sentence.text());
            if (state == Utterance.State.PLAYED) {
                append(heard, sentence.text());
            } else {
                cut = true;
            }
        }
        if (!whole.isEmpty()) {
            history.add(ChatTurn.agent(cut ? heard + " …" : heard.toString()));
            events.accept(new VoiceEvent.AgentSaid(
                    whole.toString(),
                    heard.toString(),
                    new VoiceEvent.AgentSaid.ReplyTimes(firstTokenNanos, 0, firstFrame),
                    length,
                    cut));
        }
    }

    private Speaker audible() {
        return Objects.requireNonNull(speaker, "a talk that was started");
    }

    private static void append(StringBuilder text, String sentence) {
        text.append(text.isEmpty() ? "" : " ").append(sentence);
    }
}
