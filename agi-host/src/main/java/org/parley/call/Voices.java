package org.parley.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.parley.ai.Capability;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.failover.GuardedVoice;
import org.parley.ai.failover.VoiceChain;

/**
 * The voices that calls speak and hear with.
 *
 * @param speechToText hears the answers to a script's questions
 * @param textToSpeech says what a script says
 * @param agents the voices for free talks, by name
 * @param preferred which of them talk when a script names none, the first that can before the others
 * @param takeOver how long it may take until one of them can talk
 * @param language that of a script's questions
 */
public record Voices(
        SpeechToText speechToText,
        TextToSpeech textToSpeech,
        Map<String, GuardedVoice> agents,
        List<String> preferred,
        Duration takeOver,
        Locale language) {

    /** The name of the voice that is always set up. */
    public static final String OF_THE_BOX = "local";

    public Voices {
        agents = Map.copyOf(agents);
        preferred = List.copyOf(preferred);
    }

    /**
     * The voice for a free talk: those named, in their order, or the preferred ones when none is.
     *
     * @throws IllegalArgumentException when a name is none of a voice that is set up
     */
    VoiceAgent agent(List<String> names) {
        return new VoiceChain(chain(names).toList(), textToSpeech, takeOver);
    }

    /** The same for a line where one takes turns: without those that take them by themselves, else that of the box. */
    VoiceAgent agentByTurns(List<String> names) {
        List<GuardedVoice> able =
                chain(names).filter(voice -> !takesTurns(voice)).toList();
        return new VoiceChain(able.isEmpty() ? List.of(named(OF_THE_BOX)) : able, textToSpeech, takeOver);
    }

    /** Those that cannot talk there. */
    List<String> unableByTurns(List<String> names) {
        return chain(names)
                .filter(Voices::takesTurns)
                .map(voice -> voice.agent().name())
                .toList();
    }

    private Stream<GuardedVoice> chain(List<String> names) {
        return (names.isEmpty() ? preferred : names).stream().map(this::named);
    }

    private static boolean takesTurns(GuardedVoice voice) {
        return voice.agent().capabilities().contains(Capability.TURN_TAKING);
    }

    /** Why no free talk could be held now by those that talk when a script names none; "" when one can. */
    public String trouble() {
        return preferred.stream().map(this::named).anyMatch(GuardedVoice::isWell)
                ? ""
                : "no voice of talk.voices works: " + String.join(", ", preferred);
    }

    private GuardedVoice named(String name) {
        GuardedVoice voice = agents.get(name);
        if (voice == null) {
            throw new IllegalArgumentException(
                    "Expected a voice that is set up (%s) but was '%s'; ./parley doctor says what it lacks"
                            .formatted(
                                    String.join(
                                            ", ",
                                            agents.keySet().stream().sorted().toList()),
                                    name));
        }
        return voice;
    }
}
