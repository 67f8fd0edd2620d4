package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.Secrets;
import org.parley.ai.wire.Wire;

/**
 * The synthesiser of ElevenLabs over HTTP: a request for each sentence, whose answer is raw sound as it is made, or
 * with
 * times one JSON object after the other.
 */
public final class ElevenLabsSpeech implements TextToSpeech {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final int PIECE_BYTES = 4096;
    private static final int SHOWN = 300;

    private final ElevenLabsSettings settings;
    private final Wire wire;
    private final SoundFormat format;

    /**
     * Reached by that wire, which it then owns.
     *
     * @throws ProviderException when the settings name no format that a telephone can be brought to
     */
    public ElevenLabsSpeech(ElevenLabsSettings settings, Wire wire) {
        this.settings = settings;
        this.wire = wire;
        this.format = SoundFormat.of(settings.speech().format());
    }

    /** The synthesiser in the way that the settings name. */
    public static TextToSpeech of(ElevenLabsSettings settings) {
        Wire wire = ElevenLabs.wire(settings);
        return switch (settings.speech().way()) {
            case REQUESTS -> new ElevenLabsSpeech(settings, wire);
            case SOCKETS -> new ElevenLabsSocketSpeech(settings, wire);
        };
    }

    @Override
    public String name() {
        return ElevenLabs.NAME;
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        if (text.isBlank()) {
            return;
        }
        boolean times = settings.speech().times();
        SpokenSentence sentence = new SpokenSentence(text, format, sink);
        try (Response response =
                wire.send(request(text, language), no -> ElevenLabs.refused(wire, no.status(), no.body()))) {
            expect(response, times ? "application/json" : "audio/");
            InputStream body = response.body().byteStream();
            if (times) {
                readTimed(body, sentence);
            } else {
                readPlain(body, sentence);
            }
        } catch (JsonProcessingException e) {
            throw new ProviderException(ElevenLabs.NAME, Kind.PROTOCOL, "Expected JSON objects with sound", e);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while speaking");
            }
            throw wire.failure(e);
        }
    }

    private Request request(String text, Locale language) {
        ElevenLabsSettings.SpeechSettings speech = settings.speech();
        ObjectNode body = JSON.createObjectNode().put("text", text).put("model_id", speech.model());
        if (speech.language() && !language.getLanguage().isEmpty()) {
            body.put("language_code", language.getLanguage());
        }
        HttpUrl address = ElevenLabs.address(settings, "v1/text-to-speech")
                .addPathSegment(speech.voice())
                .addPathSegments(speech.times() ? "stream/with-timestamps" : "stream")
                .addQueryParameter("output_format", speech.format())
                .build();
        return ElevenLabs.request(address, settings.key())
                .post(RequestBody.create(body.toString(), JSON_TYPE))
                .build();
    }

    /** An error may come as a success: what is no sound must not be played. */
    private void expect(Response response, String type) throws IOException {
        String is = String.valueOf(response.header("Content-Type"));
        if (!is.startsWith(type)) {
            String start = response.peekBody(SHOWN).string();
            throw new ProviderException(
                    ElevenLabs.NAME,
                    ElevenLabs.refused(wire, 200, start).kind(),
                    "Expected " + type + " but the answer was " + is + ": " + Secrets.hidden(start),
                    null);
        }
    }

    private static void readPlain(InputStream body, SpokenSentence sentence) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        int length = body.read(piece);
        while (length >= 0 && sentence.sound(Arrays.copyOf(piece, length))) {
            length = body.read(piece);
        }
    }

    private void readTimed(InputStream body, SpokenSentence sentence) throws IOException {
        try (MappingIterator<JsonNode> messages = JSON.readerFor(JsonNode.class).readValues(body)) {
            boolean wanted = true;
            while (wanted && messages.hasNextValue()) {
                JsonNode message = messages.nextValue();
                if (message.has("detail")) {
                    throw ElevenLabs.refused(wire, 200, message.toString());
                }
                wanted = sentence.message(message, "audio_base64");
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
