package org.parley.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.Closes;
import org.parley.ai.wire.Secrets;
import org.parley.ai.wire.Wire;

/**
 * What OpenAI means by its errors: {@code {"error":{"message","type","param","code"}}}. Compatible servers write
 * {@code {"error":"text"}}, {@code {"detail":"text"}} or {@code {"detail":[{"msg"}]}} instead.
 */
final class OpenAiFailures {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_MAX = 300;

    private OpenAiFailures() {}

    /** The failure that an answer other than 200 to 299 tells. */
    static ProviderException refused(Wire wire, Wire.Refused refused) {
        JsonNode body = json(refused.body());
        if (body.isMissingNode()) {
            return wire.failure(refused.status(), refused.body());
        }
        Kind byStatus = wire.failure(refused.status(), "").kind();
        String wait = refused.retryAfter().isEmpty() ? "" : " (try again after " + refused.retryAfter() + " s)";
        return failure(wire.provider(), body, byStatus, "answered " + refused.status() + wait + ": ");
    }

    /** The failure that an object with an error tells, in the middle of an answer or on a socket. */
    static ProviderException failure(String provider, JsonNode body, Kind otherwise, String before) {
        JsonNode error = body.path("error");
        JsonNode about = error.isMissingNode() || error.isNull() ? body : error;
        Kind kind = kind(about.path("code").asText(""), about.path("type").asText(""), otherwise);
        return new ProviderException(provider, kind, before + message(about), null);
    }

    /** The kind of an error's code, else of its type. */
    static Kind kind(String code, String type, Kind otherwise) {
        Kind byCode = known(code.toLowerCase(Locale.ROOT));
        Kind byType = known(type.toLowerCase(Locale.ROOT));
        return byCode != null ? byCode : byType != null ? byType : otherwise;
    }

    private static @Nullable Kind known(String word) {
        return switch (word) {
            case "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded" ->
                Kind.QUOTA;
            case "invalid_api_key",
                    "account_deactivated",
                    "authentication_error",
                    "permission_error",
                    "invalid_authentication" -> Kind.AUTH;
            case "rate_limit_exceeded", "rate_limit_error", "rate_limit_reached", "tokens", "requests" -> Kind.RATE;
            case "content_policy_violation", "content_filter", "context_length_exceeded", "string_above_max_length" ->
                Kind.CONTENT;
            case "model_not_found",
                    "not_found_error",
                    "invalid_value",
                    "unknown_parameter",
                    "missing_required_parameter" -> Kind.SETTINGS;
            case "server_error", "api_error", "internal_error", "service_unavailable", "overloaded_error" ->
                Kind.NETWORK;
            default -> null;
        };
    }

    /** What a close of a realtime socket means: its reason often names the error. */
    static Kind closed(int code, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("quota") || words.contains("billing")) {
            return Kind.QUOTA;
        }
        if (words.contains("api_key") || words.contains("api key") || words.contains("unauthorized")) {
            return Kind.AUTH;
        }
        if (words.contains("rate_limit") || words.contains("rate limit")) {
            return Kind.RATE;
        }
        // some compatible servers refuse a key so, without saying that it was the key
        return code == 1008 && words.isEmpty() ? Kind.AUTH : Closes.common(code, reason);
    }

    private static String message(JsonNode about) {
        JsonNode detail = about.path("detail");
        String text = about.isTextual()
                ? about.asText()
                : about.path("message").asText(detail.isMissingNode() ? about.toString() : told(detail));
        String code = about.path("code").asText("");
        String param = about.path("param").asText("");
        String said = Secrets.hidden(text.strip().replaceAll("\\s+", " "));
        String shortened = said.length() <= MESSAGE_MAX ? said : said.substring(0, MESSAGE_MAX) + "…";
        return shortened + (code.isEmpty() ? "" : " [" + code + "]") + (param.isEmpty() ? "" : " at " + param);
    }

    private static String told(JsonNode detail) {
        return detail.isTextual() ? detail.asText() : detail.path(0).path("msg").asText(detail.toString());
    }

    private static JsonNode json(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            return read.isObject() ? read : MissingNode.getInstance();
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }
}
