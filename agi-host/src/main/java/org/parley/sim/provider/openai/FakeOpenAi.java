package org.parley.sim.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Mind.Thought;

/**
 * OpenAI's interfaces below {@code /v1}: {@code realtime}, {@code chat/completions}, {@code audio/transcriptions} and
 * {@code audio/speech}, in the shapes of the OpenAPI description 2.3.0. It takes one key.
 */
public final class FakeOpenAi extends FakeProvider {
    /** The only key that it takes. */
    public static final String KEY = "sk-fake-0123456789abcdef";

    static final ObjectMapper JSON = new ObjectMapper();

    private final Mind mind;
    private final RealtimeManners realtime = new RealtimeManners();
    private final ChatManners chat = new ChatManners();
    private final AudioManners audio = new AudioManners();
    private final FakeChat chatRoom;
    private final FakeTranscriptions transcriptions;
    private final FakeSpeech speech;
    private volatile boolean closed;

    /** Thinks with that mind; as a chat it is told the caller's words as no samples. */
    public FakeOpenAi(Mind mind, boolean tls) {
        this(mind, _ -> mind.answer(new short[0]), tls);
    }

    /** With {@code words} it answers, as a chat, what somebody has written. */
    public FakeOpenAi(Mind mind, Function<String, Thought> words, boolean tls) {
        super(tls);
        this.mind = mind;
        this.chatRoom = new FakeChat(mind, words, chat, this::note, () -> closed);
        this.transcriptions = new FakeTranscriptions(mind, audio, this::note, () -> closed);
        this.speech = new FakeSpeech(mind, audio, this::note, () -> closed);
        listen();
    }

    /** How it behaves in realtime. */
    public RealtimeManners realtime() {
        return realtime;
    }

    /** How it behaves as a chat. */
    public ChatManners chat() {
        return chat;
    }

    /** How it transcribes and speaks. */
    public AudioManners audio() {
        return audio;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (!("Bearer " + KEY).equals(request.getHeaders().get("Authorization"))) {
            return error(401, "invalid_request_error", "invalid_api_key", "", "Incorrect API key provided: sk-wrong.");
        }
        if (path.equals("/v1/realtime")) {
            return realtime(request);
        }
        if (!"POST".equals(request.getMethod())) {
            note(path + " was asked for with " + request.getMethod());
            return error(405, "invalid_request_error", "method_not_supported", "", "Not allowed to GET");
        }
        return switch (path) {
            case "/v1/chat/completions" -> {
                sawRequest(request.getBody() == null ? "" : request.getBody().utf8());
                yield chatRoom.answer(request);
            }
            case "/v1/audio/transcriptions" -> transcriptions.answer(request);
            case "/v1/audio/speech" -> speech.answer(request);
            default -> {
                note("asked for unknown " + path);
                yield error(404, "invalid_request_error", "unknown_url", "", "Unknown request URL: " + path);
            }
        };
    }

    private MockResponse realtime(RecordedRequest request) {
        if (request.getHeaders().get("OpenAI-Beta") != null) {
            note("sent the header OpenAI-Beta, which selects the old shape");
        }
        String model = request.getUrl().queryParameter("model");
        if (model == null) {
            note("named no model");
            return error(400, "invalid_request_error", "missing_model", "model", "You must provide a model parameter.");
        }
        return upgrade(request, new FakeRealtime(this, mind, realtime, model));
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }

    private void note(String what) {
        violation(what);
    }

    /** An error as OpenAI writes it. */
    static MockResponse error(int status, String type, String code, String param, String message) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error").put("message", message).put("type", type);
        error.put("param", param.isEmpty() ? null : param).put("code", code.isEmpty() ? null : code);
        return json(status, body);
    }

    static MockResponse json(int status, JsonNode body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body.toString())
                .build();
    }
}
