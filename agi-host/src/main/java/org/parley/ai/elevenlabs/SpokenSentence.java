package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.audio.Pcm;

/** One sentence on its way into a sink, with the times of its words where they are told. Used by one thread. */
final class SpokenSentence {
    private final String text;
    private final SpeechSink sink;
    private final SoundFormat.Decoder decoder;
    private final Alignment alignment = new Alignment();
    private int marked; // words

    SpokenSentence(String text, SoundFormat format, SpeechSink sink) {
        this.text = text;
        this.sink = sink;
        this.decoder = format.new Decoder();
    }

    /** False when the sink wants no more. */
    boolean sound(byte[] bytes) {
        Pcm piece = decoder.samples(bytes);
        return piece.samples().length == 0 || sink.audio(piece);
    }

    /**
     * A message with sound in one field and times in another; false when the sink wants no more.
     *
     * @throws ProviderException when the sound is none
     */
    boolean message(JsonNode message, String soundField) {
        JsonNode times = message.path("alignment");
        if (times.isObject()) {
            alignment.add(times);
            for (Alignment.Mark mark : alignment.words(text, marked)) {
                marked++;
                sink.mark(mark.chars(), mark.at());
            }
        }
        String base64 =
                message.path(soundField).isTextual() ? message.path(soundField).asText() : "";
        try {
            return base64.isEmpty() || sound(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new ProviderException(ElevenLabs.NAME, Kind.PROTOCOL, "Expected audio as base64 but it was not", e);
        }
    }

    /** True when the times of its letters come. */
    boolean isTimed() {
        return !alignment.isEmpty();
    }

    /** True when all of its letters were spoken. */
    boolean isWhole() {
        return isTimed() && alignment.covers(text);
    }
}
