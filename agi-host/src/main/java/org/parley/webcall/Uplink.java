package org.parley.webcall;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor's microphone sends, evened out: frames come as the network has them and go every 20 ms. A little waits
 * so that a late frame is no gap; when more waits than that, quiet frames are left out until it is little again. Any
 * thread may use it.
 */
final class Uplink {
    /** One frame: 160 samples of 16 bits, little endian. */
    static final int FRAME_BYTES = 320;

    private static final int FIRST = 3;
    private static final int ENOUGH = 6;
    /** Quiet frames that are left of a pause: it may be the end of a turn. */
    private static final int PAUSE = 40;

    private static final int FRAMES_MAX = 400;
    /** Mean level of a frame, in steps of 16 bits, below which nobody speaks in it. */
    private static final int QUIET = 150;

    private final Deque<byte[]> frames = new ArrayDeque<>();
    private boolean flows;
    private int quiet; // frames since he last spoke
    private int last; // number of the last frame

    /** A frame of that number, unless it came already. False when he sends far more than he can have said. */
    synchronized boolean put(int number, byte[] frame) {
        if (number - last <= 0) {
            return true;
        }
        if (frames.size() >= FRAMES_MAX) {
            return false;
        }
        last = number;
        frames.add(frame);
        return true;
    }

    /** The next frame, or null when there is none to send now. */
    synchronized byte @Nullable [] take() {
        if (!flows && frames.size() < FIRST) {
            return null;
        }
        while (quiet >= PAUSE && frames.size() > ENOUGH && isQuiet(frames.getFirst())) {
            frames.removeFirst();
        }
        byte[] frame = frames.poll();
        flows = frame != null;
        quiet = frame == null || isQuiet(frame) ? quiet + 1 : 0;
        return frame;
    }

    /** The number of the last frame that came. */
    synchronized int last() {
        return last;
    }

    static boolean isQuiet(byte[] frame) {
        return level(frame) < QUIET;
    }

    /** The mean level of a frame, in steps of 16 bits. */
    static int level(byte[] frame) {
        long sum = 0;
        for (int i = 0; i + 1 < frame.length; i += 2) {
            sum += Math.abs((short) ((frame[i] & 0xff) | (frame[i + 1] << 8)));
        }
        return (int) (sum / (frame.length / 2));
    }
}
