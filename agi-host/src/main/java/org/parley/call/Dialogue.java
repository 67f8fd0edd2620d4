package org.parley.call;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AskingWords;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.StandardWords;
import org.parley.ai.Transcript;
import org.parley.ai.talk.BackChannels;
import org.parley.ai.talk.FloorDecision;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.SpeechSound;
import org.parley.audio.AudioLeg;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.script.Answer;
import org.parley.script.Answer.Outcome;
import org.parley.script.Call.AnsweredBy;
import org.parley.script.Call.Said;
import org.parley.script.Mood;
import org.parley.script.Question;

/** Speaks and listens, turn by turn, on the call's thread. */
final class Dialogue {
    /** After the last key of a number that may go on. */
    private static final Duration NEXT_KEY = Duration.ofSeconds(3);

    private static final Duration RECOGNISED_WITHIN = Duration.ofSeconds(6);
    private static final int KEYS_MAX = 64;

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
    private final StringBuilder keys = new StringBuilder();
    private int utterances; // of ours so far
    private @Nullable Question asked; // while its prompt plays
    private @Nullable Speaker stoppedByKeys; // while a prompt plays that the caller may interrupt
    private boolean callerSpeaking;
    private long speechStartNanos; // of the turn that the caller is in, or was in last
    private Mood mood = Mood.NONE; // of the caller's last words
    private @Nullable Heard unanswered; // words, or a failure to get them, that no question has taken yet

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
        if (said.interrupted() && keys.isEmpty()) {
            settle(); // keys are kept: the caller answers ahead what will be asked next
        }
        return said;
    }

    /** Says the prompt and waits for its answer, again as often as the question allows. */
    Answer ask(String prompt, Question asking) throws InterruptedException {
        Question question = asking.in(language.now());
        Answer answer = Answers.NO_INPUT;
        for (int attempt = 1; attempt <= question.tries(); attempt++) {
            String lead = attempt > 1 && answer.outcome() == Outcome.NO_MATCH ? sorry(question) : "";
            expect(question.expected());
            if (!prompt.isEmpty()) {
                asked = question;
                speak(lead + prompt, true);
                asked = null;
            }
            answer = await(question);
            timeline.note("answer", "outcome", answer.outcome().name(), "value", answer.value(), "attempt", attempt);
            if (answer.isOk() && (!question.confirm() || confirmed(answer))) {
                return answer;
            }
            if (answer.isOk()) {
                answer = new Answer(Outcome.NO_MATCH, "", answer.words(), answer.confidence(), null);
            }
        }
        return answer;
    }

    /** Before a question is asked again: what was wrong with the answer, or with us. */
    private String sorry(Question question) {
        AskingWords words = StandardWords.of(language.now()).asking();
        boolean byKeys = question.expected() instanceof Listening.Digits
                || !question.keys().isEmpty();
        return (byKeys && !language.isHeard() ? words.keysOnly() : words.sorry()) + " ";
    }

    private boolean confirmed(Answer answer) throws InterruptedException {
        Question yesNo = Question.yesNo().in(language.now());
        expect(yesNo.expected());
        speak(Questions.readBack(answer, customersTime.get().getZone(), language.now()), true);
        return await(yesNo).isYes();
    }

    private void expect(Listening.Expected expected) {
        line.hearing().expect(new Listening(Pcm.TELEPHONE_RATE, language.now(), expected));
        if (!callerSpeaking) {
            unanswered = null;
        }
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

    private Said speak(String text, boolean interruptible) throws InterruptedException {
        AudioLeg leg = line.leg();
        Utterance utterance =
                interruptible ? leg.speaker().utterance() : leg.speaker().protectedUtterance();
        timeline.note("agent-says", "text", text);
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
        String taken = keys.toString();
        keys.setLength(0);
        return taken;
    }

    /** The customer's wall clock. */
    ZonedDateTime customersTime() {
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
                signal = take(endNanos);
            } while (!(signal instanceof Signal.Spoken(int over) && over == number));
        } finally {
            watch.interrupt();
        }
    }

    /** Waits until a caller who interrupted us has said what he wanted to say. */
    private void settle() throws InterruptedException {
        long deadline = deadline(settings.endOfTurn().plus(settings.bargeIn()).plus(RECOGNISED_WITHIN));
        while (unanswered == null && take(deadline) != null) {
            if (callerSpeaking) {
                deadline = deadline(settings.turnMax());
            }
        }
        unanswered = null;
    }

    private Answer await(Question question) throws InterruptedException {
        Duration patience = question.noInput() == null ? settings.noInput() : question.noInput();
        long deadline = deadline(callerSpeaking ? settings.turnMax() : patience);
        while (true) {
            Optional<Answer> answer = answerSoFar(question, false);
            if (answer.isPresent()) {
                return answer.get();
            }
            switch (take(deadline)) {
                case null -> {
                    return answerSoFar(question, true).orElse(Answers.NO_INPUT);
                }
                case Signal.Key _ -> deadline = deadline(NEXT_KEY);
                case Signal.Hearing(Heard.SpeechStarted _) -> deadline = deadline(settings.turnMax());
                case Signal.Hearing(Heard.SpeechEnded _) -> deadline = deadline(RECOGNISED_WITHIN);
                default -> {} // nothing that changes how long to wait
            }
        }
    }

    /** The answer that keys or words give by now; {@code complete} when no more keys will come. */
    private Optional<Answer> answerSoFar(Question question, boolean complete) {
        if (!keys.isEmpty()
                && (question.expected() instanceof Listening.Digits
                        || !question.keys().isEmpty())) {
            Optional<Answer> answer = Answers.ofKeys(keys.toString(), complete, question);
            answer.ifPresent(_ -> {
                turns.callerKeyed(keys.toString());
                keys.setLength(0);
            });
            return answer;
        }
        Heard heard = unanswered;
        unanswered = null;
        return switch (heard) {
            case null -> Optional.empty();
            case Heard.Understood understood ->
                Optional.of(Answers.ofWords(understood.transcript(), question, customersTime.get())
                        .in(mood));
            case Heard.Failed _ -> Optional.of(Answers.ofWords(Transcript.NONE, question, customersTime.get()));
            case Heard.SpeechStarted _ -> Optional.empty();
            case Heard.SpeechEnded _ -> Optional.empty();
            case Heard.Partly _ -> Optional.empty();
        };
    }

    /** Silence, or an echo, for so long. */
    void pause(Duration length) throws InterruptedException {
        long deadline = deadline(length);
        Signal signal;
        do {
            signal = take(deadline);
        } while (signal != null);
    }

    /** The next signal, handled; null when the deadline passed. */
    @Nullable
    Signal take(long deadlineNanos) throws InterruptedException {
        Signal signal = signals.take(Math.min(endNanos, deadlineNanos));
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
                if (keys.length() < KEYS_MAX) {
                    keys.append(key);
                }
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
            case Signal.Stop _ -> throw ending.because(EndReason.STOPPED, "the host stops");
            case Signal.Sounded(SpeechSound sound) -> moods.sounded(sound);
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
        String words = heard.transcript().text();
        Question question = asked;
        boolean answers = question != null
                && !(question.expected() instanceof Listening.Anything)
                && Answers.ofWords(heard.transcript(), question, customersTime.get())
                        .isOk();
        if (!answers && (words.isBlank() || BackChannels.isOne(words, language.now()))) {
            return false;
        }
        playing.clear();
        timeline.note("floor", "decision", "CUT", "why", answers ? "the answer" : "words", "words", words);
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
                mood = understood.transcript().isEmpty()
                        ? Mood.NONE
                        : moods.answered(understood.transcript().text(), speechStartNanos);
                unanswered = isMeant(understood) ? understood : null;
            }
            case Heard.Partly _ -> {} // the floor has heard of it
            case Heard.Failed(ProviderException cause) -> {
                callerSpeaking = false;
                unanswered = heard;
                timeline.note("hearing-failed", "reason", String.valueOf(cause.getMessage()));
            }
        }
    }
}
