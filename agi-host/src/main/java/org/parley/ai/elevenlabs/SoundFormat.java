package org.parley.ai.elevenlabs;

import java.util.Base64;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** A sound format by the name that ElevenLabs gives it, such as {@code pcm_16000}: raw samples without a header. */
record SoundFormat(Coding coding, int rate) {
    private static final String DEFAULT = "pcm_16000";

    enum Coding {
        PCM,
        ULAW,
        ALAW
    }

    /**
     * The format of that name; "" is {@code pcm_16000}.
     *
     * @throws ProviderException of kind SETTINGS when it is none that a telephone can be brought to
     */
    static SoundFormat of(String name) {
        String known = name.isEmpty() ? DEFAULT : name;
        int line = known.indexOf('_');
        String rate = known.substring(line + 1);
        Coding coding = switch (line < 0 ? "" : known.substring(0, line)) {
            case "pcm" -> Coding.PCM;
            case "ulaw" -> Coding.ULAW;
            case "alaw" -> Coding.ALAW;
            default -> null;
        };
        if (coding == null || !rate.matches("[1-9]\\d{3,5}") || Integer.parseInt(rate) > 192_000) {
            throw unknown(known);
        }
        if (coding != Coding.PCM && Integer.parseInt(rate) != Pcm.TELEPHONE_RATE) {
            throw unknown(known);
        }
        return new SoundFormat(coding, Integer.parseInt(rate));
    }

    private static ProviderException unknown(String name) {
        return new ProviderException(
                ElevenLabs.NAME,
                Kind.SETTINGS,
                "Expected a sound format such as pcm_8000 or ulaw_8000 but was '" + name
                        + "'; set it in the agent, or as elevenlabs.speech.format",
                null);
    }

    /** The caller's audio on its way out, with the state of its resampler. Used by one thread at a time. */
    final class Encoder {
        private final Resampler resampler = new Resampler(Pcm.TELEPHONE_RATE, rate);

        /** Samples at 8 kHz as base64 of this format. */
        String base64(short[] samples) {
            short[] sounds = resampler.process(samples, samples.length);
            byte[] bytes = new byte[coding == Coding.PCM ? 2 * sounds.length : sounds.length];
            for (int i = 0; i < sounds.length; i++) {
                switch (coding) {
                    case PCM -> {
                        bytes[2 * i] = (byte) sounds[i];
                        bytes[2 * i + 1] = (byte) (sounds[i] >> 8);
                    }
                    case ULAW -> bytes[i] = G711.toUlaw(sounds[i]);
                    case ALAW -> bytes[i] = G711.toAlaw(sounds[i]);
                }
            }
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    /** Audio on its way in; a sample that a piece ends within is kept for the next. Used by one thread at a time. */
    final class Decoder {
        private int half = -1; // the first byte of a sample whose second is still to come

        /** The samples that this piece completes. */
        Pcm samples(byte[] bytes) {
            if (coding != Coding.PCM) {
                return coding == Coding.ULAW ? G711.fromUlaw(bytes) : G711.fromAlaw(bytes);
            }
            int carried = half >= 0 ? 1 : 0;
            short[] samples = new short[(bytes.length + carried) / 2];
            int at = 0;
            for (int i = 0; i < samples.length; i++) {
                int low = half >= 0 ? half : bytes[at++] & 0xff;
                half = -1;
                samples[i] = (short) (low | bytes[at++] << 8);
            }
            if (at < bytes.length) {
                half = bytes[at] & 0xff;
            }
            return new Pcm(samples, rate);
        }
    }
}
