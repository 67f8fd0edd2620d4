package org.parley.audio;

import java.time.Duration;

/**
 * Signed 16-bit linear mono samples at a rate in Hz. The array belongs to the holder of this record: whoever makes
 * one gives the array away and does not write to it again.
 */
@SuppressWarnings("ArrayRecordComponent") // a value by convention; copying every 20 ms frame would cost the hot path
public record Pcm(short[] samples, int rate) {

    /** The rate of a telephone line and of AudioSocket kind 0x10, in Hz. */
    public static final int TELEPHONE_RATE = 8000;

    public Pcm {
        if (rate < 4000 || rate > 192_000) {
            throw new IllegalArgumentException("Expected a sample rate of 4000 to 192000 Hz but was " + rate);
        }
    }

    /** How long these samples last when played at their rate. */
    public Duration duration() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / rate);
    }

    /** Samples of zero that last as long as asked, at the rate given in Hz. */
    public static Pcm silence(Duration length, int rate) {
        return new Pcm(new short[Math.toIntExact(length.toNanos() * rate / 1_000_000_000L)], rate);
    }
}
