package org.parley.ai.hume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSchema;
import org.parley.ai.ToolSpec;
import org.parley.audio.Pcm;

/** What a client tells EVI, by Hume's API v0 ("Chat" socket of the EVI reference). */
final class HumeMessages {
    private HumeMessages() {}

    /** The first message of a connection: audio as it is on a telephone line, who the agent is, and its tools. */
    static ObjectNode settings(HumeSettings settings, AgentSpec spec, Collection<String> informed) {
        ObjectNode message = message("session_settings");
        message.putObject("audio")
                .put("encoding", "linear16")
                .put("sample_rate", Pcm.TELEPHONE_RATE)
                .put("channels", 1);
        String background = background(spec);
        if (!spec.instructions().isBlank()) {
            message.put("system_prompt", spec.instructions() + background);
            background = "";
        }
        String context = context(background, informed);
        if (!context.isEmpty()) {
            message.set("context", persistent(context));
        }
        if (!spec.facts().isEmpty()) {
            ObjectNode variables = message.putObject("variables");
            new TreeMap<>(spec.facts()).forEach(variables::put);
        }
        if (!settings.voice().isEmpty()) {
            message.put("voice_id", settings.voice());
        }
        if (!spec.tools().isEmpty()) {
            ArrayNode tools = message.putArray("tools");
            spec.tools().forEach(tool -> tools.add(tool(tool)));
        }
        if (settings.hangUp()) {
            message.putArray("builtin_tools").addObject().put("name", "hang_up");
        }
        return message;
    }

    /** All that the model is to know and not to answer: the newest takes the place of what was told before. */
    static ObjectNode context(AgentSpec spec, Collection<String> informed) {
        ObjectNode message = message("session_settings");
        message.set("context", persistent(context(spec.instructions().isBlank() ? background(spec) : "", informed)));
        return message;
    }

    /** The caller's samples at 8 kHz. */
    static ObjectNode audio(short[] samples) {
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return message("audio_input").put("data", Base64.getEncoder().encodeToString(bytes));
    }

    /** Words that the agent says as they are. */
    static ObjectNode say(String text) {
        return message("assistant_input").put("text", text);
    }

    /** {@code user_input}: answered as if it were spoken. */
    static ObjectNode typed(String text) {
        return message("user_input").put("text", text);
    }

    /** What a tool has answered; its failure is told to the model in the same words. */
    static ObjectNode answer(ToolCall call, ToolResult result) {
        if (result.failed()) {
            return message("tool_error")
                    .put("tool_call_id", call.id())
                    .put("error", result.text())
                    .put("content", result.text())
                    .put("tool_type", "function");
        }
        return message("tool_response")
                .put("tool_call_id", call.id())
                .put("content", result.text())
                .put("tool_name", call.name())
                .put("tool_type", "function");
    }

    private static ObjectNode tool(ToolSpec tool) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "function")
                .put("name", tool.name())
                .put("description", tool.description())
                .put("parameters", ToolSchema.of(tool).toString());
    }

    private static String background(AgentSpec spec) {
        StringBuilder text = new StringBuilder();
        if (!spec.facts().isEmpty()) {
            text.append("\n\nKnown about this call:");
            new TreeMap<>(spec.facts())
                    .forEach((name, value) ->
                            text.append("\n- ").append(name).append(": ").append(value));
        }
        StringJoiner said = new StringJoiner("\n", "\n\nSaid in this call before, go on from there:\n", "");
        said.setEmptyValue("");
        for (ChatTurn turn : spec.history()) {
            if (!turn.text().isBlank()) {
                said.add(who(turn.role()) + ": " + turn.text());
            }
        }
        return text.append(said).toString();
    }

    private static String who(ChatTurn.Role role) {
        return switch (role) {
            case CALLER -> "Caller";
            case AGENT -> "You";
            case TOOL -> "A tool answered";
            case FACT -> "Known";
        };
    }

    private static String context(String background, Collection<String> informed) {
        StringJoiner all = new StringJoiner("\n");
        if (!background.isBlank()) {
            all.add(background.strip());
        }
        informed.forEach(all::add);
        return all.toString();
    }

    private static ObjectNode persistent(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text).put("type", "persistent");
    }

    private static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** The id of a sentence of the agent's; "" when it has none. */
    static String id(JsonNode message) {
        return message.path("id").asText("");
    }

    /** The words of a message of the caller's or the agent's. */
    static String words(JsonNode message) {
        return message.path("message").path("content").asText("").strip();
    }

    /** The tool that the agent calls. */
    static ToolCall toolCall(JsonNode message) {
        JsonNode parameters = message.path("parameters");
        return new ToolCall(
                message.path("tool_call_id").asText(),
                message.path("name").asText(),
                parameters.isTextual() ? parameters.asText() : parameters.toString());
    }
}
