package org.parley.ai.deepgram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.Closes;
import org.parley.ai.wire.Secrets;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/** The way to Deepgram, by its API v1 ({@code /v1/listen}, {@code /v1/speak}), and what its errors mean. */
public final class Deepgram {
    static final String NAME = "deepgram";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAID_CHARS_MAX = 300;

    private Deepgram() {}

    /**
     * Its recogniser.
     *
     * @throws ProviderException when the address is none or there is no key
     */
    public static DeepgramRecogniser recogniser(DeepgramSettings settings) {
        return recogniser(settings, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public static DeepgramRecogniser recogniser(DeepgramSettings settings, OkHttpClient base) {
        Request address = address(settings, "v1/listen");
        return new DeepgramRecogniser(settings.listen(), address, Wire.open(NAME, limits(settings), base));
    }

    /**
     * Its synthesiser, by requests or over sockets.
     *
     * @throws ProviderException when the address is none or there is no key
     */
    public static TextToSpeech synthesiser(DeepgramSettings settings) {
        return synthesiser(settings, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public static TextToSpeech synthesiser(DeepgramSettings settings, OkHttpClient base) {
        Request address = address(settings, "v1/speak");
        Wire wire = Wire.open(NAME, limits(settings), base);
        return settings.speak().socket()
                ? new AuraSocketSpeech(settings.speak(), address, wire)
                : new AuraSpeech(settings.speak(), address, wire);
    }

    private static WireLimits limits(DeepgramSettings settings) {
        return new WireLimits(settings.connect(), settings.firstSound(), settings.idle());
    }

    private static Request address(DeepgramSettings settings, String path) {
        HttpUrl url = HttpUrl.parse(settings.url().strip().replaceFirst("(?i)^ws", "http"));
        if (url == null) {
            throw new ProviderException(
                    NAME,
                    Kind.SETTINGS,
                    "Expected an address such as https://api.deepgram.com but was '" + settings.url() + "'",
                    null);
        }
        if (settings.key().reveal().isEmpty()) {
            throw new ProviderException(NAME, Kind.AUTH, "Expected a key but there is none: set it", null);
        }
        return new Request.Builder()
                .url(url.newBuilder().addPathSegments(path).build())
                .header("Authorization", "Token " + settings.key().reveal())
                .build();
    }

    /** {@code {"type":..}}, as all controls are. */
    static ObjectNode control(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /**
     * An answer that is none: its body is plain text, {@code {"err_code","err_msg"}}, or {@code
     * {"category","message","details"}}.
     */
    static ProviderException refused(Wire wire, int status, String body) {
        Kind kind = switch (status) {
            // the key is known, but may not use this model
            case 403 -> Kind.SETTINGS;
            default -> wire.failure(status, "").kind();
        };
        String said = Secrets.hidden(said(body));
        return new ProviderException(
                NAME,
                said.toLowerCase(Locale.ROOT).contains("payload too large") ? Kind.CONTENT : kind,
                "answered " + status + (said.isEmpty() ? "" : ": " + said),
                null);
    }

    private static String said(String body) {
        String plain = body.strip().replaceAll("\\s+", " ");
        try {
            JsonNode json = JSON.readTree(body);
            StringBuilder all = new StringBuilder();
            for (String field : List.of("category", "err_code", "err_msg", "message", "details")) {
                String value = json.path(field).asText("");
                if (!value.isEmpty()) {
                    all.append(all.isEmpty() ? "" : ", ").append(value);
                }
            }
            plain = all.isEmpty() ? plain : all.toString();
        } catch (JsonProcessingException text) {
            // it is as it is
        }
        return plain.length() <= SAID_CHARS_MAX ? plain : plain.substring(0, SAID_CHARS_MAX) + "…";
    }

    /** What its closes mean: the reason begins with a code of its own, such as {@code NET-0001}. */
    static Closes closes() {
        return new Closes() {
            @Override
            public Kind kind(int code, String reason) {
                if (reason.contains("DATA-0001") || reason.contains("BIG-")) {
                    return Kind.CONTENT;
                }
                if (reason.contains("DATA-") || reason.contains("MESSAGE-")) {
                    return Kind.PROTOCOL;
                }
                return reason.contains("NET-") ? Kind.NETWORK : Closes.common(code, reason);
            }

            @Override
            public ProviderException refused(Wire wire, int status, String body) {
                return Deepgram.refused(wire, status, body);
            }
        };
    }
}
