package org.parley.sim.provider.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.sim.provider.Chunks;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Sounds;

/**
 * Piper's HTTP server on loopback: {@code POST /synthesize}, or {@code POST /} as its older versions, answered by a
 * whole WAV file that it calls text/html.
 */
public final class FakePiper extends FakeProvider {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAGE = "text/html; charset=utf-8";
    private static final Set<String> FIELDS =
            Set.of("text", "voice", "speaker", "speaker_id", "length_scale", "noise_scale", "noise_w_scale");

    private final LocalManners manners;
    private final Mind mind;
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** It listens at once. */
    public FakePiper(LocalManners manners, Mind mind) {
        super(false);
        this.manners = manners;
        this.mind = mind;
        listen();
    }

    /** What it was asked to speak, and how. */
    public List<JsonNode> asked() {
        return asked;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (!path.equals(manners.old ? "/" : "/synthesize")) {
            return page(path.equals("/") ? 405 : 404, path.equals("/") ? "Method Not Allowed" : "Not Found");
        }
        if (!"POST".equals(request.getMethod())) {
            return page(405, "Method Not Allowed");
        }
        JsonNode body = body(request.getBody());
        asked.add(body);
        String text = body.path("text").asText("").strip();
        if (text.isEmpty()) {
            violation("asked for no text");
            return page(500, "Internal Server Error");
        }
        if (!manners.nonsense.isEmpty()) {
            return new MockResponse.Builder()
                    .setHeader("Content-Type", PAGE)
                    .body(manners.nonsense)
                    .build();
        }
        Pcm speech = manners.endlessSeconds > 0
                ? Pcm.silence(Duration.ofSeconds(manners.endlessSeconds), manners.rate)
                : Sounds.at(new Pcm(mind.speak(text), Pcm.TELEPHONE_RATE), manners.rate);
        byte[] file = WavFile.bytes(speech);
        byte[] sent = manners.breaksOff ? Arrays.copyOf(file, file.length / 2) : file;
        return new Chunks(List.of(sent), List.of(manners.work), manners.breaksOff, () -> closed).answer(PAGE);
    }

    private JsonNode body(@Nullable ByteString body) {
        try {
            JsonNode json = JSON.readTree(body == null ? "" : body.utf8());
            json.fieldNames().forEachRemaining(field -> {
                if (!FIELDS.contains(field)) {
                    violation("asked with the unknown " + field);
                }
            });
            boolean numbers = (!json.has("speaker_id")
                            || json.path("speaker_id").isInt())
                    && (!json.has("length_scale") || json.path("length_scale").isNumber());
            if (!numbers || !json.path("text").isTextual()) {
                violation("asked by fields of other types: " + json);
            }
            return json;
        } catch (JsonProcessingException none) {
            violation("asked by no JSON");
            return JSON.createObjectNode();
        }
    }

    private static MockResponse page(int status, String title) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", PAGE)
                .body("<!doctype html>\n<html lang=en>\n<title>" + status + " " + title + "</title>\n<h1>" + title
                        + "</h1>\n<p>The server encountered an error.</p>\n")
                .build();
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
