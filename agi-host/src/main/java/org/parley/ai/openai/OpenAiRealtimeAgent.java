package org.parley.ai.openai;

import java.util.Set;
import java.util.function.Consumer;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * Talks over the Realtime API in its GA shape (OpenAPI description 2.3.0): the telephone's own audio both ways, turns
 * taken by the server's detector, truncation by what the caller has heard. The server ends a session after 60 minutes;
 * before that a new one is told what was said and takes over in a pause. The intents of the spec are told to the model,
 * which names the one it sees by calling a function of ours; by another it hangs up.
 */
public final class OpenAiRealtimeAgent implements VoiceAgent {
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.TURN_TAKING, Capability.TOOLS, Capability.TRUNCATION, Capability.HISTORY);

    private final OpenAiServer server;
    private final OpenAiRealtimeSettings settings;
    private final Wire wire;

    /** Talks held at that server. */
    public OpenAiRealtimeAgent(OpenAiServer server, OpenAiRealtimeSettings settings) {
        this.server = server;
        this.settings = settings;
        this.wire = server.wire(new WireLimits(settings.connect(), settings.connect(), settings.answer()));
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException {
        RealtimeSession session = new RealtimeSession(server, settings, wire, spec, events);
        session.connect();
        return session;
    }

    @Override
    public void close() {
        wire.close();
    }
}
