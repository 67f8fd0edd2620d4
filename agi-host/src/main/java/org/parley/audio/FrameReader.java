package org.parley.audio;

import java.nio.ByteBuffer;

/**
 * Takes AudioSocket messages out of a byte stream that may be cut anywhere. It keeps the few bytes of a header, a UUID
 * and half a sample; audio is passed on as it comes, so that a message of 65,535 bytes costs no memory. Used by one
 * thread.
 */
final class FrameReader {

    /** What the messages say. Each method returns false to stop the reading: the connection is over. */
    interface Sink {
        /** A header is complete. */
        boolean message(int kind, int length);

        /** The whole UUID. */
        boolean uuid(long high, long low);

        /** Samples at a rate in Hz; the array is reused. */
        boolean audio(int rate, short[] samples, int length);

        boolean digit(char key);

        /** Whether the far end cannot play now. */
        default boolean hold(boolean on) {
            return true;
        }

        boolean hangup();

        boolean error(int code);
    }

    private final short[] samples;

    private int headerBytes;
    private int kind;
    private int length;
    private int left;
    private long uuidHigh;
    private long uuidLow;
    private int carryKind = -1;
    private byte carry;

    /** The array is scratch space that several readers of one thread may share. */
    FrameReader(short[] scratch) {
        samples = scratch;
    }

    /** Bytes of the message in progress that were read; 0 between messages. */
    int taken() {
        return headerBytes < AudioSocketFrame.HEADER_BYTES ? headerBytes : headerBytes + length - left;
    }

    /** Reads all that is there, or until the sink says stop; false when it did. The buffer is little endian. */
    boolean read(ByteBuffer in, Sink sink) {
        while (in.hasRemaining()) {
            if (headerBytes < AudioSocketFrame.HEADER_BYTES) {
                header(in.get() & 0xff);
                if (headerBytes < AudioSocketFrame.HEADER_BYTES) {
                    continue;
                }
                left = length;
                if (!sink.message(kind, length)) {
                    return false;
                }
            } else if (!payload(in, sink)) {
                return false;
            }
            if (left == 0) {
                headerBytes = 0;
                if (!complete(sink)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void header(int value) {
        switch (headerBytes++) {
            case 0 -> kind = value;
            case 1 -> length = value << 8;
            default -> length |= value;
        }
    }

    private boolean payload(ByteBuffer in, Sink sink) {
        int rate = AudioSocketFrame.rate(kind);
        if (rate != 0) {
            return audio(in, rate, sink);
        }
        int take = Math.min(left, in.remaining());
        if (isShort(kind)) {
            for (int i = 0; i < take; i++) {
                remember(length - left + i, in.get());
            }
        } else {
            in.position(in.position() + take);
        }
        left -= take;
        return true;
    }

    /** Whether what such a message says is kept until it is complete. */
    private static boolean isShort(int kind) {
        return kind == AudioSocketFrame.UUID_KIND
                || kind == AudioSocketFrame.DIGIT
                || kind == AudioSocketFrame.HOLD
                || kind == AudioSocketFrame.ERROR;
    }

    private void remember(int index, byte value) {
        if (index < 8) {
            uuidHigh = (index == 0 ? 0 : uuidHigh << 8) | (value & 0xff);
        } else if (index < 16) {
            uuidLow = (uuidLow << 8) | (value & 0xff);
        }
    }

    private boolean audio(ByteBuffer in, int rate, Sink sink) {
        int take = Math.min(left, in.remaining());
        int at = in.position();
        int end = at + take;
        int count = 0;
        if (carryKind == kind) {
            samples[count++] = (short) ((carry & 0xff) | (in.get(at++) << 8));
        }
        carryKind = -1;
        while (end - at >= 2 && count < samples.length) {
            samples[count++] = in.getShort(at);
            at += 2;
        }
        if (end - at == 1) {
            carry = in.get(at++);
            carryKind = kind;
        }
        left -= at - in.position();
        in.position(at);
        return count == 0 || sink.audio(rate, samples, count);
    }

    private boolean complete(Sink sink) {
        return switch (kind) {
            case AudioSocketFrame.HANGUP -> sink.hangup();
            case AudioSocketFrame.UUID_KIND -> length != 16 || sink.uuid(uuidHigh, uuidLow);
            case AudioSocketFrame.DIGIT -> length == 0 || sink.digit((char) firstByte());
            case AudioSocketFrame.HOLD -> length == 0 || sink.hold(firstByte() != 0);
            case AudioSocketFrame.ERROR -> sink.error(length == 0 ? 0 : firstByte());
            default -> true;
        };
    }

    private int firstByte() {
        return (int) (uuidHigh >>> (8 * (Math.min(length, 8) - 1))) & 0xff;
    }
}
