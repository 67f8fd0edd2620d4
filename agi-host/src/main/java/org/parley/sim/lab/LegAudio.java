package org.parley.sim.lab;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.parley.audio.Pcm;
import org.parley.sim.CallerLine;

/** The two directions of a leg between ticks; all queues are bounded. Any thread may call. */
final class LegAudio {
    /** What may wait for the next tick; a second, far more than a phone's jitter buffer keeps. */
    private static final int HEARD_MAX = 8000;
    /** What a caller may queue: five minutes. */
    private static final int QUEUED_MAX = 8000 * 300;
    /** A key is held five ticks, and five more pass before what follows. */
    private static final int KEY_TICKS = 10;

    private final short[] heard = new short[HEARD_MAX];
    private final Deque<Queued> queue = new ArrayDeque<>();
    private int heardLength;
    private int queued;
    private int position;
    private int keyTicks;

    private sealed interface Queued {}

    private record Speech(Pcm pcm) implements Queued {}

    private record Key(char key) implements Queued {}

    synchronized void play(Pcm pcm) {
        if (pcm.rate() != Pcm.TELEPHONE_RATE) {
            throw new IllegalArgumentException("Expected audio of 8000 Hz but was " + pcm.rate());
        }
        if (queued + pcm.samples().length > QUEUED_MAX) {
            throw new IllegalArgumentException("Expected at most five minutes of queued audio");
        }
        queued += pcm.samples().length;
        queue.add(new Speech(pcm));
    }

    synchronized void press(char key) {
        if ("0123456789*#ABCD".indexOf(key) < 0) {
            throw new IllegalArgumentException("Expected a key of 0-9*#A-D but was '" + key + "'");
        }
        queue.add(new Key(key));
    }

    synchronized boolean isBusy() {
        return !queue.isEmpty();
    }

    /** Little-endian samples from Asterisk; what a full second does not hold is lost. */
    synchronized void hear(byte[] payload, int length) {
        for (int i = 0; i + 1 < length && heardLength < HEARD_MAX; i += 2) {
            heard[heardLength++] = (short) ((payload[i] & 0xff) | (payload[i + 1] << 8));
        }
    }

    /** Moves what was heard since the last tick into the array, which holds at least a second. */
    synchronized int takeHeard(short[] into) {
        int length = heardLength;
        System.arraycopy(heard, 0, into, 0, length);
        heardLength = 0;
        return length;
    }

    /** Fills the next frame to send, and answers the key that goes down with it, or 0. */
    synchronized char next(short[] frame) {
        int filled = 0;
        char pressed = 0;
        if (queue.peek() instanceof Key(char key)) {
            pressed = keyTicks == 0 ? key : 0;
            keyTicks++;
            if (keyTicks == KEY_TICKS) {
                keyTicks = 0;
                queue.remove();
            }
        } else {
            while (filled < frame.length && queue.peek() instanceof Speech(Pcm pcm)) {
                int count = Math.min(frame.length - filled, pcm.samples().length - position);
                System.arraycopy(pcm.samples(), position, frame, filled, count);
                filled += count;
                position += count;
                if (position == pcm.samples().length) {
                    queue.remove();
                    position = 0;
                    queued -= pcm.samples().length;
                }
            }
        }
        Arrays.fill(frame, filled, CallerLine.FRAME_SAMPLES, (short) 0);
        return pressed;
    }
}
