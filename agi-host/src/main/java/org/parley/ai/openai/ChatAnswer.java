package org.parley.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.ToolCall;
import org.parley.ai.Usage;
import org.parley.ai.wire.StreamedAnswer;

/**
 * One answer of chat completions, put together from its chunks: text, tool calls by their index, usage, and why it
 * finished. Takes what compatible servers do otherwise: no [DONE], a call in one piece, no ids, no index. One thread.
 */
final class ChatAnswer {
    private static final int TEXT_MAX = 100_000;
    private static final int CALLS_MAX = 32;

    private final String provider;
    private final Consumer<String> text;
    private final StringBuilder said = new StringBuilder();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private String finish = "";
    private long inputTokens;
    private long outputTokens;

    private static final class Call {
        private String id = "";
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
    }

    /** Text is handed on as it comes. */
    ChatAnswer(String provider, Consumer<String> text) {
        this.provider = provider;
        this.text = text;
    }

    /** Reads it to its end. */
    void read(StreamedAnswer answer) throws InterruptedException {
        if (answer.contentType().equals("application/json")) {
            throw broken("Expected a stream of events but the server answers application/json");
        }
        Optional<String> event = answer.event();
        while (event.isPresent() && !event.get().strip().equals("[DONE]")) {
            chunk(json(event.get()));
            event = answer.event();
        }
        if (finish.equals("content_filter") && said.isEmpty()) {
            throw new ProviderException(provider, Kind.CONTENT, "the answer was held back by a filter", null);
        }
        if (finish.isEmpty() && said.isEmpty() && calls.isEmpty()) {
            throw new ProviderException(provider, Kind.NETWORK, "the answer ended before it began", null);
        }
    }

    private void chunk(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            throw OpenAiFailures.failure(provider, chunk, Kind.NETWORK, "broke off: ");
        }
        JsonNode usage = chunk.path("usage");
        if (usage.isObject()) {
            inputTokens = usage.path("prompt_tokens").asLong(inputTokens);
            outputTokens = usage.path("completion_tokens").asLong(outputTokens);
        }
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        words(delta.path("content"));
        words(delta.path("refusal"));
        delta.path("tool_calls").forEach(this::call);
        if (choice.path("finish_reason").isTextual()) {
            finish = choice.path("finish_reason").asText();
        }
    }

    private void words(JsonNode piece) {
        if (piece.isTextual() && !piece.asText().isEmpty()) {
            said.append(piece.asText());
            if (said.length() > TEXT_MAX) {
                throw broken("Expected an answer of at most " + TEXT_MAX + " characters");
            }
            text.accept(piece.asText());
        }
    }

    private void call(JsonNode piece) {
        String id = piece.path("id").asText("");
        int index = piece.path("index").asInt(-1);
        if (index < 0) { // of servers that send each call whole and do not count them
            index = calls.size();
        }
        Call call = calls.computeIfAbsent(index, _ -> new Call());
        call.id = call.id.isEmpty() ? id : call.id;
        JsonNode function = piece.path("function");
        call.name.append(function.path("name").asText(""));
        JsonNode arguments = function.path("arguments");
        call.arguments.append(arguments.isObject() ? arguments.toString() : arguments.asText(""));
        if (calls.size() > CALLS_MAX || call.arguments.length() + call.name.length() > TEXT_MAX) {
            throw broken("Expected at most " + CALLS_MAX + " tool calls of " + TEXT_MAX + " characters");
        }
    }

    /** What was said. */
    String text() {
        return said.toString();
    }

    /**
     * The tools called, in their order, each with an id that none of {@code taken} has.
     *
     * @throws ProviderException when the stream ended in the middle of a call
     */
    List<ToolCall> calls(Set<String> taken) {
        Set<String> ids = new HashSet<>(taken);
        List<ToolCall> list = new ArrayList<>();
        for (Call call : calls.values()) {
            String id = call.id.isEmpty() || ids.contains(call.id) ? "call_" + UUID.randomUUID() : call.id;
            ids.add(id);
            String arguments = call.arguments.toString().strip();
            if (finish.isEmpty() && !arguments.isEmpty()) {
                JsonNode _ = json(arguments);
            }
            list.add(new ToolCall(id, call.name.toString(), arguments));
        }
        return list;
    }

    /** The tokens read and written, where the server counted them. */
    List<Usage> used() {
        List<Usage> used = new ArrayList<>();
        if (inputTokens > 0) {
            used.add(new Usage(provider, Usage.Unit.INPUT_TOKENS, inputTokens));
        }
        if (outputTokens > 0) {
            used.add(new Usage(provider, Usage.Unit.OUTPUT_TOKENS, outputTokens));
        }
        return used;
    }

    private JsonNode json(String event) {
        JsonNode read;
        try {
            read = OpenAiFailures.JSON.readTree(event);
        } catch (JsonProcessingException e) {
            read = MissingNode.getInstance();
        }
        if (!read.isObject()) {
            String start = event.length() <= 100 ? event : event.substring(0, 100) + "…";
            throw broken("Expected a JSON object but was '" + start + "'");
        }
        return read;
    }

    private ProviderException broken(String message) {
        return new ProviderException(provider, Kind.PROTOCOL, message, null);
    }
}
