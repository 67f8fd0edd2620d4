package org.parley.sim.provider.hume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.sim.provider.CallerTurns;
import org.parley.sim.provider.Dictation;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Mind.Thought;

/** One chat with EVI. */
public final class HumeSocket extends FakeSocket implements CallerTurns.Listener {
    private static final long MILLI = 1_000_000L;
    private static final long TICK_MILLIS = 100;
    /** A second without audio, counted in ticks so that a machine that hangs is not taken for a client that does. */
    private static final int SILENT_TICKS = 10;

    private static final double FAST = 1.2;
    private static final long BURST_MILLIS = 300;

    private final FakeHume provider;
    private final HumeManners manners;
    private final Mind mind;
    private final Opening opening;
    private final CallerTurns turns;
    private final HumeVoice voice;
    private final ReentrantLock lock = new ReentrantLock(); // guards the rest
    private int rate; // 0 until audio settings came
    private @Nullable Resampler resampler;
    private long openedNanos;
    private long spokeNanos;
    private long firstAudioNanos;
    private long busyNanos; // with the message before
    private long audioMillis;
    private int ticksWithoutAudio;
    private long beganMillis;
    private int turn; // counts the caller's turns: an answer to an earlier one is not said
    private final Map<String, ToolCall> calls = new HashMap<>();
    private final List<ToolResult> results = new ArrayList<>();
    private int callsMade;

    /** How a client asked for a chat, and what is wrong with it: "" or an error's code and message. */
    record Opening(String group, String trouble, HttpUrl url) {}

    HumeSocket(FakeHume provider, HumeManners manners, Mind mind, Opening opening) {
        super(provider);
        this.provider = provider;
        this.manners = manners;
        this.mind = mind;
        this.opening = opening;
        this.turns = new CallerTurns(manners.turnSilence, this);
        this.voice = new HumeVoice(this, manners, mind);
    }

    @Override
    protected void opened() {
        if (!opening.trouble().isEmpty()) {
            error(
                    opening.trouble().substring(0, 5),
                    "refused",
                    opening.trouble().substring(6));
            close(1008, opening.trouble());
            return;
        }
        String encoding = opening.url().queryParameter("session_settings[audio][encoding]");
        String asked = opening.url().queryParameter("session_settings[audio][sample_rate]");
        if (encoding != null && asked != null) {
            settle(encoding, Integer.parseInt(asked));
        }
        later(manners.metadataAfter.toMillis(), () -> {
            openedNanos = System.nanoTime();
            spokeNanos = openedNanos;
            send(event("chat_metadata")
                    .put("chat_id", "chat-" + connection())
                    .put("chat_group_id", opening.group())
                    .put("request_id", "request-" + connection()));
            if (!manners.greeting.isEmpty()) {
                voice.say(manners.greeting, true, () -> {});
            }
            watch();
        });
    }

    @Override
    protected void message(JsonNode message) {
        long began = System.nanoTime();
        lock.lock();
        try {
            List<String> wrong = HumeRules.wrongIn(message);
            if (!wrong.isEmpty()) {
                wrong.forEach(this::violation);
                error("E0101", "malformed_field", wrong.getFirst());
                return;
            }
            switch (message.path("type").asText()) {
                case "audio_input" -> sound(message.path("data").asText());
                case "session_settings" -> settings(message);
                case "assistant_input" -> voice.say(message.path("text").asText(), true, () -> {});
                case "user_input" -> ended(new short[0]);
                case "tool_response", "tool_error" -> toolResult(message);
                default -> {}
            }
        } finally {
            busyNanos = System.nanoTime() - began;
            lock.unlock();
        }
    }

    private void settings(JsonNode message) {
        JsonNode audio = message.path("audio");
        if (audio.isObject()) {
            settle(audio.path("encoding").asText(), audio.path("sample_rate").asInt());
            if (audio.path("channels").asInt() != 1) {
                violation("audio with " + audio.path("channels") + " channels");
            }
        }
        send(event("session_settings").put("mirrored", true));
    }

    private void settle(String encoding, int asked) {
        if (!encoding.equals("linear16") || asked < 4000) {
            violation("asked for audio as " + encoding + " at " + asked + " Hz");
            error("E0101", "malformed_field", "audio.encoding: linear16 expected");
            return;
        }
        rate = asked;
        resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
    }

    private void sound(String data) {
        Resampler to = resampler;
        if (to == null) {
            violation("audio without its settings");
            error("E0202", "no_audio", "No audio stream was found in the media");
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(data)).order(ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            cadence(samples.length * 1000L / rate);
            turns.hear(to.process(samples, samples.length));
        } catch (IllegalArgumentException e) {
            violation("audio that is no base64: " + e.getMessage());
            error("E0201", "bad_base64", "The data is no base64");
        }
    }

    /** As long as it is and no faster. */
    private void cadence(long millis) {
        long now = System.nanoTime();
        firstAudioNanos = firstAudioNanos == 0 ? now - busyNanos : firstAudioNanos; // it may have waited for us
        audioMillis += millis;
        ticksWithoutAudio = 0;
        long elapsed = (now - firstAudioNanos) / MILLI;
        if (audioMillis > FAST * elapsed + BURST_MILLIS) {
            violation("sent " + audioMillis + " ms of audio within " + elapsed + " ms");
        }
    }

    // the caller's turns, under the lock

    @Override
    public void began() {
        turn++;
        spokeNanos = System.nanoTime();
        beganMillis = turns.heard().toMillis();
        voice.interrupt();
        interim("Well");
    }

    private void interim(String words) {
        if ("true".equals(opening.url().queryParameter("verbose_transcription"))) {
            send(said(words, true));
        }
    }

    @Override
    public void ended(short[] speech) {
        int asked = turn;
        spokeNanos = System.nanoTime();
        ObjectNode said = said("", false);
        Thread.ofVirtual().start(() -> {
            Thought thought = mind.answer(speech);
            Dictation.tell(thought.heard(), manners.eachWord, words -> {
                lock.lock();
                try {
                    interim(words);
                } finally {
                    lock.unlock();
                }
            });
            lock.lock();
            try {
                if (!thought.heard().isEmpty()) {
                    ((ObjectNode) said.path("message")).put("content", thought.heard());
                    send(said);
                }
                if (asked == turn) {
                    act(thought);
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private ObjectNode said(String text, boolean interim) {
        ObjectNode message = event("user_message");
        message.putObject("message").put("role", "user").put("content", text);
        ObjectNode models = message.putObject("models");
        if (interim) {
            models.putNull("prosody");
        } else {
            models.putObject("prosody").set("scores", Prosody.scores(this, "Surprise (positive)"));
        }
        long end = turns.heard().minus(manners.turnSilence).toMillis();
        message.putObject("time").put("begin", beganMillis).put("end", Math.max(beganMillis, end));
        return message.put("from_text", false).put("interim", interim).put("language", "en");
    }

    private void act(Thought thought) {
        if (!thought.says().isEmpty()) {
            voice.say(thought.says(), false, thought.ends() ? this::hangUp : () -> {});
        } else if (thought.ends()) {
            hangUp();
        }
        results.clear();
        thought.calls().forEach(this::callTool);
    }

    private void callTool(ToolCall call) {
        String id = "call-" + connection() + "-" + ++callsMade;
        if (manners.needsAnswers) {
            calls.put(id, call);
        }
        ObjectNode message = toolCall(id, call.name(), call.arguments(), "function");
        send(message.put("response_required", manners.needsAnswers));
        if (manners.repeats) {
            send(message);
        }
    }

    private ObjectNode toolCall(String id, String name, String parameters, String type) {
        return event("tool_call")
                .put("name", name)
                .put("tool_call_id", id)
                .put("parameters", parameters)
                .put("tool_type", type);
    }

    private void toolResult(JsonNode message) {
        if (calls.remove(message.path("tool_call_id").asText()) == null) {
            violation("the answer of a tool that was not called, or was answered: " + message);
            return;
        }
        boolean failed = message.path("type").asText().equals("tool_error");
        results.add(new ToolResult(message.path("content").asText(), failed));
        if (calls.isEmpty()) {
            List<ToolResult> all = List.copyOf(results);
            int asked = turn;
            Thread.ofVirtual().start(() -> {
                Thought thought = mind.answer(all);
                later(0, () -> {
                    if (asked == turn) {
                        act(thought);
                    }
                });
            });
        }
    }

    /** The builtin tool, told as its own call and answer; then the socket closes, whatever is still to be played. */
    public void hangUp() {
        send(toolCall("call-hang-up", "hang_up", "{}", "builtin").put("response_required", false));
        send(event("tool_response").put("tool_call_id", "call-hang-up").put("content", "done"));
        if (manners.closesAfterHangUp) {
            close(1000, "");
        }
    }

    /** Tells an error. */
    public void error(String code, String slug, String message) {
        send(event("error").put("code", code).put("slug", slug).put("message", message));
    }

    private void watch() {
        long now = System.nanoTime();
        if (!isOpen()) {
            return;
        }
        if (now - spokeNanos > manners.inactivity.toNanos()) {
            close(manners.timeOverCode, "INACTIVITY_TIMEOUT");
        } else if (now - openedNanos > manners.longest.toNanos()) {
            close(manners.timeOverCode, "MAX_DURATION_TIMEOUT");
        }
        ticksWithoutAudio = provider.reads() ? ticksWithoutAudio + 1 : 0;
        if (ticksWithoutAudio == SILENT_TICKS) {
            violation("sent no audio for a second");
        }
        later(TICK_MILLIS, this::watch);
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
