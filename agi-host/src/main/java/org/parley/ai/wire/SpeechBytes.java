package org.parley.ai.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.audio.G711;
import org.parley.audio.Pcm;

/**
 * Makes samples of bytes that come in pieces cut anywhere: raw audio, or a WAV file, which is known by its first bytes.
 * The sizes in a WAV file's head are believed unless a streaming server has left them open. One thread.
 */
public final class SpeechBytes {
    private static final int HEAD_MAX = 65_536;
    /** From here on a size is a placeholder: 0x7FFFF000, 0xFFFFFFFF and their like. */
    private static final long OPEN_SIZE = 0x7FFF_F000L;

    private static final int LINEAR = 1;
    private static final int ALAW = 6;
    private static final int ULAW = 7;
    private static final int EXTENSIBLE = 0xfffe;

    private final String provider;
    private final Raw raw;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private boolean begun;
    private int format;
    private int channels = 1;
    private int rate;
    private long left = Long.MAX_VALUE; // bytes of audio, of which more may follow in other chunks
    private byte[] carried = {};

    /** What audio without a head is. */
    public enum Raw {
        /** Not to be had: only a WAV file is. */
        NONE,
        /** 16-bit little-endian PCM. */
        PCM,
        MULAW,
        ALAW
    }

    /** Of raw 16-bit PCM at this rate; a WAV file tells its own. */
    public SpeechBytes(String provider, int rate) {
        this(provider, Raw.PCM, rate);
    }

    /** Of raw audio of that form and rate; a WAV file tells its own. */
    public SpeechBytes(String provider, Raw raw, int rate) {
        this.provider = provider;
        this.raw = raw;
        this.rate = rate;
        this.format = switch (raw) {
            case MULAW -> ULAW;
            case ALAW -> ALAW;
            case NONE, PCM -> LINEAR;
        };
    }

    /**
     * The samples that these bytes complete, of the first channel; nothing while there are none.
     *
     * @throws ProviderException when it is another format
     */
    public Optional<Pcm> add(byte[] bytes, int length) {
        if (begun) {
            return samples(bytes, 0, length);
        }
        head.write(bytes, 0, length);
        byte[] all = head.toByteArray();
        if (all.length < 4) {
            return Optional.empty();
        }
        String magic = new String(all, 0, 4, StandardCharsets.ISO_8859_1);
        if (magic.startsWith("ID3") || magic.equals("fLaC") || magic.equals("OggS")) {
            throw unusable(Kind.SETTINGS, "it begins with " + magic.strip());
        }
        if (!magic.equals("RIFF") && raw == Raw.NONE) {
            throw unusable(Kind.PROTOCOL, "it begins with '" + magic.replaceAll("[^ -~]", "?") + "'");
        }
        if (!magic.equals("RIFF")) {
            begun = true;
            return samples(all, 0, all.length);
        }
        int from = dataAt(ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN));
        if (from < 0) {
            if (all.length > HEAD_MAX) {
                throw unusable(Kind.PROTOCOL, "a WAV file has no samples in its first " + HEAD_MAX + " bytes");
            }
            return Optional.empty();
        }
        begun = true;
        return samples(all, from, all.length - from);
    }

    /** Where the samples begin, or -1 when more of the head is to come. */
    private int dataAt(ByteBuffer bytes) {
        int at = 12;
        while (at + 8 <= bytes.limit()) {
            int name = bytes.getInt(at);
            long size = bytes.getInt(at + 4) & 0xffff_ffffL;
            int body = at + 8;
            if (name == tag("data")) {
                left = size == 0 || size >= OPEN_SIZE ? Long.MAX_VALUE : size;
                return body;
            }
            if (body + size > bytes.limit()) {
                return -1;
            }
            if (name == tag("fmt ") && size >= 16) {
                format(bytes, body, size);
            }
            at = (int) (body + size + (size & 1));
        }
        return -1;
    }

    private void format(ByteBuffer bytes, int at, long size) {
        format = bytes.getShort(at) & 0xffff;
        channels = bytes.getShort(at + 2) & 0xffff;
        rate = bytes.getInt(at + 4);
        int bits = bytes.getShort(at + 14) & 0xffff;
        if (format == EXTENSIBLE && size >= 26) {
            format = bytes.getShort(at + 24) & 0xffff;
        }
        boolean known = format == LINEAR ? bits == 16 : (format == ULAW || format == ALAW) && bits == 8;
        if (!known || channels < 1 || channels > 8 || rate < 4000 || rate > 192_000) {
            throw unusable(
                    Kind.SETTINGS,
                    "a WAV file of format " + format + ", " + bits + " bits, " + channels + " channels, " + rate
                            + " Hz");
        }
    }

    private Optional<Pcm> samples(byte[] bytes, int from, int length) {
        int taken = (int) Math.min(length, left);
        left -= left == Long.MAX_VALUE ? 0 : taken;
        byte[] all = new byte[carried.length + taken];
        System.arraycopy(carried, 0, all, 0, carried.length);
        System.arraycopy(bytes, from, all, carried.length, taken);
        int frame = channels * (format == LINEAR ? 2 : 1);
        short[] samples = new short[all.length / frame];
        ByteBuffer audio = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = switch (format) {
                case ULAW -> G711.fromUlaw(audio.get(i * frame));
                case ALAW -> G711.fromAlaw(audio.get(i * frame));
                default -> audio.getShort(i * frame);
            };
        }
        carried = new byte[all.length - samples.length * frame];
        System.arraycopy(all, all.length - carried.length, carried, 0, carried.length);
        return samples.length == 0 ? Optional.empty() : Optional.of(new Pcm(samples, rate));
    }

    private ProviderException unusable(Kind kind, String found) {
        return new ProviderException(
                provider, kind, "Expected audio as pcm, or wav of 16-bit PCM, u-law or A-law, but " + found, null);
    }

    private static int tag(String name) {
        return name.charAt(0) | (name.charAt(1) << 8) | (name.charAt(2) << 16) | (name.charAt(3) << 24);
    }
}
