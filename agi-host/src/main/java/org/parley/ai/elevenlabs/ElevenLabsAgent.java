package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;

/**
 * An agent of ElevenLabs: one WebSocket per talk, JSON in text frames, by its "Agents Contract 1.0.0". Tools are those
 * that the agent was given there; the spec's must have the same names. What was said before by another voice goes into
 * the instructions.
 */
public final class ElevenLabsAgent implements VoiceAgent {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TALK = "v1/convai/conversation";
    private static final String SIGNED = TALK + "/get-signed-url";

    private final ElevenLabsSettings settings;
    private final Wire wire;

    /** Reached as the settings say. */
    public ElevenLabsAgent(ElevenLabsSettings settings) {
        this(settings, ElevenLabs.wire(settings));
    }

    /** Reached by that wire, which it then owns. */
    public ElevenLabsAgent(ElevenLabsSettings settings, Wire wire) {
        this.settings = settings;
        this.wire = wire;
    }

    @Override
    public String name() {
        return ElevenLabs.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.TURN_TAKING, Capability.TOOLS);
    }

    @Override
    public VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException {
        long deadline = System.nanoTime() + settings.begin().toNanos();
        Request request = settings.agent().isPublic()
                ? new Request.Builder().url(agentAddress(TALK)).build()
                : signed();
        ElevenLabsSession session = new ElevenLabsSession(wire, settings.agent(), spec, events);
        try {
            session.link(SocketLink.open(wire, request, left(deadline), ElevenLabs.closes(), session));
        } catch (ProviderException | InterruptedException failure) {
            session.close();
            throw failure;
        }
        session.begin(left(deadline));
        return session;
    }

    /** At least as long as an answer on the way needs. */
    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(100_000_000L, deadline - System.nanoTime()));
    }

    private HttpUrl agentAddress(String path) {
        return ElevenLabs.address(settings, path)
                .addQueryParameter("agent_id", settings.agent().id())
                .build();
    }

    /** The address that the key gets for one talk, used as it is; it is good for fifteen minutes. */
    private Request signed() throws InterruptedException {
        Request ask = ElevenLabs.request(agentAddress(SIGNED), settings.key()).build();
        try (Response response = wire.send(ask, no -> ElevenLabs.refused(wire, no.status(), no.body()))) {
            String address = JSON.readTree(response.body().string())
                    .path("signed_url")
                    .asText()
                    .replaceFirst("^ws", "http"); // as OkHttp has it
            HttpUrl url = HttpUrl.parse(address);
            if (url == null) {
                throw new ProviderException(
                        ElevenLabs.NAME, Kind.PROTOCOL, "Expected a signed_url but the answer had none", null);
            }
            return new Request.Builder().url(url).build();
        } catch (JsonProcessingException e) {
            throw new ProviderException(ElevenLabs.NAME, Kind.PROTOCOL, "Expected JSON with a signed_url", e);
        } catch (IOException e) {
            throw wire.failure(e);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
