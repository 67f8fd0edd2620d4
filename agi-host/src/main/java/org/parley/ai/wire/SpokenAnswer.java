package org.parley.ai.wire;

import java.time.Duration;
import java.util.Optional;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.audio.Pcm;

/** An answer whose body is speech, handed on while it comes. */
public final class SpokenAnswer {
    /** A tenth of a second at 24 kHz, so that a cut is noticed soon. */
    private static final int PIECE_BYTES = 4800;

    private SpokenAnswer() {}

    /**
     * Hands it on to its end; false when the speech was cut.
     *
     * @param longest how long it may be when it is played
     * @throws ProviderException when it broke off, is no audio, or is longer
     */
    public static boolean hear(
            String provider, StreamedAnswer answer, SpeechBytes bytes, Duration longest, SpeechSink sink)
            throws InterruptedException {
        byte[] piece = new byte[PIECE_BYTES];
        Duration length = Duration.ZERO;
        for (int read = answer.read(piece); read >= 0; read = answer.read(piece)) {
            Optional<Pcm> samples = bytes.add(piece, read);
            if (samples.isEmpty()) {
                continue;
            }
            length = length.plus(samples.get().duration());
            if (length.compareTo(longest) > 0) {
                throw new ProviderException(
                        provider,
                        Kind.PROTOCOL,
                        "Expected at most " + longest.toSeconds() + " s of speech but more comes",
                        null);
            }
            if (!sink.audio(samples.get())) {
                return false;
            }
        }
        if (length.isZero()) {
            throw new ProviderException(provider, Kind.PROTOCOL, "Expected audio but the answer has none", null);
        }
        return true;
    }
}
