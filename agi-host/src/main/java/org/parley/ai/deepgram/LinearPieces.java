package org.parley.ai.deepgram;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.ai.SpeechSink;
import org.parley.audio.Pcm;
import org.parley.audio.WavStream;

/** Samples of 16 bits from pieces of bytes that may end within one, and may begin with a header that nobody wanted. */
final class LinearPieces {
    private final SpeechSink sink;
    private int rate;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private boolean begun;
    private boolean odd;
    private byte carried;

    LinearPieces(int rate, SpeechSink sink) {
        this.rate = rate;
        this.sink = sink;
    }

    /**
     * Hands on what is whole; false when the speech was cut.
     *
     * @throws org.parley.audio.AudioException when it begins as a WAV file and is none of 16-bit PCM
     */
    boolean take(byte[] bytes, int length) {
        byte[] samples = begun ? Arrays.copyOf(bytes, length) : withoutHeader(bytes, length);
        if (samples == null) {
            return true;
        }
        int at = 0;
        short[] whole = new short[(samples.length + (odd ? 1 : 0)) / 2];
        for (int i = 0; i < whole.length; i++) {
            byte low = odd && i == 0 ? carried : samples[at++];
            whole[i] = (short) ((low & 0xff) | (samples[at++] << 8));
        }
        if (whole.length > 0) {
            odd = false;
        }
        if (at < samples.length) {
            odd = true;
            carried = samples[at];
        }
        return whole.length == 0 || sink.audio(new Pcm(whole, rate));
    }

    /** Nothing while the header is not whole. */
    private byte @Nullable [] withoutHeader(byte[] bytes, int length) {
        start.write(bytes, 0, length);
        byte[] all = start.toByteArray();
        if (all.length < 4) {
            return null;
        }
        if (WavStream.begins(all)) {
            Optional<WavStream> header = WavStream.header(all);
            if (header.isEmpty()) {
                return null;
            }
            rate = header.get().rate();
            all = Arrays.copyOfRange(all, header.get().offset(), all.length);
        }
        begun = true;
        start.reset();
        return all;
    }
}
