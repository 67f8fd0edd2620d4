package org.parley.sim.provider.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.sim.provider.CallerTurns;
import org.parley.sim.provider.Dictation;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Mind.Thought;

/** One talk with the agent. */
final class AgentSocket extends FakeSocket implements CallerTurns.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MILLI = 1_000_000L;
    private static final long TOOL_WAIT_MILLIS = 15_000;

    private final FakeElevenLabs provider;
    private final AgentManners manners;
    private final Mind mind;
    private final String refusal;
    private final CallerTurns turns;
    private final Sound hears;
    private final ReentrantLock lock = new ReentrantLock(); // guards the rest

    private final AgentVoice voice;
    private boolean begun;
    private final Set<Long> pings = new HashSet<>();
    private long lastPing = -1;
    private long lastHeardNanos;
    private int turn; // counts the caller's turns: an answer to an earlier one is not said
    private final Map<String, ToolCall> calls = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final List<ToolResult> results = new ArrayList<>();

    AgentSocket(FakeElevenLabs provider, AgentManners manners, Mind mind, String refusal) {
        super(provider);
        this.provider = provider;
        this.manners = manners;
        this.mind = mind;
        this.refusal = refusal;
        this.turns = new CallerTurns(manners.turnSilence, this);
        this.hears = new Sound(manners.in);
        this.voice = new AgentVoice(this, manners, mind);
    }

    @Override
    protected void opened() {
        if (!refusal.isEmpty()) {
            close(1008, refusal);
        }
    }

    @Override
    protected void message(JsonNode message) {
        lock.lock();
        try {
            if (!isOpen()) {
                return;
            }
            if (message.has("user_audio_chunk")) {
                sound(message);
            } else if (message.path("type").asText().equals("conversation_initiation_client_data")) {
                begin(message);
            } else {
                other(message.path("type").asText(), message);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(JsonNode initiation) {
        Rules.wrongIn(initiation).forEach(this::violation);
        if (begun) {
            violation("began twice");
            return;
        }
        begun = true;
        Set<String> refused = Rules.overrides(initiation);
        refused.retainAll(manners.refusedOverrides);
        if (!refused.isEmpty() && !manners.refusesLate) {
            close(1008, "Override for field " + refused + " is not allowed by config.");
            return;
        }
        ObjectNode metadata = event("conversation_initiation_metadata");
        metadata.putObject("conversation_initiation_metadata_event")
                .put("conversation_id", "conv_" + connection())
                .put("agent_output_audio_format", manners.out)
                .put("user_input_audio_format", manners.in);
        send(metadata);
        if (!refused.isEmpty()) {
            close(1008, "Override for field " + refused + " is not allowed by config.");
            return;
        }
        lastHeardNanos = System.nanoTime();
        provider.later(manners.silenceMax.toMillis(), this::watchSilence);
        ping();
        JsonNode asked = initiation.at("/conversation_config_override/agent/first_message");
        String greeting = asked.isTextual() ? asked.asText() : manners.greeting;
        if (!greeting.isEmpty()) {
            voice.say(greeting, () -> {});
        }
    }

    private void sound(JsonNode message) {
        if (message.size() != 1 || !message.path("user_audio_chunk").isTextual()) {
            violation("audio with other fields than user_audio_chunk: " + message);
        }
        if (!begun) {
            violation("audio before the talk began");
            return;
        }
        lastHeardNanos = System.nanoTime();
        try {
            turns.hear(hears.decoded(
                    Base64.getDecoder().decode(message.path("user_audio_chunk").asText())));
        } catch (IllegalArgumentException e) {
            violation("audio that is no base64: " + e.getMessage());
        }
    }

    private void other(String type, JsonNode message) {
        List<String> wrong = Rules.wrongIn(type, message);
        if (!wrong.isEmpty()) {
            wrong.forEach(this::violation);
            close(1008, "invalid_message: " + wrong.getFirst());
            return;
        }
        switch (type) {
            case "pong" -> {
                if (!pings.remove(message.path("event_id").asLong())) {
                    violation("pong to nothing: " + message);
                }
            }
            case "client_tool_result" -> toolResult(message);
            case "user_message" -> {
                String text = message.path("text").asText();
                if (text.startsWith("Say this")) {
                    // an obedient model: what is to be said stands behind the colon
                    voice.say(text.substring(text.indexOf(": ") + 2), () -> {});
                } else {
                    turn++;
                    ended(new short[0]);
                }
            }
            case "user_activity" -> lastHeardNanos = System.nanoTime();
            default -> {}
        }
    }

    // the caller's turns, under the lock

    @Override
    public void began() {
        turn++;
        voice.interrupt();
    }

    @Override
    public void ended(short[] said) {
        int asked = turn;
        Thread.ofVirtual().start(() -> {
            Thought thought = mind.answer(said);
            String words = thought.heard();
            Dictation.tell(words, manners.eachWord, this::tentative);
            lock.lock();
            try {
                if (!words.isEmpty()) {
                    if (manners.eachWord.isZero()) {
                        tentative(words.substring(0, words.length() / 2));
                    }
                    transcript("user_transcript", words);
                }
                if (asked == turn) {
                    act(thought);
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private void tentative(String words) {
        lock.lock();
        try {
            transcript("tentative_user_transcript", words);
        } finally {
            lock.unlock();
        }
    }

    private void transcript(String type, String words) {
        ObjectNode transcript = event(type);
        transcript
                .putObject(type.replace("transcript", "transcription_event"))
                .put("user_transcript", words)
                .put("event_id", voice.nextId());
        send(transcript);
    }

    private void act(Thought thought) {
        if (!thought.says().isEmpty()) {
            voice.say(thought.says(), thought.ends() ? this::end : () -> {});
        } else if (thought.ends()) {
            end();
        }
        results.clear();
        thought.calls().forEach(this::callTool);
    }

    private void callTool(ToolCall call) {
        String id = "client_" + connection() + "_" + calls.size();
        calls.put(id, call);
        ObjectNode message = event("client_tool_call");
        ObjectNode event = message.putObject("client_tool_call");
        event.put("tool_name", call.name()).put("tool_call_id", id).put("event_id", voice.nextId());
        try {
            event.set("parameters", JSON.readTree(call.arguments().isEmpty() ? "{}" : call.arguments()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected arguments as JSON but were " + call.arguments(), e);
        }
        send(message);
        if (manners.callsTwice) {
            send(message);
        }
        provider.later(TOOL_WAIT_MILLIS, () -> {
            lock.lock();
            try {
                if (isOpen() && !answered.contains(id)) {
                    violation("never answered the tool " + call.name());
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private void toolResult(JsonNode message) {
        String id = message.path("tool_call_id").asText();
        if (!calls.containsKey(id)) {
            violation("the answer of a tool that was not called: " + message);
        } else if (answered.add(id)) {
            results.add(new ToolResult(
                    message.path("result").asText(), message.path("is_error").asBoolean()));
            if (answered.size() == calls.size()) {
                List<ToolResult> all = List.copyOf(results);
                int asked = turn;
                Thread.ofVirtual().start(() -> {
                    Thought thought = mind.answer(all);
                    lock.lock();
                    try {
                        if (asked == turn) {
                            act(thought);
                        }
                    } finally {
                        lock.unlock();
                    }
                });
            }
        }
    }

    private void end() {
        switch (manners.ending) {
            case CLOSE -> close(1000, "");
            case END_CALL -> {
                endCall();
                close(1000, "");
            }
            case END_CALL_ONLY -> endCall();
            case MAX_DURATION -> {
                error(1000, "max_duration_exceeded", "The talk has reached its longest duration");
                close(1000, "Max conversation duration exceeded");
            }
        }
    }

    private void endCall() {
        ObjectNode message = event("agent_tool_response");
        message.putObject("agent_tool_response")
                .put("tool_name", "end_call")
                .put("tool_call_id", "end_1")
                .put("tool_type", "system")
                .put("event_id", voice.nextId())
                .put("is_error", false)
                .put("is_called", true);
        send(message);
    }

    // what has its time

    private void ping() {
        lock.lock();
        try {
            if (!isOpen()) {
                return;
            }
            long id = ++lastPing;
            pings.add(id);
            ObjectNode message = event("ping");
            ObjectNode event = message.putObject("ping_event").put("event_id", id);
            switch ((int) (id % 3)) {
                case 0 -> {} // absent
                case 1 -> event.putNull("ping_ms");
                default -> event.put("ping_ms", 20);
            }
            send(message);
            provider.later(manners.pongWithin.toMillis(), () -> {
                lock.lock();
                try {
                    if (isOpen() && pings.contains(id) && provider.reads()) {
                        violation("no pong to " + id + " in time");
                        close(1002, "websocket_disconnect: no pong");
                    }
                } finally {
                    lock.unlock();
                }
            });
            provider.later(manners.ping.toMillis(), this::ping);
        } finally {
            lock.unlock();
        }
    }

    private void watchSilence() {
        lock.lock();
        try {
            long left = manners.silenceMax.toMillis() - (System.nanoTime() - lastHeardNanos) / MILLI;
            if (!isOpen()) {
                return;
            }
            if (left > 0) {
                provider.later(left, this::watchSilence);
            } else {
                error(1002, "transport_receive_timeout", "No user input");
                close(1002, "transport_receive_timeout");
            }
        } finally {
            lock.unlock();
        }
    }

    private void error(int code, String kind, String message) {
        ObjectNode error = event("error");
        error.putObject("error_event").put("code", code).put("error_type", kind).put("message", message);
        send(error);
    }

    ObjectNode event(String type) {
        return object().put("type", type);
    }

    void later(long millis, Runnable action) {
        provider.later(millis, () -> {
            lock.lock();
            try {
                action.run();
            } finally {
                lock.unlock();
            }
        });
    }
}
