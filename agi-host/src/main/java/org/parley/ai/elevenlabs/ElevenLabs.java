package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.Closes;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;
import org.parley.settings.Secret;

/** What all of ElevenLabs has in common: its addresses, its key, and how it says that something failed. */
final class ElevenLabs {
    static final String NAME = "elevenlabs";
    static final String KEY_HEADER = "xi-api-key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile(
            "api.?key|unauthori[sz]ed|not authori[sz]ed|authenticat|signature|missing_permissions|forbidden");
    private static final Pattern QUOTA = Pattern.compile("quota|credit|payment|billing");
    private static final Pattern RATE =
            Pattern.compile("concurren|too_many|too many|rate.?limit|system_busy|throttl|capacity");
    private static final Pattern SLOW = Pattern.compile("time.?out|timed out");
    private static final Pattern CONTENT = Pattern.compile("safety|guardrail|moderation|max_character_limit");
    private static final Pattern OURS = Pattern.compile("invalid_message|value_error|missing_fields|invalid message");
    private static final Pattern SETTINGS = Pattern.compile("override|dynamic.?variable|not.?found|does not exist"
            + "|unsupported|not allowed|not supported|\\bplan\\b|subscription|output_format");

    private ElevenLabs() {}

    static Wire wire(ElevenLabsSettings settings) {
        return Wire.open(NAME, limits(settings));
    }

    static WireLimits limits(ElevenLabsSettings settings) {
        return new WireLimits(settings.begin(), settings.begin(), settings.idle());
    }

    /**
     * The address below the one of the settings.
     *
     * @throws ProviderException of kind SETTINGS when that is none
     */
    static HttpUrl.Builder address(ElevenLabsSettings settings, String path) {
        HttpUrl base = HttpUrl.parse(settings.url().replaceFirst("^ws", "http"));
        if (base == null) {
            throw new ProviderException(
                    NAME,
                    Kind.SETTINGS,
                    "Expected elevenlabs.url to be an address such as https://api.elevenlabs.io but was '"
                            + settings.url() + "'",
                    null);
        }
        return base.newBuilder().addPathSegments(path);
    }

    static Request.Builder request(HttpUrl address, Secret key) {
        Request.Builder request = new Request.Builder().url(address);
        if (!key.reveal().isEmpty()) {
            request.header(KEY_HEADER, key.reveal());
        }
        return request;
    }

    /** What an answer that is none of 200 to 299 means; {@code detail} is an object, a list or a text. */
    static ProviderException refused(Wire wire, int status, String body) {
        ProviderException common = wire.failure(status, body);
        JsonNode detail = json(body).path("detail");
        if (detail.isArray() || status == 422) {
            return common;
        }
        String says =
                detail.isTextual() ? detail.asText() : detail.path("status").asText();
        Kind kind = kind(says.isEmpty() ? json(body).path("message").asText() : says, common.kind());
        return kind == common.kind() || common.getMessage() == null
                ? common
                : new ProviderException(NAME, kind, common.getMessage().replaceFirst("^" + NAME + ": ", ""), null);
    }

    private static JsonNode json(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Sockets closed and upgrades refused, by code, status and words. */
    static Closes closes() {
        return new Closes() {
            @Override
            public Kind kind(int code, String reason) {
                return ElevenLabs.kind(code, reason);
            }

            @Override
            public ProviderException refused(Wire wire, int status, String body) {
                return ElevenLabs.refused(wire, status, body);
            }
        };
    }

    /**
     * What a close means: 1002 is the service's own trouble, 1008 a refusal, 1011 a breakdown, unless the words know
     * better.
     */
    static Kind kind(int code, String words) {
        return kind(
                words,
                switch (code) {
                    case 1002 -> Kind.NETWORK;
                    default -> Closes.common(code, words);
                });
    }

    private static Kind kind(String words, Kind otherwise) {
        String said = words.toLowerCase(Locale.ROOT);
        if (KEY.matcher(said).find()) {
            return Kind.AUTH;
        }
        if (QUOTA.matcher(said).find()) {
            return Kind.QUOTA;
        }
        if (RATE.matcher(said).find()) {
            return Kind.RATE;
        }
        if (CONTENT.matcher(said).find()) {
            return Kind.CONTENT;
        }
        if (SLOW.matcher(said).find()) {
            return Kind.SLOW;
        }
        if (OURS.matcher(said).find()) {
            return Kind.PROTOCOL;
        }
        return SETTINGS.matcher(said).find() ? Kind.SETTINGS : otherwise;
    }
}
