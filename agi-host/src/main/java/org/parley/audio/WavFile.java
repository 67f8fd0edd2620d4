package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** RIFF/WAVE files of 16-bit linear PCM, µ-law or A-law. */
public final class WavFile {

    /** Bytes before the samples in the files that Parley writes. */
    static final int HEADER_BYTES = 44;

    private static final int LINEAR = 1;
    private static final int ALAW = 6;
    private static final int ULAW = 7;
    private static final int EXTENSIBLE = 0xfffe;
    private static final long BYTES_MAX = 512L << 20;

    private WavFile() {}

    /**
     * Reads a file as mono; several channels are averaged.
     *
     * @throws AudioException when it is not such a file or larger than 512 MB
     */
    public static Pcm read(Path file) throws IOException {
        return mono(file, content(file));
    }

    private static Pcm mono(Object file, Content content) {
        short[] mono = new short[content.frames()];
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < content.channels; channel++) {
                sum += content.sample(i, channel);
            }
            mono[i] = (short) (sum / content.channels);
        }
        return content.pcm(file, mono);
    }

    /** Reads one channel, counted from 0: in a call's recording 0 is the caller and 1 the agent. */
    public static Pcm readChannel(Path file, int channel) throws IOException {
        Content content = content(file);
        if (channel < 0 || channel >= content.channels) {
            throw new AudioException("Expected channel " + channel + " in " + file + " but it has " + content.channels);
        }
        short[] samples = new short[content.frames()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = content.sample(i, channel);
        }
        return content.pcm(file, samples);
    }

    /**
     * Reads a file's bytes as mono, as {@link #read}; lengths that a streaming server left open mean all that is there.
     *
     * @param name what it is called in errors
     * @throws AudioException when it is not such a file
     */
    public static Pcm parse(byte[] file, String name) {
        return mono(name, content(name, ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)));
    }

    /** Writes mono 16-bit linear PCM, replacing the file. */
    public static void write(Path file, Pcm audio) throws IOException {
        Files.write(file, bytes(audio));
    }

    /** A file of mono 16-bit linear PCM. */
    public static byte[] bytes(Pcm audio) {
        short[] samples = audio.samples();
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        header(bytes, 1, audio.rate(), 2L * samples.length);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    /** Puts the 44 bytes of a 16-bit linear header; the buffer is little endian. */
    static void header(ByteBuffer to, int channels, int rate, long dataBytes) {
        int data = (int) Math.min(dataBytes, 0xffff_ffffL - HEADER_BYTES);
        to.putInt(tag("RIFF")).putInt(data + HEADER_BYTES - 8).putInt(tag("WAVE"));
        to.putInt(tag("fmt ")).putInt(16).putShort((short) LINEAR).putShort((short) channels);
        to.putInt(rate).putInt(rate * channels * 2).putShort((short) (channels * 2));
        to.putShort((short) 16).putInt(tag("data")).putInt(data);
    }

    private static Content content(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > BYTES_MAX) {
                throw new AudioException("Expected at most 512 MB of audio but " + file + " has " + size + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the whole file is in
            }
            return content(file, bytes.flip());
        }
    }

    private static Content content(Object file, ByteBuffer bytes) {
        if (bytes.remaining() < 12 || bytes.getInt(0) != tag("RIFF") || bytes.getInt(8) != tag("WAVE")) {
            throw unusable(file, "it does not begin as RIFF/WAVE");
        }
        int format = 0;
        int channels = 0;
        int rate = 0;
        int bits = 0;
        int at = 12;
        while (at + 8 <= bytes.limit()) {
            int name = bytes.getInt(at);
            long length = bytes.getInt(at + 4) & 0xffff_ffffL;
            int body = at + 8;
            int here = (int) Math.min(length, bytes.limit() - body);
            if (name == tag("fmt ") && here >= 16) {
                format = bytes.getShort(body) & 0xffff;
                channels = bytes.getShort(body + 2) & 0xffff;
                rate = bytes.getInt(body + 4);
                bits = bytes.getShort(body + 14) & 0xffff;
                if (format == EXTENSIBLE && here >= 26) {
                    format = bytes.getShort(body + 24) & 0xffff;
                }
            } else if (name == tag("data")) {
                boolean known = format == LINEAR ? bits == 16 : (format == ALAW || format == ULAW) && bits == 8;
                if (!known || channels == 0) {
                    throw unusable(file, "it has format " + format + ", " + bits + " bits, " + channels + " channels");
                }
                return new Content(bytes, body, here, format, channels, rate);
            }
            at = (int) Math.min(Integer.MAX_VALUE - 8L, body + length + (length & 1));
        }
        throw unusable(file, "it has no samples");
    }

    private static AudioException unusable(Object file, String found) {
        return new AudioException("Expected a WAV file of 16-bit PCM, u-law or A-law but in " + file + " " + found
                + "; convert it: sox IN -r 8000 -c 1 -b 16 OUT.wav");
    }

    private static int tag(String name) {
        return name.charAt(0) | (name.charAt(1) << 8) | (name.charAt(2) << 16) | (name.charAt(3) << 24);
    }

    private record Content(ByteBuffer bytes, int from, int length, int format, int channels, int rate) {

        int frames() {
            return length / (channels * (format == LINEAR ? 2 : 1));
        }

        short sample(int frame, int channel) {
            int index = frame * channels + channel;
            return switch (format) {
                case ULAW -> G711.fromUlaw(bytes.get(from + index));
                case ALAW -> G711.fromAlaw(bytes.get(from + index));
                default -> bytes.getShort(from + 2 * index);
            };
        }

        Pcm pcm(Object file, short[] samples) {
            if (rate < 4000 || rate > 192_000) {
                throw unusable(file, "the rate is " + rate + " Hz");
            }
            return new Pcm(samples, rate);
        }
    }
}
