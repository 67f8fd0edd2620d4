package org.parley.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Where the samples of a RIFF/WAVE file begin that comes in pieces, of 16-bit linear PCM. A sender that streams does
 * not know the length: one of 0, or one beyond what came, means "until the end".
 *
 * @param rate in Hz
 * @param channels of which each frame has a sample
 * @param offset of the first sample's first byte
 * @param length of the samples in bytes as it was told, 0 to 4294967295
 */
public record WavStream(int rate, int channels, int offset, long length) {
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int LINEAR = 1;
    private static final int EXTENSIBLE = 0xfffe;
    /** Headers are a few dozen bytes; with all that studios put into them some thousand. */
    private static final int HEADER_MAX = 65_536;

    /** True when these bytes, at least four, begin as such a file does. */
    public static boolean begins(byte[] bytes) {
        return bytes.length >= 4 && little(bytes).getInt(0) == RIFF;
    }

    /**
     * Reads the header at the start of these bytes; empty when more of them are needed.
     *
     * @throws AudioException when it is none, or not of 16-bit linear PCM
     */
    public static Optional<WavStream> header(byte[] start) {
        ByteBuffer bytes = little(start);
        if (start.length >= 12 && (bytes.getInt(0) != RIFF || bytes.getInt(8) != WAVE)) {
            throw new AudioException("Expected a WAV file but it does not begin as RIFF/WAVE");
        }
        int rate = 0;
        int channels = 0;
        long at = 12;
        while (at + 8 <= start.length) {
            int name = bytes.getInt((int) at);
            long length = bytes.getInt((int) at + 4) & 0xffff_ffffL;
            int body = (int) at + 8;
            if (name == DATA) {
                if (rate == 0) {
                    throw new AudioException("Expected the format of a WAV file before its samples");
                }
                return Optional.of(new WavStream(rate, channels, body, length));
            }
            if (name == FMT && body + 16 <= start.length) {
                int format = bytes.getShort(body) & 0xffff;
                int bits = bytes.getShort(body + 14) & 0xffff;
                channels = bytes.getShort(body + 2) & 0xffff;
                rate = bytes.getInt(body + 4);
                boolean known = (format == LINEAR || format == EXTENSIBLE) && bits == 16;
                if (!known || channels < 1 || channels > 8 || rate < 4000 || rate > 192_000) {
                    throw new AudioException("Expected 16-bit PCM but the WAV file has format " + format + ", " + bits
                            + " bits, " + channels + " channels, " + rate + " Hz");
                }
            }
            at = body + length + (length & 1);
        }
        if (at > HEADER_MAX || start.length > HEADER_MAX) {
            throw new AudioException("Expected the samples of a WAV file within its first " + HEADER_MAX + " bytes");
        }
        return Optional.empty();
    }

    /**
     * The samples of a whole file as mono; several channels are averaged.
     *
     * @throws AudioException when it is no such file
     */
    public static Pcm read(byte[] file) {
        WavStream header =
                header(file).orElseThrow(() -> new AudioException("Expected a WAV file but it has no samples"));
        int here = file.length - header.offset;
        int length = header.length == 0 ? here : (int) Math.min(header.length, here);
        ByteBuffer bytes = little(file);
        short[] mono = new short[length / (2 * header.channels)];
        int at = header.offset;
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < header.channels; channel++) {
                sum += bytes.getShort(at);
                at += 2;
            }
            mono[i] = (short) (sum / header.channels);
        }
        return new Pcm(mono, header.rate);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
