package org.parley.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcript;
import org.parley.ai.wire.Recognised;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.Wire;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request for the words of one utterance. */
final class Transcription {
    private static final Logger log = LoggerFactory.getLogger(Transcription.class);
    private static final MediaType WAV = MediaType.get("audio/wav");
    private static final String AUTO = "auto";
    private static final int ANSWER_BYTES_MAX = 8 << 20;

    private final OpenAiServer server;
    private final OpenAiTranscriberSettings settings;
    private final Wire wire;
    private final Listening listening;
    private final Consumer<Interim> interim;
    private final String hint;
    private final Recognised recognised;

    Transcription(
            OpenAiServer server,
            OpenAiTranscriberSettings settings,
            Wire wire,
            Listening listening,
            Consumer<Interim> interim) {
        this.server = server;
        this.settings = settings;
        this.wire = wire;
        this.listening = listening;
        this.interim = interim;
        this.hint = settings.hints() ? Recognised.hint(listening.expected()) : "";
        this.recognised = new Recognised(
                listening.language(),
                hint,
                settings.silencePercent() / 100.0,
                settings.language().equals(AUTO));
    }

    /** Sends it and reads the words. */
    Transcript recognise(Pcm speech, Duration most) throws InterruptedException {
        Request request =
                server.request("audio/transcriptions").post(body(speech)).build();
        try (StreamedAnswer answer =
                StreamedAnswer.open(wire, request, most, refused -> OpenAiFailures.refused(wire, refused))) {
            return switch (answer.contentType()) {
                case "text/event-stream" -> streamed(answer);
                default -> whole(answer);
            };
        }
    }

    private RequestBody body(Pcm speech) {
        MultipartBody.Builder form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("file", "audio.wav", RequestBody.create(WavFile.bytes(speech), WAV));
        if (!settings.model().equals(OpenAiSettings.NONE)) {
            form.addFormDataPart("model", settings.model());
        }
        String language = settings.language().isEmpty() ? listening.language().getLanguage() : settings.language();
        if (!language.isEmpty() && !language.equals(AUTO)) {
            form.addFormDataPart("language", language);
        }
        if (!hint.isEmpty()) {
            form.addFormDataPart("prompt", hint);
        }
        form.addFormDataPart("response_format", settings.form().wire());
        if (settings.stream()) {
            form.addFormDataPart("stream", "true");
        }
        return form.build();
    }

    private Transcript whole(StreamedAnswer answer) throws InterruptedException {
        String text = new String(answer.whole(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
        JsonNode json = json(text);
        log.debug("{} recognised {} characters of answer", server.name(), text.length());
        if (json.hasNonNull("error")) {
            throw OpenAiFailures.failure(server.name(), json, Kind.PROTOCOL, "answered 200 with: ");
        }
        return recognised.of(json);
    }

    private Transcript streamed(StreamedAnswer answer) throws InterruptedException {
        StringBuilder soFar = new StringBuilder();
        Optional<String> event = answer.event();
        while (event.isPresent() && !event.get().strip().equals("[DONE]")) {
            JsonNode json = json(event.get());
            if (json.hasNonNull("error")) {
                throw OpenAiFailures.failure(server.name(), json, Kind.NETWORK, "broke off: ");
            }
            switch (json.path("type").asText("")) {
                case "transcript.text.delta" -> soFar.append(json.path("delta").asText(""));
                case "transcript.text.done" -> {
                    return recognised.of(json);
                }
                // of servers that send whole segments without a type
                default ->
                    soFar.append(soFar.isEmpty() ? "" : " ")
                            .append(json.path("text").asText(""));
            }
            interim.accept(new Interim(recognised.of(soFar.toString(), 1).text(), false));
            event = answer.event();
        }
        return recognised.of(soFar.toString(), 1);
    }

    private JsonNode json(String text) {
        try {
            JsonNode json = OpenAiFailures.JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw broken("Expected JSON but it was none, of " + text.length() + " characters");
        }
        throw broken("Expected a JSON object but it was none, of " + text.length() + " characters");
    }

    private ProviderException broken(String message) {
        return new ProviderException(server.name(), Kind.PROTOCOL, message, null);
    }
}
