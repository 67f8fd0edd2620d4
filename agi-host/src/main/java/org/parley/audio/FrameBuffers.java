package org.parley.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** The buffers of the loop's one thread, shared by all legs: nothing is allocated per frame. */
final class FrameBuffers {

    private static final int READ_BYTES = 64 * 1024;

    /** The most caller audio that is handed on in one piece: two seconds, for after a stall. */
    private static final int BATCH_SAMPLES = 2 * Pcm.TELEPHONE_RATE;

    /** What was read from a socket. */
    final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** Samples as they come out of messages, at any rate. */
    final short[] scratch = new short[4096];
    /** Samples at 8 kHz on their way to listeners. */
    final short[] batch = new short[BATCH_SAMPLES];
    /** The frame that goes out. */
    final short[] frame = new short[AudioSocketFrame.SAMPLES];

    private final short[][] quietFrames;
    private final ByteBuffer[] quietMessages;
    private final ByteBuffer silence = message();
    private final ByteBuffer audio = message();
    private final ShortBuffer audioSamples = samplesOf(audio);

    /** With comfort noise of that level in dBm0 where nothing is said, or 0 for silence. */
    FrameBuffers(int comfortDbm0) {
        quietFrames = ComfortNoise.frames(comfortDbm0);
        quietMessages = new ByteBuffer[quietFrames.length];
        for (int i = 0; i < quietFrames.length; i++) {
            quietMessages[i] = message();
            samplesOf(quietMessages[i]).put(0, quietFrames[i]);
        }
    }

    /** The message for {@link #frame}; good until the next one. */
    ByteBuffer frameMessage() {
        audioSamples.put(0, frame);
        return audio.clear();
    }

    /** A message of silence. */
    ByteBuffer silence() {
        return silence.clear();
    }

    /** The message that a leg sends the so manieth time that nothing is said. */
    ByteBuffer quiet(int time) {
        return quietMessages[time % quietMessages.length].clear();
    }

    /** What is in {@link #quiet}. */
    short[] quietFrame(int time) {
        return quietFrames[time % quietFrames.length];
    }

    private static ShortBuffer samplesOf(ByteBuffer message) {
        return message.slice(AudioSocketFrame.HEADER_BYTES, AudioSocketFrame.BYTES - AudioSocketFrame.HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
    }

    private static ByteBuffer message() {
        ByteBuffer message = ByteBuffer.allocateDirect(AudioSocketFrame.BYTES);
        return message.put((byte) AudioSocketFrame.AUDIO)
                .putShort((short) (2 * AudioSocketFrame.SAMPLES))
                .clear();
    }
}
