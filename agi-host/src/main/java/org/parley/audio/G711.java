package org.parley.audio;

/** The telephone network's 8-bit codes for linear samples, by table: µ-law (America, Japan) and A-law (elsewhere). */
public final class G711 {

    private static final int ULAW_BIAS = 0x84;
    private static final int ULAW_CLIP = 32_635;

    private static final short[] FROM_ULAW = new short[256];
    private static final short[] FROM_ALAW = new short[256];
    private static final byte[] TO_ULAW = new byte[65_536];
    private static final byte[] TO_ALAW = new byte[65_536];

    static {
        for (int code = 0; code < 256; code++) {
            FROM_ULAW[code] = expandUlaw(code);
            FROM_ALAW[code] = expandAlaw(code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            TO_ULAW[sample & 0xffff] = compressUlaw(sample);
            TO_ALAW[sample & 0xffff] = compressAlaw(sample);
        }
    }

    private G711() {}

    /** The sample that a µ-law byte stands for. */
    public static short fromUlaw(byte code) {
        return FROM_ULAW[code & 0xff];
    }

    /** The sample that an A-law byte stands for. */
    public static short fromAlaw(byte code) {
        return FROM_ALAW[code & 0xff];
    }

    /** The µ-law byte nearest to a sample. */
    public static byte toUlaw(short sample) {
        return TO_ULAW[sample & 0xffff];
    }

    /** The A-law byte nearest to a sample. */
    public static byte toAlaw(short sample) {
        return TO_ALAW[sample & 0xffff];
    }

    /** Samples at 8 kHz from µ-law bytes. */
    public static Pcm fromUlaw(byte[] codes) {
        short[] samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = fromUlaw(codes[i]);
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    /** Samples at 8 kHz from A-law bytes. */
    public static Pcm fromAlaw(byte[] codes) {
        short[] samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = fromAlaw(codes[i]);
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    private static short expandUlaw(int code) {
        int inverted = ~code & 0xff;
        int exponent = (inverted >> 4) & 7;
        int magnitude = ((((inverted & 0x0f) << 3) + ULAW_BIAS) << exponent) - ULAW_BIAS;
        return (short) ((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static byte compressUlaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(Math.abs(sample), ULAW_CLIP) + ULAW_BIAS;
        int exponent = 24 - Integer.numberOfLeadingZeros(biased);
        int mantissa = (biased >> (exponent + 3)) & 0x0f;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    private static short expandAlaw(int code) {
        int even = code ^ 0x55;
        int exponent = (even >> 4) & 7;
        int step = (even & 0x0f) << 4;
        int magnitude = exponent == 0 ? step + 8 : (step + 0x108) << (exponent - 1);
        return (short) ((even & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte compressAlaw(int sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = Math.min(sample >= 0 ? sample : ~sample, Short.MAX_VALUE);
        int exponent = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
        int mantissa = (magnitude >> (Math.max(exponent, 1) + 3)) & 0x0f;
        return (byte) ((sign | (exponent << 4) | mantissa) ^ 0x55);
    }
}
