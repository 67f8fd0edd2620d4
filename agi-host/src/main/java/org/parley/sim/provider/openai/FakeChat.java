package org.parley.sim.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.sim.provider.Chunks;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Mind.Thought;
import org.parley.sim.provider.openai.ChatManners.Oddity;

/** Chat completions with {@code stream:true}. */
final class FakeChat {
    private static final Set<String> FIELDS = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "temperature",
            "max_completion_tokens",
            "max_tokens",
            "parallel_tool_calls",
            "stop",
            "seed",
            "user",
            "top_p");
    private static final Set<String> OLD_FIELDS =
            Set.of("model", "messages", "stream", "tools", "temperature", "max_tokens", "stop", "seed", "top_p");

    private final Mind mind;
    private final Function<String, Thought> words;
    private final ChatManners manners;
    private final Consumer<String> violation;
    private final BooleanSupplier over;

    FakeChat(
            Mind mind,
            Function<String, Thought> words,
            ChatManners manners,
            Consumer<String> violation,
            BooleanSupplier over) {
        this.mind = mind;
        this.words = words;
        this.manners = manners;
        this.violation = violation;
        this.over = over;
    }

    MockResponse answer(RecordedRequest request) {
        ByteString body = request.getBody();
        JsonNode asked;
        try {
            asked = FakeOpenAi.JSON.readTree(body == null ? "" : body.utf8());
        } catch (JsonProcessingException e) {
            return refused("", "We could not parse the JSON body of your request.");
        }
        String wrong = wrong(asked);
        if (!wrong.isEmpty()) {
            return refused(wrong.substring(0, Math.max(0, wrong.indexOf(' '))), wrong);
        }
        Thought thought = think(asked.path("messages"));
        return stream(asked, thought);
    }

    private MockResponse refused(String param, String message) {
        violation.accept("chat: " + message);
        if (manners.is(Oddity.DETAIL)) {
            ObjectNode detail = FakeOpenAi.JSON.createObjectNode();
            detail.putArray("detail").addObject().put("msg", message).put("type", "value_error");
            return FakeOpenAi.json(422, detail);
        }
        return FakeOpenAi.error(400, "invalid_request_error", "invalid_value", param, message);
    }

    /** What is wrong, beginning with the parameter; "" when nothing is. */
    private String wrong(JsonNode asked) {
        Set<String> known = manners.is(Oddity.OLD_FIELDS) ? OLD_FIELDS : FIELDS;
        List<String> unknown = new ArrayList<>();
        asked.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                unknown.add(field);
            }
        });
        if (!unknown.isEmpty()) {
            return unknown.getFirst() + " is an unknown parameter";
        }
        if (!asked.path("stream").asBoolean(false)) {
            return "stream must be true here";
        }
        if (asked.path("model").asText("").isEmpty()) {
            return "model must be given";
        }
        for (JsonNode tool : asked.path("tools")) {
            JsonNode function = tool.path("function");
            if (!tool.path("type").asText("").equals("function")
                    || !function.path("name").asText("").matches("[A-Za-z0-9_-]{1,64}")
                    || !function.path("parameters").path("type").asText("").equals("object")) {
                return "tools must be functions but one is " + tool;
            }
        }
        return wrongMessages(asked.path("messages"));
    }

    private String wrongMessages(JsonNode messages) {
        List<String> open = new ArrayList<>();
        int at = 0;
        for (JsonNode message : messages) {
            String role = message.path("role").asText("");
            boolean calls = message.has("tool_calls");
            if (!Set.of("system", "user", "assistant", "tool").contains(role)) {
                return "messages have an unknown role: " + role;
            }
            if (role.equals("system") && at > 0 && manners.is(Oddity.SYSTEM_FIRST)) {
                return "messages may have a system message at the start only";
            }
            if (!message.path("content").isTextual()
                    && !(calls && message.path("content").isNull())) {
                return "messages must have content as text but one is " + message;
            }
            if (role.equals("tool")) {
                if (!open.remove(message.path("tool_call_id").asText(""))) {
                    return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'";
                }
            } else if (!open.isEmpty()) {
                return "messages with 'tool_calls' must be followed by tool messages, lacking " + open;
            }
            if (calls && message.path("tool_calls").isEmpty()) {
                return "messages have an empty list of tool calls";
            }
            for (JsonNode call : message.path("tool_calls")) {
                if (!call.path("function").path("arguments").isTextual()) {
                    return "messages have a call whose arguments are no text: " + call;
                }
                open.add(call.path("id").asText(""));
            }
            at++;
        }
        return at == 0 || !open.isEmpty() ? "messages end without the answers of tools, or are none" : "";
    }

    private Thought think(JsonNode messages) {
        List<ToolResult> results = new ArrayList<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (!messages.path(i).path("role").asText("").equals("tool")) {
                break;
            }
            results.addFirst(ToolResult.of(messages.path(i).path("content").asText("")));
        }
        if (!results.isEmpty()) {
            return mind.answer(results);
        }
        String said = "";
        for (JsonNode message : messages) {
            said = message.path("role").asText("").equals("user")
                    ? message.path("content").asText("")
                    : said;
        }
        return words.apply(said);
    }

    private MockResponse stream(JsonNode asked, Thought thought) {
        List<ObjectNode> chunks = new ArrayList<>();
        boolean whole = manners.is(Oddity.WHOLE_CALLS);
        chunks.add(chunk(delta -> delta.put("role", "assistant").put("content", ""), null));
        if (manners.is(Oddity.REASONING)) {
            chunks.add(chunk(delta -> delta.put("content", "").put("reasoning", "The caller wants"), null));
        }
        for (String piece : thought.says().split("(?<= )", -1)) {
            if (!piece.isEmpty() && !manners.is(Oddity.FILTERED)) {
                chunks.add(chunk(
                        delta -> {
                            delta.put("content", piece);
                            if (whole) {
                                delta.put("role", "assistant");
                            }
                        },
                        null));
            }
        }
        calls(thought.calls(), chunks, whole);
        usage(asked, chunks, thought);
        List<String> events = new ArrayList<>();
        for (ObjectNode chunk : chunks) {
            events.add(chunk.toString());
        }
        if (manners.is(Oddity.ERROR_IN_STREAM)) {
            events.subList(Math.min(3, events.size()), events.size()).clear();
            events.add("{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"code\":null}}");
        } else if (!manners.is(Oddity.NO_DONE)) {
            events.add("[DONE]");
        }
        return sent(events);
    }

    private void calls(List<ToolCall> calls, List<ObjectNode> chunks, boolean whole) {
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            int index = i;
            int cut = whole ? call.arguments().length() : call.arguments().length() / 2;
            chunks.add(chunk(
                    delta -> {
                        ObjectNode item = delta.putArray("tool_calls").addObject();
                        if (!manners.is(Oddity.NO_INDEX)) {
                            item.put("index", index);
                        }
                        item.put("id", manners.is(Oddity.NO_IDS) ? "" : call.id())
                                .put("type", "function");
                        item.putObject("function")
                                .put("name", call.name())
                                .put("arguments", call.arguments().substring(0, cut));
                    },
                    null));
            if (cut < call.arguments().length()) {
                chunks.add(chunk(
                        delta -> delta.putArray("tool_calls")
                                .addObject()
                                .put("index", index)
                                .putObject("function")
                                .put("arguments", call.arguments().substring(cut)),
                        null));
            }
        }
        String finish = calls.isEmpty() || manners.is(Oddity.STOP_WITH_CALLS) ? "stop" : "tool_calls";
        chunks.add(chunk(_ -> {}, manners.is(Oddity.FILTERED) ? "content_filter" : finish));
    }

    private void usage(JsonNode asked, List<ObjectNode> chunks, Thought thought) {
        boolean wanted = asked.path("stream_options").path("include_usage").asBoolean(false);
        if (manners.is(Oddity.NO_USAGE) || (!wanted && !manners.is(Oddity.USAGE_ON_TEXT))) {
            return;
        }
        ObjectNode last;
        if (manners.is(Oddity.USAGE_ON_TEXT)) {
            last = chunks.getLast();
        } else {
            last = chunk(_ -> {}, null);
            last.set("choices", FakeOpenAi.JSON.createArrayNode());
            chunks.add(last);
        }
        int read = asked.path("messages").toString().length() / 4;
        int written = Math.max(1, thought.says().length() / 4);
        last.putObject("usage")
                .put("prompt_tokens", read)
                .put("completion_tokens", written)
                .put("total_tokens", read + written);
    }

    private static ObjectNode chunk(Consumer<ObjectNode> fill, @Nullable String finish) {
        ObjectNode chunk = FakeOpenAi.JSON.createObjectNode();
        chunk.put("id", "chatcmpl-1").put("object", "chat.completion.chunk").put("created", 1_700_000_000L);
        chunk.put("model", "gpt-fake").put("obfuscation", "x7");
        ArrayNode choices = chunk.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0).put("finish_reason", finish);
        fill.accept(choice.putObject("delta"));
        return chunk;
    }

    private MockResponse sent(List<String> events) {
        boolean odd = manners.is(Oddity.ODD_LINES);
        List<byte[]> pieces = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < Math.min(events.size(), manners.breakAfter()); i++) {
            String line = odd
                    ? ": keep-alive\r\n\r\nevent: message\r\ndata:" + events.get(i) + "\r\n\r\n"
                    : "data: " + events.get(i) + "\n\n";
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            int half = bytes.length / 2; // a chunk may end within a character
            pieces.add(Arrays.copyOf(bytes, half));
            pieces.add(Arrays.copyOfRange(bytes, half, bytes.length));
            waits.add(manners.wait(i));
            waits.add(Duration.ZERO);
        }
        boolean breaks = manners.breakAfter() < events.size();
        return new Chunks(pieces, waits, breaks, over).answer("text/event-stream; charset=utf-8");
    }
}
