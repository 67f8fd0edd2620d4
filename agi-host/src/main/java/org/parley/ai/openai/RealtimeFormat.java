package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** The audio that the Realtime API takes and gives: the telephone's codes at 8 kHz, or PCM at 24 kHz. */
public enum RealtimeFormat {
    PCMU("audio/pcmu", "g711_ulaw"),
    PCMA("audio/pcma", "g711_alaw"),
    PCM("audio/pcm", "pcm16");

    private static final int PCM_RATE = 24_000;

    private final String type;
    private final String betaName;

    RealtimeFormat(String type, String betaName) {
        this.type = type;
        this.betaName = betaName;
    }

    /** The object that asks for it. */
    void ask(ObjectNode format) {
        format.put("type", type);
        if (this == PCM) {
            format.put("rate", PCM_RATE);
        }
    }

    /**
     * What a session says that it takes ({@code input}) or gives ({@code output}): {@code audio.output.format.type}, or
     * {@code output_audio_format} of servers that speak the beta. Nothing when it does not say, or says what nobody
     * knows.
     */
    static Optional<RealtimeFormat> of(JsonNode session, String direction) {
        JsonNode format = session.path("audio").path(direction).path("format");
        String name = format.isTextual() ? format.asText() : format.path("type").asText("");
        String beta = session.path(direction + "_audio_format").asText("");
        for (RealtimeFormat known : values()) {
            if (known.type.equals(name) || known.betaName.equals(name) || known.betaName.equals(beta)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** Makes bytes of the caller's samples, one piece after the other. One thread at a time. */
    static final class Encoder {
        private final RealtimeFormat format;
        private final Resampler up = new Resampler(org.parley.audio.Pcm.TELEPHONE_RATE, PCM_RATE);

        Encoder(RealtimeFormat format) {
            this.format = format;
        }

        /** Of samples at 8 kHz. */
        byte[] encode(short[] samples) {
            return switch (format) {
                case PCMU -> {
                    byte[] codes = new byte[samples.length];
                    for (int i = 0; i < codes.length; i++) {
                        codes[i] = G711.toUlaw(samples[i]);
                    }
                    yield codes;
                }
                case PCMA -> {
                    byte[] codes = new byte[samples.length];
                    for (int i = 0; i < codes.length; i++) {
                        codes[i] = G711.toAlaw(samples[i]);
                    }
                    yield codes;
                }
                case PCM -> {
                    short[] raised = up.process(samples, samples.length);
                    byte[] bytes = new byte[2 * raised.length];
                    for (int i = 0; i < raised.length; i++) {
                        bytes[2 * i] = (byte) raised[i];
                        bytes[2 * i + 1] = (byte) (raised[i] >> 8);
                    }
                    yield bytes;
                }
            };
        }
    }

    /** Makes samples of an answer's bytes, whose pieces may end in the middle of a sample. One thread at a time. */
    static final class Decoder {
        private final RealtimeFormat format;
        private final byte[] odd = new byte[1];
        private boolean hasOdd;

        Decoder(RealtimeFormat format) {
            this.format = format;
        }

        Pcm decode(byte[] bytes) {
            return switch (format) {
                case PCMU -> G711.fromUlaw(bytes);
                case PCMA -> G711.fromAlaw(bytes);
                case PCM -> linear(bytes);
            };
        }

        private Pcm linear(byte[] bytes) {
            int before = hasOdd ? 1 : 0;
            short[] samples = new short[(bytes.length + before) / 2];
            for (int i = 0; i < samples.length; i++) {
                int at = 2 * i - before;
                byte low = at < 0 ? odd[0] : bytes[at];
                samples[i] = (short) ((low & 0xff) | (bytes[at + 1] << 8));
            }
            hasOdd = (bytes.length + before) % 2 == 1;
            if (hasOdd && bytes.length > 0) {
                odd[0] = bytes[bytes.length - 1];
            }
            return new Pcm(samples, PCM_RATE);
        }
    }
}
