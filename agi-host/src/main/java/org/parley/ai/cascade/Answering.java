package org.parley.ai.cascade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.Forbidden;
import org.parley.ai.LanguageModel;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.StandardWords;
import org.parley.ai.Usage;

/**
 * One answer on its way, found by the model or a text of ours, on a thread of its own. What is not volatile belongs to
 * the talk's thread.
 */
final class Answering {
    private final LanguageModel model;
    private final AgentSpec spec;
    private final List<ChatTurn> asked;
    private final SpokenReply spoken;
    private final String text; // "" when the model is to find it
    private final Consumer<Answering> done;
    private final Consumer<String> heldBack;
    private final Consumer<String> speaks;
    private String last = ""; // the sentence that was spoken last; on the answer's thread, as breach
    private String breach = ""; // the phrase that must not be said, in the answer that is being made
    private final long beganNanos = System.nanoTime();
    private @Nullable Thread thread; // set by start
    private boolean filled;
    private boolean remembered;
    private volatile @Nullable Reply reply;
    private volatile @Nullable ProviderException failure;

    /**
     * {@code speaks} is told what it says so far, {@code heldBack} a phrase that must not be said, and {@code done}
     * when the answer was heard, cut, or has failed; not when it was stopped. All on the answer's thread.
     */
    Answering(
            LanguageModel model,
            AgentSpec spec,
            List<ChatTurn> history,
            SpokenReply spoken,
            String text,
            Consumer<String> speaks,
            Consumer<String> heldBack,
            Consumer<Answering> done) {
        this.model = model;
        this.spec = spec;
        this.asked = history;
        this.spoken = spoken;
        this.text = text;
        this.done = done;
        this.heldBack = heldBack;
        this.speaks = speaks;
    }

    void start() {
        thread = Thread.ofVirtual().name("cascade-answer").start(this::run);
    }

    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    void join() throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join();
        }
    }

    void stop() throws InterruptedException {
        interrupt();
        join();
    }

    SpokenReply spoken() {
        return spoken;
    }

    long beganNanos() {
        return beganNanos;
    }

    /** The model's answer, or null as long as there is none. */
    @Nullable
    Reply reply() {
        return reply;
    }

    @Nullable
    ProviderException failure() {
        return failure;
    }

    /** Its words are ours: the model was not asked. */
    boolean isOurs() {
        return !text.isEmpty();
    }

    /** Nothing of it has been heard yet. */
    boolean thinks() {
        return text.isEmpty() && !spoken.isHeard() && reply == null;
    }

    boolean wantsFiller() {
        return text.isEmpty() && !filled && spoken.isEmpty() && reply == null && failure == null;
    }

    void filled() {
        filled = true;
    }

    /** True the first time: it goes into the talk's memory once. */
    boolean remember() {
        boolean first = !remembered;
        remembered = true;
        return first;
    }

    private void run() {
        try {
            if (text.isEmpty()) {
                ask();
            } else {
                SentenceSplitter sentences = new SentenceSplitter(this::sentence);
                sentences.add(text);
                sentences.finish();
            }
            if (!breach.isEmpty()) {
                speak(StandardWords.of(spec.language()).notThat());
            }
            spoken.heardOut();
        } catch (ProviderException refused) {
            failure = refused;
        } catch (InterruptedException stopped) {
            return; // whoever stopped it looks at it himself
        }
        done.accept(this);
    }

    private void ask() throws InterruptedException {
        Reply first = asked(asked);
        if (!breach.isEmpty() && first.toolCalls().isEmpty()) {
            String phrase = breach;
            breach = "";
            Reply second = asked(told(phrase));
            List<Usage> used = new ArrayList<>(first.used());
            used.addAll(second.used());
            first = new Reply(second.text(), second.toolCalls(), second.intent(), used);
        }
        reply = first;
    }

    private Reply asked(List<ChatTurn> history) throws InterruptedException {
        try {
            return once(history);
        } catch (ProviderException refused) {
            if (!refused.retryable() || !spoken.isEmpty()) {
                throw refused;
            }
            return once(history); // nothing was said: the caller hears a pause at most
        }
    }

    /** The talk as before, with what it was about to say before what is to be answered. */
    private List<ChatTurn> told(String phrase) {
        List<ChatTurn> history = new ArrayList<>(asked);
        boolean answers = !history.isEmpty() && history.getLast().role() == ChatTurn.Role.CALLER;
        history.add(
                answers ? history.size() - 1 : history.size(),
                ChatTurn.fact(Forbidden.toldOf(phrase, spoken.soFar().text())));
        return history;
    }

    private Reply once(List<ChatTurn> history) throws InterruptedException {
        SentenceSplitter sentences = new SentenceSplitter(this::sentence);
        Reply whole = model.reply(spec, history, piece -> {
            spoken.wrote();
            sentences.add(piece);
        });
        sentences.finish();
        if (Thread.interrupted()) {
            throw new InterruptedException("The caller goes on");
        }
        return whole;
    }

    /** Speaks it, unless it has in it what must not be said: from there on nothing of this answer is spoken. */
    private void sentence(String words) {
        if (!breach.isEmpty()) {
            return;
        }
        Optional<String> phrase = spec.never().in(last + " " + words);
        if (phrase.isPresent()) {
            breach = phrase.get();
            heldBack.accept(breach);
        } else {
            last = words;
            speak(words);
        }
    }

    private void speak(String words) {
        try {
            if (!spoken.isCut()) {
                speaks.accept((spoken.soFar().text() + " " + words).strip());
            }
            spoken.say(words, spec.language());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt(); // the model's own waiting ends by it
        }
    }
}
