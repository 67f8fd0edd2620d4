package org.parley.sim.provider.hume;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** Speech as Hume sends it: WAV files of 48 kHz in base64, each whole for itself. */
final class WavPieces {
    static final int RATE = 48_000;
    private static final int PIECE_SAMPLES = RATE / 2;
    private static final int UNKNOWN_SIZE = 0xffff_ffff;

    private WavPieces() {}

    /** Half a second each, of samples at 8 kHz. */
    static List<String> of(short[] speech, HumeManners.Wav kind) {
        Resampler resampler = new Resampler(Pcm.TELEPHONE_RATE, RATE);
        short[] most = resampler.process(speech, speech.length);
        short[] rest = resampler.flush();
        short[] all = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, all, most.length, rest.length);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < all.length; at += PIECE_SAMPLES) {
            short[] piece = Arrays.copyOfRange(all, at, Math.min(all.length, at + PIECE_SAMPLES));
            HumeManners.Wav[] kinds = {HumeManners.Wav.PLAIN, HumeManners.Wav.LIST, HumeManners.Wav.STREAMED};
            HumeManners.Wav its = kind == HumeManners.Wav.IN_TURN ? kinds[pieces.size() % kinds.length] : kind;
            pieces.add(Base64.getEncoder().encodeToString(file(piece, its)));
        }
        return pieces;
    }

    private static byte[] file(short[] samples, HumeManners.Wav kind) {
        byte[] comment = "INFOISFT\u0008\0\0\0Lavf60.\0".getBytes(StandardCharsets.ISO_8859_1);
        int extra = kind == HumeManners.Wav.LIST ? 8 + comment.length : 0;
        int size = 2 * samples.length;
        ByteBuffer file = ByteBuffer.allocate(44 + extra + size).order(ByteOrder.LITTLE_ENDIAN);
        boolean streamed = kind == HumeManners.Wav.STREAMED;
        tag(file, "RIFF").putInt(streamed ? UNKNOWN_SIZE : 36 + extra + size);
        tag(file, "WAVE");
        tag(file, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        if (kind == HumeManners.Wav.LIST) {
            tag(file, "LIST").putInt(comment.length).put(comment);
        }
        tag(file, "data").putInt(streamed ? UNKNOWN_SIZE : size);
        file.asShortBuffer().put(samples);
        return file.array();
    }

    private static ByteBuffer tag(ByteBuffer file, String name) {
        return file.put(name.getBytes(StandardCharsets.US_ASCII));
    }
}
