package org.parley.sim.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** What the Realtime API takes from a client, in its GA shape; the beta's names are refused as the real one does. */
final class RealtimeRules {
    private static final Set<String> COMMON = Set.of("type", "event_id");
    private static final Map<String, Set<String>> EVENTS = Map.of(
            "session.update", Set.of("session"),
            "input_audio_buffer.append", Set.of("audio"),
            "input_audio_buffer.commit", Set.of(),
            "input_audio_buffer.clear", Set.of(),
            "conversation.item.create", Set.of("previous_item_id", "item"),
            "conversation.item.truncate", Set.of("item_id", "content_index", "audio_end_ms"),
            "conversation.item.delete", Set.of("item_id"),
            "conversation.item.retrieve", Set.of("item_id"),
            "response.create", Set.of("response"),
            "response.cancel", Set.of("response_id"));
    private static final Set<String> SESSION = Set.of(
            "type",
            "output_modalities",
            "instructions",
            "audio",
            "tools",
            "tool_choice",
            "max_output_tokens",
            "truncation",
            "model",
            "include",
            "prompt",
            "tracing");
    private static final Set<String> RESPONSE = Set.of(
            "instructions",
            "tools",
            "tool_choice",
            "output_modalities",
            "conversation",
            "input",
            "metadata",
            "audio",
            "max_output_tokens",
            "prompt");
    private static final Set<String> SERVER_VAD = Set.of(
            "type",
            "threshold",
            "prefix_padding_ms",
            "silence_duration_ms",
            "create_response",
            "interrupt_response",
            "idle_timeout_ms");
    private static final Set<String> SEMANTIC_VAD =
            Set.of("type", "eagerness", "create_response", "interrupt_response");

    private RealtimeRules() {}

    /** What is wrong with an event: the code, the parameter, and words for it. */
    static final class Wrong extends Exception {
        private final String code;
        private final String param;

        private Wrong(String code, String param, String message) {
            super(message);
            this.code = code;
            this.param = param;
        }

        String code() {
            return code;
        }

        String param() {
            return param;
        }
    }

    /** Looks at one event. */
    static void check(JsonNode event) throws Wrong {
        String type = event.path("type").asText("");
        Set<String> fields = EVENTS.get(type);
        if (fields == null) {
            throw new Wrong("invalid_value", "type", "Invalid value: '" + type + "'");
        }
        for (String field : names(event)) {
            if (!COMMON.contains(field) && !fields.contains(field)) {
                throw unknown(field);
            }
        }
        switch (type) {
            case "session.update" -> session(event.path("session"));
            case "input_audio_buffer.append" -> base64(event.path("audio"));
            case "conversation.item.create" -> item(event.path("item"));
            case "conversation.item.truncate" -> {
                text(event, "item_id");
                if (!event.path("content_index").isInt()
                        || !event.path("audio_end_ms").isIntegralNumber()) {
                    throw new Wrong("invalid_type", "audio_end_ms", "content_index and audio_end_ms must be integers");
                }
            }
            case "conversation.item.delete", "conversation.item.retrieve" -> text(event, "item_id");
            case "response.create" -> only(event.path("response"), "response.", RESPONSE);
            default -> {}
        }
    }

    private static void session(JsonNode session) throws Wrong {
        String type = session.path("type").asText("");
        if (type.isEmpty()) {
            throw new Wrong("missing_required_parameter", "session.type", "Missing required parameter: 'session.type'");
        }
        if (!type.equals("realtime") && !type.equals("transcription")) {
            throw new Wrong("invalid_value", "session.type", "Invalid value: '" + type + "'");
        }
        only(session, "session.", SESSION);
        JsonNode modalities = session.path("output_modalities");
        boolean one = modalities.size() == 1
                && Set.of("audio", "text").contains(modalities.path(0).asText(""));
        if (!modalities.isMissingNode() && !one) {
            throw new Wrong("invalid_value", "session.output_modalities", "Invalid modalities: " + modalities);
        }
        JsonNode audio = session.path("audio");
        only(audio, "session.audio.", Set.of("input", "output"));
        JsonNode input = audio.path("input");
        only(input, "session.audio.input.", Set.of("format", "transcription", "noise_reduction", "turn_detection"));
        format(input.path("format"), "session.audio.input.format");
        only(input.path("transcription"), "session.audio.input.transcription.", Set.of("model", "language", "prompt"));
        JsonNode noise = input.path("noise_reduction").path("type");
        if (!noise.isMissingNode() && !Set.of("near_field", "far_field").contains(noise.asText())) {
            throw new Wrong("invalid_value", "session.audio.input.noise_reduction.type", "Invalid value: " + noise);
        }
        turns(input.path("turn_detection"));
        JsonNode output = audio.path("output");
        only(output, "session.audio.output.", Set.of("format", "voice", "speed"));
        format(output.path("format"), "session.audio.output.format");
        double speed = output.path("speed").asDouble(1);
        if (speed < 0.25 || speed > 1.5) {
            throw new Wrong("invalid_value", "session.audio.output.speed", "Invalid value: " + speed);
        }
        int at = 0;
        for (JsonNode tool : session.path("tools")) {
            String where = "session.tools[" + at++ + "].";
            only(tool, where, Set.of("type", "name", "description", "parameters"));
            if (!tool.path("parameters").isObject()) {
                throw new Wrong("missing_required_parameter", where + "parameters", "Missing parameters");
            }
            text(tool, "name");
        }
    }

    private static void format(JsonNode format, String where) throws Wrong {
        if (format.isMissingNode()) {
            return;
        }
        String type = format.path("type").asText("");
        if (!format.isObject()
                || !Set.of("audio/pcm", "audio/pcmu", "audio/pcma").contains(type)) {
            throw new Wrong("invalid_value", where, "Invalid value: '" + format.asText(type) + "'");
        }
        boolean rateFits = type.equals("audio/pcm") ? format.path("rate").asInt(0) == 24_000 : !format.has("rate");
        if (!rateFits) {
            throw new Wrong("invalid_value", where + ".rate", "Invalid rate: " + format.path("rate"));
        }
    }

    private static void turns(JsonNode turns) throws Wrong {
        if (turns.isMissingNode() || turns.isNull()) {
            return;
        }
        String where = "session.audio.input.turn_detection.";
        switch (turns.path("type").asText("")) {
            case "server_vad" -> {
                only(turns, where, SERVER_VAD);
                JsonNode idle = turns.path("idle_timeout_ms");
                if (idle.isNumber() && (idle.asInt() < 5000 || idle.asInt() > 30_000)) {
                    throw new Wrong("invalid_value", where + "idle_timeout_ms", "Invalid value: " + idle);
                }
            }
            case "semantic_vad" -> {
                only(turns, where, SEMANTIC_VAD);
                String eagerness = turns.path("eagerness").asText("auto");
                if (!Set.of("low", "medium", "high", "auto").contains(eagerness)) {
                    throw new Wrong("invalid_value", where + "eagerness", "Invalid value: " + eagerness);
                }
            }
            default -> throw new Wrong("invalid_value", where + "type", "Invalid value: " + turns.path("type"));
        }
    }

    private static void item(JsonNode item) throws Wrong {
        switch (item.path("type").asText("")) {
            case "message" -> {
                only(item, "item.", Set.of("type", "id", "role", "content"));
                String role = item.path("role").asText("");
                String kind = role.equals("assistant") ? "output_text" : "input_text";
                if (!Set.of("user", "assistant", "system").contains(role)) {
                    throw new Wrong("invalid_value", "item.role", "Invalid value: '" + role + "'");
                }
                for (JsonNode part : item.path("content")) {
                    if (!part.path("type").asText("").equals(kind)
                            || !part.path("text").isTextual()) {
                        throw new Wrong("invalid_value", "item.content", "Invalid content for " + role + ": " + part);
                    }
                }
            }
            case "function_call" -> {
                only(item, "item.", Set.of("type", "id", "call_id", "name", "arguments"));
                text(item, "call_id");
                text(item, "name");
                text(item, "arguments");
            }
            case "function_call_output" -> {
                only(item, "item.", Set.of("type", "id", "call_id", "output"));
                text(item, "call_id");
                text(item, "output");
            }
            default -> throw new Wrong("invalid_value", "item.type", "Invalid value: " + item.path("type"));
        }
    }

    private static void base64(JsonNode audio) throws Wrong {
        try {
            if (audio.isTextual() && Base64.getDecoder().decode(audio.asText()).length > 0) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new Wrong("invalid_value", "audio", "Invalid base64: " + e.getMessage());
        }
        throw new Wrong("invalid_value", "audio", "Expected audio as base64 text");
    }

    private static void text(JsonNode node, String field) throws Wrong {
        if (!node.path(field).isTextual()) {
            throw new Wrong("missing_required_parameter", field, "Missing required parameter: '" + field + "'");
        }
    }

    private static void only(JsonNode node, String where, Set<String> fields) throws Wrong {
        for (String field : names(node)) {
            if (!fields.contains(field)) {
                throw unknown(where + field);
            }
        }
    }

    private static Wrong unknown(String param) {
        return new Wrong("unknown_parameter", param, "Unknown parameter: '" + param + "'.");
    }

    private static Iterable<String> names(JsonNode node) {
        return node::fieldNames;
    }
}
