package org.parley.ai.failover;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;

/**
 * A voice made of several: the first that can opens the talk, and when one fails, before the first word or in mid-talk,
 * the next goes on with what was said. It owns none of them.
 */
public final class VoiceChain implements VoiceAgent {
    private final List<GuardedVoice> voices;
    private final TextToSpeech bridge;
    private final Duration patience;

    /**
     * In that order of preference.
     *
     * @param bridge says that it takes a moment, in the gap between two voices
     * @param patience how long all of them together may take to open or to take over
     */
    public VoiceChain(List<GuardedVoice> voices, TextToSpeech bridge, Duration patience) {
        if (voices.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one voice");
        }
        this.voices = List.copyOf(voices);
        this.bridge = bridge;
        this.patience = patience;
    }

    @Override
    public String name() {
        return voices.stream().map(voice -> voice.agent().name()).collect(Collectors.joining(", "));
    }

    /** What all of them can, for any may have to. */
    @Override
    public Set<Capability> capabilities() {
        Set<Capability> common = EnumSet.allOf(Capability.class);
        voices.forEach(voice -> common.retainAll(voice.agent().capabilities()));
        return common;
    }

    @Override
    public VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException {
        ChainSession session = new ChainSession(voices, bridge, patience, spec, events);
        session.open();
        return session;
    }

    @Override
    public void close() {
        // its voices are closed by their owner
    }
}
