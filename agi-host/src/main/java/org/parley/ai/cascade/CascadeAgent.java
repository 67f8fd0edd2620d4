package org.parley.ai.cascade;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.LanguageModel;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;

/** A voice agent made of a recogniser, a language model and a synthesiser, which it does not own. */
public final class CascadeAgent implements VoiceAgent {
    private final SpeechToText recogniser;
    private final LanguageModel model;
    private final TextToSpeech synthesiser;
    private final CascadeSettings settings;

    public CascadeAgent(
            SpeechToText recogniser, LanguageModel model, TextToSpeech synthesiser, CascadeSettings settings) {
        this.recogniser = recogniser;
        this.model = model;
        this.synthesiser = synthesiser;
        this.settings = settings;
    }

    @Override
    public String name() {
        return recogniser.name() + "+" + model.name() + "+" + synthesiser.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.VERBATIM, Capability.TOOLS, Capability.HISTORY, Capability.LANGUAGES);
    }

    @Override
    public VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) {
        return new CascadeSession(recogniser, model, synthesiser, settings, spec, events);
    }

    @Override
    public Optional<TextToSpeech> synthesiser() {
        return Optional.of(synthesiser);
    }

    @Override
    public void close() {
        // its parts are closed by their owner
    }
}
