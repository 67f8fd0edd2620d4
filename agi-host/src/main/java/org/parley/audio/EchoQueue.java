package org.parley.audio;

/** What came in and goes out at the next frame: at most 60 ms, the oldest dropped first. Used by the loop alone. */
final class EchoQueue {

    private static final int CAPACITY = 3 * AudioSocketFrame.SAMPLES;

    private final short[] ring = new short[CAPACITY];
    private int head;
    private int size;

    void put(short[] samples, int length) {
        for (int i = Math.max(0, length - CAPACITY); i < length; i++) {
            ring[(head + size) % CAPACITY] = samples[i];
            if (size == CAPACITY) {
                head = (head + 1) % CAPACITY;
            } else {
                size++;
            }
        }
    }

    /** Fills a whole frame, or leaves it alone and says false when there is none yet. */
    boolean take(short[] frame) {
        if (size < AudioSocketFrame.SAMPLES) {
            return false;
        }
        for (int i = 0; i < AudioSocketFrame.SAMPLES; i++) {
            frame[i] = ring[(head + i) % CAPACITY];
        }
        head = (head + AudioSocketFrame.SAMPLES) % CAPACITY;
        size -= AudioSocketFrame.SAMPLES;
        return true;
    }

    void clear() {
        size = 0;
    }
}
