package org.parley.sim.provider.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What clients of an agent may send, field by field. */
final class Rules {
    private static final Map<String, Set<String>> OVERRIDES = Map.of(
            "", Set.of("agent", "tts", "asr", "conversation"),
            "agent", Set.of("prompt", "first_message", "language", "native_mcp_server_ids"),
            "agent.prompt", Set.of("prompt", "llm"),
            "tts", Set.of("voice_id", "stability", "speed", "similarity_boost"),
            "asr", Set.of("keywords"),
            "conversation", Set.of("text_only", "client_events"));

    private Rules() {}

    /** What is wrong with a first message. */
    static List<String> wrongIn(JsonNode initiation) {
        List<String> wrong = new ArrayList<>();
        only(
                "the first message",
                initiation,
                Set.of(
                        "type",
                        "conversation_config_override",
                        "custom_llm_extra_body",
                        "dynamic_variables",
                        "user_id",
                        "source_info"),
                wrong);
        JsonNode override = initiation.path("conversation_config_override");
        OVERRIDES.forEach((path, fields) -> {
            JsonNode at = override;
            for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\."))) {
                at = at.path(name);
            }
            if (!at.isMissingNode()) {
                only("override " + path, at, fields, wrong);
            }
        });
        initiation.path("dynamic_variables").properties().forEach(variable -> {
            if (variable.getKey().startsWith("system__") || !variable.getValue().isValueNode()) {
                wrong.add("variable " + variable);
            }
        });
        return wrong;
    }

    /** The overrides in it, by field name. */
    static Set<String> overrides(JsonNode initiation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode part : initiation.path("conversation_config_override")) {
            part.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    /** What is wrong with any other message that has a type. */
    static List<String> wrongIn(String type, JsonNode message) {
        List<String> wrong = new ArrayList<>();
        switch (type) {
            case "pong" -> {
                only(type, message, Set.of("type", "event_id"), wrong);
                is(message.path("event_id").isIntegralNumber(), "event_id of a pong is no integer", wrong);
            }
            case "client_tool_result" -> {
                only(type, message, Set.of("type", "tool_call_id", "result", "is_error"), wrong);
                is(message.path("tool_call_id").isTextual(), "tool_call_id is no text", wrong);
                is(message.path("result").isTextual(), "result of a tool is no text", wrong);
                is(message.path("is_error").isBoolean(), "is_error is no boolean", wrong);
            }
            case "contextual_update" -> {
                only(type, message, Set.of("type", "text", "context_id"), wrong);
                is(message.path("text").isTextual(), "text of a contextual_update is none", wrong);
            }
            case "user_message" -> {
                only(type, message, Set.of("type", "text", "rich_content_id"), wrong);
                is(message.path("text").isTextual(), "text of a user_message is none", wrong);
            }
            case "user_activity" -> only(type, message, Set.of("type"), wrong);
            default -> wrong.add("unknown type " + type);
        }
        return wrong;
    }

    private static void only(String what, JsonNode message, Set<String> allowed, List<String> wrong) {
        if (!message.isObject()) {
            wrong.add(what + " is no object: " + message);
        }
        message.fieldNames().forEachRemaining(field -> {
            if (!allowed.contains(field)) {
                wrong.add(what + " has an unknown field " + field);
            }
        });
    }

    private static void is(boolean right, String otherwise, List<String> wrong) {
        if (!right) {
            wrong.add(otherwise);
        }
    }
}
