package org.parley.sim.provider.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FormPart;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Sounds;

/**
 * Vira on loopback in version 2, as integrations know it: Avanegar hears, Avasho speaks, and both may take their time.
 * What its files are is up to its manners.
 */
public final class FakeVira extends FakeProvider {
    /** The only token that it takes. */
    public static final String TOKEN = "vira-token-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SWITCHES =
            Set.of("srt", "inverseNormalizer", "timestamp", "spokenPunctuation", "punctuation", "diarize");
    private static final String HEARS = "/avanegar/v2/avanegar/request";
    private static final String HEARD = "/avanegar/v2/avanegar-large/getResult";
    private static final String SPEAKS = "/avasho/v2/avasho/request";
    private static final String SPOKEN = "/avasho/v2/avasho/tracking/";
    private static final String FILES = "/files/";

    private final ViraManners manners;
    private final Mind mind;
    private final AtomicInteger jobs = new AtomicInteger();
    private final Map<String, String> results = new ConcurrentHashMap<>(); // texts heard, and to be spoken

    /** It listens at once, by TLS. */
    public FakeVira(ViraManners manners, Mind mind) {
        super(true);
        this.manners = manners;
        this.mind = mind;
        listen();
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.startsWith(FILES)) {
            return file(path.substring(FILES.length()).replace(".wav", ""));
        }
        if (!TOKEN.equals(request.getHeaders().get("gateway-token"))) {
            return json(401, JSON.createObjectNode().put("message", "Invalid gateway token"));
        }
        boolean posts = "POST".equals(request.getMethod());
        if (posts && path.equals(HEARS)) {
            return hears(request);
        }
        if (posts && path.equals(SPEAKS)) {
            return speaks(request);
        }
        if (!posts && path.equals(HEARD)) {
            return result(String.valueOf(request.getUrl().queryParameter("id")), false);
        }
        if (!posts && path.startsWith(SPOKEN)) {
            return result(path.substring(SPOKEN.length()), true);
        }
        violation("asked for " + request.getMethod() + " " + path);
        return json(404, JSON.createObjectNode().put("message", "no route"));
    }

    private MockResponse hears(RecordedRequest request) {
        Pcm sound = null;
        try {
            for (FormPart part : FormPart.of(request)) {
                String value = part.name().equals("audio") ? "" : part.content().utf8();
                switch (part.name()) {
                    case "audio" -> sound = WavFile.parse(part.content().toByteArray(), part.file());
                    case "model" -> expect("a model", value, Set.of("default", "telephony"));
                    case "numSpeakers" -> expect("a number as text", value, Set.of("0", "1", "2"));
                    default -> {
                        if (SWITCHES.contains(part.name())) {
                            expect("true or false as text", value, Set.of("true", "false"));
                        } else {
                            violation("sent the unknown part " + part.name());
                        }
                    }
                }
            }
        } catch (IOException | AudioException unreadable) {
            violation("sent no sound: " + unreadable.getMessage());
        }
        if (sound == null) {
            return json(400, JSON.createObjectNode().put("message", "audio is required"));
        }
        if (manners.tooLong) {
            return tooLong();
        }
        String words =
                mind.answer(Sounds.at(sound, Pcm.TELEPHONE_RATE).samples()).heard();
        return accepted(words, false);
    }

    private static MockResponse tooLong() {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode data = body.putObject("data").put("message", "validation failed");
        data.putObject("additionalInfo")
                .putObject("additionalInfo")
                .putArray("validationResults")
                .addObject()
                .put("field", "duration")
                .put("passed", false);
        return json(400, body);
    }

    private void expect(String what, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            violation("expected " + what + " but was '" + value + "'");
        }
    }

    private MockResponse speaks(RecordedRequest request) {
        var body = request.getBody();
        JsonNode asked;
        try {
            asked = JSON.readTree(body == null ? "" : body.utf8());
        } catch (JsonProcessingException none) {
            violation("asked by no JSON");
            return json(400, JSON.createObjectNode().put("message", "bad JSON"));
        }
        boolean typed = asked.path("text").isTextual()
                && asked.path("speaker").isTextual()
                && asked.path("speed").isTextual()
                && asked.path("timestamp").isBoolean()
                && asked.size() == 4;
        if (!typed) {
            violation("asked by fields of other names or types: " + asked);
        }
        return accepted(asked.path("text").asText(), true);
    }

    /** A job, which is done at once or later. */
    private MockResponse accepted(String result, boolean speech) {
        String id = String.valueOf(1000 + jobs.incrementAndGet());
        results.put(id, result);
        if (manners.pending.get() == 0 && manners.unknown.get() == 0) {
            return result(id, speech);
        }
        return pending(id, 201);
    }

    private MockResponse pending(String id, int status) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode data = body.putObject("data").put("status", "pending");
        ObjectNode inner = data.putObject("data").put("estimationTime", 1);
        if (manners.numbers) {
            inner.put("id", Integer.parseInt(id));
        } else {
            inner.put("id", id);
        }
        return json(status, body);
    }

    /** Whether there was one left. */
    private static boolean taken(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private MockResponse result(String id, boolean speech) {
        String result = results.get(id);
        if (result == null) {
            violation("asked for the unknown job " + id);
            return json(404, JSON.createObjectNode().put("message", "not found"));
        }
        if (taken(manners.unknown)) {
            return json(404, JSON.createObjectNode().put("message", "not found"));
        }
        if (taken(manners.pending)) {
            return pending(id, 200);
        }
        ObjectNode body = JSON.createObjectNode();
        ObjectNode data = body.putObject("data").put("status", manners.fails ? "failed" : "done");
        if (manners.fails) {
            data.putObject("data").putObject("aiResponse").put("message", "the worker broke down");
        } else if (speech) {
            data.putObject("data")
                    .putObject("aiResponse")
                    .put("status", "success")
                    .putObject("result")
                    .put("filename", address(id));
        } else {
            text(body, data, result);
        }
        return json(200, body);
    }

    private void text(ObjectNode body, ObjectNode data, String words) {
        switch (manners.textAt) {
            case 0 ->
                data.putObject("data")
                        .putObject("aiResponse")
                        .put("status", "success")
                        .putObject("result")
                        .put("text", words);
            case 1 -> data.putObject("data").put("text", words);
            case 2 -> data.put("text", words);
            case 3 -> data.putObject("aiResponse").putObject("result").put("text", words);
            default -> body.putObject("aiResponse").putObject("result").put("text", words);
        }
    }

    private String address(String id) {
        String path = FILES + id + ".wav";
        return switch (manners.address) {
            case ABSOLUTE -> httpUrl() + path;
            case SCHEMELESS -> httpUrl().substring("https://".length()) + path;
            case RELATIVE -> path;
            case ELSEWHERE -> "https://files.example.org" + path;
        };
    }

    private MockResponse file(String id) {
        String text = results.get(id);
        if (text == null) {
            return json(403, JSON.createObjectNode().put("message", "expired"));
        }
        Pcm speech = Sounds.at(new Pcm(mind.speak(text), Pcm.TELEPHONE_RATE), 16_000);
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/octet-stream")
                .body(new Buffer().write(manners.file.apply(speech)))
                .build();
    }

    private static MockResponse json(int status, ObjectNode body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json; charset=utf-8")
                .body(body.put("traceId", "7d1c").toString())
                .build();
    }
}
