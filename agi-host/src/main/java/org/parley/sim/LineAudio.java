package org.parley.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;

/** The two directions of a caller's line between ticks. Any thread may call; every queue is bounded. */
public final class LineAudio {
    /** Samples that may wait for the next tick; Asterisk keeps none, a phone's jitter buffer a fraction of a second. */
    private static final int HEARD_MAX = 8000;
    /** What a caller may queue: five minutes. */
    private static final int QUEUED_MAX = 8000 * 300;
    /** A key is held so many ticks, and as many lie between two keys. */
    private static final int KEY_TICKS = 5;
    /** Louder than the noise of a line: sound. */
    private static final int SOUND_LEVEL = 200;
    /** Silence of this length ends a sound. */
    private static final long PAUSE_NANOS = 200_000_000L;

    private final short[] heard = new short[HEARD_MAX];
    private final short[] ticked = new short[HEARD_MAX];
    private final Deque<Queued> queue = new ArrayDeque<>();
    private int heardLength;
    private int queued;
    private int position;
    private int keyTicks;
    private long soundLeft;
    private long firstSoundNanos;
    private long lastSoundNanos;
    private long soundBeganNanos;
    private long spokeNanos;
    private @Nullable Consumer<short[]> tap; // gets what goes out while there is no leg; null for none

    /** What came since the last tick; the array is reused. */
    @SuppressWarnings("ArrayRecordComponent") // a view of this tick only
    public record Tick(short[] heard, int length) {}

    /** What goes out at a tick. */
    public sealed interface Outgoing {}

    /** A frame of audio. */
    @SuppressWarnings("ArrayRecordComponent") // made for this one tick
    public record Frame(short[] samples) implements Outgoing {}

    /** A key goes down, to be held 100 ms. */
    public record KeyDown(char key) implements Outgoing {}

    /** A key is down: no audio meanwhile. */
    public record KeyHeld() implements Outgoing {}

    /** A key was let go. */
    public record KeyUp(char key) implements Outgoing {}

    private sealed interface Queued {}

    private record Speech(Pcm pcm) implements Queued {}

    private record Key(char key) implements Queued {}

    /** Queues speech; see {@link CallerLine#play}. */
    public synchronized void play(Pcm pcm) {
        if (pcm.rate() != Pcm.TELEPHONE_RATE) {
            throw new IllegalArgumentException("Expected audio of 8000 Hz but was " + pcm.rate());
        }
        if (queued + pcm.samples().length > QUEUED_MAX) {
            throw new IllegalArgumentException("Expected at most five minutes of queued audio");
        }
        queued += pcm.samples().length;
        queue.add(new Speech(pcm));
    }

    /** Queues a key; see {@link CallerLine#press}. */
    public synchronized void press(char key) {
        if ("0123456789*#ABCD".indexOf(key) < 0) {
            throw new IllegalArgumentException("Expected a key of 0-9*#A-D but was '" + key + "'");
        }
        queue.add(new Key(key));
    }

    /** True while something is queued. */
    public synchronized boolean isBusy() {
        return !queue.isEmpty();
    }

    /** Audio of the far end; what a full second does not hold is lost, as in a phone. */
    public synchronized void hear(short[] samples) {
        int kept = Math.min(samples.length, HEARD_MAX - heardLength);
        System.arraycopy(samples, 0, heard, heardLength, kept);
        heardLength += kept;
        if (isSound(samples)) {
            long nanos = System.nanoTime();
            firstSoundNanos = firstSoundNanos == 0 ? nanos : firstSoundNanos;
            soundBeganNanos = nanos - lastSoundNanos > PAUSE_NANOS ? nanos : soundBeganNanos;
            lastSoundNanos = nanos;
        }
    }

    private static boolean isSound(short[] samples) {
        for (short sample : samples) {
            if (Math.abs(sample) > SOUND_LEVEL) {
                return true;
            }
        }
        return false;
    }

    /** Asterisk plays a sound of its own for so many samples: a tone for the caller. */
    synchronized void sound(long samples) {
        soundLeft = samples;
    }

    /** When the first sound arrived, by {@link System#nanoTime()}; 0 when none has. */
    public synchronized long firstSoundNanos() {
        return firstSoundNanos;
    }

    synchronized long soundBeganNanos() {
        return soundBeganNanos;
    }

    synchronized long spokeNanos() {
        return spokeNanos;
    }

    /** Takes what was heard since the last tick. */
    public synchronized Tick tick() {
        int length = heardLength;
        if (length == 0 && soundLeft > 0) {
            length = (int) Math.min(soundLeft, CallerLine.FRAME_SAMPLES);
            soundLeft -= length;
            for (int i = 0; i < length; i++) {
                heard[i] = (short) (6000 * Math.sin(i * 2 * Math.PI / 16));
            }
        }
        System.arraycopy(heard, 0, ticked, 0, length);
        heardLength = 0;
        return new Tick(ticked, length);
    }

    /** From now on that is given what goes out; null ends it. */
    synchronized void tap(@Nullable Consumer<short[]> recorder) {
        tap = recorder;
    }

    /** Takes what goes out at this tick: silence when nothing is queued. */
    public synchronized Outgoing next() {
        Outgoing next = queued();
        Consumer<short[]> recorder = tap;
        if (recorder != null && next instanceof Frame(short[] samples)) {
            recorder.accept(samples);
        }
        return next;
    }

    private Outgoing queued() {
        @Nullable Queued head = queue.peek();
        if (!(head instanceof Key(char key))) {
            return new Frame(speech());
        }
        keyTicks++;
        if (keyTicks == 1) {
            return new KeyDown(key);
        }
        if (keyTicks < KEY_TICKS) {
            return new KeyHeld();
        }
        if (keyTicks == KEY_TICKS) {
            return new KeyUp(key);
        }
        if (keyTicks == 2 * KEY_TICKS) {
            keyTicks = 0;
            queue.remove();
        }
        return new Frame(new short[CallerLine.FRAME_SAMPLES]);
    }

    private short[] speech() {
        short[] frame = new short[CallerLine.FRAME_SAMPLES];
        int filled = 0;
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
        if (filled > 0) {
            spokeNanos = System.nanoTime();
        }
        return frame;
    }
}
