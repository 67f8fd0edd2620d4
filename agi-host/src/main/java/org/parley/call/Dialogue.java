package org.parley.call;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.Transcript;
import org.parley.ai.talk.FloorDecision;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.SpeechSound;
import org.parley.audio.AudioLeg;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.call.CallAudio.Awaited;
import org.parley.script.Answer;
import org.parley.script.Call.AnsweredBy;
import org.parley.script.Call.Said;
import org.parley.script.CallEnded;
import org.parley.script.Mood;
import org.parley.script.Question;

/** Speaks and listens, turn by turn, on the call's thread. */
final class Dialogue implements Asking.Line {
    private static final Duration RECOGNISED_WITHIN = Duration.ofSeconds(6);

    private final AudioLine line;
    private final SignalQueue signals;
    private final Ear ear;
    private final Voices voices;
    private final CallLanguage language;
    private final CallSettings settings;
    private final CallTimeline timeline;
    private final Turns turns;
    private final Moods moods;
    private final Supplier<ZonedDateTime> customersTime;
    private final Ending ending;
    private final long endNanos;
    private final Given given = new Given();
    private List<String> anytime = List.of();
    private int utterances; // of ours so far
    private @Nullable Question asked; // while its prompt plays
    private @Nullable Speaker stoppedByKeys; // while a prompt plays that the caller may interrupt
    private boolean callerSpeaking;
    private long speechStartNanos; // of the turn that the caller is in, or was in last

    Dialogue(
            AudioLine line,
            SignalQueue signals,
            Ear ear,
            Voices voices,
            CallLanguage language,
            CallSettings settings,
            CallTimeline timeline,
            Turns turns,
            Moods moods,
            Supplier<ZonedDateTime> customersTime,
            Ending ending,
            long endNanos) {
        this.line = line;
        this.signals = signals;
        this.ear = ear;
        this.voices = voices;
        this.language = language;
        this.settings = settings;
        this.timeline = timeline;
        this.turns = turns;
        this.moods = moods;
        this.customersTime = customersTime;
        this.ending = ending;
        this.endNanos = endNanos;
    }

    /** Speaks; when the caller interrupts, his words are heard to their end before this returns. */
    Said say(String text, boolean interruptible) throws InterruptedException {
        expect(new Listening.Anything());
        Said said = speak(text, interruptible);
        if (said.interrupted() && !given.hasKeys()) {
            settle(); // keys are kept: the caller answers ahead what will be asked next
        }
        return new Said(said.interrupted(), said.heard(), given.takeWords().text());
    }

    /** What the caller may say from now on, whatever is asked. */
    void anytime(List<String> sentences) {
        anytime = sentences;
    }

    /** Says the prompt and waits for its answer, again as often as the question allows. */
    Answer ask(String prompt, Question question) throws InterruptedException {
        return Asking.ask(this, prompt, question);
    }

    @Override
    public void answered(Answer answer, int attempt) {
        timeline.note("answer", "outcome", answer.outcome().name(), "value", answer.value(), "attempt", attempt);
    }

    @Override
    public void expect(Listening.Expected expected) {
        line.hearing().expect(new Listening(Pcm.TELEPHONE_RATE, language.now(), expected, anytime));
        if (!callerSpeaking) {
            given.dropWords();
        }
    }

    @Override
    public void speak(String text, @Nullable Question asks) throws InterruptedException {
        asked = asks;
        speak(text, true);
        asked = null;
    }

    /** Plays samples as an utterance. */
    void play(Pcm sound) throws InterruptedException {
        Utterance utterance = line.leg().speaker().utterance();
        boolean whole = utterance.write(sound);
        utterance.finish();
        if (!whole) {
            throw new IllegalArgumentException("Expected a sound that fits the queue (setting audio.queue-max) but it"
                    + " lasts " + sound.duration());
        }
        heardOut(utterance, settings.turnMax().plus(sound.duration()));
    }

    private Said speak(String wanted, boolean interruptible) throws InterruptedException {
        String text = timeline.permitted(wanted, language.now());
        AudioLeg leg = line.leg();
        Utterance utterance =
                interruptible ? leg.speaker().utterance() : leg.speaker().protectedUtterance();
        timeline.note("agent-says", "text", text, "interruptible", interruptible, "asks", asked != null);
        Locale spoken = language.now();
        long began = System.nanoTime();
        Thread synthesis = Thread.ofVirtual().name("speak").start(() -> synthesise(text, spoken, utterance));
        stoppedByKeys = interruptible ? leg.speaker() : null;
        ear.mayInterrupt(stoppedByKeys);
        try {
            heardOut(utterance, leg.speaker().queueMax());
        } finally {
            ear.mayInterrupt(null);
            stoppedByKeys = null;
            synthesis.interrupt();
            turns.agentSaid(text, began, utterance);
        }
        return new Said(utterance.state() == Utterance.State.CUT, utterance.heard());
    }

    /** Speaks with the box's voice into a talk that goes on; nothing is waited for. */
    void speakBeside(String text, Locale spoken, Speaker speaker) {
        Utterance utterance = speaker.utterance();
        Thread.ofVirtual().name("speak").start(() -> synthesise(text, spoken, utterance));
    }

    /** Who answered, by the channel's AMDSTATUS or by what is heard. */
    AnsweredBy answeredBy(String amd, Duration limit) throws InterruptedException {
        return WhoAnswered.find(amd, limit, this, line, ear, timeline);
    }

    /** The keys that nobody has taken yet. */
    String takeKeys() {
        return given.takeKeys();
    }

    @Override
    public Locale language() {
        return language.now();
    }

    @Override
    public Locale region() {
        return Languages.in(language.now(), language.usual());
    }

    @Override
    public boolean isHeard() {
        return language.isHeard();
    }

    @Override
    public ZonedDateTime customersTime() {
        return customersTime.get();
    }

    private void synthesise(String text, Locale spoken, Utterance utterance) {
        try {
            voices.textToSpeech().speak(text, spoken, utterance::write);
        } catch (ProviderException failure) {
            signals.post(new Signal.Unspoken(String.valueOf(failure.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            utterance.finish();
        }
    }

    /** Handles signals until the utterance is over. */
    private void heardOut(Utterance utterance, Duration limit) throws InterruptedException {
        int number = ++utterances;
        Thread watch = Thread.ofVirtual().name("heard-out").start(() -> {
            try {
                utterance.await(limit);
                signals.post(new Signal.Spoken(number));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            Signal signal;
            do {
                signal = take(endNanos, Awaited.TIME);
            } while (!(signal instanceof Signal.Spoken(int over) && over == number));
        } finally {
            watch.interrupt();
        }
    }

    /** Waits until a caller who interrupted us has said what he wanted to say. */
    private void settle() throws InterruptedException {
        long deadline = deadline(settings.endOfTurn().plus(settings.bargeIn()).plus(RECOGNISED_WITHIN));
        while (!given.hasWords() && take(deadline, Awaited.ANSWER) != null) {
            if (callerSpeaking) {
                deadline = deadline(settings.turnMax());
            }
        }
    }

    @Override
    public Answer await(Question question) throws InterruptedException {
        Duration patience = question.noInput() == null ? settings.noInput() : question.noInput();
        long deadline = deadline(callerSpeaking ? settings.turnMax() : patience);
        while (true) {
            Optional<Answer> answer = answerSoFar(question, false);
            if (answer.isPresent()) {
                return answer.get();
            }
            switch (take(deadline, Awaited.ANSWER)) {
                case null -> {
                    return answerSoFar(question, true).orElse(Answers.NO_INPUT);
                }
                case Signal.Key _ -> deadline = deadline(Given.NEXT_KEY);
                case Signal.Hearing(Heard.SpeechStarted _) -> deadline = deadline(settings.turnMax());
                case Signal.Hearing(Heard.SpeechEnded _) -> deadline = deadline(RECOGNISED_WITHIN);
                default -> {} // nothing that changes how long to wait
            }
        }
    }

    private Optional<Answer> answerSoFar(Question question, boolean complete) {
        return given.answer(question, complete, customersTime.get(), region(), turns::callerKeyed);
    }

    /** The caller's own audio, for so long. */
    void echo(Duration limit) throws InterruptedException {
        AudioLeg leg = line.leg();
        leg.echo(true);
        timeline.note("echo");
        try {
            pause(limit);
        } finally {
            leg.echo(false);
        }
    }

    /** Silence, or an echo, for so long. */
    void pause(Duration length) throws InterruptedException {
        long deadline = deadline(length);
        Signal signal;
        do {
            signal = take(deadline, Awaited.TIME);
        } while (signal != null);
    }

    /** Takes leave with these words, and ends the call for that reason: what unwinds the script. */
    CallEnded leave(String words, EndReason reason, String why) throws InterruptedException {
        Said _ = say(words, false);
        return ending.because(reason, why);
    }

    /** The next signal, handled; null when the deadline passed. */
    @Nullable
    Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException {
        Signal signal = line.take(Math.min(endNanos, deadlineNanos), awaited);
        if (signal != null) {
            handle(signal);
        } else if (System.nanoTime() >= endNanos) {
            throw ending.because(EndReason.TIME, "the longest time of a call is over");
        }
        return signal;
    }

    private long deadline(Duration after) {
        return Math.min(endNanos, System.nanoTime() + after.toNanos());
    }

    /** What every signal means wherever it comes; unwinds the script when the call is over. */
    private void handle(Signal signal) {
        switch (signal) {
            case Signal.Key(char key) -> {
                timeline.note("digit");
                given.key(key);
                if (stoppedByKeys != null) {
                    stoppedByKeys.clear();
                }
            }
            case Signal.Floor(FloorDecision decision) -> timeline.note(decision);
            case Signal.Hearing(Heard heard) -> hear(heard);
            case Signal.Unspoken(String reason) -> {
                timeline.note("voice-failed", "reason", reason);
                throw ending.because(EndReason.FAILED, reason);
            }
            case Signal.LegOver(int leg, var end) -> line.legOver(leg, end);
            case Signal.HangUp(String detail) -> throw ending.because(EndReason.SUPERVISOR, detail);
            case Signal.Stop _ -> throw ending.because(EndReason.STOPPED, "the host stops");
            case Signal.Sounded(SpeechSound sound) -> moods.sounded(sound);
            case Signal.Person _ -> {} // whoever waits for him looks at it
            case Signal.Instructed _ -> {} // the talk looks at it, if it still goes on
            case Signal.Finished _ -> {} // likewise
            case Signal.Spoken _ -> {} // whoever waits for it looks at it
            case Signal.ToolAnswered _ -> {} // the talk looks at it, if it still goes on
            case Signal.Voice _ -> {} // late news of a free talk that is over
        }
    }

    /** Words over our prompt: what answers it or says something else cuts it; what only says "I listen" does not. */
    private boolean isMeant(Heard.Understood heard) {
        Speaker playing = stoppedByKeys;
        if (playing == null || !playing.isSpeaking()) {
            return true;
        }
        Optional<String> why = Asking.cut(heard.transcript(), asked, customersTime.get(), region());
        if (why.isEmpty()) {
            return false;
        }
        playing.clear();
        timeline.note(
                "floor",
                "decision",
                "CUT",
                "why",
                why.get(),
                "words",
                heard.transcript().text());
        return true;
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.SpeechStarted(long nanos) -> {
                callerSpeaking = true;
                speechStartNanos = nanos;
            }
            case Heard.SpeechEnded _ -> callerSpeaking = false;
            case Heard.Understood understood -> {
                callerSpeaking = false;
                turns.callerSaid(understood, speechStartNanos);
                Mood mood = understood.transcript().isEmpty()
                        ? Mood.NONE
                        : moods.answered(understood.transcript().text(), speechStartNanos);
                if (isMeant(understood)) {
                    given.words(understood.transcript(), mood);
                } else {
                    given.dropWords();
                }
            }
            case Heard.Partly _ -> {} // the floor has heard of it
            case Heard.Failed(ProviderException cause) -> {
                callerSpeaking = false;
                given.words(Transcript.NONE, Mood.NONE);
                timeline.note("hearing-failed", "reason", String.valueOf(cause.getMessage()));
            }
        }
    }
}
