package org.parley.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening;
import org.parley.ai.StandardWords;
import org.parley.dialer.Lead;
import org.slf4j.event.Level;

/**
 * A call for tests of scripts: the caller is a list of what he does next, without audio and without time. The caller's
 * moves are taken in order by what the script asks; one that nobody takes, or a question that nobody answers, fails.
 * <pre>
 * var call = new ScriptedCall().lead("Ana").says("yes").presses("12345").says("right").hangsUp();
 * call.run(script);
 * assertThat(call.status()).isEqualTo("SALE");
 * </pre>
 */
public final class ScriptedCall implements Call {
    private sealed interface Move {
        record Says(String words) implements Move {}

        record Presses(String keys) implements Move {}

        record Mumbles() implements Move {}

        record Silent() implements Move {}

        record Interrupts() implements Move {}

        record Means(Instant at) implements Move {}

        record Ends(TalkEnd end) implements Move {}

        record HangsUp() implements Move {}
    }

    /** A call-back that was agreed. */
    public record CallBack(Instant at, String comment) {}

    private final Deque<Move> moves = new ArrayDeque<>();
    private final List<String> path = new ArrayList<>();
    private final List<String> spoken = new ArrayList<>();
    private final Deque<Runnable> cleanups = new ArrayDeque<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<TalkPlan> talks = new ArrayList<>();
    private Lead lead = Lead.unknown("5550100");
    private Locale language = Locale.ENGLISH;
    private String extension = "8300";
    private String status = "";
    private String target = "";
    private @Nullable CallBack callBack;
    private boolean machine;
    private boolean over;
    private boolean endsEarly;

    // --- what the caller does, in order

    /** Says this at the next question. */
    public ScriptedCall says(String words) {
        return next(new Move.Says(words));
    }

    /** Presses these keys at the next question. */
    public ScriptedCall presses(String keys) {
        return next(new Move.Presses(keys));
    }

    /** Says something that is not understood. */
    public ScriptedCall mumbles() {
        return next(new Move.Mumbles());
    }

    /** Says nothing at the next question. */
    public ScriptedCall silent() {
        return next(new Move.Silent());
    }

    /** Speaks over the next sentence that may be interrupted. */
    public ScriptedCall interrupts() {
        return next(new Move.Interrupts());
    }

    /** Names this time at the next question about a time. */
    public ScriptedCall means(Instant at) {
        return next(new Move.Means(at));
    }

    /** The next free talk ends so. */
    public ScriptedCall talkEnds(String intent, TalkEnd.Reason reason) {
        return next(new Move.Ends(new TalkEnd(intent, reason)));
    }

    /** Hangs up at the next question or free talk. */
    public ScriptedCall hangsUp() {
        return next(new Move.HangsUp());
    }

    /** A machine has answered. */
    public ScriptedCall isMachine() {
        machine = true;
        return this;
    }

    /** The script need not take all that the caller would do. */
    public ScriptedCall mayEndEarly() {
        endsEarly = true;
        return this;
    }

    /** Who calls. */
    public ScriptedCall lead(Lead who) {
        lead = who;
        return this;
    }

    /** Who calls, by first name only. */
    public ScriptedCall lead(String firstName) {
        return lead(new Lead(7, 101, "NEW", firstName, "Diaz", "5550100", "Miami", "FL", "33101", "", "", "", null));
    }

    /** The language in which the call begins: {@code speaks("ar")}. */
    public ScriptedCall speaks(String tag) {
        language = Locale.forLanguageTag(tag);
        return this;
    }

    /** The extension that was reached. */
    public ScriptedCall reached(String dialled) {
        extension = dialled;
        return this;
    }

    /** Runs the script to its end, then what it gave to clean up. A hang-up is an end like any other. */
    public ScriptedCall run(Script script) {
        try {
            script.run(this);
        } catch (CallEnded end) {
            path.add("ended: " + end.getMessage());
        } finally {
            over = true;
            cleanups.forEach(Runnable::run);
        }
        if (!endsEarly && !moves.isEmpty() && !(moves.peek() instanceof Move.HangsUp)) {
            throw new AssertionError("The script ended before the caller did: " + moves + " after " + path);
        }
        return this;
    }

    // --- what came of it

    /** Every verb that was used, such as {@code say: Hello.}, {@code dispose: NI}. */
    public List<String> path() {
        return List.copyOf(path);
    }

    /** Every sentence that the caller was told, prompts included. */
    public List<String> spoken() {
        return List.copyOf(spoken);
    }

    /** The last status, or "". */
    public String status() {
        return status;
    }

    /** Where the caller was sent, {@code extension} or {@code extension@context}, or "". */
    public String target() {
        return target;
    }

    /** The call-back that was agreed, or null. */
    public @Nullable CallBack callBack() {
        return callBack;
    }

    /** The rules of every free talk. */
    public List<TalkPlan> talks() {
        return List.copyOf(talks);
    }

    // --- the call

    @Override
    public String id() {
        return "test";
    }

    @Override
    public String extension() {
        return extension;
    }

    @Override
    public Lead lead() {
        return lead;
    }

    @Override
    public Locale language() {
        return language;
    }

    @Override
    public void language(Locale next) {
        did("language: " + next.toLanguageTag());
        language = next;
    }

    @Override
    public Locale usualLanguage() {
        return Locale.ENGLISH;
    }

    @Override
    public void log(Level level, String text) {
        path.add("log " + level + ": " + text);
    }

    @Override
    public void offRecord(boolean off) {
        did("off the record: " + off);
    }

    @Override
    public void answer() {
        did("answer");
    }

    @Override
    public Said say(String text, boolean interruptible) {
        did("say: " + text);
        spoken.add(text);
        if (moves.peek() instanceof Move.Interrupts) {
            if (!interruptible) {
                throw new AssertionError("The caller cannot interrupt '" + text + "'");
            }
            moves.pop();
            return new Said(true, Duration.ofSeconds(1));
        }
        return new Said(false, Duration.ofMillis(60L * text.length()));
    }

    @Override
    public void play(String sound) {
        did("play: " + sound);
    }

    @Override
    public Answer listen(Question asking) {
        did("listen");
        return understood(asking.in(language), take("a question"));
    }

    @Override
    public Answer ask(String prompt, Question asking) {
        Question question = asking.in(language);
        Answer answer = none(Answer.Outcome.NO_INPUT);
        for (int i = 0; i < question.tries(); i++) {
            did("ask: " + prompt);
            spoken.add(prompt);
            answer = understood(question, take("the question '" + prompt + "'"));
            if (answer.isOk() && question.confirm() && !isRight(answer)) {
                answer = none(Answer.Outcome.NO_MATCH);
            }
            if (answer.isOk()) {
                break;
            }
        }
        path.add("answer: " + (answer.isOk() ? answer.value() : answer.outcome()));
        return answer;
    }

    @Override
    public void dtmf(String keys) {
        did("dtmf: " + keys);
    }

    @Override
    public AnsweredBy answeredBy(Duration limit) {
        did("answered by");
        return new AnsweredBy(machine, "the test");
    }

    @Override
    public void echo(Duration limit) {
        did("echo");
    }

    @Override
    public void hold(Duration limit) {
        did("hold: " + limit.toMillis());
    }

    @Override
    public void pause(Duration length) {
        did("wait: " + length.toMillis());
    }

    @Override
    public TalkEnd converse(TalkPlan plan) {
        did("converse");
        spoken.add(plan.spec().greeting());
        talks.add(plan);
        return switch (take("a free talk")) {
            case Move.Ends(TalkEnd end) -> end.in(plan.spec().language());
            case Move other -> throw new AssertionError("In a free talk a test needs talkEnds, but found " + other);
        };
    }

    @Override
    public Dialplan dialplan() {
        return new ScriptedDialplan(variables, this::did);
    }

    @Override
    public Duration passed() {
        return Duration.ZERO;
    }

    @Override
    public void recording(boolean on) {}

    @Override
    public void never(List<String> phrases) {}

    @Override
    public void anytime(List<String> sentences) {}

    @Override
    public void dispose(String code, String comment) {
        path.add("dispose: " + code);
        status = code;
    }

    @Override
    public void field(String name, String value) {
        did("field: " + name + "=" + value);
    }

    @Override
    public void callback(Instant at, String comment, String agent) {
        did("callback: " + at);
        callBack = new CallBack(at, comment);
    }

    @Override
    public void transfer(String to, String context) {
        target = context.isEmpty() ? to : to + "@" + context;
        did("transfer: " + target);
    }

    @Override
    public void hangup() {
        did("hangup");
        over = true;
        throw new CallEnded("hung up by the script");
    }

    @Override
    public void note(String text) {
        path.add("note: " + text);
    }

    @Override
    public void mark(String kind, String key, String value) {
        path.add(kind + ": " + value);
    }

    @Override
    public void cleanup(Runnable action) {
        cleanups.push(action);
    }

    private ScriptedCall next(Move move) {
        moves.add(move);
        return this;
    }

    private void did(String step) {
        if (over) {
            throw new CallEnded("the caller has gone");
        }
        path.add(step);
    }

    private Move take(String by) {
        Move move = moves.poll();
        if (move == null) {
            throw new AssertionError("The caller has no answer to " + by + "; the path so far: " + path);
        }
        if (move instanceof Move.HangsUp) {
            over = true;
            throw new CallEnded("the caller hung up");
        }
        return move;
    }

    private boolean isRight(Answer answer) {
        String readBack = StandardWords.of(language).asking().readBack().formatted(answer.value());
        did("ask: " + readBack);
        spoken.add(readBack);
        List<String> yes = Question.yesNo().in(language).choices().getOrDefault("yes", List.of());
        return take("the read-back") instanceof Move.Says(String words) && yes.contains(words);
    }

    private static Answer understood(Question question, Move move) {
        return switch (move) {
            case Move.Silent() -> none(Answer.Outcome.NO_INPUT);
            case Move.Mumbles() -> none(Answer.Outcome.NO_MATCH);
            case Move.Means(Instant at)
            when question.expected() instanceof Listening.FutureTime ->
                new Answer(Answer.Outcome.MATCH, at.toString(), at.toString(), 1, at);
            case Move.Presses(String keys) ->
                ScriptedValues.value(question, keys, keys.length() == 1 ? keys.charAt(0) : null, "");
            case Move.Says(String words) -> ScriptedValues.value(question, words, null, words);
            default -> throw new AssertionError("The caller's move does not fit this question: " + move);
        };
    }

    private static Answer none(Answer.Outcome outcome) {
        return new Answer(outcome, "", "", 0, null);
    }

    @Override
    public Data data() {
        throw new IllegalStateException("Expected no data");
    }

    @Override
    public <T> T beside(java.util.function.Supplier<T> work) {
        return work.get();
    }

    @Override
    public String recall(String name) {
        return "";
    }

    @Override
    public void remember(String name, String value) {}
}
