package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;

/** The shapes of what goes to and comes from an agent, by the "Agents Contract 1.0.0". */
final class AgentMessages {
    static final String END_CALL = "end_call";

    private AgentMessages() {}

    /** {@code user_message}: the agent says no text by itself, but does what it is asked. */
    static ObjectNode say(String text) {
        return message("user_message").put("text", "Say this to the caller, word for word, and nothing else: " + text);
    }

    /** {@code user_message}: answered as if it were spoken. */
    static ObjectNode typed(String text) {
        return message("user_message").put("text", text);
    }

    /** {@code contextual_update}: known and not answered. */
    static ObjectNode inform(String fact) {
        return message("contextual_update").put("text", fact);
    }

    /** The answer to a ping, with its id, which may be 0. */
    static ObjectNode pong(JsonNode ping) {
        return message("pong")
                .put("event_id", ping.path("ping_event").path("event_id").asLong());
    }

    /** {@code client_tool_result}: the result is text, whatever it holds. */
    static ObjectNode toolResult(String id, ToolResult result) {
        return message("client_tool_result")
                .put("tool_call_id", id)
                .put("result", result.text())
                .put("is_error", result.failed());
    }

    private static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** {@code client_tool_call} as the call sees it. */
    static ToolCall toolCall(JsonNode event) {
        JsonNode parameters = event.path("parameters");
        return new ToolCall(
                event.path("tool_call_id").asText(),
                event.path("tool_name").asText(),
                parameters.isMissingNode() || parameters.isNull() ? "" : parameters.toString());
    }

    /** True when the agent wants to hang up. */
    static boolean hangsUp(JsonNode message) {
        JsonNode event = message.path("agent_tool_response");
        return event.path("tool_name").asText().equals(END_CALL)
                && !event.path("is_error").asBoolean();
    }

    /** The number of an event, -1 when it has none. */
    static long id(JsonNode event) {
        return event.path("event_id").asLong(-1);
    }

    /** The caller's words in an event of that name. */
    static String words(JsonNode message, String event) {
        return message.path(event).path("user_transcript").asText().strip();
    }

    /** What an error says. */
    static String error(JsonNode event) {
        String said = event.path("error_type").asText() + " "
                + event.path("reason").asText() + " "
                + event.path("message").asText();
        return said.strip();
    }

    /** Why a talk broke. */
    static String closed(int code, String said) {
        return "closed with " + code + (said.isEmpty() ? "" : ": " + said);
    }

    /** The bytes of a piece of sound; IllegalArgumentException when they are not base64. */
    static byte[] sound(JsonNode event) {
        return Base64.getDecoder().decode(event.path("audio_base_64").asText());
    }

    /** The provider's name of the talk. */
    static String conversation(JsonNode event) {
        return event.path("conversation_id").asText();
    }
}
