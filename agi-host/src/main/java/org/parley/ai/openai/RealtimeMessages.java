package org.parley.ai.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolSchema;
import org.parley.ai.ToolSpec;
import org.parley.ai.openai.OpenAiRealtimeSettings.NoiseReduction;
import org.parley.ai.openai.OpenAiRealtimeSettings.Turns;

/** What a client of the Realtime API sends, in its GA shape (OpenAPI description 2.3.0). */
final class RealtimeMessages {
    private RealtimeMessages() {}

    private static ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** {@code session.update} with all that the talk needs. */
    static ObjectNode session(OpenAiRealtimeSettings settings, AgentSpec spec, Prompt prompt, List<ToolSpec> tools) {
        ObjectNode update = event("session.update").put("event_id", "session");
        ObjectNode session = update.putObject("session").put("type", "realtime");
        session.putArray("output_modalities").add("audio");
        session.put("instructions", prompt.instructions(false));
        ObjectNode audio = session.putObject("audio");
        input(audio.putObject("input"), settings, spec);
        ObjectNode output = audio.putObject("output");
        settings.format().ask(output.putObject("format"));
        output.put("voice", settings.voice());
        if (settings.speedPercent() != 100) {
            output.put("speed", settings.speedPercent() / 100.0);
        }
        if (!tools.isEmpty()) {
            ArrayNode list = session.putArray("tools");
            for (ToolSpec tool : tools) {
                ObjectNode item = list.addObject().put("type", "function");
                item.put("name", tool.name()).put("description", tool.description());
                item.set("parameters", ToolSchema.of(tool));
            }
            session.put("tool_choice", "auto");
        }
        if (settings.tokensMax() > 0) {
            session.put("max_output_tokens", settings.tokensMax());
        }
        return update;
    }

    private static void input(ObjectNode input, OpenAiRealtimeSettings settings, AgentSpec spec) {
        settings.format().ask(input.putObject("format"));
        if (!settings.transcriptionModel().equals(OpenAiSettings.NONE)) {
            ObjectNode transcription = input.putObject("transcription").put("model", settings.transcriptionModel());
            if (!spec.language().getLanguage().isEmpty()) {
                transcription.put("language", spec.language().getLanguage());
            }
        }
        if (settings.noiseReduction() != NoiseReduction.NONE) {
            input.putObject("noise_reduction").put("type", lower(settings.noiseReduction()));
        }
        ObjectNode turns = input.putObject("turn_detection");
        if (settings.turns() == Turns.SERVER) {
            turns.put("type", "server_vad");
            turns.put("threshold", settings.thresholdPercent() / 100.0);
            turns.put("prefix_padding_ms", settings.prefix().toMillis());
            turns.put("silence_duration_ms", settings.silence().toMillis());
            if (!settings.idle().isZero()) {
                turns.put("idle_timeout_ms", settings.idle().toMillis());
            }
        } else {
            turns.put("type", "semantic_vad").put("eagerness", lower(settings.eagerness()));
        }
        turns.put("create_response", true).put("interrupt_response", settings.interrupts());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    static ObjectNode audio(byte[] bytes) {
        return event("input_audio_buffer.append")
                .put("audio", Base64.getEncoder().encodeToString(bytes));
    }

    /** The caller has heard so much of an item. */
    static ObjectNode truncate(String item, int content, long millis) {
        return event("conversation.item.truncate")
                .put("item_id", item)
                .put("content_index", content)
                .put("audio_end_ms", millis);
    }

    static ObjectNode delete(String item) {
        return event("conversation.item.delete").put("item_id", item);
    }

    static ObjectNode cancel(String response) {
        return event("response.cancel").put("response_id", response);
    }

    /** Asks for an answer to what the conversation holds. */
    static ObjectNode answer(String id) {
        return event("response.create").put("event_id", id);
    }

    /** Asks for words to be said; they stand alone in the last line, so that nothing is taken for a part of them. */
    static ObjectNode say(String id, String instructions, String words) {
        ObjectNode create = answer(id);
        create.putObject("response")
                .put(
                        "instructions",
                        instructions + "\n\nNow say to the caller the words in the next line, exactly as they stand"
                                + " and nothing else:\n" + words.strip().replaceAll("\\s+", " "))
                .put("tool_choice", "none");
        return create;
    }

    /** A turn of the talk as items of the conversation. */
    static List<ObjectNode> items(ChatTurn turn) {
        return switch (turn.role()) {
            case CALLER -> List.of(message("user", "input_text", turn.text()));
            case FACT -> List.of(message("system", "input_text", turn.text()));
            case TOOL -> List.of(output(turn.callId(), turn.text()));
            case AGENT ->
                turn.calls().isEmpty()
                        ? List.of(message("assistant", "output_text", turn.text()))
                        : turn.calls().stream().map(RealtimeMessages::call).toList();
        };
    }

    private static ObjectNode message(String role, String kind, String text) {
        ObjectNode create = event("conversation.item.create");
        ObjectNode item = create.putObject("item").put("type", "message").put("role", role);
        item.putArray("content").addObject().put("type", kind).put("text", text);
        return create;
    }

    private static ObjectNode call(ToolCall call) {
        ObjectNode create = event("conversation.item.create");
        create.putObject("item")
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        return create;
    }

    static ObjectNode output(String callId, String text) {
        ObjectNode create = event("conversation.item.create");
        create.putObject("item")
                .put("type", "function_call_output")
                .put("call_id", callId)
                .put("output", text);
        return create;
    }
}
