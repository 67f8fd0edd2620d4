package org.parley.sim.provider;

import java.time.Duration;
import java.util.Arrays;
import org.parley.audio.VoiceActivity;

/**
 * Finds the caller's turns in the audio that a stand-in is sent, as the real provider does: by its energy and by the
 * time that the audio itself takes. Used by one thread at a time.
 */
public final class CallerTurns {
    private static final int PER_MILLI = 8;
    private static final long SAMPLE_NANOS = 125_000L;
    private static final Duration ONSET = Duration.ofMillis(40);
    private static final int PRE_ROLL = 200 * PER_MILLI;
    private static final int TURN_MAX = 60_000 * PER_MILLI;

    private final VoiceActivity detector;
    private final Listener listener;
    private final int silence;
    private short[] turn = new short[PRE_ROLL];
    private int filled;
    private boolean speaking;
    private boolean ended;
    private long samples;

    /** What is told. */
    public interface Listener {
        /** The caller began to speak. */
        void began();

        /** He was silent for long enough: this is what he said, samples at 8 kHz. */
        void ended(short[] said);
    }

    /** A turn is over after so much silence. */
    public CallerTurns(Duration silence, Listener listener) {
        this.silence = (int) silence.toMillis() * PER_MILLI;
        this.listener = listener;
        this.detector = new VoiceActivity(ONSET, silence, (speaks, _) -> {
            speaking = speaks;
            ended = !speaks;
        });
    }

    /** The next samples at 8 kHz. */
    public void hear(short[] heard) {
        boolean spoke = speaking;
        keep(heard);
        samples += heard.length;
        detector.heard(heard, heard.length, 1 + samples * SAMPLE_NANOS);
        if (speaking && !spoke) {
            listener.began();
        }
        if (ended) {
            ended = false;
            short[] said = Arrays.copyOf(turn, Math.max(0, filled - silence));
            filled = 0;
            listener.ended(said);
        }
    }

    /** The time of all that was heard. */
    public Duration heard() {
        return Duration.ofNanos(samples * SAMPLE_NANOS);
    }

    private void keep(short[] heard) {
        if (filled + heard.length > TURN_MAX) {
            return;
        }
        if (filled + heard.length > turn.length) {
            turn = Arrays.copyOf(turn, Math.max(2 * turn.length, filled + heard.length));
        }
        System.arraycopy(heard, 0, turn, filled, heard.length);
        filled += heard.length;
        if (!speaking && filled > PRE_ROLL) {
            System.arraycopy(turn, filled - PRE_ROLL, turn, 0, PRE_ROLL);
            filled = PRE_ROLL;
        }
    }
}
