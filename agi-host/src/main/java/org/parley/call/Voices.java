package org.parley.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.parley.ai.Capability;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceChoice;
import org.parley.ai.failover.GuardedVoice;
import org.parley.ai.failover.VoiceChain;

/**
 * The voices that calls speak and hear with.
 *
 * @param speechToText hears the answers to a script's questions
 * @param speech says what a script says, with these before the box's voice when the host's own cannot
 * @param agents the voices for free talks, by name
 * @param others makes those that differ by their options; throws IllegalArgumentException for what is not set up
 * @param preferred which of them talk when a script names none, the first that can before the others
 * @param takeOver how long it may take until one of them can talk
 * @param prices what they cost
 * @param language that of a script's questions
 */
public record Voices(
        SpeechToText speechToText,
        Function<List<TextToSpeech>, TextToSpeech> speech,
        Map<String, GuardedVoice> agents,
        Function<VoiceChoice, GuardedVoice> others,
        List<String> preferred,
        Duration takeOver,
        Prices prices,
        Locale language) {

    /** The name of the voice that is always set up. */
    public static final String OF_THE_BOX = "local";

    public Voices {
        agents = Map.copyOf(agents);
        preferred = List.copyOf(preferred);
    }

    /** Who talks, and which of those that were wanted cannot, with the reason. */
    record Chosen(VoiceAgent agent, List<String> names, Map<String, String> left) {}

    /**
     * The voice for a free talk: those named, in their order, or the preferred ones when none is, and then the backups.
     * Those that are not set up are left out as long as there is another, and where one takes turns those that take
     * them by themselves: the box talks when none is left there.
     *
     * @throws IllegalArgumentException when none of them is set up
     */
    Chosen choose(List<VoiceChoice> names, List<VoiceChoice> backups, boolean byTurns) {
        Map<String, String> left = new LinkedHashMap<>();
        List<GuardedVoice> able = new ArrayList<>();
        IllegalArgumentException lacking = null;
        for (VoiceChoice choice : order(names, backups)) {
            try {
                GuardedVoice voice = named(choice);
                if (byTurns && takesTurns(voice)) {
                    left.put(voice.agent().name(), "audio by files takes turns");
                } else {
                    able.add(voice);
                }
            } catch (IllegalArgumentException unknown) {
                lacking = lacking == null ? unknown : lacking;
                left.put(choice.toString(), String.valueOf(unknown.getMessage()));
            }
        }
        if (able.isEmpty() && lacking != null) {
            throw lacking;
        }
        List<GuardedVoice> talking = able.isEmpty() ? List.of(named(VoiceChoice.named(OF_THE_BOX))) : able;
        return new Chosen(
                new VoiceChain(talking, textToSpeech(), takeOver),
                talking.stream().map(voice -> voice.agent().name()).toList(),
                left);
    }

    /** Says what a script says that names no backups. */
    public TextToSpeech textToSpeech() {
        return speech.apply(List.of());
    }

    /**
     * The same with the synthesisers of these when it cannot, and the box behind them, which always is. A voice that
     * is not set up, or says no given texts, is passed over.
     */
    TextToSpeech textToSpeech(List<VoiceChoice> backups) {
        return speech.apply(backups.stream()
                .takeWhile(choice -> !choice.name().equals(OF_THE_BOX))
                .flatMap(choice -> synthesiser(choice).stream())
                .toList());
    }

    private Optional<TextToSpeech> synthesiser(VoiceChoice choice) {
        try {
            return named(choice).agent().synthesiser();
        } catch (IllegalArgumentException notSetUp) {
            return Optional.empty();
        }
    }

    private Set<VoiceChoice> order(List<VoiceChoice> names, List<VoiceChoice> backups) {
        Set<VoiceChoice> all = new LinkedHashSet<>(
                names.isEmpty() ? preferred.stream().map(VoiceChoice::named).toList() : names);
        all.addAll(backups);
        return all;
    }

    private static boolean takesTurns(GuardedVoice voice) {
        return voice.agent().capabilities().contains(Capability.TURN_TAKING);
    }

    /** Why no free talk could be held now by those that talk when a script names none; "" when one can. */
    public String trouble() {
        return preferred.stream().map(name -> named(VoiceChoice.named(name))).anyMatch(GuardedVoice::isWell)
                ? ""
                : "no voice of talk.voices works: " + String.join(", ", preferred);
    }

    private GuardedVoice named(VoiceChoice choice) {
        GuardedVoice voice = choice.options().isEmpty() ? agents.get(choice.name()) : null;
        return voice == null ? others.apply(choice) : voice;
    }
}
