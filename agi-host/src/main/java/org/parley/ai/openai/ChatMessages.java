package org.parley.ai.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parley.ai.ChatTurn;
import org.parley.ai.ChatTurn.Role;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolSchema;
import org.parley.ai.ToolSpec;

/**
 * A talk as the messages of chat completions. A server refuses calls of tools without an answer right behind them, so
 * answers that came later are moved there, and for those that have not come it is said so.
 */
final class ChatMessages {
    private static final String NO_ANSWER_YET = "There is no answer yet.";
    private static final String NOT_UNDERSTOOD = "(not understood)";

    private final boolean systemAnywhere;
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    /** With {@code systemAnywhere} facts are the system's words, else the caller's. */
    ChatMessages(boolean systemAnywhere) {
        this.systemAnywhere = systemAnywhere;
    }

    /** The instructions and all turns. */
    ArrayNode of(String instructions, List<ChatTurn> history) {
        message("system", instructions);
        Map<String, String> answers = new HashMap<>();
        Set<String> asked = new HashSet<>();
        for (ChatTurn turn : history) {
            turn.calls().forEach(call -> asked.add(call.id()));
            if (turn.role() == Role.TOOL) {
                answers.put(turn.callId(), turn.text());
            }
        }
        for (ChatTurn turn : history) {
            switch (turn.role()) {
                case CALLER -> message("user", turn.text().isBlank() ? NOT_UNDERSTOOD : turn.text());
                case AGENT -> {
                    if (turn.calls().isEmpty()) {
                        message("assistant", turn.text());
                    } else {
                        calls(turn.text(), turn.calls());
                        turn.calls().forEach(call -> answer(call, answers.getOrDefault(call.id(), NO_ANSWER_YET)));
                    }
                }
                case TOOL -> {
                    if (!asked.contains(turn.callId())) {
                        fact("A tool answered: " + turn.text());
                    }
                }
                case FACT -> fact(turn.text());
            }
        }
        return messages;
    }

    private void fact(String text) {
        if (systemAnywhere) {
            message("system", text);
        } else {
            message("user", "(For your knowledge, do not answer: " + text + ")");
        }
    }

    private void message(String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    /** The assistant calls tools; some servers take only text or null beside the calls, none takes an empty list. */
    void calls(String text, List<ToolCall> calls) {
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (text.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        ArrayNode list = message.putArray("tool_calls");
        for (ToolCall call : calls) {
            ObjectNode item = list.addObject().put("id", call.id()).put("type", "function");
            item.putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        }
    }

    /** The answer to one of the calls in the message before. */
    void answer(ToolCall call, String text) {
        messages.addObject().put("role", "tool").put("tool_call_id", call.id()).put("content", text);
    }

    /** The tools as chat completions take them, each nested in {@code function}. */
    static ArrayNode tools(List<ToolSpec> tools) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ToolSpec tool : tools) {
            ObjectNode function = list.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name()).put("description", tool.description());
            function.set("parameters", ToolSchema.of(tool));
        }
        return list;
    }
}
