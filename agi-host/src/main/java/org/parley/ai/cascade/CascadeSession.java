package org.parley.ai.cascade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.BargeIn;
import org.parley.ai.ChatTurn;
import org.parley.ai.ChatTurn.Role;
import org.parley.ai.Heard;
import org.parley.ai.Hearing;
import org.parley.ai.LanguageModel;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolCall;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
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
    private final Speaker speaker;
    private final Consumer<VoiceEvent> events;
    private final Hearing hearing;
    private final BargeIn bargeIn;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<ChatTurn> history = new ArrayList<>(); // the talk's thread only
    private @Nullable Thread thread; // set by start, before anybody else sees the session

    /** What the talk's thread waits for. */
    private sealed interface Step {
        record Ear(Heard heard) implements Step {}

        record Say(String text) implements Step {}

        record ToolAnswer(String result) implements Step {}
    }

    /** A sentence on its way to the caller. */
    private record Spoken(String text, Utterance utterance) {}

    CascadeSession(
            SpeechToText recogniser,
            LanguageModel model,
            TextToSpeech synthesiser,
            CascadeSettings settings,
            AgentSpec spec,
            Speaker speaker,
            Consumer<VoiceEvent> events) {
        this.model = model;
        this.synthesiser = synthesiser;
        this.settings = settings;
        this.spec = spec;
        this.speaker = speaker;
        this.events = events;
        this.bargeIn = new BargeIn(settings.bargeIn());
        this.hearing = new Hearing(recogniser, settings.hearing(), heard -> steps.offer(new Step.Ear(heard)));
        hearing.expect(new Listening(Pcm.TELEPHONE_RATE, spec.language(), spec.expected()));
    }

    void start() {
        thread = Thread.ofVirtual().name("cascade").start(this::talk);
    }

    @Override
    public void hear(Pcm caller) {
        hearing.frame(caller.samples(), caller.samples().length);
        bargeIn.interrupts(speaker, System.nanoTime());
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
    public void answer(ToolCall call, String result) {
        steps.offer(new Step.ToolAnswer(call.name() + ": " + result));
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
                case Step.ToolAnswer(String result) -> {
                    history.add(new ChatTurn(Role.TOOL, result));
                    if (reply()) {
                        return;
                    }
                }
                case Step.Ear(Heard.SpeechStarted ignored) -> speaking = true;
                case Step.Ear(Heard.SpeechEnded ignored) -> {}
                case Step.Ear(Heard.Failed(ProviderException cause)) -> throw cause;
                case Step.Ear(Heard.Understood heard) -> {
                    speaking = false;
                    asked = false;
                    events.accept(new VoiceEvent.CallerSaid(
                            heard.transcript().text(), heard.transcript().confidence(), heard.endOfSpeechNanos()));
                    history.add(new ChatTurn(Role.CALLER, heard.transcript().text()));
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
        Reply reply = model.reply(spec, List.copyOf(history), sentences::add);
        sentences.finish();
        for (ToolCall call : reply.toolCalls()) {
            events.accept(new VoiceEvent.ToolCalled(call));
        }
        boolean ends =
                spec.intents().stream().anyMatch(intent -> intent.name().equals(reply.intent()) && intent.ends());
        if (!reply.intent().isEmpty()) {
            events.accept(new VoiceEvent.IntentSeen(reply.intent(), ends));
        }
        heardOut(spoken);
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
        heardOut(spoken);
    }

    /** Synthesises a sentence behind those before it, which the caller hears meanwhile; none after he interrupted. */
    private void begin(String sentence, List<Spoken> spoken) {
        if (spoken.stream().anyMatch(before -> before.utterance().state() == Utterance.State.CUT)) {
            return;
        }
        Utterance utterance = speaker.utterance();
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
    private void heardOut(List<Spoken> spoken) throws InterruptedException {
        StringBuilder heard = new StringBuilder();
        StringBuilder whole = new StringBuilder();
        Duration length = Duration.ZERO;
        long firstFrame = 0;
        boolean cut = false;
        for (Spoken sentence : spoken) {
            Utterance utterance = sentence.utterance();
            Utterance.State state = utterance.await(speaker.queueMax());
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
            history.add(new ChatTurn(Role.AGENT, cut ? heard + " …" : heard.toString()));
            events.accept(new VoiceEvent.AgentSaid(whole.toString(), firstFrame, length, cut));
        }
    }

    private static void append(StringBuilder text, String sentence) {
        text.append(text.isEmpty() ? "" : " ").append(sentence);
    }
}
