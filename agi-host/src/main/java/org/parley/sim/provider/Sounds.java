package org.parley.sim.provider;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** Sound in the forms that providers send. */
public final class Sounds {
    private Sounds() {}

    /** All of these samples, at 8 kHz or whatever rate they have, at another rate. */
    public static Pcm at(Pcm sound, int rate) {
        Resampler resampler = new Resampler(sound.rate(), rate);
        short[] most = resampler.process(sound.samples(), sound.samples().length);
        short[] rest = resampler.flush();
        short[] all = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, all, most.length, rest.length);
        return new Pcm(all, rate);
    }

    /** As raw 16-bit little-endian PCM. */
    public static byte[] pcm(Pcm sound) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * sound.samples().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(sound.samples());
        return bytes.array();
    }

    /** As mu-law. */
    public static byte[] mulaw(Pcm sound) {
        byte[] codes = new byte[sound.samples().length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.toUlaw(sound.samples()[i]);
        }
        return codes;
    }

    /** All pieces, one after the other. */
    public static short[] joined(List<Pcm> pieces) {
        short[] all = new short
                [pieces.stream().mapToInt(piece -> piece.samples().length).sum()];
        int at = 0;
        for (Pcm piece : pieces) {
            System.arraycopy(piece.samples(), 0, all, at, piece.samples().length);
            at += piece.samples().length;
        }
        return all;
    }
}
