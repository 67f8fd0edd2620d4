package org.parley.call.files;

import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiChannel.Played;
import org.parley.agi.AgiException;
import org.parley.audio.AudioException;
import org.parley.audio.AudioLeg;
import org.parley.audio.LegListener;
import org.parley.audio.Pcm;
import org.parley.audio.Recorder;
import org.parley.audio.Speaker;

/**
 * A leg that plays files and records files, one thing at a time, over AGI: the call's thread has each of them done when
 * it would wait for the caller. The speaker, the echo and the close are for any thread.
 */
public final class FileLeg implements AudioLeg {
    /** So much silence ends what the caller says, and a recording in which he says nothing. */
    public static final Duration SILENCE = Duration.ofSeconds(2);

    private static final String KEYS = "0123456789*#ABCD";
    private static final int FRAME = Pcm.TELEPHONE_RATE / 50;
    private static final long SAMPLE_NANOS = 125_000L;
    /** Before the voice detector is sure: enough for what the hearing keeps. */
    private static final int BEFORE = Pcm.TELEPHONE_RATE / 2;
    /** Behind the last speech: what the voice detector would have waited for. */
    private static final int AFTER = Pcm.TELEPHONE_RATE / 5;

    private final UUID id = UUID.randomUUID();
    private final AgiChannel channel;
    private final SharedFolder folder;
    private final LegListener listener;
    private final Recorder recorder;
    private final BooleanSupplier mayKeep;
    private final FileSpeaker speaker;
    private volatile boolean echo;

    /** A leg on that channel; {@code mayKeep} is false while what is said must leave no trace. */
    public FileLeg(
            AgiChannel channel,
            SharedFolder folder,
            LegListener listener,
            Recorder recorder,
            BooleanSupplier mayKeep,
            Duration queueMax) {
        this.channel = channel;
        this.folder = folder;
        this.listener = listener;
        this.recorder = recorder;
        this.mayKeep = mayKeep;
        this.speaker = new FileSpeaker(queueMax);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public Speaker speaker() {
        return speaker;
    }

    @Override
    public void echo(boolean on) {
        echo = on;
    }

    /** Whether the caller is to hear himself, in turns too. */
    public boolean isEchoing() {
        return echo;
    }

    @Override
    public void close() {
        speaker.gone();
    }

    /** Plays what may be played now, up to a key; false when there is nothing. */
    public boolean play() {
        FileUtterance utterance = speaker.current();
        FileUtterance.Piece piece = utterance == null ? null : utterance.next();
        if (utterance == null || piece == null) {
            return false;
        }
        boolean kept = piece.whole() && mayKeep.getAsBoolean();
        SharedFolder.Sound sound = folder.put(piece.samples(), kept);
        long began = System.nanoTime();
        utterance.begins(piece, began);
        speaker.audible(utterance, began);
        int played = 0;
        try {
            Played end = played(sound);
            played = end.key() == 0 ? piece.samples().length : (int) Math.min(piece.samples().length, end.samples());
            record(piece.samples(), played, began);
            if (end.key() != 0) {
                listener.digit(end.key()); // what is not cut because of it goes on where it was
            }
        } finally {
            speaker.audible(null, began);
            utterance.played(played);
            if (!kept) {
                folder.drop(sound);
            }
        }
        var _ = speaker.current(); // which is settled when this was its end
        return true;
    }

    private Played played(SharedFolder.Sound sound) {
        try {
            return channel.streamFile(sound.name(), KEYS, 0);
        } catch (AgiException failure) {
            throw new AudioException(
                    "Asterisk cannot play " + sound.name() + "." + SharedFolder.FORMAT + ", which this host has written"
                            + " as " + sound.file() + "; " + SharedFolder.remedy(),
                    failure);
        }
    }

    /** Waits for a key, for so long. */
    public void awaitKey(Duration limit) {
        key(channel.waitForDigit(limit));
    }

    private void key(char key) {
        if (key != 0) {
            listener.digit(key);
        }
    }

    /** Records until the caller is silent or presses a key; true when he has spoken, which the listener has heard. */
    public boolean listen(Duration longest) {
        Recorded recorded = recorded(longest);
        folder.drop(recorded.sound());
        if (recorded.key() != 0) {
            listener.digit(recorded.key());
            return false;
        }
        SpokenPart spoken = SpokenPart.of(recorded.samples());
        if (spoken == null) {
            return false;
        }
        tell(recorded.samples(), spoken, recorded.beganNanos());
        return true;
    }

    /** Records the caller and plays him what was heard. */
    public void echoOnce(Duration longest) {
        Recorded recorded = recorded(longest);
        try {
            if (recorded.key() != 0) {
                listener.digit(recorded.key());
            } else if (SpokenPart.of(recorded.samples()) != null) {
                SharedFolder.Sound sound = folder.put(recorded.samples(), false);
                long began = System.nanoTime();
                try {
                    Played end = played(sound);
                    record(recorded.samples(), (int) Math.min(recorded.samples().length, end.samples()), began);
                    key(end.key());
                } finally {
                    folder.drop(sound);
                }
            }
        } finally {
            folder.drop(recorded.sound());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, and only read
    private record Recorded(SharedFolder.Sound sound, short[] samples, char key, long beganNanos) {}

    private Recorded recorded(Duration longest) {
        SharedFolder.Sound sound = folder.recording();
        long began = System.nanoTime();
        char key;
        try {
            key = channel.recordFile(sound.name(), SharedFolder.FORMAT, KEYS, longest, SILENCE);
        } catch (AgiException failure) {
            folder.drop(sound);
            throw new AudioException(
                    "Asterisk cannot record into " + folder + ": its account must be able to write there; "
                            + SharedFolder.remedy(),
                    failure);
        } catch (RuntimeException gone) {
            folder.drop(sound); // what was recorded until he left
            throw gone;
        }
        short[] samples = folder.take(sound);
        for (int at = 0; at < samples.length; at += FRAME) {
            int length = Math.min(FRAME, samples.length - at);
            recorder.caller(Arrays.copyOfRange(samples, at, at + length), length, began + (at + length) * SAMPLE_NANOS);
        }
        return new Recorded(sound, samples, key, began);
    }

    private void record(short[] samples, int played, long beganNanos) {
        for (int at = 0; at < played; at += FRAME) {
            int length = Math.min(FRAME, played - at);
            recorder.agent(Arrays.copyOfRange(samples, at, at + length), length, beganNanos + at * SAMPLE_NANOS);
        }
    }

    /** The listener hears one turn, with the times at which it was said. */
    private void tell(short[] samples, SpokenPart spoken, long beganNanos) {
        frames(samples, Math.max(0, spoken.begin() - BEFORE), spoken.begin());
        listener.voice(true, beganNanos + spoken.begin() * SAMPLE_NANOS);
        int over = Math.min(samples.length, spoken.end() + AFTER);
        frames(samples, spoken.begin(), over);
        listener.voice(false, beganNanos + (spoken.end() + AFTER) * SAMPLE_NANOS);
    }

    private void frames(short[] samples, int from, int to) {
        for (int at = from; at < to; at += FRAME) {
            int length = Math.min(FRAME, to - at);
            listener.heard(Arrays.copyOfRange(samples, at, at + length), length);
        }
    }
}
