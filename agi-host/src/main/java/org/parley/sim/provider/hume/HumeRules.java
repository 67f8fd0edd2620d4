package org.parley.sim.provider.hume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a client may send to EVI: each type with the fields that it must and may have. */
final class HumeRules {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Fields(Set<String> required, Set<String> optional) {}

    private static final Map<String, Fields> TYPES = Map.of(
            "audio_input", new Fields(Set.of("data"), Set.of()),
            "session_settings",
                    new Fields(
                            Set.of(),
                            Set.of(
                                    "audio",
                                    "system_prompt",
                                    "context",
                                    "variables",
                                    "voice_id",
                                    "tools",
                                    "builtin_tools",
                                    "language_model_api_key",
                                    "metadata")),
            "user_input", new Fields(Set.of("text"), Set.of()),
            "assistant_input", new Fields(Set.of("text"), Set.of()),
            "tool_response", new Fields(Set.of("tool_call_id", "content"), Set.of("tool_name", "tool_type")),
            "tool_error", new Fields(Set.of("tool_call_id", "error"), Set.of("content", "code", "level", "tool_type")),
            "pause_assistant_message", new Fields(Set.of(), Set.of()),
            "resume_assistant_message", new Fields(Set.of(), Set.of()));

    private HumeRules() {}

    /** What is wrong with a message; nothing when it is right. */
    static List<String> wrongIn(JsonNode message) {
        String type = message.path("type").asText();
        Fields fields = TYPES.get(type);
        if (fields == null) {
            return List.of("unknown type " + type);
        }
        List<String> wrong = new ArrayList<>();
        Set<String> missing = new TreeSet<>(fields.required());
        message.fieldNames().forEachRemaining(field -> {
            boolean common = field.equals("type") || field.equals("custom_session_id");
            if (!missing.remove(field) && !common && !fields.optional().contains(field)) {
                wrong.add(type + " has an unknown field " + field);
            }
        });
        missing.forEach(field -> wrong.add(type + " lacks " + field));
        for (String text : List.of("data", "text", "content", "error", "tool_call_id", "system_prompt", "voice_id")) {
            if (message.has(text) && !message.path(text).isTextual()) {
                wrong.add(type + " has a " + text + " that is no text");
            }
        }
        if (type.equals("session_settings")) {
            settings(message, wrong);
        }
        return wrong;
    }

    private static void settings(JsonNode message, List<String> wrong) {
        message.path("variables").forEach(value -> {
            if (!value.isValueNode()) {
                wrong.add("a variable that is no value: " + value);
            }
        });
        JsonNode context = message.path("context");
        if (context.isObject()
                && (!context.path("text").isTextual()
                        || !Set.of("persistent", "temporary")
                                .contains(context.path("type").asText("temporary")))) {
            wrong.add("a context that is none: " + context);
        }
        for (JsonNode tool : message.path("tools")) {
            JsonNode schema = tool.path("parameters");
            if (!tool.path("type").asText().equals("function")
                    || !tool.path("name").isTextual()) {
                wrong.add("a tool that is no function: " + tool);
            }
            if (!schema.isTextual() || !isObject(schema.asText())) {
                wrong.add("a tool whose parameters are no JSON Schema in a text: " + schema);
            }
        }
        for (JsonNode tool : message.path("builtin_tools")) {
            if (!Set.of("hang_up", "web_search").contains(tool.path("name").asText())) {
                wrong.add("a builtin tool that there is not: " + tool);
            }
        }
    }

    private static boolean isObject(String schema) {
        try {
            return JSON.readTree(schema).path("type").asText().equals("object");
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
