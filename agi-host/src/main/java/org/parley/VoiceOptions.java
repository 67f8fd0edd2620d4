package org.parley;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.parley.ai.VoiceChoice;
import org.parley.ai.elevenlabs.ElevenLabsSettings;
import org.parley.ai.openai.OpenAiSettings;
import org.parley.call.Prices;
import org.parley.call.Voices;
import org.parley.settings.Copies;
import org.parley.settings.Nearest;

/** The settings as the options of a script's voice change them. */
final class VoiceOptions {
    private VoiceOptions() {}

    /**
     * The same settings with these options.
     *
     * @throws IllegalArgumentException when an option or its value is unknown
     */
    static Settings with(Settings settings, VoiceChoice choice) {
        Settings changed = settings;
        for (Map.Entry<String, String> option : new TreeMap<>(choice.options()).entrySet()) {
            changed = with(changed, choice.name() + "." + option.getKey(), option.getValue());
        }
        return changed;
    }

    private static Settings with(Settings settings, String option, String value) {
        ElevenLabsSettings elevenlabs = settings.elevenlabs();
        OpenAiSettings openai = settings.openai();
        return switch (option) {
            case "elevenlabs.agent" ->
                elevenlabs(
                        settings,
                        Copies.with(elevenlabs.agent(), "id", elevenlabs.agent().idOf(value)));
            case "elevenlabs.voice" -> elevenlabs(settings, Copies.with(elevenlabs.agent(), "voice", value));
            case "hume.config" ->
                Copies.with(
                        settings,
                        "hume",
                        Copies.with(Copies.with(settings.hume(), "config", value), "configVersion", 0));
            case "hume.voice" -> Copies.with(settings, "hume", Copies.with(settings.hume(), "voice", value));
            case "openai.model", "openai.voice" ->
                Copies.with(
                        settings,
                        "openai",
                        Copies.with(
                                openai,
                                "realtime",
                                Copies.with(openai.realtime(), option.substring("openai.".length()), value)));
            case "cascade.stt" -> cascade(settings, "hearing", one(CascadeChoice.Hearing.class, "stt", value));
            case "cascade.llm" -> cascade(settings, "model", one(CascadeChoice.Model.class, "llm", value));
            case "cascade.tts" -> cascade(settings, "speaking", one(CascadeChoice.Speaking.class, "tts", value));
            default -> throw new IllegalArgumentException("There is no option " + option + " of a voice");
        };
    }

    private static Settings elevenlabs(Settings settings, ElevenLabsSettings.AgentSettings agent) {
        return Copies.with(settings, "elevenlabs", Copies.with(settings.elevenlabs(), "agent", agent));
    }

    private static Settings cascade(Settings settings, String part, Object value) {
        return Copies.with(settings, "cascade", Copies.with(settings.cascade(), part, value));
    }

    private static <E extends Enum<E>> E one(Class<E> all, String option, String value) {
        List<String> names = Stream.of(all.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        return Stream.of(all.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected %s: with one of %s but was '%s'".formatted(option, String.join(", ", names), value)));
    }

    /** The providers of this voice of which no price is known; a server of one's own is none. */
    static Set<String> withoutPrice(Settings settings, VoiceChoice choice) {
        if (!lacks(settings, choice).isEmpty()) {
            return Set.of();
        }
        Settings changed = with(settings, choice);
        Set<String> providers = new TreeSet<>();
        switch (choice.name()) {
            case "elevenlabs", "hume" -> providers.add(choice.name());
            case "openai" -> {
                if (changed.openai().realtime().url().isEmpty()) {
                    providers.add("openai");
                }
            }
            case "cascade" -> {
                CascadeChoice parts = changed.cascade();
                Stream.of(parts.hearing(), parts.model(), parts.speaking())
                        .map(part -> part.name().toLowerCase(Locale.ROOT))
                        .filter(Prices::bills)
                        .forEach(providers::add);
            }
            default -> {} // the box
        }
        Prices prices = Prices.of(settings.talk().prices());
        providers.removeIf(prices::knows);
        return providers;
    }

    /** Why such a voice cannot talk, and what to do; "" when it can. */
    static String lacks(Settings settings, VoiceChoice choice) {
        if (choice.name().equals(Voices.OF_THE_BOX)) {
            return "";
        }
        Settings changed;
        try {
            changed = with(settings, choice);
        } catch (IllegalArgumentException wrong) {
            return String.valueOf(wrong.getMessage());
        }
        Map<String, String> missing = VoiceRoom.missing(changed);
        String key = missing.get(choice.name());
        if (key == null) {
            List<String> names = Stream.concat(Stream.of(Voices.OF_THE_BOX), missing.keySet().stream())
                    .sorted()
                    .toList();
            return "There is no voice '" + choice.name() + "'; "
                    + Nearest.to(choice.name(), names)
                            .map("did you mean '%s'?"::formatted)
                            .orElse("there are " + String.join(", ", names));
        }
        if (!key.isEmpty()) {
            return "The voice '" + choice.name() + "' is not set up; it needs the setting " + key;
        }
        String keys = choice.name().equals("cascade") ? VoiceRoom.keysMissing(changed) : "";
        return keys.isEmpty() ? "" : "The voice " + choice + " is not set up; it needs the setting " + keys;
    }
}
