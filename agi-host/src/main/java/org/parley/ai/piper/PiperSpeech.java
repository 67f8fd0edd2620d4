package org.parley.ai.piper;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.SpeechBytes;
import org.parley.ai.wire.SpeechBytes.Raw;
import org.parley.ai.wire.SpokenAnswer;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.TextParts;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * A synthesiser at Piper's HTTP server (piper1-gpl): {@code POST /synthesize} since 1.5.0, {@code POST /} before. Each
 * request is answered by a whole WAV file at the voice's own rate. The language is the voice's.
 */
public final class PiperSpeech implements TextToSpeech {
    private static final String NAME = "piper";
    private static final MediaType JSON = MediaType.get("application/json");
    private static final List<String> PATHS = List.of("/synthesize", "/");

    private final PiperSettings settings;
    private final HttpUrl address;
    private final Wire wire;
    private volatile String path; // "" until it is known which it has

    /**
     * The synthesiser at that server.
     *
     * @throws ProviderException when the address is none
     */
    public PiperSpeech(PiperSettings settings) {
        this(settings, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public PiperSpeech(PiperSettings settings, OkHttpClient base) {
        this.settings = settings;
        this.path = settings.path();
        this.address = Wire.address(settings.url())
                .orElseThrow(() -> new ProviderException(
                        NAME,
                        Kind.SETTINGS,
                        "Expected an address such as http://127.0.0.1:5000 but was '" + settings.url() + "'",
                        null));
        this.wire = Wire.open(NAME, new WireLimits(settings.connect(), settings.answer(), settings.answer()), base);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        for (String part : TextParts.of(text, settings.charactersMax())) {
            if (!spoken(part, sink)) {
                return;
            }
        }
    }

    private boolean spoken(String text, SpeechSink sink) throws InterruptedException {
        String known = path;
        if (!known.isEmpty()) {
            return spoken(known, text, sink);
        }
        try {
            boolean whole = spoken(PATHS.getFirst(), text, sink);
            path = PATHS.getFirst();
            return whole;
        } catch (ProviderException refused) {
            if (!(refused.getCause() instanceof NoSuchPath)) {
                throw refused;
            }
            boolean whole = spoken(PATHS.getLast(), text, sink);
            path = PATHS.getLast();
            return whole;
        }
    }

    private boolean spoken(String at, String text, SpeechSink sink) throws InterruptedException {
        HttpUrl url =
                address.newBuilder().addPathSegments(at.replaceFirst("^/+", "")).build();
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(body(text).toString(), JSON))
                .build();
        try (StreamedAnswer answer = StreamedAnswer.open(wire, request, settings.answer(), this::refused)) {
            // it calls its WAV files text/html
            return SpokenAnswer.hear(NAME, answer, new SpeechBytes(NAME, Raw.NONE, 0), settings.longest(), sink);
        }
    }

    private ObjectNode body(String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", text);
        if (!settings.voice().isEmpty()) {
            body.put("voice", settings.voice());
        }
        if (settings.speaker().matches("\\d{1,5}")) {
            body.put("speaker_id", Integer.parseInt(settings.speaker()));
        } else if (!settings.speaker().isEmpty()) {
            body.put("speaker", settings.speaker());
        }
        if (settings.speedPercent() != 100) {
            body.put("length_scale", 100.0 / settings.speedPercent());
        }
        return body;
    }

    /** Its errors are pages. */
    private ProviderException refused(Wire.Refused refused) {
        String said = refused.body()
                .replaceAll("(?s)<(style|script|title)[^>]*>.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ");
        ProviderException failure = wire.failure(refused.status(), said);
        return refused.status() == 404 || refused.status() == 405
                ? new ProviderException(NAME, failure.kind(), "answered " + refused.status(), new NoSuchPath())
                : failure;
    }

    /** Marks the answer of a server that has another path. */
    private static final class NoSuchPath extends Exception {}

    @Override
    public void close() {
        wire.close();
    }
}
