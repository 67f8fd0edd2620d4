package org.parley.ai.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the model is to be asked for: an answer of its own, or words to say, one after the other, since a server takes
 * no request while a response is written. Also what the server begins by itself, when the caller's turn is over. The
 * talk's thread only.
 */
final class Asks {
    private static final int SAY_MAX = 16;
    private static final long AGAIN_NANOS = Duration.ofMillis(300).toNanos();

    private final Prompt prompt;
    private final Deque<String> toSay = new ArrayDeque<>();
    private @Nullable Ask asked; // for a response that has not begun
    private Ask answered = Ask.OWN; // by the response that began last
    private boolean answerWanted;
    private boolean answerExpected;
    private long sinceNanos;
    private long notBeforeNanos = System.nanoTime();
    private int count;

    /** A request: the event's id, and the words to say, "" for the model's own. */
    private record Ask(String id, String words) {
        private static final Ask OWN = new Ask("", "");
    }

    Asks(Prompt prompt) {
        this.prompt = prompt;
    }

    /** These words are to be said; too many at a time are not. */
    void say(String text) {
        if (!text.isBlank() && toSay.size() < SAY_MAX) {
            toSay.add(text);
        }
    }

    /** The model is to speak of its own accord. */
    void answer() {
        answerWanted = true;
    }

    /** The server will begin a response by itself. */
    void expect() {
        answerExpected = true;
        sinceNanos = System.nanoTime();
    }

    /** A response has begun: this is it. */
    void begun() {
        Ask ask = asked;
        answered = ask == null ? Ask.OWN : ask;
        asked = null;
        answerWanted = false;
        answerExpected = false;
    }

    /** The response that began last came to nothing: it is asked for once more, a little later. */
    void again() {
        again(answered);
    }

    /** The session is gone: what was asked of it or expected is asked of the next. */
    void lost() {
        Ask ask = asked;
        if (ask != null || answerExpected) {
            again(ask == null ? Ask.OWN : ask);
        }
    }

    /** True when that event's refusal is of our request, which is asked for once more. */
    boolean refused(String eventId) {
        Ask ask = asked;
        boolean ours = ask != null && ask.id().equals(eventId);
        if (ask != null && ours) {
            again(ask);
        }
        return ours;
    }

    /** The server writes a response already: what was asked of it comes after that. */
    void tooEarly() {
        lost();
    }

    private void again(Ask ask) {
        asked = null;
        answerExpected = false;
        notBeforeNanos = System.nanoTime() + AGAIN_NANOS;
        if (ask.words().isEmpty()) {
            answerWanted = true;
        } else {
            toSay.addFirst(ask.words());
        }
    }

    /** True while a response is due that has not begun. */
    boolean isOpen() {
        return asked != null || answerExpected;
    }

    /** True when one was asked for longer ago than that. One that the server forgot to begin is asked for instead. */
    boolean isOverdue(long now, Duration limit) {
        if (answerExpected && now - sinceNanos > limit.toNanos() / 3) {
            answerExpected = false;
            answerWanted = true;
        }
        return asked != null && now - sinceNanos > limit.toNanos();
    }

    /** The next request, when there is one and its time has come. */
    Optional<ObjectNode> next(long now, boolean mayAnswer) {
        if (now - notBeforeNanos < 0 || isOpen()) {
            return Optional.empty();
        }
        if (answerWanted && mayAnswer) {
            answerWanted = false;
            Ask ask = ask("");
            return Optional.of(RealtimeMessages.answer(ask.id()));
        }
        if (toSay.isEmpty()) {
            return Optional.empty();
        }
        Ask ask = ask(toSay.remove());
        return Optional.of(RealtimeMessages.say(ask.id(), prompt.instructions(false), ask.words()));
    }

    private Ask ask(String words) {
        Ask ask = new Ask("ask" + ++count, words);
        asked = ask;
        sinceNanos = System.nanoTime();
        return ask;
    }
}
