package org.parley.ai.hume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/**
 * What the agent says on its way to the caller's ear, and what came too late. Used under its session's lock, but for
 * the threads that wait until something was heard.
 */
final class Replies {
    private static final int DROPPED_MAX = 500;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Speaker speaker;
    private final Duration pause;
    private final Object lock;
    private final Consumer<AgentSaid> told;
    private final Deque<Reply> live = new ArrayDeque<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final List<Thread> waiting = new CopyOnWriteArrayList<>();
    private @Nullable Reply current; // takes what comes; null between two
    private boolean hushed; // nothing more of this turn is wanted
    private long madeNanos;

    /** Tells under that lock what was heard or cut. */
    Replies(Speaker speaker, Duration pause, Object lock, Consumer<AgentSaid> told) {
        this.speaker = speaker;
        this.pause = pause;
        this.lock = lock;
        this.told = told;
    }

    /** A sentence; what the turn says so far, or "" when this is not wanted. */
    String text(String id, String words) {
        if (hushed || words.isBlank() || (!id.isEmpty() && dropped.contains(id))) {
            return "";
        }
        Reply reply = open();
        reply.text(id, words.strip());
        return reply.said().text();
    }

    /** True when this audio is wanted: not void, and not here already. */
    boolean expects(String id, int index) {
        return !hushed && !dropped.contains(id) && open().expects(id, index);
    }

    void audio(String id, Pcm audio) {
        Reply reply = open();
        Utterance known = reply.utterance();
        Utterance utterance = known == null ? speaker.utterance() : known;
        if (reply.audio(id, audio, utterance)) {
            madeNanos += audio.duration().toNanos();
        }
        if (known == null) {
            waiting.add(Thread.ofVirtual().name("hume-reply").start(() -> follow(reply, utterance)));
        }
    }

    private Reply open() {
        Reply reply = current;
        if (reply == null) {
            reply = new Reply();
            current = reply;
            live.add(reply);
        }
        return reply;
    }

    /** The turn was made to its end; its caller may be hearing it still. */
    void end() {
        hushed = false;
        Reply reply = current;
        current = null;
        if (reply != null) {
            reply.ids().forEach(this::drop);
            close(reply);
        }
    }

    private void close(Reply reply) {
        reply.end();
        if (reply.utterance() == null && live.remove(reply)) {
            told.accept(reply.said()); // there is nothing to hear
        }
    }

    /** The same, until the turn that is being made is over: the provider does not know of it. */
    void hush() {
        flush();
        hushed = true;
    }

    /** Silence at once: everything is void that plays or waits, and what still comes of it. */
    void flush() {
        hushed = false;
        if (live.isEmpty() && !speaker.isSpeaking()) {
            return;
        }
        speaker.clear();
        current = null;
        for (Reply reply : live) {
            reply.ids().forEach(this::drop);
            told.accept(reply.said());
        }
        live.clear();
    }

    /** Nothing follows for now: tells what was heard up to here, though it may play on. */
    void giveUp() {
        current = null;
        for (Reply reply : live) {
            AgentSaid said = reply.said();
            reply.end();
            told.accept(said);
        }
        live.clear();
    }

    private void drop(String id) {
        if (dropped.size() >= DROPPED_MAX) {
            dropped.remove(dropped.iterator().next());
        }
        dropped.add(id);
    }

    /** True when everything was heard, or cut. */
    boolean isEmpty() {
        return live.isEmpty();
    }

    /** How much speech came that was wanted, in milliseconds. */
    long madeMillis() {
        return madeNanos / 1_000_000;
    }

    private void follow(Reply reply, Utterance utterance) {
        try {
            while (utterance.await(LOOK) == Utterance.State.PENDING) {
                synchronized (lock) {
                    if (!reply.isEnded() && reply.isStale(pause)) {
                        current = current == reply ? null : current;
                        close(reply); // its end was not told; what may still come is another
                    }
                }
            }
            synchronized (lock) {
                if (live.remove(reply)) {
                    current = current == reply ? null : current;
                    told.accept(reply.said());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    /** Nobody waits any more, nothing is told; what plays ends with what it has. */
    void close() {
        new ArrayList<>(live).forEach(Reply::end);
        live.clear();
        current = null;
        waiting.forEach(Thread::interrupt);
    }
}
