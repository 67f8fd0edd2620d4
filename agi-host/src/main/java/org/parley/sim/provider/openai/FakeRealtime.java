package org.parley.sim.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.sim.provider.Dictation;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Mind.Thought;
import org.parley.sim.provider.openai.RealtimeRules.Wrong;

/** One session of the Realtime API. Its state is guarded by itself: the reader and the responses' threads share it. */
final class FakeRealtime extends FakeSocket {
    private static final int LARGE = 1_200_000;

    private final Mind mind;
    private final RealtimeManners manners;
    private final String model;
    private final RealtimeEar ear = new RealtimeEar(new CallersTurns());
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, String> calls = new LinkedHashMap<>(); // what the tools answered, "" for not yet
    private final Map<String, String> callsOf = new HashMap<>(); // the response that made the call
    private final AtomicInteger ids = new AtomicInteger();
    private ObjectNode session = object();
    private boolean agreed;
    private @Nullable FakeResponse active;
    private @Nullable Thought unspoken;
    private String speechItem = "";

    /** An item of the conversation; of an answer, how many milliseconds of audio it has. */
    private static final class Item {
        private final String role;
        private long millis;

        Item(String role) {
            this.role = role;
        }
    }

    FakeRealtime(FakeProvider provider, Mind mind, RealtimeManners manners, String model) {
        super(provider);
        this.mind = mind;
        this.manners = manners;
        this.model = model;
    }

    @Override
    protected void opened() {
        session.put("type", "realtime").put("object", "realtime.session").put("id", id("sess"));
        session.put("model", model).put("expires_at", System.currentTimeMillis() / 1000 + 3600);
        tell("session.created", event -> event.set("session", session.deepCopy()));
    }

    /** Sends an event. */
    void tell(String type, Consumer<ObjectNode> fill) {
        ObjectNode event = object().put("type", type).put("event_id", id("event"));
        fill.accept(event);
        send(event);
    }

    /** A new id. */
    String id(String kind) {
        return kind + "_" + ids.incrementAndGet();
    }

    RealtimeManners manners() {
        return manners;
    }

    Mind mind() {
        return mind;
    }

    /** The format of answers. */
    synchronized String output() {
        return session.path("audio").path("output").path("format").path("type").asText("audio/pcm");
    }

    @Override
    protected synchronized void message(JsonNode event) {
        try {
            RealtimeRules.check(event);
            act(event);
        } catch (Wrong wrong) {
            violation(wrong.getMessage() + " at " + wrong.param() + " in " + shortened(event));
            error(event, wrong.code(), wrong.param(), String.valueOf(wrong.getMessage()));
        }
    }

    private static String shortened(JsonNode event) {
        String text = event.toString();
        return text.length() < 300 ? text : text.substring(0, 300);
    }

    private void error(JsonNode event, String code, String param, String message) {
        tell("error", told -> {
            ObjectNode error =
                    told.putObject("error").put("type", "invalid_request_error").put("code", code);
            error.put("message", message).put("param", param.isEmpty() ? null : param);
            error.set("event_id", event.path("event_id").deepCopy());
        });
    }

    private void act(JsonNode event) {
        switch (event.path("type").asText()) {
            case "session.update" -> update(event.path("session"));
            case "input_audio_buffer.append" -> {
                if (!agreed) {
                    violation("sent audio before the session was agreed upon");
                }
                ear.hear(Base64.getDecoder().decode(event.path("audio").asText()));
            }
            case "conversation.item.create" -> create(event);
            case "conversation.item.truncate" -> truncate(event);
            case "conversation.item.delete" -> {
                String id = event.path("item_id").asText();
                if (items.remove(id) == null) {
                    refuse(event, "item_delete_invalid_item_id", "Error deleting item: " + id + " does not exist.");
                } else {
                    tell("conversation.item.deleted", told -> told.put("item_id", id));
                }
            }
            case "response.create" -> respond(event);
            case "response.cancel" -> {
                if (active == null) {
                    error(event, "response_cancel_not_active", "", "Cancellation failed: no active response found");
                } else {
                    active.cancel("client_cancelled");
                }
            }
            default -> violation("sent what this stand-in does not do: " + event.path("type"));
        }
    }

    private void refuse(JsonNode event, String code, String message) {
        violation(message);
        error(event, code, "", message);
    }

    private void update(JsonNode changes) {
        merge(session, changes);
        agreed = true;
        if (manners.linear()) {
            ObjectNode format = ((ObjectNode) session.path("audio").path("output")).putObject("format");
            format.put("type", "audio/pcm").put("rate", 24_000);
        }
        ear.use(session.path("audio").path("input"));
        tell("session.updated", event -> event.set("session", session.deepCopy()));
    }

    private static void merge(ObjectNode into, JsonNode changes) {
        changes.properties().forEach(change -> {
            if (change.getValue().isObject() && into.path(change.getKey()) instanceof ObjectNode known) {
                merge(known, change.getValue());
            } else {
                into.set(change.getKey(), change.getValue().deepCopy());
            }
        });
    }

    private void create(JsonNode event) {
        JsonNode item = event.path("item");
        String call = item.path("call_id").asText("");
        if (item.path("type").asText().equals("function_call_output")) {
            boolean early = active != null && active.id().equals(callsOf.get(call));
            if (!calls.containsKey(call) || early) {
                refuse(event, "invalid_tool_call_id", "Tool call ID '" + call + "' not found in conversation.");
                return;
            }
            calls.put(call, item.path("output").asText());
        } else if (item.path("type").asText().equals("function_call")) {
            calls.put(call, "");
        }
        String id = item.path("id").asText(id("item"));
        items.put(id, new Item(item.path("role").asText(item.path("type").asText())));
        for (String done : List.of("added", "done")) {
            tell("conversation.item." + done, told -> ((ObjectNode) told.set("item", item.deepCopy())).put("x", 1));
        }
    }

    private void truncate(JsonNode event) {
        Item item = items.get(event.path("item_id").asText());
        long end = event.path("audio_end_ms").asLong();
        if (item == null || !item.role.equals("assistant")) {
            refuse(event, "invalid_value", "Only model output audio messages can be truncated");
        } else if (end < 0 || end > item.millis) {
            refuse(
                    event,
                    "invalid_value",
                    "Audio content of " + item.millis + "ms is already shorter than " + end + "ms");
        } else {
            item.millis = end;
            tell("conversation.item.truncated", told -> {
                told.set("item_id", event.path("item_id").deepCopy());
                told.put("content_index", 0).put("audio_end_ms", end);
            });
        }
    }

    private void respond(JsonNode event) {
        if (active != null) {
            error(
                    event,
                    "conversation_already_has_active_response",
                    "",
                    "Conversation already has an active response in progress: " + active.id());
            return;
        }
        JsonNode instructions = event.path("response").path("instructions");
        if (instructions.isTextual()) {
            String text = instructions.asText();
            begin(() -> new Thought("", text.substring(text.lastIndexOf('\n') + 1), List.of(), false));
            return;
        }
        Thought again = unspoken;
        if (again != null) {
            begin(() -> again);
            return;
        }
        List<ToolResult> results = new ArrayList<>();
        calls.values().forEach(answer -> results.add(ToolResult.of(answer)));
        if (calls.containsValue("")) {
            violation("asked for a response before all tools had answered");
        }
        calls.clear();
        begin(() -> results.isEmpty() ? mind.answer(new short[0]) : mind.answer(results));
    }

    private interface Thinking {
        Thought think();
    }

    private void begin(Thinking thinking) {
        FakeResponse response = new FakeResponse(this, id("resp"), manners.failure());
        active = response;
        if (manners.noisy()) {
            tell(
                    "response.unheard_of",
                    event -> event.put("blob", "س".repeat(LARGE / 2)).put("depth", 1.5));
            tell(
                    "rate_limits.updated",
                    event -> event.putArray("rate_limits").addObject().put("name", "requests"));
        }
        Thread.ofVirtual().name("fake-openai").start(() -> response.run(thinking.think()));
    }

    /** A response has ended: how, and with what that was not said. */
    synchronized void ended(FakeResponse response, @Nullable Thought notSaid) {
        active = active == response ? null : active;
        unspoken = notSaid;
    }

    /** An answer's item has so much more audio. */
    synchronized void grows(String item, long millis) {
        items.computeIfAbsent(item, _ -> new Item("assistant")).millis += millis;
    }

    /** The model calls a tool. */
    synchronized void called(FakeResponse response, ToolCall call) {
        calls.put(call.id(), "");
        callsOf.put(call.id(), response.id());
    }

    /** The tool by which the model ends the talk, "" when it has none. */
    synchronized String endTool() {
        for (JsonNode tool : session.path("tools")) {
            if (tool.path("name").asText("").startsWith("end_")) {
                return tool.path("name").asText();
            }
        }
        return "";
    }

    @Override
    protected synchronized void over() {
        if (active != null) {
            active.cancel("client_cancelled");
        }
    }

    private final class CallersTurns implements RealtimeEar.Turns {
        @Override
        public void started(long audioStartMillis) {
            speechItem = id("item");
            tell(
                    "input_audio_buffer.speech_started",
                    event -> event.put("audio_start_ms", audioStartMillis).put("item_id", speechItem));
            JsonNode detection = session.path("audio").path("input").path("turn_detection");
            if (active != null && detection.path("interrupt_response").asBoolean(true)) {
                active.cancel("turn_detected");
            }
        }

        @Override
        public void stopped(long audioEndMillis, short[] said) {
            String item = speechItem;
            tell(
                    "input_audio_buffer.speech_stopped",
                    event -> event.put("audio_end_ms", audioEndMillis).put("item_id", item));
            tell(
                    "input_audio_buffer.committed",
                    event -> event.put("item_id", item).putNull("previous_item_id"));
            items.put(item, new Item("user"));
            for (String done : List.of("added", "done")) {
                tell(
                        "conversation.item." + done,
                        event -> event.putObject("item")
                                .put("id", item)
                                .put("type", "message")
                                .put("role", "user"));
            }
            if (active == null) {
                begin(() -> {
                    Thought thought = mind.answer(said);
                    if (manners.tellsWordsFirst()) {
                        words(item, thought);
                    }
                    active().whenDone(() -> {
                        if (!manners.tellsWordsFirst()) {
                            words(item, thought);
                        }
                    });
                    return thought;
                });
            }
        }
    }

    private synchronized FakeResponse active() {
        if (active == null) {
            throw new IllegalStateException("Expected a response that thinks");
        }
        return active;
    }

    private void words(String item, Thought thought) {
        String about = "conversation.item.input_audio_transcription.";
        if (session.path("audio").path("input").path("transcription").isMissingNode()) {
            return;
        }
        if (manners.failsWords()) {
            tell(
                    about + "failed",
                    event -> event.put("item_id", item)
                            .put("content_index", 0)
                            .putObject("error")
                            .put("code", "audio_unintelligible")
                            .put("message", "The audio could not be transcribed."));
            return;
        }
        StringBuilder told = new StringBuilder();
        Dictation.tell(thought.heard(), manners.eachWord(), soFar -> {
            String more = soFar.substring(told.length());
            told.append(more);
            tell(about + "delta", event -> event.put("item_id", item).put("delta", more));
        });
        String rest = thought.heard().substring(told.length());
        tell(about + "delta", event -> event.put("item_id", item).put("delta", rest));
        tell(
                about + "completed",
                event -> event.put("item_id", item)
                        .put("content_index", 0)
                        .put("transcript", thought.heard())
                        .putObject("usage")
                        .put("type", "duration"));
    }
}
