package org.parley.sim.provider.deepgram;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** Speech as bytes: 16-bit linear samples, with the header of a streamed WAV file or without. */
final class Spoken {
    private Spoken() {}

    static byte[] bytes(short[] speech, int rate, boolean header) {
        Resampler resampler = new Resampler(Pcm.TELEPHONE_RATE, rate);
        short[] most = resampler.process(speech, speech.length);
        short[] rest = resampler.flush();
        short[] all = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, all, most.length, rest.length);
        ByteBuffer bytes =
                ByteBuffer.allocate((header ? 44 : 0) + 2 * all.length).order(ByteOrder.LITTLE_ENDIAN);
        if (header) {
            bytes.put(ascii("RIFF"))
                    .putInt(-1)
                    .put(ascii("WAVEfmt "))
                    .putInt(16)
                    .putShort((short) 1);
            bytes.putShort((short) 1)
                    .putInt(rate)
                    .putInt(2 * rate)
                    .putShort((short) 2)
                    .putShort((short) 16);
            bytes.put(ascii("data")).putInt(0);
        }
        bytes.asShortBuffer().put(all);
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
