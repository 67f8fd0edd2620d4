package org.parley.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.ai.LanguageModel;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;
import org.parley.ai.talk.AnsweringMachine;
import org.parley.call.Asking;
import org.parley.call.Given;
import org.parley.script.Answer;
import org.parley.script.CallEnded;
import org.parley.script.Mood;
import org.parley.script.Question;
import org.parley.script.TalkPlan;
import org.parley.trial.TrialCaller.Interruption;
import org.parley.trial.TrialCaller.Move;
import org.parley.trial.TrialOutcome.EndedBy;
import org.parley.trial.TrialOutcome.Who;

/** A call as text: what is said are words, and time passes only by what is said and waited for. One thread. */
final class TrialCall extends RecordedCall implements Asking.Line {
    private static final Duration KEY = Duration.ofMillis(250);
    private static final Duration SOUND = Duration.ofSeconds(2);
    private static final Duration HELLO = Duration.ofSeconds(1);

    /** More verbs than any conversation has; what uses them goes round without end. */
    private static final int VERBS_MAX = 10_000;

    private final TrialSettings settings;
    private final TrialCaller caller;
    private final LanguageModel model;
    private final Instant start;
    private final ZoneId zone;
    private final Transcripts transcript;
    private final Given given = new Given();
    private Duration passed = Duration.ZERO;
    private Duration callerEnded = Duration.ZERO; // when he had said or keyed his last
    private Duration silence = Duration.ZERO; // that he still keeps
    private @Nullable EndedBy endedBy; // null while the call goes on
    private String detail = "";
    private boolean inTool;
    private int verbs;

    TrialCall(
            Trial.Setting setting,
            TrialSettings settings,
            TrialCaller caller,
            LanguageModel model,
            Transcripts transcript) {
        super(setting, settings.language());
        this.settings = settings;
        this.caller = caller;
        this.model = model;
        this.transcript = transcript;
        ZoneOffset his = setting.lead().clock();
        this.zone = his == null ? ZoneOffset.UTC : his;
        this.start = setting.start().atZone(zone).toInstant();
    }

    // --- time and the end

    @Override
    public Duration passed() {
        return passed;
    }

    void pass(Duration length) {
        Duration left = settings.callMax().minus(passed);
        if (length.compareTo(left) >= 0) {
            passed = settings.callMax();
            throw ended(EndedBy.TIME, "the longest time of a call is over");
        }
        passed = passed.plus(length);
    }

    CallEnded ended(EndedBy by, String why) {
        endedBy = by;
        detail = why;
        return new CallEnded(why);
    }

    @Override
    CallEnded hungUp() {
        return ended(EndedBy.SCRIPT, "the script hung up");
    }

    @Override
    Instant now() {
        return start.plus(passed);
    }

    @Nullable
    EndedBy endedBy() {
        return endedBy;
    }

    String detail() {
        return detail;
    }

    Transcripts transcript() {
        return transcript;
    }

    @Override
    void verb(String step) {
        if (inTool) {
            throw new IllegalStateException("A tool cannot speak, listen or use the channel while the talk goes on;"
                    + " what it returns is told to the model, and what follows the talk stands after converse");
        }
        if (endedBy != null) {
            throw new CallEnded(detail);
        }
        if (++verbs > VERBS_MAX) {
            throw new IllegalStateException("It used " + VERBS_MAX + " verbs and goes on; does it ever end?");
        }
        decided().path.add(step);
    }

    /** Code of a tool, which may not use the line. */
    void beside(Runnable code) {
        inTool = true;
        try {
            code.run();
        } finally {
            inTool = false;
        }
    }

    // --- speaking and listening

    @Override
    public Said say(String text, boolean interruptible) {
        verb("say: " + text);
        Said said = speak(text, interruptible, null);
        return new Said(said.interrupted(), said.heard(), given.takeWords().text());
    }

    Said speak(String words, boolean interruptible, @Nullable Question asked) {
        String text = decided().permitted(words.strip().replaceAll("\\s+", " "), language());
        Optional<Interruption> over = caller.begins(text, passed.minus(callerEnded), interruptible);
        if (over.isEmpty()) {
            return heardOut(text);
        }
        String his = over.get().words();
        Transcript heard = Transcripts.recognised(his);
        boolean cut = interruptible
                && Asking.cut(heard, asked, customersTime(), region()).isPresent();
        if (!cut) {
            Said said = heardOut(text);
            transcript.add(passed, Who.CALLER, his, interruptible ? "while we spoke" : "nobody may interrupt here");
            if (!interruptible) {
                given.words(heard, Mood.NONE);
            }
            return said;
        }
        String part = text.substring(0, Math.min(text.length(), over.get().heard()));
        Duration length = Transcripts.length(part).plus(settings.bargeIn());
        transcript.add(passed, Who.AGENT, part, "interrupted");
        pass(length);
        said(his, heard);
        hangUpIf(caller.heard(part));
        return new Said(true, length);
    }

    private Said heardOut(String text) {
        Duration length = Transcripts.length(text);
        pass(length);
        transcript.add(passed.minus(length), Who.AGENT, text, "");
        hangUpIf(caller.heard(text));
        return new Said(false, length);
    }

    private void hangUpIf(boolean hangsUp) {
        if (hangsUp) {
            throw ended(EndedBy.CALLER, "the caller hung up");
        }
    }

    /** His words, to the end of his turn. */
    private void said(String words, Transcript heard) {
        transcript.add(passed, Who.CALLER, words, heard.isEmpty() ? "not understood" : "");
        pass(Transcripts.length(words));
        callerEnded = passed;
        pass(settings.endOfTurn());
        given.words(heard, new Mood(heard.text(), 0, 0, Duration.ZERO, Map.of()));
    }

    @Override
    public Answer listen(Question question) {
        verb("listen");
        return asked("", question);
    }

    @Override
    public Answer ask(String prompt, Question question) {
        verb("ask: " + prompt);
        return asked(prompt, question);
    }

    private Answer asked(String prompt, Question question) {
        try {
            return Asking.ask(this, prompt, question);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ended(EndedBy.FAILURE, "the trial was stopped");
        }
    }

    @Override
    public void expect(Listening.Expected expected) {
        given.dropWords();
    }

    @Override
    public void speak(String text, @Nullable Question asked) {
        speak(text, true, asked);
    }

    @Override
    public void answered(Answer answer, int attempt) {
        decided()
                .path
                .add("answer: "
                        + (answer.isOk() ? answer.value() : answer.outcome().name()));
    }

    @Override
    public Locale region() {
        return Languages.in(language(), usualLanguage());
    }

    @Override
    public boolean isHeard() {
        return true;
    }

    @Override
    public ZonedDateTime customersTime() {
        return now().atZone(zone);
    }

    @Override
    public Answer await(Question question) {
        Duration noInput = question.noInput();
        Duration patience = noInput == null ? settings.noInput() : noInput;
        while (true) {
            Optional<Answer> answer = answerSoFar(question, false);
            if (answer.isPresent()) {
                return answer.get();
            }
            boolean keyed = given.hasKeys();
            if (keyed && !caller.keysFollow()) {
                pass(Given.NEXT_KEY);
                return answerSoFar(question, true).orElseGet(Asking::noInput);
            }
            patience = heardWithin(patience);
            if (patience.isZero()) {
                transcript.callersTurn();
                return answerSoFar(question, true).orElseGet(Asking::noInput);
            }
        }
    }

    private Optional<Answer> answerSoFar(Question question, boolean complete) {
        return given.answer(question, complete, customersTime(), region(), _ -> {});
    }

    /** The caller's next move, or this much silence; returns how long he may still be silent. */
    Duration heardWithin(Duration patience) {
        if (silence.isPositive()) {
            return keepsSilent(patience);
        }
        switch (caller.next()) {
            case Move.Says(String words) -> said(words, Transcripts.recognised(words));
            case Move.Mumbles() -> said("…", Transcript.NONE);
            case Move.Presses(String keys) -> {
                transcript.add(passed, Who.CALLER, "#" + keys, "");
                keys.chars().forEach(key -> {
                    given.key((char) key);
                    pass(KEY);
                });
                callerEnded = passed;
            }
            case Move.Silent(Duration length)
            when length != null -> {
                silence = length;
                return keepsSilent(patience);
            }
            case Move.Silent _ -> {
                pass(patience);
                return Duration.ZERO;
            }
            case Move.HangsUp() -> throw ended(EndedBy.CALLER, "the caller hung up");
        }
        return patience;
    }

    private Duration keepsSilent(Duration patience) {
        Duration now = silence.compareTo(patience) < 0 ? silence : patience;
        silence = silence.minus(now);
        pass(now);
        return patience.minus(now);
    }

    /** The words and keys that wait, for a free talk. */
    Given given() {
        return given;
    }

    @Override
    public AnsweredBy answeredBy(Duration limit) {
        verb("answered by");
        Optional<String> greeting = caller.machine();
        if (greeting.isEmpty()) {
            pass(limit.compareTo(HELLO) < 0 ? limit : HELLO);
            return new AnsweredBy(false, "a person answered");
        }
        AnsweringMachine judge = new AnsweringMachine();
        judge.words(greeting.get());
        transcript.add(passed, Who.CALLER, greeting.get(), "a machine");
        pass(limit.compareTo(Transcripts.length(greeting.get())) < 0 ? limit : Transcripts.length(greeting.get()));
        callerEnded = passed;
        boolean machine = judge.who(0) == AnsweringMachine.Who.MACHINE;
        return new AnsweredBy(machine, machine ? judge.why() : "not clear within " + limit.toMillis() + " ms");
    }

    @Override
    public void play(String sound) {
        verb("play: " + sound);
        transcript.add(passed, Who.AGENT, "[" + sound + "]", "");
        pass(SOUND);
    }

    @Override
    public void echo(Duration limit) {
        verb("echo");
        Duration end = passed.plus(limit);
        while (passed.compareTo(end) < 0) {
            Duration left = heardWithin(end.minus(passed));
            if (given.hasWords()) {
                given.dropWords();
                transcript.add(passed, Who.AGENT, transcript.lines().getLast().text(), "echo");
            }
            if (left.isZero()) {
                return;
            }
        }
    }

    @Override
    public void hold(Duration limit) {
        verb("hold: " + limit.toMillis());
        transcript.add(passed, Who.AGENT, "[music]", "");
        idle(limit, true);
    }

    @Override
    public void pause(Duration length) {
        verb("wait: " + length.toMillis());
        idle(length, false);
    }

    @Override
    void waits(Duration length) {
        idle(length, false);
    }

    /** Time in which nothing is asked: only keys and a hang-up count. */
    private void idle(Duration length, boolean keysEnd) {
        Optional<Move> move = caller.meanwhile();
        if (move.isPresent() && move.get() instanceof Move.Presses(String keys)) {
            transcript.add(passed, Who.CALLER, "#" + keys, "");
            keys.chars().forEach(key -> given.key((char) key));
            pass(KEY);
            callerEnded = passed;
            if (keysEnd) {
                return;
            }
        } else if (move.isPresent()) {
            throw ended(EndedBy.CALLER, "the caller hung up");
        }
        pass(length);
    }

    @Override
    public TalkEnd converse(TalkPlan plan) {
        verb("converse");
        return new TrialTalk(this, plan, model, settings).run();
    }
}
