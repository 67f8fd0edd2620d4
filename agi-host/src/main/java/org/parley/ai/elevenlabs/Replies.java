package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.elevenlabs.ElevenLabsSettings.LateAudio;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/**
 * The agent's answers in their order, from the provider's first word to the caller's last sample. Not safe for threads:
 * the session's lock guards it.
 */
final class Replies {
    private static final int OPEN_MAX = 200;
    /** Shorter sound without a text is a rest of what was told already. */
    private static final Duration CRUMB = Duration.ofMillis(250);

    private final ElevenLabsSettings.AgentSettings settings;
    private final Consumer<VoiceEvent> events;
    private final Deque<SpokenReply> replies = new ArrayDeque<>();
    private SoundFormat format = SoundFormat.of("");
    private @Nullable Speaker speaker; // null before the call has audio
    private boolean hushed; // nothing more of this answer is wanted
    private long voidUpTo = Long.MIN_VALUE; // events up to this one were interrupted
    private Duration made = Duration.ZERO;

    Replies(ElevenLabsSettings.AgentSettings settings, Consumer<VoiceEvent> events) {
        this.settings = settings;
        this.events = events;
    }

    void format(SoundFormat announced) {
        format = announced;
    }

    void start(Speaker audible) {
        speaker = audible;
        replies.forEach(reply -> reply.play(audible));
    }

    /** The whole text of an answer, told with its first sound. */
    void text(long id, String text) {
        if (isVoid(id)) {
            return;
        }
        hushed = false;
        long now = System.nanoTime();
        SpokenReply last = replies.peekLast();
        if (last == null || !last.mayTake(id)) {
            if (last != null) {
                last.finish();
            }
            last = begin(id, now);
        }
        last.text(id, text, now);
        events.accept(new VoiceEvent.AgentSaying(last.text()));
    }

    /** A piece of sound; late pieces of what was interrupted are refused. */
    void sound(long id, byte[] bytes, JsonNode times) {
        if (isVoid(id) || hushed) {
            return;
        }
        long now = System.nanoTime();
        SpokenReply last = replies.peekLast();
        if (last == null || !last.isOpen()) {
            last = begin(id, now);
        }
        made = made.plus(last.sound(id, bytes, times, now));
    }

    private SpokenReply begin(long id, long now) {
        if (replies.size() >= OPEN_MAX) {
            replies.removeFirst().finish();
        }
        SpokenReply reply = new SpokenReply(id, format, speaker, now);
        replies.addLast(reply);
        return reply;
    }

    /** An event without an id is never void. */
    private boolean isVoid(long id) {
        return id >= 0 && (settings.lateAudio() == LateAudio.UP_TO_INTERRUPTION ? id <= voidUpTo : id < voidUpTo);
    }

    /** The caller interrupted: silence at once. */
    void interrupted(long id) {
        voidUpTo = Math.max(voidUpTo, id);
        cut();
        settle();
    }

    /** Silence at once, and nothing more of this answer: the provider, which makes it, does not know. */
    void hush() {
        cut();
        hushed = true;
        settle();
    }

    private void cut() {
        long now = System.nanoTime();
        tellOver(now);
        Speaker audible = speaker;
        if (audible != null) {
            audible.clear();
        }
        replies.forEach(reply -> reply.cut(now));
    }

    /** The provider's word on what was heard of an answer. */
    void corrected(long id, String original, String heard) {
        for (SpokenReply reply : replies) {
            if (reply.text().equals(original) || (original.isEmpty() && reply.id() == id)) {
                reply.correct(heard);
            }
        }
        settle();
    }

    /** Tells of those that were played or cut, and finishes the one that nothing more comes for. */
    void settle() {
        long now = System.nanoTime();
        SpokenReply last = replies.peekLast();
        if (last != null) {
            last.finishWhenQuiet(now, settings.replyPause().toNanos());
        }
        tellOver(now);
    }

    private void tellOver(long now) {
        while (!replies.isEmpty() && replies.getFirst().isOver(now)) {
            tell(replies.removeFirst());
        }
    }

    private void tell(SpokenReply reply) {
        AgentSaid said = reply.said();
        if (!said.text().isEmpty() || said.heard().compareTo(CRUMB) > 0) {
            events.accept(said);
        }
    }

    /** Nothing more comes: what is here is played out. */
    void noMore() {
        replies.forEach(SpokenReply::finish);
    }

    /** The talk breaks off: silence, and a word on everything as far as it was heard. */
    void breakOff() {
        if (replies.isEmpty()) {
            return;
        }
        cut();
        while (!replies.isEmpty()) {
            tell(replies.removeFirst());
        }
    }

    /** True when everything was heard or cut, or nobody will hear it. */
    boolean isDone() {
        return replies.isEmpty() || speaker == null;
    }

    /** The sound whose end is to be waited for, null when there is none. */
    @Nullable
    Utterance playing() {
        SpokenReply first = replies.peekFirst();
        return first == null ? null : first.playing();
    }

    /** How much speech was made. */
    Duration made() {
        return made;
    }
}
