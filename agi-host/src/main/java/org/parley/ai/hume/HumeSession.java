package org.parley.ai.hume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.Usage;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.wire.Deadline;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.WavStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One talk with EVI, by Hume's API v0, over one connection after the other. What comes from the provider is handled
 * under the session's lock; the media loop never takes it.
 */
final class HumeSession implements VoiceSession, HumeChat.Ear {
    private static final Logger LOG = LoggerFactory.getLogger(HumeSession.class);
    private static final int UNSENT_MAX = 16;
    private static final Duration RESUMED_AGAIN_AFTER = Duration.ofMinutes(1);
    /** After hang_up the provider closes; if it does not, and says nothing either, the talk ends all the same. */
    private static final Duration CLOSED_AFTER_HANG_UP = Duration.ofSeconds(3);

    private final String provider;
    private final HumeSettings settings;
    private final HumeChat.Connector connector;
    private final AgentSpec spec;
    private final Consumer<VoiceEvent> events;
    private final Uplink uplink = new Uplink();
    private final ToolCalls tools;
    private final long openedNanos = System.nanoTime();

    // all below: guarded by this
    private final EarlyMessages early = new EarlyMessages();
    private final Deque<ObjectNode> unsent = new ArrayDeque<>();
    private final Deque<ObjectNode> unspoken = new ArrayDeque<>(); // sent, and no words came since
    private final Informed informed = new Informed();
    private @Nullable HumeChat chat; // null while there is no connection
    private @Nullable Replies replies; // null until the call has audio
    private @Nullable Thread resuming;
    private String group = "";
    private String language = "";
    private @Nullable String hangUp; // why the agent hangs up
    private @Nullable String ending; // why the talk ends when its last words were heard
    private long resumedNanos; // 0 for never
    private boolean over;

    HumeSession(
            String provider,
            HumeSettings settings,
            HumeChat.Connector connector,
            AgentSpec spec,
            Consumer<VoiceEvent> events) {
        this.provider = provider;
        this.settings = settings;
        this.connector = connector;
        this.spec = spec;
        this.events = events;
        this.tools = new ToolCalls(spec.tools(), this::sendAnswer);
    }

    /** Connects to the group of chats, or with "" to a new one. */
    void connect(String resumed) throws InterruptedException {
        HumeChat opened = connector.connect(resumed, this);
        synchronized (this) {
            if (over) {
                opened.close();
                return;
            }
            chat = opened;
            group = opened.group();
            boolean _ = opened.send(HumeMessages.settings(settings, spec, informed.all()));
            uplink.begin(samples -> opened.sendAudio(HumeMessages.audio(samples)));
            while (!unsent.isEmpty()) {
                send(unsent.remove()); // said while there was no connection, or lost with it
            }
            HumeChat.End end = opened.end();
            if (end != null) {
                over(opened, end); // it went before it was known here
            }
        }
    }

    @Override
    public synchronized void start(Speaker speaker) {
        if (over || replies != null) {
            return;
        }
        Replies speech = new Replies(speaker, settings.replyPause(), this, said -> {
            tell(said);
            endWhenHeard();
        });
        replies = speech;
        if (!spec.greeting().isEmpty()) {
            send(HumeMessages.say(spec.greeting()));
        }
        early.drain(message -> handle(message, speech));
        if (ending != null) {
            speech.end();
        }
        endWhenHeard();
    }

    @Override
    public void hear(Pcm caller) {
        uplink.hear(caller);
    }

    @Override
    public void voice(boolean speaking, long nanos) {} // the provider hears for itself

    @Override
    public synchronized void say(String text) {
        send(HumeMessages.say(text));
    }

    @Override
    public synchronized void hush() {
        if (replies != null) {
            replies.hush();
        }
    }

    @Override
    public synchronized void inform(String fact) {
        informed.add(fact);
        HumeChat open = chat;
        if (open != null && !over) { // else it goes with the settings of the next connection
            boolean _ = open.send(HumeMessages.context(spec, informed.all()));
        }
    }

    @Override
    public synchronized void typed(String text) {
        send(HumeMessages.typed(text));
    }

    @Override
    public void answer(ToolCall call, ToolResult result) {
        if (tools.answered(call)) {
            sendAnswer(call, result);
        }
    }

    private synchronized void sendAnswer(ToolCall call, ToolResult result) {
        HumeChat open = chat;
        if (open != null && !over) {
            boolean _ = open.send(HumeMessages.answer(call, result));
        }
    }

    private void send(ObjectNode message) {
        HumeChat open = chat;
        if (over) {
            return;
        }
        if (open != null) {
            boolean _ = open.send(message);
            if (unspoken.size() < UNSENT_MAX) {
                unspoken.add(message);
            }
        } else if (unsent.size() < UNSENT_MAX) {
            unsent.add(message);
        }
    }

    @Override
    public synchronized void message(JsonNode message) {
        if (over || ending != null) {
            return;
        }
        if (replies != null) {
            handle(message, replies);
            return;
        }
        early.add(message);
    }

    private void handle(JsonNode message, Replies speech) {
        switch (message.path("type").asText()) {
            case "user_interruption" -> speech.flush();
            case "user_message" -> callerSaid(message, speech);
            case "assistant_message" -> {
                unspoken.clear();
                tell(new VoiceEvent.AgentSaying(speech.text(HumeMessages.id(message), HumeMessages.words(message))));
            }
            case "audio_output" -> audio(message, speech);
            case "assistant_end" -> speech.end();
            case "tool_call" -> tool(message);
            default -> {} // prosody of our own voice, echoes, and what is newer than this
        }
    }

    private void audio(JsonNode message, Replies speech) {
        String id = HumeMessages.id(message);
        if (!speech.expects(id, message.path("index").asInt(-1))) {
            return;
        }
        try {
            speech.audio(
                    id,
                    WavStream.read(
                            Base64.getDecoder().decode(message.path("data").asText())));
        } catch (AudioException | IllegalArgumentException e) {
            HumeChat open = chat;
            if (open != null) {
                open.broken("Expected audio_output to be a WAV file in base64: " + e.getMessage());
            }
        }
    }

    private void callerSaid(JsonNode message, Replies speech) {
        String text = HumeMessages.words(message);
        boolean goesOn = message.path("interim").asBoolean();
        if (!goesOn || settings.interim()) {
            speech.flush(); // whatever he says ends our speech, as in Hume's own client
        }
        if (goesOn && !text.isEmpty()) {
            tell(new VoiceEvent.CallerSaying(text));
        }
        if (goesOn || text.isEmpty()) {
            return;
        }
        tell(new VoiceEvent.CallerSaid(text, 1, CallerWords.times(message.path("time"), uplink.beganNanos())));
        JsonNode scores = message.path("models").path("prosody").path("scores");
        if (scores.isObject()) {
            tell(new VoiceEvent.EmotionHeard(CallerWords.scores(scores)));
        }
        String heard = message.path("language").asText("");
        if (!heard.isEmpty() && !heard.equals(language)) {
            language = heard;
            tell(new VoiceEvent.LanguageHeard(Locale.forLanguageTag(heard.replace('_', '-'))));
        }
    }

    private void tool(JsonNode message) {
        ToolCall call = HumeMessages.toolCall(message);
        if (message.path("tool_type").asText().equals("builtin")) {
            if (call.name().equals("hang_up") && hangUp == null) {
                hangUp = "hang_up";
                Deadline _ = Deadline.start(CLOSED_AFTER_HANG_UP, this::endUnclosed);
            }
            return;
        }
        if (!message.path("response_required").asBoolean(true) || tools.await(call)) {
            tell(new VoiceEvent.ToolCalled(call));
        }
    }

    @Override
    public synchronized void over(HumeChat from, HumeChat.End end) {
        if (from != chat || over || ending != null) {
            return;
        }
        ProviderException failure = end.failure();
        if (failure == null || hangUp != null) {
            ends(hangUp == null ? end.reason() : hangUp);
        } else if (resumable(failure)) {
            chat = null;
            unsent.addAll(unspoken);
            unspoken.clear();
            uplink.pause();
            tools.forget(); // the new chat does not know these calls
            if (replies != null) {
                replies.end();
            }
            resumedNanos = System.nanoTime();
            String broken = group;
            resuming = Thread.ofVirtual().name("hume-resume").start(() -> resume(broken, failure));
        } else {
            fail(failure);
        }
    }

    private boolean resumable(ProviderException failure) {
        boolean again = resumedNanos == 0 || System.nanoTime() - resumedNanos > RESUMED_AGAIN_AFTER.toNanos();
        return settings.resume() && failure.retryable() && !group.isEmpty() && again;
    }

    private void resume(String chats, ProviderException broken) {
        try {
            connect(chats);
            LOG.info("{}: the talk goes on over a new connection", provider);
        } catch (ProviderException refused) {
            broken.addSuppressed(refused);
            fail(broken);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endUnclosed() {
        if (over || ending != null) {
            return;
        }
        if (replies == null || replies.isEmpty()) {
            ends("hang_up");
        } else {
            Deadline _ = Deadline.start(CLOSED_AFTER_HANG_UP, this::endUnclosed); // it is still saying farewell
        }
    }

    /** In order, when the last words were heard. */
    private void ends(String reason) {
        ending = reason;
        uplink.pause();
        if (replies != null) {
            replies.end();
        }
        endWhenHeard();
    }

    private void endWhenHeard() {
        String reason = ending;
        if (reason != null && !over && replies != null && replies.isEmpty()) {
            used();
            tell(new VoiceEvent.Ended(reason));
            release();
        }
    }

    private synchronized void fail(ProviderException failure) {
        if (over) {
            return;
        }
        if (replies != null) {
            replies.giveUp();
        }
        used();
        tell(new VoiceEvent.Failed(failure));
        release();
    }

    private void used() {
        long millis = (System.nanoTime() - openedNanos) / 1_000_000;
        tell(new VoiceEvent.Used(new Usage(provider, Usage.Unit.TALK_MS, millis)));
        Replies spoken = replies;
        if (spoken != null && spoken.madeMillis() > 0) {
            tell(new VoiceEvent.Used(new Usage(provider, Usage.Unit.AUDIO_OUT_MS, spoken.madeMillis())));
        }
    }

    private void tell(VoiceEvent event) {
        if (!over) {
            events.accept(event);
        }
    }

    private void release() {
        over = true;
        uplink.close();
        tools.forget();
        if (replies != null) {
            replies.close();
        }
        HumeChat open = chat;
        chat = null;
        if (open != null) {
            long lost = uplink.dropped() + open.audioDropped();
            if (lost > 0) {
                LOG.info("{}: {} pieces of the caller's audio were not sent", provider, lost);
            }
            open.close();
        }
        Thread resumer = resuming;
        if (resumer != null && !resumer.equals(Thread.currentThread())) {
            resumer.interrupt();
        }
        early.clear();
    }

    /** Nothing came of it. */
    synchronized void abandon() {
        if (!over) {
            release();
        }
    }

    @Override
    public synchronized void close() {
        if (!over) {
            used();
            release();
        }
    }
}
