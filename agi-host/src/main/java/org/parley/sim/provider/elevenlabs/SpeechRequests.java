package org.parley.sim.provider.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.parley.sim.provider.Mind;

/** The synthesiser's requests. */
final class SpeechRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECE_MILLIS = 250;
    static final Set<String> FORMATS = Set.of(
            "pcm_8000",
            "pcm_16000",
            "pcm_22050",
            "pcm_24000",
            "pcm_32000",
            "pcm_44100",
            "pcm_48000",
            "ulaw_8000",
            "alaw_8000");
    private static final Set<String> FIELDS = Set.of("text", "model_id", "language_code", "voice_settings", "seed");

    private final SpeechManners manners;
    private final Mind mind;
    private final Consumer<String> violations;

    SpeechRequests(SpeechManners manners, Mind mind, Consumer<String> violations) {
        this.manners = manners;
        this.mind = mind;
        this.violations = violations;
    }

    MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        String format = url.queryParameter("output_format");
        if (format == null || !FORMATS.contains(format)) {
            violations.accept("a request for no format of a telephone: " + url.encodedQuery());
            return FakeElevenLabs.refusal(400, "output_format_not_allowed", "Not a format");
        }
        JsonNode body;
        try {
            ByteString bytes = request.getBody();
            body = JSON.readTree(bytes == null ? "" : bytes.utf8());
        } catch (JsonProcessingException e) {
            violations.accept("a request that is no JSON");
            return FakeElevenLabs.refusal(400, "invalid_json", "No JSON");
        }
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                violations.accept("a request with an unknown field " + field);
            }
        });
        String text = body.path("text").asText();
        Sound sound = new Sound(format);
        byte[] bytes = sound.encoded(mind.speak(text));
        boolean timed = url.encodedPath().endsWith("/with-timestamps");
        byte[] answer = timed ? timed(text, bytes, sound).getBytes(StandardCharsets.UTF_8) : bytes;
        return new HaltingBody(answer, manners.stallMillis)
                .response(timed ? "application/json" : "audio/pcm")
                .build();
    }

    private String timed(String text, byte[] bytes, Sound sound) {
        double millisPerByte = 1000.0 / sound.bytesPerSecond();
        int length = sound.bytesPerSecond() * PIECE_MILLIS / 1000 + 1;
        StringBuilder all = new StringBuilder();
        for (int at = 0; at < bytes.length; at += length) {
            int to = Math.min(bytes.length, at + length);
            ObjectNode message = JSON.createObjectNode()
                    .put("audio_base64", Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, to)));
            Times.of(text, bytes.length, at, to, millisPerByte)
                    .intoSeconds(message.putObject("alignment"), at * millisPerByte);
            message.putNull("normalized_alignment");
            all.append(message).append('\n');
        }
        return all.toString();
    }
}
