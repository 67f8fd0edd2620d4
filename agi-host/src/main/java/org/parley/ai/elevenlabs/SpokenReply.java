package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.audio.Utterance.State;

/** One answer of the agent on its way to the caller: its text, its sound, and how much of both was heard. */
final class SpokenReply {
    private static final Duration FRAMES = Duration.ofMillis(40);
    /** The last piece of a text's sound may be followed by one of silence. */
    private static final long TRAILING_NANOS = 150_000_000L;
    /** An answer whose text goes on is waited for, though nothing is left to play. */
    private static final long HALTING_NANOS = 2_000_000_000L;
    /** A text whose sound never comes was not said. */
    private static final long MUTE_NANOS = 5_000_000_000L;

    private static final long CORRECTION_NANOS = 300_000_000L;
    /** Sound that may wait for the call to begin. */
    private static final Duration EARLY_MAX = Duration.ofMinutes(2);

    private final SoundFormat.Decoder decoder;
    private final Alignment alignment = new Alignment();
    private final Set<Long> soundIds = new HashSet<>();
    private final Queue<Pcm> early = new ArrayDeque<>();
    private @Nullable Utterance utterance; // null before the call has audio
    private String text = "";
    private String corrected = "";
    private long id;
    private Duration made = Duration.ZERO;
    private long firstTextNanos;
    private long firstSoundNanos;
    private long lastNanos;
    private long cutNanos; // 0 until it was interrupted
    private boolean finished;

    SpokenReply(long id, SoundFormat format, @Nullable Speaker speaker, long nowNanos) {
        this.id = id;
        this.decoder = format.new Decoder();
        this.lastNanos = nowNanos;
        if (speaker != null) {
            utterance = speaker.utterance();
        }
    }

    /** The call has audio: what came before is played. */
    void play(Speaker speaker) {
        Utterance begun = speaker.utterance();
        utterance = begun;
        early.forEach(begun::write);
        early.clear();
        if (finished) {
            begun.finish();
        }
    }

    void text(long textId, String words, long nowNanos) {
        id = text.isEmpty() ? textId : id;
        text = text.isEmpty() ? words : text + " " + words;
        firstTextNanos = firstTextNanos == 0 ? nowNanos : firstTextNanos;
        lastNanos = nowNanos;
    }

    /** True when it can be said that this text is of this answer: it has none, or has sound of that event. */
    boolean mayTake(long textId) {
        return !finished && (text.isEmpty() || (textId != id && soundIds.contains(textId)));
    }

    /** Gives the length of the sound. */
    Duration sound(long soundId, byte[] bytes, JsonNode times, long nowNanos) {
        Pcm piece = decoder.samples(bytes);
        soundIds.add(soundId);
        firstSoundNanos = firstSoundNanos == 0 ? nowNanos : firstSoundNanos;
        lastNanos = nowNanos;
        if (times.isObject()) {
            alignment.add(times);
        }
        Utterance playing = utterance;
        if (playing != null) {
            if (playing.write(piece)) {
                made = made.plus(piece.duration());
            }
        } else if (made.compareTo(EARLY_MAX) < 0) {
            early.add(piece);
            made = made.plus(piece.duration());
        }
        return piece.duration();
    }

    void correct(String heardByProvider) {
        corrected = heardByProvider;
    }

    String text() {
        return text;
    }

    long id() {
        return id;
    }

    boolean isOpen() {
        return !finished;
    }

    /** No sound of it will come any more. */
    void finish() {
        finished = true;
        Utterance playing = utterance;
        if (playing != null) {
            playing.finish();
        }
    }

    /** The caller interrupted; the speaker was cleared. */
    void cut(long nowNanos) {
        cutNanos = nowNanos;
        early.clear();
        finish();
    }

    /** Finishes it when nothing more seems to come, where the provider tells no end. */
    void finishWhenQuiet(long nowNanos, long pauseNanos) {
        Utterance playing = utterance;
        if (finished || playing == null) {
            return;
        }
        long quiet = nowNanos - lastNanos;
        if (firstSoundNanos == 0) {
            if (quiet > MUTE_NANOS) {
                finish();
            }
        } else if (isAllMade()) {
            if (quiet > TRAILING_NANOS) {
                finish();
            }
        } else if (quiet > (alignment.isEmpty() ? pauseNanos : HALTING_NANOS) && isHeardOut(playing)) {
            finish();
        }
    }

    /** The sound that waits to be played, null when there is none or its end is known. */
    @Nullable
    Utterance playing() {
        Utterance playing = utterance;
        return playing != null && playing.state() == State.PENDING && finished ? playing : null;
    }

    /** True when its end is known and can be told: played or cut, and the provider's correction is here or late. */
    boolean isOver(long nowNanos) {
        Utterance playing = utterance;
        if (playing == null || (playing.state() == State.PENDING && cutNanos == 0)) {
            return false;
        }
        if (playing.state() == State.CUT && cutNanos == 0) {
            cut(nowNanos); // by the call
        }
        return cutNanos == 0 || !alignment.isEmpty() || !corrected.isEmpty() || nowNanos - cutNanos > CORRECTION_NANOS;
    }

    private boolean isAllMade() {
        return !text.isEmpty() && !alignment.isEmpty() && alignment.covers(text);
    }

    private boolean isHeardOut(Utterance playing) {
        return playing.heard().plus(FRAMES).compareTo(made) >= 0;
    }

    /** What is told of it now, wherever it stands. */
    AgentSaid said() {
        Utterance playing = utterance;
        boolean mute = firstSoundNanos == 0;
        Duration heard = playing == null ? Duration.ZERO : playing.heard();
        boolean whole =
                playing != null && !mute && (playing.state() == State.PLAYED || (isHeardOut(playing) && isAllMade()));
        return new AgentSaid(
                text,
                whole ? text : start(heard),
                new AgentSaid.ReplyTimes(
                        firstTextNanos, firstSoundNanos, playing == null ? 0 : playing.firstFrameNanos()),
                heard,
                !whole);
    }

    /** As much of the text as was heard, to the end of a word: by its times, the provider's word, or in proportion. */
    private String start(Duration heard) {
        if (heard.isZero()) {
            return "";
        }
        int length;
        String known = corrected.replaceFirst("(\\.\\.\\.|…|-)\\s*$", "").strip();
        if (!alignment.isEmpty()) {
            length = alignment.spokenOf(text, heard);
        } else if (!known.isEmpty() && text.startsWith(known)) {
            return known;
        } else {
            length = (int) Math.min(text.length(), text.length() * heard.toMillis() / Math.max(1, made.toMillis()));
        }
        String start = text.substring(0, length);
        boolean inWord = length < text.length()
                && length > 0
                && !Character.isWhitespace(text.charAt(length))
                && !Character.isWhitespace(text.charAt(length - 1));
        int space = start.lastIndexOf(' ');
        return inWord && space > 0 ? start.substring(0, space) : start.strip();
    }
}
