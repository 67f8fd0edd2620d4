package org.parley.sim.provider.elevenlabs;

import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** Sound in the formats of ElevenLabs, by their names. */
final class Sound {
    private final boolean ulaw;
    private final boolean alaw;
    private final int rate;
    private final Resampler toTelephone;

    Sound(String format) {
        ulaw = format.startsWith("ulaw");
        alaw = format.startsWith("alaw");
        rate = Integer.parseInt(format.substring(format.indexOf('_') + 1));
        toTelephone = new Resampler(rate, Pcm.TELEPHONE_RATE);
    }

    int bytesPerSecond() {
        return ulaw || alaw ? rate : 2 * rate;
    }

    /** The whole of a speech at 8 kHz. */
    byte[] encoded(short[] speech) {
        short[] samples = speech;
        if (rate != Pcm.TELEPHONE_RATE) {
            Resampler resampler = new Resampler(Pcm.TELEPHONE_RATE, rate);
            short[] most = resampler.process(speech, speech.length);
            short[] rest = resampler.flush();
            samples = new short[most.length + rest.length];
            System.arraycopy(most, 0, samples, 0, most.length);
            System.arraycopy(rest, 0, samples, most.length, rest.length);
        }
        byte[] bytes = new byte[ulaw || alaw ? samples.length : 2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            if (ulaw || alaw) {
                bytes[i] = ulaw ? G711.toUlaw(samples[i]) : G711.toAlaw(samples[i]);
            } else {
                bytes[2 * i] = (byte) samples[i];
                bytes[2 * i + 1] = (byte) (samples[i] >> 8);
            }
        }
        return bytes;
    }

    /** The next piece of a stream, as samples at 8 kHz. */
    short[] decoded(byte[] bytes) {
        if (ulaw || alaw) {
            return (ulaw ? G711.fromUlaw(bytes) : G711.fromAlaw(bytes)).samples();
        }
        short[] samples = new short[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8));
        }
        return toTelephone.process(samples, samples.length);
    }
}
