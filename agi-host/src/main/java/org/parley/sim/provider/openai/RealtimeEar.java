package org.parley.sim.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.VoiceActivity;

/** Hears the caller's audio in the session's format and finds his turns in it. One thread. */
final class RealtimeEar {
    private static final int RATE = Pcm.TELEPHONE_RATE;
    private static final int KEPT = RATE * 120;
    private static final Duration ONSET = Duration.ofMillis(40);

    private final Turns turns;
    private final short[] kept = new short[KEPT]; // a ring
    private final Resampler down = new Resampler(24_000, RATE);
    private String format = "audio/pcm";
    private @Nullable VoiceActivity detector;
    private int prefixMillis = 300;
    private long heard; // samples since the session began
    private long startMillis;

    /** What is told of turns; offsets in milliseconds of all audio of the session. */
    interface Turns {

        void started(long audioStartMillis);

        void stopped(long audioEndMillis, short[] said);
    }

    RealtimeEar(Turns turns) {
        this.turns = turns;
    }

    /** As the session now says. */
    void use(JsonNode input) {
        format = input.path("format").path("type").asText(format);
        JsonNode detection = input.path("turn_detection");
        boolean server = detection.path("type").asText("").equals("server_vad");
        int silence = server ? detection.path("silence_duration_ms").asInt(500) : 300;
        prefixMillis = server ? detection.path("prefix_padding_ms").asInt(300) : 300;
        detector = detection.isObject() ? new VoiceActivity(ONSET, Duration.ofMillis(silence), this::decided) : null;
    }

    void hear(byte[] bytes) {
        short[] samples = decoded(bytes);
        for (short sample : samples) {
            kept[(int) (heard++ % KEPT)] = sample;
        }
        if (detector != null) {
            detector.heard(samples, samples.length, heard * 125_000);
        }
    }

    private short[] decoded(byte[] bytes) {
        return switch (format) {
            case "audio/pcmu" -> G711.fromUlaw(bytes).samples();
            case "audio/pcma" -> G711.fromAlaw(bytes).samples();
            default -> {
                short[] samples = new short[bytes.length / 2];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8));
                }
                yield down.process(samples, samples.length);
            }
        };
    }

    private void decided(boolean speaking, long nanos) {
        long millis = nanos / 1_000_000;
        if (speaking) {
            startMillis = Math.max(0, millis - ONSET.toMillis() - prefixMillis);
            turns.started(startMillis);
        } else {
            long from = Math.max(startMillis * RATE / 1000, heard - KEPT);
            short[] said = new short[(int) Math.max(0, Math.min(heard, millis * RATE / 1000) - from)];
            for (int i = 0; i < said.length; i++) {
                said[i] = kept[(int) ((from + i) % KEPT)];
            }
            turns.stopped(millis, said);
        }
    }
}
