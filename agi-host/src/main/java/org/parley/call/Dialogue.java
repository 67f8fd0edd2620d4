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
import org.parley.ai.StandardWords;
import org.parley.ai.Transcript;
import org.parley.ai.talk.FloorDecision;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.SpeechSound;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.call.CallAudio.Awaited;
import org.parley.script.Answer;
import org.parley.script.Call.AnsweredBy;
import org.parley.script.Call.Said;
import org.parley.script.CallEnded;
import org.parley.script.Mood;
import org.parley.script.Question;

/** Speaks and listens, turn by turn, on the call's thread. */
final class Dialogue implements Asking.Line {
    /** Who speaks when we are done is let speak so long: a machine's greeting, not the noise of a street. */
    private static final Duration SPEAKS_OUT = Duration.ofSeconds(5);

    private final AudioLine line;
    private final Ear ear;
    private final CallLanguage language;
    private final CallSettings settings;
    private final CallTimeline timeline;
    private final Turns turns;
    private final Moods moods;
    private final Supplier<ZonedDateTime> customersTime;
    private final Ending ending;
    private final long endNanos;
    private final String recogniser; // by its name
    private final Spending spending;
    private final Mouth mouth;
    private final Supervision supervision;
    private final Given given = new Given();
    private List<String> anytime = List.of();
    private Listening.Expected expected = new Listening.Anything(); // of the caller's next words
    private int inserted; // how often something else was done while the script waited
    private final CallersTurn his = new CallersTurn();

    Dialogue(
            AudioLine line,
            SignalQueue signals,
            Ear ear,
            Voices voices,
            Spending spending,
            CallLanguage language,
            CallSettings settings,
            CallTimeline timeline,
            Turns turns,
            Moods moods,
            Supplier<ZonedDateTime> customersTime,
            Ending ending,
            long endNanos,
            Orders orders) {
        this.line = line;
        this.ear = ear;
        this.language = language;
        this.settings = settings;
        this.timeline = timeline;
        this.turns = turns;
        this.moods = moods;
        this.customersTime = customersTime;
        this.ending = ending;
        this.endNanos = endNanos;
        this.recogniser = voices.speechToText().name();
        this.spending = spending;
        this.mouth = new Mouth(this, line, signals, ear, voices, spending, timeline, turns);
        this.supervision = new Supervision(this, line, signals, ending, orders);
    }

    /** When the call must end, {@link System#nanoTime()}. */
    long endNanos() {
        return endNanos;
    }

    /** What supervisors order. */
    Supervision supervision() {
        return supervision;
    }

    /**
     * Speaks; when the caller interrupts, or has begun to speak over what he cannot, his words are heard to their end
     * before this returns.
     */
    Said say(String text, boolean interruptible) throws InterruptedException {
        expect(new Listening.Anything());
        Said said = speak(text, interruptible, null);
        if (said.interrupted() && !given.hasKeys()) {
            settle(); // keys are kept: the caller answers ahead what will be asked next
        }
        String words = interruptible ? given.takeWords().text() : wordsOut();
        return new Said(said.interrupted(), said.heard(), words);
    }

    /** What he has said that nobody has taken, once he who speaks has done so for a while; "" for nothing. */
    String wordsOut() throws InterruptedException {
        long deadline = deadline(SPEAKS_OUT);
        while (his.isOpen() && take(deadline, Awaited.ANSWER) != null) {}
        return given.takeWords().text();
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
    public void expect(Listening.Expected next) {
        expected = next;
        line.hearing().expect(new Listening(Pcm.TELEPHONE_RATE, language.now(), next, anytime));
        if (!his.isSpeaking()) {
            given.dropWords();
        }
    }

    @Override
    public void speak(String text, @Nullable Question asks) throws InterruptedException {
        Said _ = speak(text, true, asks);
    }

    /** Plays samples as an utterance. */
    void play(Pcm sound) throws InterruptedException {
        mouth.play(sound, settings.turnMax());
    }

    /** What says it. */
    Mouth mouth() {
        return mouth;
    }

    private Said speak(String text, boolean interruptible, @Nullable Question asks) throws InterruptedException {
        supervision.fillGap();
        Said said = mouth.speak(text, language.now(), interruptible, asks);
        if (!said.interrupted()) {
            supervision.fillGap();
        }
        return said;
    }

    // --- what a supervisor has done in the middle of it

    /** Says it now, in that language or the call's; what the script does goes on afterwards. */
    Mouth.Spoken insert(String text, @Nullable Locale spoken) throws InterruptedException {
        inserted++;
        return mouth.insert(text, spoken == null ? language.now() : spoken);
    }

    /** Cuts off what is being said, unless it must be heard. */
    void cutOff() {
        mouth.cutOff();
    }

    /** Whether nobody speaks. */
    boolean isGap() {
        return !mouth.isSpeaking() && !his.isOpen();
    }

    /** What the caller's next words are listened for. */
    Listening.Expected expected() {
        return expected;
    }

    /** What he has said and keyed meanwhile answers nothing; from now on he is listened to for this again. */
    void forget(Listening.Expected again) {
        inserted++;
        given.dropWords();
        String _ = given.takeKeys();
        expect(again);
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

    /** Waits until a caller who interrupted us has said what he wanted to say. */
    private void settle() throws InterruptedException {
        long deadline = deadline(settings.endOfTurn().plus(settings.bargeIn()).plus(CallersTurn.RECOGNISED_WITHIN));
        while (!given.hasWords() && take(deadline, Awaited.ANSWER) != null) {
            if (his.isSpeaking()) {
                deadline = deadline(settings.turnMax());
            }
        }
    }

    @Override
    public Answer await(Question question) throws InterruptedException {
        Duration patience = question.noInput() == null ? settings.noInput() : question.noInput();
        long deadline = deadline(his.isSpeaking() ? settings.turnMax() : patience);
        while (true) {
            Optional<Answer> answer = answerSoFar(question, false);
            if (answer.isPresent()) {
                return answer.get();
            }
            int before = inserted;
            Signal signal = take(deadline, Awaited.ANSWER);
            if (inserted != before) {
                deadline = deadline(patience); // he has something else to think of
                continue;
            }
            switch (signal) {
                case null -> {
                    return answerSoFar(question, true).orElse(Answers.NO_INPUT);
                }
                case Signal.Key _ -> deadline = deadline(Given.NEXT_KEY);
                case Signal.Hearing(Heard.SpeechStarted _) -> deadline = deadline(settings.turnMax());
                case Signal.Hearing(Heard.SpeechEnded _) -> deadline = deadline(CallersTurn.RECOGNISED_WITHIN);
                default -> {} // nothing that changes how long to wait
            }
        }
    }

    private Optional<Answer> answerSoFar(Question question, boolean complete) {
        return given.answer(question, complete, customersTime.get(), region(), turns::callerKeyed);
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
        Said _ = speak(words, false, null);
        return ending.because(reason, why);
    }

    /** Ends the call when it has cost more than its script allows. */
    void heedCost() throws InterruptedException {
        if (spending.isOver(System.nanoTime(), false)) {
            throw tooDear(language.now());
        }
    }

    /** The call has cost too much: what unwinds the script, once the caller was told. */
    CallEnded tooDear(Locale spoken) throws InterruptedException {
        return leave(StandardWords.of(spoken).timeIsUp(), EndReason.COST, spending.over());
    }

    /** The next signal, handled; null when the deadline passed. */
    @Nullable
    Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException {
        supervision.fillGap();
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
    private void handle(Signal signal) throws InterruptedException {
        switch (signal) {
            case Signal.Key(char key) -> {
                timeline.note("digit");
                given.key(key);
                Speaker playing = mouth.interruptible();
                if (playing != null) {
                    playing.clear();
                }
            }
            case Signal.Floor(FloorDecision decision) -> timeline.note(decision);
            case Signal.Hearing(Heard heard) -> hear(heard);
            case Signal.Unspoken(String reason) -> {
                timeline.note("voice-failed", "reason", reason);
                throw ending.because(EndReason.FAILED, reason);
            }
            case Signal.LegOver(int leg, var end) -> line.legOver(leg, end);
            case Signal.AudioFlows _ -> timeline.note("audio");
            case Signal.Ordered(Order order) -> supervision.obey(order);
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
        Speaker playing = mouth.interruptible();
        if (playing == null || !playing.isSpeaking()) {
            return true;
        }
        Optional<String> why = Asking.cut(heard.transcript(), mouth.asked(), customersTime.get(), region());
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
            case Heard.SpeechStarted(long nanos) -> his.started(nanos);
            case Heard.SpeechEnded _ -> his.ended();
            case Heard.Understood understood -> {
                his.over();
                turns.callerSaid(understood, his.startNanos());
                spending.heard(recogniser, understood.endOfSpeechNanos() - his.startNanos());
                Mood mood = understood.transcript().isEmpty()
                        ? Mood.NONE
                        : moods.answered(understood.transcript().text(), his.startNanos());
                if (isMeant(understood)) {
                    given.words(understood.transcript(), mood);
                } else {
                    given.dropWords();
                }
            }
            case Heard.Partly _ -> {} // the floor has heard of it
            case Heard.Failed(ProviderException cause) -> {
                his.over();
                given.words(Transcript.NONE, Mood.NONE);
                timeline.note("hearing-failed", "reason", String.valueOf(cause.getMessage()));
            }
        }
    }
}
