package org.parley.sim.provider.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolCall;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.sim.provider.Mind.Thought;

/** One response: words and audio much faster than real time, then calls of tools. Runs on a thread of its own. */
final class FakeResponse {
    private static final int LATE_DELTAS = 3;
    private static final int PIECE_MILLIS = 200;

    private final FakeRealtime session;
    private final String id;
    private final String failure;
    private final List<ObjectNode> output = new ArrayList<>();
    private volatile String cancelled = "";
    private volatile @Nullable Runnable after;

    /** With the code that it fails with, "" for none. */
    FakeResponse(FakeRealtime session, String id, String failure) {
        this.session = session;
        this.id = id;
        this.failure = failure;
    }

    String id() {
        return id;
    }

    /** It stops soon, after a few late pieces. */
    void cancel(String reason) {
        cancelled = cancelled.isEmpty() ? reason : cancelled;
    }

    /** Done when all of it was told. */
    void whenDone(Runnable action) {
        after = action;
    }

    void run(Thought thought) {
        session.tell("response.created", event -> response(event.putObject("response"), "in_progress"));
        boolean fails = !failure.isEmpty() && !failure.startsWith("max_") && !failure.startsWith("content_");
        if (session.manners().silent()) {
            return;
        }
        if (!fails && !thought.says().isEmpty()) {
            boolean half = !failure.isEmpty();
            String says = half ? thought.says().substring(0, thought.says().length() / 2) : thought.says();
            say(says);
        }
        if (!fails && cancelled.isEmpty()) {
            thought.calls().forEach(this::call);
            if (thought.ends() && !session.endTool().isEmpty()) {
                call(new ToolCall(session.id("call"), session.endTool(), "{\"reason\":\"done\"}"));
            }
        }
        session.ended(this, fails ? thought : null);
        String status =
                !cancelled.isEmpty() ? "cancelled" : fails ? "failed" : failure.isEmpty() ? "completed" : "incomplete";
        session.tell("response.done", event -> done(event.putObject("response"), status));
        session.tell(
                "rate_limits.updated",
                event -> event.putArray("rate_limits")
                        .addObject()
                        .put("name", "tokens")
                        .put("remaining", 1000));
        Runnable last = after;
        if (last != null) {
            last.run();
        }
    }

    private ObjectNode response(ObjectNode response, String status) {
        return response.put("id", id).put("object", "realtime.response").put("status", status);
    }

    private void done(ObjectNode response, String status) {
        response(response, status);
        ObjectNode details = response.putObject("status_details").put("type", status);
        switch (status) {
            case "cancelled" -> details.put("reason", cancelled);
            case "failed" ->
                details.putObject("error")
                        .put("type", "requests")
                        .put("code", failure)
                        .put("message", "Rate limit reached for gpt-fake. Please try again in 1s.");
            case "incomplete" -> details.put("reason", failure);
            default -> response.putNull("status_details");
        }
        ArrayNode items = response.putArray("output");
        output.forEach(items::add);
        response.putObject("usage")
                .put("total_tokens", 30)
                .put("input_tokens", 20)
                .put("output_tokens", 10);
    }

    private String name(String ga) {
        return session.manners().beta() ? ga.replace("output_audio", "audio") : ga;
    }

    private ObjectNode about(ObjectNode event, String item) {
        return event.put("response_id", id)
                .put("item_id", item)
                .put("output_index", output.size())
                .put("content_index", 0);
    }

    private void say(String text) {
        String item = session.id("item");
        ObjectNode message = item(item, "message").put("role", "assistant");
        session.grows(item, 0);
        added(message);
        session.tell(
                "response.content_part.added",
                event -> about(event, item)
                        .putObject("part")
                        .put("type", "audio")
                        .put("transcript", ""));
        LockSupport.parkNanos(session.manners().thinking().toNanos());
        String format = session.output();
        short[] spoken = session.mind().speak(text);
        int samples = PIECE_MILLIS * 8;
        int pieces = Math.max(1, Math.ceilDiv(spoken.length, samples));
        byte[] bytes = encoded(spoken, format);
        int perMilli = format.equals("audio/pcm") ? 48 : 8;
        int from = 0;
        int words = 0;
        int late = 0;
        for (int i = 1; i <= pieces && late < LATE_DELTAS; i++) {
            late += cancelled.isEmpty() ? 0 : 1;
            int upTo = text.length() * i / pieces;
            String piece = text.substring(words, upTo);
            words = upTo;
            session.tell(
                    name("response.output_audio_transcript.delta"),
                    event -> about(event, item).put("delta", piece));
            // pieces end within samples, and together they are whole
            int end = i == pieces ? bytes.length : Math.min(bytes.length, i * PIECE_MILLIS * perMilli + 1);
            byte[] audio = Arrays.copyOfRange(bytes, from, end);
            from = end;
            session.grows(item, audio.length / perMilli + (i == pieces ? 1 : 0));
            session.tell(
                    name("response.output_audio.delta"),
                    event -> about(event, item).put("delta", Base64.getEncoder().encodeToString(audio)));
            LockSupport.parkNanos(session.manners().pace().toNanos());
        }
        session.tell(name("response.output_audio.done"), event -> about(event, item));
        session.tell(
                name("response.output_audio_transcript.done"),
                event -> about(event, item).put("transcript", text));
        message.put("status", cancelled.isEmpty() ? "completed" : "incomplete");
        message.putArray("content").addObject().put("type", "output_audio").put("transcript", text);
        session.tell("conversation.item.done", event -> event.set("item", message.deepCopy()));
        finished(message);
    }

    private static byte[] encoded(short[] samples, String format) {
        if (format.equals("audio/pcm")) {
            Resampler up = new Resampler(Pcm.TELEPHONE_RATE, 24_000);
            short[] most = up.process(samples, samples.length);
            short[] rest = up.flush();
            byte[] bytes = new byte[2 * (most.length + rest.length)];
            for (int i = 0; i < bytes.length / 2; i++) {
                short sample = i < most.length ? most[i] : rest[i - most.length];
                bytes[2 * i] = (byte) sample;
                bytes[2 * i + 1] = (byte) (sample >> 8);
            }
            return bytes;
        }
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = format.equals("audio/pcma") ? G711.toAlaw(samples[i]) : G711.toUlaw(samples[i]);
        }
        return codes;
    }

    private void call(ToolCall call) {
        ObjectNode item = item(session.id("item"), "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", "");
        session.called(this, call);
        added(item);
        String arguments = call.arguments();
        int half = arguments.length() / 2;
        for (String piece : List.of(arguments.substring(0, half), arguments.substring(half))) {
            session.tell(
                    "response.function_call_arguments.delta",
                    event -> about(event, item.path("id").asText())
                            .put("call_id", call.id())
                            .put("delta", piece));
        }
        session.tell(
                "response.function_call_arguments.done",
                event -> about(event, item.path("id").asText())
                        .put("call_id", call.id())
                        .put("name", call.name())
                        .put("arguments", arguments));
        item.put("arguments", arguments).put("status", "completed");
        finished(item);
    }

    private static ObjectNode item(String id, String type) {
        return FakeOpenAi.JSON
                .createObjectNode()
                .put("id", id)
                .put("object", "realtime.item")
                .put("type", type)
                .put("status", "in_progress");
    }

    private void added(ObjectNode item) {
        session.tell(
                "response.output_item.added",
                event -> event.put("response_id", id)
                        .put("output_index", output.size())
                        .set("item", item.deepCopy()));
        session.tell("conversation.item.added", event -> event.set("item", item.deepCopy()));
    }

    private void finished(ObjectNode item) {
        output.add(item);
        session.tell(
                "response.output_item.done",
                event -> event.put("response_id", id)
                        .put("output_index", output.size() - 1)
                        .set("item", item.deepCopy()));
    }
}
