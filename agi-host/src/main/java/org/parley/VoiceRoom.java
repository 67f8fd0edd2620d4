package org.parley;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.cascade.CascadeAgent;
import org.parley.ai.cascade.CascadeSettings;
import org.parley.ai.failover.GuardedVoice;
import org.parley.ai.local.RuleModel;
import org.parley.ai.talk.HearingSettings;
import org.parley.call.Voices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices of the host: those that are set up, each guarded, and that of the box, which always is. */
final class VoiceRoom implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceRoom.class);
    private static final String LOCAL = "local";

    private final Settings settings;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // last opened, first closed
    private final Map<String, GuardedVoice> agents = new LinkedHashMap<>();
    private final Voices voices;

    private VoiceRoom(Settings settings, SpeechToText hearing, TextToSpeech speaking) {
        this.settings = settings;
        add(LOCAL, keep(new CascadeAgent(hearing, new RuleModel(), speaking, turns())));
        this.voices = new Voices(
                hearing,
                speaking,
                agents,
                settings.talk().voices(),
                settings.talk().takeOver(),
                Locale.ENGLISH);
    }

    /** With a recogniser and a synthesiser of the box, which it does not own. */
    static VoiceRoom open(Settings settings, SpeechToText hearing, TextToSpeech speaking) {
        VoiceRoom room = new VoiceRoom(settings, hearing, speaking);
        log.info("voices: {}", String.join(", ", room.agents.keySet()));
        return room;
    }

    private CascadeSettings turns() {
        return new CascadeSettings(
                HearingSettings.of(
                        settings.calls().endOfTurn(), settings.calls().turnMax()),
                settings.calls().filler());
    }

    private void add(String name, VoiceAgent agent) {
        agents.put(
                name,
                new GuardedVoice(
                        agent, settings.talk().talksMax(), settings.talk().rest()));
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    Voices voices() {
        return voices;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                log.warn("a voice did not close cleanly", failure); // the others must be closed all the same
            }
        }
    }
}
