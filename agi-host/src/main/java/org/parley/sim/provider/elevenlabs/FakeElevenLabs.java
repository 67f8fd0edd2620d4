package org.parley.sim.provider.elevenlabs;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.Mind;

/**
 * ElevenLabs on loopback: signed addresses, one agent by its "Agents Contract 1.0.0", which thinks with a mind, and the
 * synthesiser.
 */
public final class FakeElevenLabs extends FakeProvider {
    /** The only key that it takes. */
    public static final String KEY = "xi-0123456789abcdef";
    /** The only agent that it has. */
    public static final String AGENT = "agent_parley";

    /** The only voice that its synthesiser has. */
    public static final String VOICE = "voice_1";

    private static final String TALK = "/v1/convai/conversation";
    private static final String SPEECH = "/v1/text-to-speech/";

    private final AgentManners manners;
    private final Mind mind;
    private final SpeechManners speech = new SpeechManners();
    private final SpeechRequests requests;
    private final Set<String> signatures = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fake-elevenlabs").factory());

    /** It listens at once. */
    public FakeElevenLabs(AgentManners manners, Mind mind, boolean tls) {
        super(tls);
        this.manners = manners;
        this.mind = mind;
        this.requests = new SpeechRequests(speech, mind, this::violation);
        clock.setRemoveOnCancelPolicy(true);
        listen();
    }

    /** Signed addresses that were given out are good no more. */
    public void expireAddresses() {
        signatures.clear();
    }

    /** How its synthesiser behaves. */
    public SpeechManners speech() {
        return speech;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (url.encodedPath().startsWith(SPEECH)) {
            return speech(request);
        }
        return switch (url.encodedPath()) {
            case TALK + "/get-signed-url" -> signed(request);
            case TALK -> talk(request);
            default -> refusal(404, "not_found", "There is nothing at " + url.encodedPath());
        };
    }

    private MockResponse speech(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (!KEY.equals(request.getHeaders().get("xi-api-key"))) {
            return refusal(401, "invalid_api_key", "Invalid API key");
        }
        if (!VOICE.equals(url.pathSegments().get(2))) {
            return refusal(404, "voice_not_found", "A voice of that id was not found");
        }
        return switch (url.encodedPath().substring((SPEECH + VOICE).length())) {
            case "/stream", "/stream/with-timestamps" -> requests.answer(request);
            case "/multi-stream-input" -> {
                String format = String.valueOf(url.queryParameter("output_format"));
                String inactivity = url.queryParameter("inactivity_timeout");
                if (!SpeechRequests.FORMATS.contains(format)) {
                    violation("a socket for no format of a telephone: " + url.encodedQuery());
                    yield refusal(400, "output_format_not_allowed", "Not a format");
                }
                long millis = 1000L * (inactivity == null ? 20 : Integer.parseInt(inactivity));
                yield upgrade(request, new SpeechSocket(this, speech, mind, format, millis));
            }
            default -> refusal(404, "not_found", "There is nothing at " + url.encodedPath());
        };
    }

    private MockResponse signed(RecordedRequest request) {
        if (!KEY.equals(request.getHeaders().get("xi-api-key"))) {
            return refusal(401, "invalid_api_key", "Invalid API key");
        }
        String agent = request.getUrl().queryParameter("agent_id");
        if (agent == null || agent.isEmpty()) {
            return json(
                    422,
                    "{\"detail\":[{\"loc\":[\"query\",\"agent_id\"],\"msg\":\"Field required\","
                            + "\"type\":\"missing\"}]}");
        }
        if (!agent.equals(AGENT)) {
            return refusal(404, "document_not_found", "Agent not found");
        }
        String signature = "cvtkn_" + UUID.randomUUID();
        signatures.add(signature);
        return json(
                200,
                "{\"signed_url\":\"" + socketUrl() + TALK + "?agent_id=" + agent + "&conversation_signature="
                        + signature + "\"}");
    }

    private MockResponse talk(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (request.getHeaders().get("xi-api-key") != null) {
            violation("the key was shown where a signature is enough");
        }
        String signature = url.queryParameter("conversation_signature");
        boolean known = signature != null
                && (manners.singleUse ? signatures.remove(signature) : signatures.contains(signature));
        if (signature != null && !known) {
            return refusal(403, "invalid_signature", "The signed address is not valid any more");
        }
        String refusal = "";
        if (!AGENT.equals(url.queryParameter("agent_id"))) {
            refusal = "The AI agent you are trying to reach does not exist.";
        } else if (!known && !manners.isPublic) {
            refusal = "The AI agent you are trying to reach requires authentication.";
        }
        return upgrade(request, new AgentSocket(this, manners, mind, refusal));
    }

    /** {@code {"detail":{"status":..,"message":..}}}. */
    static MockResponse refusal(int status, String code, String message) {
        return json(status, "{\"detail\":{\"status\":\"" + code + "\",\"message\":\"" + message + "\"}}");
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    boolean reads() {
        return isReading();
    }

    /** Does it later, on a thread of its own; not after the end. */
    void later(long millis, Runnable action) {
        if (!clock.isShutdown()) {
            var _ = clock.schedule(() -> Thread.ofVirtual().start(action), millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        super.close();
    }
}
