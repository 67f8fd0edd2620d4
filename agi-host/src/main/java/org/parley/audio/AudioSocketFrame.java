package org.parley.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The AudioSocket wire format, as in Asterisk's {@code include/asterisk/res_audiosocket.h}: one byte of kind, two of
 * payload length (big endian), then the payload. Samples are signed 16-bit little endian.
 */
public final class AudioSocketFrame {

    /** Ends the stream; no payload. */
    public static final int HANGUP = 0x00;
    /** The first message of Asterisk: 16 bytes of UUID in network order. */
    public static final int UUID_KIND = 0x01;
    /** A key of the caller, one ASCII byte, sent when the key is released. */
    public static final int DIGIT = 0x03;
    /** Parley's own, from a far end that cannot play now: what we say waits until it can; one byte, 1 or 0. */
    public static final int HOLD = 0x40;
    /** Audio at 8 kHz, the only audio that every Asterisk version takes. */
    public static final int AUDIO = 0x10;
    /** The last audio kind, 192 kHz; those between are in {@link #rate(int)}. */
    public static final int AUDIO_LAST = 0x18;
    /** An error of the far end, with a code. */
    public static final int ERROR = 0xff;

    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 3;
    /** Samples of one 20 ms frame at 8 kHz. */
    public static final int SAMPLES = 160;
    /** Bytes of one whole 20 ms frame at 8 kHz, header included. */
    public static final int BYTES = HEADER_BYTES + 2 * SAMPLES;
    /** How long one frame lasts, in nanoseconds. */
    public static final long NANOS = 20_000_000L;

    private AudioSocketFrame() {}

    /** The sample rate in Hz that an audio kind stands for; 0 when the kind is not audio. */
    public static int rate(int kind) {
        return switch (kind) {
            case 0x10 -> 8000;
            case 0x11 -> 12_000;
            case 0x12 -> 16_000;
            case 0x13 -> 24_000;
            case 0x14 -> 32_000;
            case 0x15 -> 44_100;
            case 0x16 -> 48_000;
            case 0x17 -> 96_000;
            case 0x18 -> 192_000;
            default -> 0;
        };
    }

    /** A whole message with any payload of at most 65,535 bytes. */
    public static byte[] message(int kind, byte[] payload) {
        if (payload.length > 0xffff) {
            throw new IllegalArgumentException(
                    "Expected a payload of at most 65535 bytes but was " + payload.length + " bytes");
        }
        return header(kind, payload.length).put(payload).array();
    }

    /** The message that ends the stream. */
    public static byte[] hangup() {
        return header(HANGUP, 0).array();
    }

    /** The message by which a connection shows who it is. */
    public static byte[] uuid(UUID id) {
        return header(UUID_KIND, 16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** The message for one pressed key. */
    public static byte[] digit(char key) {
        return header(DIGIT, 1).put((byte) key).array();
    }

    /** The message by which a far end says whether it cannot play now. */
    public static byte[] hold(boolean on) {
        return header(HOLD, 1).put((byte) (on ? 1 : 0)).array();
    }

    /** Audio of an audio kind; the samples are at {@link #rate(int)} of it. */
    public static byte[] audio(int kind, short[] samples, int from, int length) {
        byte[] payload = new byte[2 * length];
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples, from, length);
        return message(kind, payload);
    }

    private static ByteBuffer header(int kind, int length) {
        return ByteBuffer.allocate(HEADER_BYTES + length).put((byte) kind).putShort((short) length);
    }
}
