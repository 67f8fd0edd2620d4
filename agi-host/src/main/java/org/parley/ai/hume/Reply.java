package org.parley.ai.hume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.audio.Pcm;
import org.parley.audio.Utterance;

/**
 * What the agent says in one turn: sentences, each with an id, its words and its audio, which may come in any order.
 * Used under its session's lock.
 */
final class Reply {
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Utterance utterance; // null until it has audio
    private long firstTextNanos;
    private long firstAudioNanos;
    private long lastAudioNanos;
    private boolean ended;

    /** A sentence; {@code id} is "" while its words came and its audio did not. */
    private static final class Part {
        private String id;
        private String text = "";
        private long nanos;
        private int lastIndex = -1;

        Part(String id) {
            this.id = id;
        }
    }

    /** The words of a sentence; without an id they belong to the next audio. */
    void text(String id, String words) {
        firstTextNanos = firstTextNanos == 0 ? System.nanoTime() : firstTextNanos;
        Part part = id.isEmpty() ? textless() : part(id);
        part.text = part.text.isEmpty() ? words : part.text + " " + words;
    }

    /** The audio of the first sentence without words takes words that have no id. */
    private Part textless() {
        for (Part part : parts) {
            if (part.text.isEmpty()) {
                return part;
            }
        }
        return added("");
    }

    /** True when this piece of audio is new, which then counts as come. */
    boolean expects(String id, int index) {
        Part part = part(id);
        if (index >= 0 && index <= part.lastIndex) {
            return false;
        }
        part.lastIndex = Math.max(part.lastIndex, index);
        return true;
    }

    /** Audio of a sentence; false when nobody will hear it. */
    boolean audio(String id, Pcm audio, Utterance into) {
        lastAudioNanos = System.nanoTime();
        firstAudioNanos = firstAudioNanos == 0 ? lastAudioNanos : firstAudioNanos;
        utterance = into;
        if (!into.write(audio)) {
            return false;
        }
        part(id).nanos += audio.duration().toNanos();
        return true;
    }

    private Part part(String id) {
        for (Part part : parts) {
            if (part.id.equals(id)) {
                return part;
            }
        }
        for (Part part : parts) {
            if (part.id.isEmpty()) {
                part.id = id;
                return part;
            }
        }
        return added(id);
    }

    private Part added(String id) {
        Part part = new Part(id);
        parts.add(part);
        return part;
    }

    boolean has(String id) {
        return parts.stream().anyMatch(part -> part.id.equals(id));
    }

    Collection<String> ids() {
        return parts.stream().map(part -> part.id).filter(id -> !id.isEmpty()).toList();
    }

    /** What the caller hears of it, once it has audio. */
    @Nullable
    Utterance utterance() {
        return utterance;
    }

    boolean isEnded() {
        return ended;
    }

    /** No more comes. */
    void end() {
        ended = true;
        if (utterance != null) {
            utterance.finish();
        }
    }

    /** True when the caller has heard all that came, and nothing came for so long. */
    boolean isStale(Duration pause) {
        return utterance != null
                && System.nanoTime() - lastAudioNanos > pause.toNanos()
                && writtenNanos() - utterance.heard().toNanos() < 60_000_000L;
    }

    private long writtenNanos() {
        return parts.stream().mapToLong(part -> part.nanos).sum();
    }

    /** How much of it was made, in nanoseconds; what the caller has heard is at most that. */
    AgentSaid said() {
        Utterance heardOf = utterance;
        boolean played = heardOf != null && heardOf.state() == Utterance.State.PLAYED;
        Duration heard = heardOf == null ? Duration.ZERO : heardOf.heard();
        StringJoiner whole = new StringJoiner(" ");
        StringJoiner part = new StringJoiner(" ");
        long left = heard.toNanos();
        for (Part sentence : parts) {
            if (sentence.text.isEmpty()) {
                left -= sentence.nanos;
                continue;
            }
            whole.add(sentence.text);
            String heardText = played ? sentence.text : start(sentence, left);
            if (!heardText.isEmpty()) {
                part.add(heardText);
            }
            left -= sentence.nanos;
        }
        return new AgentSaid(
                whole.toString(),
                part.toString(),
                new AgentSaid.ReplyTimes(
                        firstTextNanos, firstAudioNanos, heardOf == null ? 0 : heardOf.firstFrameNanos()),
                heard,
                heardOf == null ? !ended : !played);
    }

    /** As many whole words as lie within that much of its audio. */
    private static String start(Part sentence, long heardNanos) {
        if (heardNanos <= 0 || sentence.nanos == 0) {
            return "";
        }
        String text = sentence.text;
        if (heardNanos >= sentence.nanos) {
            return text;
        }
        int at = (int) (text.length() * heardNanos / sentence.nanos);
        while (at > 0 && !Character.isWhitespace(text.charAt(at))) {
            at--;
        }
        return text.substring(0, at).strip();
    }
}
