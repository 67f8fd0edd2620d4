package org.parley.sim.provider.deepgram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.Mind;

/** Deepgram on loopback, by its API v1: a recogniser and both ways to a voice, with a mind behind them. */
public final class FakeDeepgram extends FakeProvider {
    /** The only key that it takes. */
    public static final String KEY = "dg0123456789abcdef0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARS_MAX = 2000;
    private static final int ODD_CHUNK = 1001;
    private static final Set<String> LISTEN_QUERY = Set.of(
            "model",
            "language",
            "encoding",
            "sample_rate",
            "channels",
            "multichannel",
            "interim_results",
            "endpointing",
            "utterance_end_ms",
            "vad_events",
            "punctuate",
            "smart_format",
            "numerals",
            "keyterm",
            "keywords",
            "tag",
            "version");
    private static final Set<String> SPEAK_QUERY = Set.of("model", "encoding", "sample_rate", "container", "bit_rate");
    private static final Set<String> SPEAK_RATES = Set.of("8000", "16000", "24000", "32000", "48000");

    private final DeepgramManners manners;
    private final Mind mind;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fake-deepgram").factory());

    /** It listens at once. */
    public FakeDeepgram(DeepgramManners manners, Mind mind, boolean tls) {
        super(tls);
        this.manners = manners;
        this.mind = mind;
        clock.setRemoveOnCancelPolicy(true);
        listen();
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (!("Token " + KEY).equals(request.getHeaders().get("Authorization"))) {
            return refusal(401, "INVALID_AUTH", "Invalid credentials.");
        }
        String path = url.encodedPath();
        boolean upgrade = request.getHeaders().get("Upgrade") != null;
        if (path.equals("/v1/listen") && upgrade) {
            return recogniser(request);
        }
        if (path.equals("/v1/speak")) {
            return upgrade ? voice(request) : speech(request);
        }
        return refusal(404, "NOT_FOUND", "There is nothing at " + path);
    }

    private MockResponse recogniser(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        known(url, LISTEN_QUERY);
        String model = url.queryParameter("model");
        if (model == null || !model.startsWith("nova")) {
            return refusal(400, "Bad Request", "No such model/language/tier combination found.");
        }
        if (model.equals("nova-secret")) {
            return refusal(403, "INSUFFICIENT_PERMISSIONS", "The model is not allowed.");
        }
        String rate = url.queryParameter("sample_rate");
        if (!"linear16".equals(url.queryParameter("encoding")) || rate == null) {
            return refusal(400, "Bad Request", "Raw audio needs encoding and sample_rate.");
        }
        String utteranceEnd = url.queryParameter("utterance_end_ms");
        boolean interim = "true".equals(url.queryParameter("interim_results"));
        if (utteranceEnd != null && (!interim || Integer.parseInt(utteranceEnd) < 1000)) {
            return refusal(400, "Bad Request", "utterance_end_ms needs interim_results and at least 1000.");
        }
        if (url.queryParameter("keyterm") != null && !model.startsWith("nova-3")) {
            return refusal(400, "Bad Request", "keyterm needs nova-3.");
        }
        String endpointing = url.queryParameter("endpointing");
        int silence = endpointing == null ? 10 : Integer.parseInt(endpointing);
        return upgrade(
                request,
                new ListenSocket(
                        this,
                        manners,
                        mind,
                        Integer.parseInt(rate),
                        Math.max(10, silence / 10 * 10),
                        "multi".equals(url.queryParameter("language"))));
    }

    private MockResponse voice(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        known(url, SPEAK_QUERY);
        if (url.queryParameter("container") != null) {
            violation("asked for a container over a socket");
        }
        int rate = speakRate(url);
        return rate == 0
                ? refusal(400, "Bad Request", "Unsupported audio format.")
                : upgrade(request, new SpeakSocket(this, manners, mind, rate));
    }

    private MockResponse speech(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        known(url, SPEAK_QUERY);
        int rate = speakRate(url);
        String text = text(request.getBody());
        if (rate == 0 || text.isEmpty()) {
            return refusal(400, "Bad Request", "Unsupported audio format, or no text.");
        }
        if (text.length() > CHARS_MAX) {
            return refusal(413, "Payload too large", "Input text exceeds maximum character limit of 2000.");
        }
        boolean header = manners.headerAnyway || !"none".equals(url.queryParameter("container"));
        byte[] sound = Spoken.bytes(mind.speak(text), rate, header);
        MockResponse.Builder answer = new MockResponse.Builder()
                .setHeader("Content-Type", "audio/l16;rate=" + rate)
                .setHeader("dg-request-id", "request-1");
        if (manners.paced) {
            answer.throttleBody(rate / 5, 100, TimeUnit.MILLISECONDS);
        }
        return answer.chunkedBody(new Buffer().write(sound), ODD_CHUNK).build();
    }

    private String text(@Nullable ByteString body) {
        try {
            JsonNode json = JSON.readTree(body == null ? "" : body.utf8());
            if (json.size() != 1 || !json.path("text").isTextual()) {
                violation("asked for speech by " + json);
            }
            return json.path("text").asText();
        } catch (JsonProcessingException e) {
            violation("asked for speech by no JSON");
            return "";
        }
    }

    private int speakRate(HttpUrl url) {
        String rate = url.queryParameter("sample_rate");
        boolean known = rate != null && SPEAK_RATES.contains(rate);
        return known && "linear16".equals(url.queryParameter("encoding")) ? Integer.parseInt(rate) : 0;
    }

    private void known(HttpUrl url, Set<String> names) {
        url.queryParameterNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> violation("asked with an unknown parameter " + name));
    }

    private MockResponse refusal(int status, String code, String message) {
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(status)
                .setHeader("dg-error", message)
                .setHeader("dg-request-id", "request-1");
        return switch (manners.refusal) {
            case ERR_CODE ->
                answer.body("{\"err_code\":\"" + code + "\",\"err_msg\":\"" + message + "\",\"request_id\":\"1\"}")
                        .build();
            case CATEGORY ->
                answer.body("{\"category\":\"" + code + "\",\"message\":\"" + message
                                + "\",\"details\":\"see the documentation\",\"request_id\":\"1\"}")
                        .build();
            case TEXT -> answer.body(message).build();
            case HEADER -> answer.build();
        };
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
