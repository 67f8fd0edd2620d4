package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.Usage;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One talk with an agent of ElevenLabs. The socket's thread takes its events, a virtual thread of its own does what
 * has its time: silence in gaps, answers that were played, tools that are late, the end.
 */
final class ElevenLabsSession implements VoiceSession, SocketLink.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ElevenLabsSession.class);
    private static final Duration TICK = Duration.ofMillis(50);
    /** After the agent has hung up and all was heard, the provider closes; if not, we do. */
    private static final long CLOSE_WAIT_NANOS = 3_000_000_000L;

    private static final String TOO_LATE = "The tool took too long.";

    private final Wire wire;
    private final AgentSpec spec;
    private final ElevenLabsSettings.AgentSettings settings;
    private final Consumer<VoiceEvent> events;
    private final CompletableFuture<SocketLink> linked = new CompletableFuture<>();
    private final CompletableFuture<Uplink> ready = new CompletableFuture<>();
    private final Thread worker;
    private volatile @Nullable Uplink uplink; // null until the provider has told its formats
    private final SpeechClock speech = new SpeechClock();

    /** Guards the rest; events are told under it, so that their order is one and nothing follows the last. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Replies replies;
    private final PendingTools tools;
    private boolean over;
    private long beganNanos; // 0 until the talk has begun at the provider
    private String ending = ""; // why the provider ended the talk; what was said last is still heard out
    private long hungUpNanos; // when the agent wanted to end the talk, 0 for not yet
    private String trouble = ""; // what the provider's last error event said

    ElevenLabsSession(
            Wire wire, ElevenLabsSettings.AgentSettings settings, AgentSpec spec, Consumer<VoiceEvent> events) {
        this.wire = wire;
        this.spec = spec;
        this.settings = settings;
        this.events = events;
        this.replies = new Replies(settings, this::tell);
        this.tools = new PendingTools(spec.tools());
        this.worker = Thread.ofVirtual().name(ElevenLabs.NAME + "-talk").unstarted(this::work);
    }

    void link(SocketLink link) {
        linked.complete(link);
    }

    /** Sends the first message and waits until the provider hears. */
    void begin(Duration limit) throws InterruptedException {
        linked.join().send(Initiation.message(spec, settings));
        try {
            ready.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            close();
            throw failed.getCause() instanceof ProviderException cause ? cause : wire.failure(failed.getCause());
        } catch (TimeoutException late) {
            close();
            throw new ProviderException(
                    ElevenLabs.NAME, Kind.SLOW, "Expected the talk to begin in time but nothing came", late);
        } catch (InterruptedException stopped) {
            close();
            throw stopped;
        }
        if (!settings.overridePrompt() && !spec.history().isEmpty()) {
            inform(Initiation.before(spec));
        }
        worker.start();
    }

    @Override
    public void start(Speaker speaker) {
        locked(() -> replies.start(speaker));
    }

    @Override
    public void hear(Pcm caller) {
        Uplink up = uplink;
        if (up != null) {
            up.hear(caller);
        }
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        speech.voice(speaking, nanos);
    }

    @Override
    public void say(String text) {
        send(AgentMessages.say(text));
    }

    @Override
    public void hush() {
        locked(replies::hush);
    }

    @Override
    public void inform(String fact) {
        send(AgentMessages.inform(fact));
    }

    @Override
    public void typed(String text) {
        send(AgentMessages.typed(text));
    }

    @Override
    public void answer(ToolCall call, ToolResult result) {
        locked(() -> {
            if (tools.take(call.id())) {
                send(AgentMessages.toolResult(call.id(), result));
            }
        });
    }

    @Override
    public void close() {
        locked(() -> {
            if (!over) {
                tellUsage();
                over = true;
                replies.noMore();
            }
        });
        uplink = null;
        worker.interrupt();
        linked.completeExceptionally(new ProviderException(ElevenLabs.NAME, Kind.NETWORK, "was closed", null));
        linked.thenAccept(SocketLink::close).exceptionally(_ -> null);
    }

    // what the provider sends

    @Override
    public void message(JsonNode message) {
        if (link() == null) {
            return; // given up while it was opened
        }
        String type = message.path("type").asText();
        switch (type) {
            case "ping" -> send(AgentMessages.pong(message));
            case "conversation_initiation_metadata" -> metadata(message.path("conversation_initiation_metadata_event"));
            case "error" -> noteError(message.path("error_event"));
            default -> {
                locked(() -> {
                    if (!over) {
                        talk(type, message);
                    }
                });
            }
        }
    }

    /** Under the lock. */
    private void talk(String type, JsonNode message) {
        switch (type) {
            case "audio" -> sound(message.path("audio_event"));
            case "agent_response" -> {
                JsonNode event = message.path("agent_response_event");
                replies.text(
                        AgentMessages.id(event),
                        event.path("agent_response").asText().strip());
            }
            case "agent_response_correction" -> {
                JsonNode event = message.path("agent_response_correction_event");
                replies.corrected(
                        AgentMessages.id(event),
                        event.path("original_agent_response").asText().strip(),
                        event.path("corrected_agent_response").asText().strip());
            }
            case "interruption" -> replies.interrupted(AgentMessages.id(message.path("interruption_event")));
            case "user_transcript" -> callerSaid(AgentMessages.words(message, "user_transcription_event"));
            case "tentative_user_transcript" ->
                tell(new VoiceEvent.CallerSaying(AgentMessages.words(message, "tentative_user_transcription_event")));
            case "client_tool_call" -> {
                ToolCall call = AgentMessages.toolCall(message.path("client_tool_call"));
                if (tools.add(call)) {
                    tell(new VoiceEvent.ToolCalled(call));
                }
            }
            case "agent_tool_response" -> {
                boolean hangsUp = AgentMessages.hangsUp(message);
                hungUpNanos = hangsUp ? System.nanoTime() : hungUpNanos;
            }
            case "guardrail_triggered" -> LOG.warn("{}: a guardrail was triggered", ElevenLabs.NAME);
            default -> LOG.debug("{}: an event of type {} is not used", ElevenLabs.NAME, type);
        }
    }

    private void metadata(JsonNode event) {
        if (uplink != null) {
            return;
        }
        try {
            SoundFormat in =
                    SoundFormat.of(event.path("user_input_audio_format").asText());
            SoundFormat out =
                    SoundFormat.of(event.path("agent_output_audio_format").asText());
            LOG.debug("{}: conversation {}", ElevenLabs.NAME, AgentMessages.conversation(event));
            lock.lock();
            try {
                if (over) {
                    return;
                }
                replies.format(out);
                beganNanos = System.nanoTime();
                Uplink up = new Uplink(linked.join(), in);
                uplink = up;
                ready.complete(up);
            } finally {
                lock.unlock();
            }
        } catch (ProviderException unknownFormat) {
            fail(unknownFormat);
        }
    }

    private void sound(JsonNode event) {
        try {
            replies.sound(AgentMessages.id(event), AgentMessages.sound(event), event.path("alignment"));
        } catch (IllegalArgumentException e) {
            linked.join().broken("Expected audio as base64 but it was not: " + e.getMessage());
        }
    }

    private void callerSaid(String text) {
        if (!text.isEmpty()) {
            tell(new VoiceEvent.CallerSaid(text, 1, speech.times(System.nanoTime())));
        }
    }

    private void noteError(JsonNode event) {
        String said = AgentMessages.error(event);
        LOG.warn("{}: error {}: {}", ElevenLabs.NAME, event.path("code").asText(), said);
        locked(() -> trouble = said);
    }

    @Override
    public void failed(ProviderException cause) {
        fail(cause);
    }

    /** The socket is over, by the provider's close or without one. */
    @Override
    public void closed(int code, String reason, ProviderException cause) {
        LOG.info("{}: closed with {} {}", ElevenLabs.NAME, code, reason);
        locked(() -> {
            String said = (trouble + " " + reason).strip();
            if (code == 1000 && beganNanos != 0) {
                ending = said.isEmpty() ? "the agent ended the talk" : said;
                replies.noMore();
                return;
            }
            fail(new ProviderException(
                    ElevenLabs.NAME, ElevenLabs.kind(code, said), AgentMessages.closed(code, said), null));
        });
    }

    private void fail(ProviderException cause) {
        locked(() -> {
            if (!ready.isDone()) {
                ready.completeExceptionally(cause); // open tells it
            } else if (!over) {
                replies.breakOff();
                end(new VoiceEvent.Failed(cause));
            }
        });
    }

    // what has its time

    private void work() {
        try {
            while (true) {
                Utterance playing;
                lock.lock();
                try {
                    if (over) {
                        return;
                    }
                    playing = replies.playing();
                } finally {
                    lock.unlock();
                }
                if (playing == null) {
                    Thread.sleep(TICK);
                } else {
                    playing.await(TICK);
                }
                tick();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        Uplink up = uplink;
        if (up != null) {
            up.fill(now);
        }
        locked(() -> {
            if (over) {
                return;
            }
            replies.settle();
            for (String late : tools.expired(now)) {
                send(AgentMessages.toolResult(late, ToolResult.failure(TOO_LATE)));
            }
            boolean hungUp = hungUpNanos != 0 && now - hungUpNanos > CLOSE_WAIT_NANOS;
            if ((!ending.isEmpty() || hungUp) && replies.isDone()) {
                end(new VoiceEvent.Ended(ending.isEmpty() ? AgentMessages.END_CALL : ending));
            }
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: the last event. */
    private void end(VoiceEvent last) {
        tellUsage();
        tell(last);
        over = true;
        uplink = null;
        linked.join().close();
    }

    private void tellUsage() {
        if (beganNanos != 0) {
            long talked = (System.nanoTime() - beganNanos) / 1_000_000;
            tell(new VoiceEvent.Used(new Usage(ElevenLabs.NAME, Usage.Unit.TALK_MS, talked)));
            tell(new VoiceEvent.Used(new Usage(
                    ElevenLabs.NAME, Usage.Unit.AUDIO_OUT_MS, replies.made().toMillis())));
        }
    }

    /** Under the lock. */
    private void tell(VoiceEvent event) {
        if (!over) {
            events.accept(event);
        }
    }

    private void send(ObjectNode message) {
        SocketLink link = link();
        if (link != null) {
            link.send(message);
        }
    }

    /** The socket, waited for while it is opened; null when that failed. */
    private @Nullable SocketLink link() {
        try {
            return linked.join();
        } catch (CompletionException failed) {
            return null;
        }
    }
}
