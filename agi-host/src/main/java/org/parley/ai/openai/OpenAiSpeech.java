package org.parley.ai.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.SpeechBytes;
import org.parley.ai.wire.SpokenAnswer;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.TextParts;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * A synthesiser behind {@code POST audio/speech}, at OpenAI (OpenAPI description 2.3.0) or a server that speaks as it
 * does: Speaches, Groq. Audio goes to the sink as it comes. The language is the text's own: the interface takes none.
 */
public final class OpenAiSpeech implements TextToSpeech {
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final Set<String> NOT_OURS =
            Set.of("audio/mpeg", "audio/mp3", "audio/ogg", "audio/opus", "audio/flac", "audio/aac");
    /** Of one request, however many characters. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final OpenAiServer server;
    private final OpenAiSpeechSettings settings;
    private final Wire wire;

    /** The synthesiser at that server. */
    public OpenAiSpeech(OpenAiServer server, OpenAiSpeechSettings settings) {
        this.server = server;
        this.settings = settings;
        this.wire = server.wire(new WireLimits(settings.connect(), settings.firstAudio(), settings.nextAudio()));
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        for (String part : TextParts.of(text, settings.charactersMax())) {
            if (!speakPart(part, sink)) {
                return;
            }
        }
    }

    private boolean speakPart(String text, SpeechSink sink) throws InterruptedException {
        Request request = server.request("audio/speech")
                .post(RequestBody.create(body(text).toString(), JSON_TYPE))
                .build();
        try (StreamedAnswer answer = StreamedAnswer.open(
                wire, request, settings.answer(), refused -> OpenAiFailures.refused(wire, refused))) {
            String type = answer.contentType();
            if (NOT_OURS.contains(type)) {
                throw new ProviderException(
                        server.name(),
                        Kind.SETTINGS,
                        "Expected audio as " + settings.form().wire() + " but the server answers " + type
                                + "; try the other form",
                        null);
            }
            SpeechBytes bytes = new SpeechBytes(server.name(), settings.rate());
            return SpokenAnswer.hear(server.name(), answer, bytes, LONGEST, sink);
        }
    }

    private ObjectNode body(String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", settings.model());
        body.put("input", text);
        body.put("voice", settings.voice());
        body.put("response_format", settings.form().wire());
        if (settings.speedPercent() != 100) {
            body.put("speed", settings.speedPercent() / 100.0);
        }
        if (!settings.instructions().isEmpty()) {
            body.put("instructions", settings.instructions());
        }
        if (settings.sendRate()) {
            body.put("sample_rate", settings.rate());
        }
        return body;
    }

    @Override
    public void close() {
        wire.close();
    }
}
