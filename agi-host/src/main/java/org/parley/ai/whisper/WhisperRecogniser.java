package org.parley.ai.whisper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.wire.Recognised;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.WholeUtterances;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/**
 * A recogniser behind {@code POST /inference} of whisper.cpp's server: each utterance goes as one WAV file at 16 kHz
 * when it is over. Texts come in lower case without punctuation at the words' ends.
 */
public final class WhisperRecogniser implements SpeechToText {
    private static final String AUTO = "auto";
    private static final String NAME = "whisper";
    private static final MediaType WAV = MediaType.get("audio/wav");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITS_RATE = 16_000;
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int SAID_CHARS_MAX = 300;

    private final WhisperSettings settings;
    private final HttpUrl address;
    private final Wire wire;
    private final WholeUtterances utterances;

    /**
     * The recogniser at that server.
     *
     * @throws ProviderException when the address is none
     */
    public WhisperRecogniser(WhisperSettings settings) {
        this(settings, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public WhisperRecogniser(WhisperSettings settings, OkHttpClient base) {
        this.settings = settings;
        this.address = Wire.address(settings.url())
                .map(url -> url.newBuilder()
                        .addPathSegments(settings.path().replaceFirst("^/+", ""))
                        .build())
                .orElseThrow(() -> failure(
                        Kind.SETTINGS,
                        "Expected an address such as http://127.0.0.1:8080 but was '" + settings.url() + "'"));
        this.wire = Wire.open(NAME, new WireLimits(settings.connect(), settings.answer(), settings.answer()), base);
        this.utterances = new WholeUtterances(
                NAME,
                new WholeUtterances.Bounds(
                        settings.shortest(), settings.longest(), settings.answer(), settings.requestsMax()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) {
        return utterances.open((speech, limit) -> recognise(listening, speech, limit));
    }

    private Transcript recognise(Listening listening, Pcm speech, Duration limit) throws InterruptedException {
        String hint = settings.hints() ? Recognised.hint(listening.expected()) : "";
        Pcm sound = WholeUtterances.filled(speech, ITS_RATE, settings.fill());
        MultipartBody.Builder form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("file", "audio.wav", RequestBody.create(WavFile.bytes(sound), WAV))
                .addFormDataPart("language", language(listening)) // its own default is English, whatever the model
                .addFormDataPart("response_format", "verbose_json");
        if (!hint.isEmpty()) {
            form.addFormDataPart("prompt", hint);
        }
        Request request = new Request.Builder().url(address).post(form.build()).build();
        try (StreamedAnswer answer = StreamedAnswer.open(wire, request, limit, this::refused)) {
            JsonNode json = json(new String(answer.whole(ANSWER_BYTES_MAX), StandardCharsets.UTF_8));
            if (json.hasNonNull("error")) {
                throw failure(Kind.PROTOCOL, "answered 200 with: " + said(json));
            }
            double silence = settings.silencePercent() / 100.0;
            return new Recognised(
                            listening.language(),
                            hint,
                            silence,
                            language(listening).equals(AUTO))
                    .of(json);
        }
    }

    private String language(Listening listening) {
        String wanted = settings.language().isEmpty() ? listening.language().getLanguage() : settings.language();
        return wanted.isEmpty() ? AUTO : wanted;
    }

    private ProviderException refused(Wire.Refused refused) {
        ProviderException common = wire.failure(refused.status(), refused.body());
        try {
            JsonNode body = JSON.readTree(refused.body());
            return body.path("error").isTextual()
                    ? failure(common.kind(), "answered " + refused.status() + ": " + said(body))
                    : common;
        } catch (JsonProcessingException text) {
            return common;
        }
    }

    /** {@code {"error":"text"}}. */
    private static String said(JsonNode body) {
        String said = body.path("error").asText(body.path("error").toString());
        return said.length() <= SAID_CHARS_MAX ? said : said.substring(0, SAID_CHARS_MAX) + "…";
    }

    private static JsonNode json(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw failure(Kind.PROTOCOL, "Expected JSON but it was none, of " + text.length() + " characters");
        }
        throw failure(Kind.PROTOCOL, "Expected a JSON object but it was none, of " + text.length() + " characters");
    }

    private static ProviderException failure(Kind kind, String message) {
        return new ProviderException(NAME, kind, message, null);
    }

    @Override
    public void close() {
        wire.close();
    }
}
