package org.parley.ai.cascade;

import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.SpeechToText;
import org.parley.ai.StandardWords;
import org.parley.ai.TalkHistory;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.Transcript;
import org.parley.ai.Usage;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.talk.BackChannels;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.Hearing;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;

/**
 * One talk of a cascade. Its thread hears turns and decides; a second one has the turn answered and spoken, sentence by
 * sentence, and is stopped when the caller goes on. Who has the floor is not decided here: utterances that were cut
 * tell.
 */
final class CascadeSession implements VoiceSession {
    private static final int WAITING_MAX = 64;
    /** So many turns in a row that could not be heard, and the talk fails. */
    private static final int DEAF_MAX = 2;

    private final LanguageModel model;
    private final TextToSpeech synthesiser;
    private final CascadeSettings settings;
    private volatile AgentSpec spec; // its language follows the caller's; written by the talk's thread
    private final SpokenLanguage language;
    private final Consumer<VoiceEvent> events;
    private final Hearing hearing;
    private final String hearingName;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(WAITING_MAX);
    private final TalkHistory history = new TalkHistory(); // this and the rest: the talk's thread only
    private long speechStartNanos; // of the caller's last turn
    private final Set<String> toolsRunning = new HashSet<>(); // by the ids of their calls
    private boolean owesReply; // to the tools' answers, once what is being said was heard
    private int deaf; // turns in a row that could not be heard
    private @Nullable Answering answering; // what is being answered or spoken now
    private @Nullable Speaker speaker; // set by start, before the thread runs
    private @Nullable Thread thread; // set by start

    /** What the talk's thread waits for. */
    private sealed interface Step {
        record Ear(Heard heard) implements Step {}

        record Say(String text) implements Step {}

        record Fact(String text) implements Step {}

        record Typed(String text) implements Step {}

        record ToolAnswer(ToolCall call, ToolResult result) implements Step {}

        record Answered(Answering answering) implements Step {}
    }

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
        this.language = new SpokenLanguage(spec.language());
        this.events = events;
        this.hearingName = recogniser.name();
        this.hearing = new Hearing(recogniser, settings.hearing(), settings.turns(), this::used, this::heard);
        spec.history().forEach(history::add);
        hearing.expect(new Listening(Pcm.TELEPHONE_RATE, spec.language(), spec.expected()));
    }

    @Override
    public void start(Speaker audible) {
        speaker = audible;
        thread = Thread.ofVirtual().name("cascade").start(this::talk);
    }

    private void heard(Heard heard) {
        if (heard instanceof Heard.Partly(var interim)) {
            events.accept(new VoiceEvent.CallerSaying(interim.text()));
        } else {
            steps.offer(new Step.Ear(heard));
        }
    }

    @Override
    public void hear(Pcm caller) {
        hearing.frame(caller.samples(), caller.samples().length);
    }

    @Override
    public void voice(boolean speaking, long nanos) {
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
    public boolean heeds() {
        return model.heeds();
    }

    @Override
    public void typed(String text) {
        steps.offer(new Step.Typed(text));
    }

    @Override
    public void answer(ToolCall call, ToolResult result) {
        steps.offer(new Step.ToolAnswer(call, result));
    }

    @Override
    public void close() {
        hearing.close();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void talk() {
        try {
            if (!spec.greeting().isEmpty()) {
                begin(answering(spec.greeting()));
            } else if (history.isUnanswered()) {
                begin(answering("")); // it takes over from a voice that failed
            }
            converse();
        } catch (ProviderException failure) {
            events.accept(new VoiceEvent.Failed(failure));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            Answering running = answering;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    private void converse() throws InterruptedException {
        while (true) {
            Step step = next();
            switch (step) {
                case null -> fill();
                case Step.Say(String text) -> {
                    awaitAnswering();
                    begin(answering(text));
                }
                case Step.Fact(String text) -> history.add(ChatTurn.fact(text));
                case Step.Typed(String text) -> {
                    Answering running = answering;
                    if (running != null) {
                        stop(running);
                    }
                    history.add(ChatTurn.caller(text));
                    begin(answering(""));
                }
                case Step.ToolAnswer(ToolCall call, ToolResult result) -> {
                    if (toolsRunning.remove(call.id())) {
                        history.add(ChatTurn.result(call, result));
                        owesReply = toolsRunning.isEmpty();
                        replyIfOwed();
                    }
                }
                case Step.Answered(Answering done) -> {
                    if (done == answering && isOver(done)) {
                        return;
                    }
                    replyIfOwed();
                }
                case Step.Ear(Heard.SpeechStarted(long nanos)) -> {
                    speechStartNanos = nanos;
                    Answering running = answering;
                    if (running != null && running.thinks()) {
                        stop(running); // he goes on: what he said so far was not all of it
                    }
                }
                case Step.Ear(Heard.Understood understood) -> understood(understood);
                case Step.Ear(Heard.Failed(ProviderException cause)) -> deaf(cause);
                case Step.Ear(Heard.SpeechEnded _) -> {} // the words follow
                case Step.Ear(Heard.Partly _) -> {} // told already
            }
        }
    }

    private void replyIfOwed() {
        if (owesReply && answering == null) {
            begin(answering(""));
        }
    }

    /** Null when the model is slow and nothing has been said for long enough. */
    private @Nullable Step next() throws InterruptedException {
        Answering running = answering;
        if (running == null || !running.wantsFiller()) {
            return steps.take();
        }
        long left = running.beganNanos() + settings.filler().toNanos() - System.nanoTime();
        return steps.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    private void fill() throws InterruptedException {
        Answering running = answering;
        if (running != null && running.wantsFiller()) {
            running.filled();
            running.spoken().filler(StandardWords.of(spec.language()).oneMoment(), spec.language());
        }
    }

    private void understood(Heard.Understood heard) throws InterruptedException {
        deaf = 0;
        String text = heard.transcript().text();
        events.accept(new VoiceEvent.CallerSaid(
                text,
                heard.transcript().confidence(),
                new VoiceEvent.CallerSaid.SpeechTimes(
                        speechStartNanos, heard.endOfSpeechNanos(), heard.decidedNanos(), heard.finalNanos())));
        follow(heard.transcript());
        used(new Usage(
                hearingName,
                Usage.Unit.AUDIO_IN_MS,
                Math.max(0, heard.endOfSpeechNanos() - speechStartNanos) / 1_000_000));
        Answering running = answering;
        if (running != null
                && running.spoken().isHeard()
                && !running.spoken().isCut()
                && (text.isBlank() || BackChannels.isOne(text, spec.language()))) {
            return; // he only listens, and the agent goes on
        }
        if (running != null) {
            stop(running);
        }
        // a noise stopped us while we thought about the last turn
        boolean onlyANoise = text.isBlank() && history.isUnanswered();
        if (!onlyANoise) {
            history.add(ChatTurn.caller(text));
        }
        begin(answering(""));
    }

    /** A caller who changes his language is answered in it, if it can be spoken. */
    private void follow(Transcript heard) {
        if (!language.heard(heard.language(), heard.text())) {
            return;
        }
        Locale now = language.now();
        events.accept(new VoiceEvent.LanguageHeard(now));
        if (synthesiser.speaks(now)) {
            spec = spec.in(now);
            hearing.expect(new Listening(Pcm.TELEPHONE_RATE, now, spec.expected()));
            history.add(ChatTurn.fact("The caller speaks " + Languages.name(now) + " now: go on in it."));
        }
    }

    /** A turn that could not be heard is asked for again, once. */
    private void deaf(ProviderException cause) throws InterruptedException {
        if (!cause.retryable() || ++deaf >= DEAF_MAX) {
            throw cause;
        }
        awaitAnswering();
        begin(answering(StandardWords.of(spec.language()).again()));
    }

    /** Ends an answer and remembers what was heard of it. */
    private void stop(Answering running) throws InterruptedException {
        audible().clear();
        running.stop();
        remember(running.spoken().soFar(), running);
        answering = null;
    }

    private Answering answering(String text) {
        SpokenReply spoken = new SpokenReply(
                synthesiser, audible(), (name, cause) -> events.accept(new VoiceEvent.SpeechLeft(name, cause)));
        return new Answering(
                model,
                spec,
                history.turns(),
                spoken,
                text,
                soFar -> events.accept(new VoiceEvent.AgentSaying(soFar)),
                phrase -> events.accept(new VoiceEvent.HeldBack(phrase)),
                done -> steps.offer(new Step.Answered(done)));
    }

    private void awaitAnswering() throws InterruptedException {
        Answering running = answering;
        if (running != null) {
            running.join();
            boolean _ = isOver(running);
        }
    }

    private void begin(Answering next) {
        owesReply &= next.isOurs();
        answering = next;
        next.start();
    }

    /** What became of an answer; true when the talk is over with it. */
    private boolean isOver(Answering done) {
        if (done != answering) {
            return false;
        }
        answering = null;
        VoiceEvent.AgentSaid said = done.spoken().soFar();
        remember(said, done);
        ProviderException failure = done.failure();
        if (failure != null) {
            throw failure;
        }
        Reply reply = done.reply();
        if (reply == null) {
            return false;
        }
        reply.used().forEach(this::used);
        if (!reply.toolCalls().isEmpty()) {
            history.add(ChatTurn.calls("", reply.toolCalls()));
            reply.toolCalls().forEach(call -> toolsRunning.add(call.id()));
            reply.toolCalls().forEach(call -> events.accept(new VoiceEvent.ToolCalled(call)));
        }
        // whoever interrupts a goodbye has something to say
        boolean ends = !said.cut()
                && spec.intents().stream().anyMatch(intent -> intent.name().equals(reply.intent()) && intent.ends());
        if (!reply.intent().isEmpty()) {
            events.accept(new VoiceEvent.IntentSeen(reply.intent(), ends));
        }
        if (ends) {
            events.accept(new VoiceEvent.Ended(reply.intent()));
        }
        return ends;
    }

    private void remember(VoiceEvent.AgentSaid said, Answering of) {
        if (!of.spoken().isEmpty() && of.remember()) {
            history.add(SpokenReply.remembered(said));
            events.accept(said);
            used(new Usage(
                    synthesiser.name(), Usage.Unit.CHARACTERS, said.text().length()));
        }
    }

    private void used(Usage usage) {
        events.accept(new VoiceEvent.Used(usage));
    }

    private Speaker audible() {
        return Objects.requireNonNull(speaker, "a talk that was started");
    }
}
