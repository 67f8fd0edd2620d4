package org.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.parley.ai.http.HttpHearingSettings;
import org.parley.ai.http.HttpSpeakingSettings;
import org.parley.ai.http.Preset;
import org.parley.ai.wire.Wire;
import org.parley.settings.Rule;

/** What must hold of the settings of servers of one's own, and of services that are described by their settings. */
final class ServiceRules {
    private static final List<String> COMMON = List.of(
            "request.url",
            "request.key",
            "request.method",
            "request.path",
            "request.headers",
            "request.type",
            "request.body",
            "model",
            "form",
            "rate",
            "answer.at",
            "answer.ok",
            "answer.messages",
            "answer.kinds",
            "answer.pending",
            "answer.id",
            "answer.poll");
    private static final List<String> HEARING = List.of("sent", "part", "fields");
    private static final List<String> SPEAKING = List.of("sound", "voice", "hosts");

    private ServiceRules() {}

    static List<Rule<Settings>> all() {
        List<Rule<Settings>> rules = new ArrayList<>(List.of(
                address("vosk.url", "ws://127.0.0.1:2700", s -> s.vosk().url()),
                address("whisper.url", "http://127.0.0.1:8080", s -> s.whisper().url()),
                address("piper.url", "http://127.0.0.1:5000", s -> s.piper().url())));
        Stream.concat(COMMON.stream(), HEARING.stream())
                .forEach(key -> rules.add(mistake("http.hearing.", key, ServiceRules::ofHearing)));
        Stream.concat(COMMON.stream(), SPEAKING.stream())
                .forEach(key -> rules.add(mistake("http.speaking.", key, ServiceRules::ofSpeaking)));
        return rules;
    }

    private static Rule<Settings> address(String key, String example, Function<Settings, String> url) {
        return new Rule<>(
                List.of(key),
                s -> Wire.address(url.apply(s)).isPresent(),
                "the address of a server such as " + example);
    }

    private static Rule<Settings> mistake(String section, String key, Function<Settings, Map<String, String>> found) {
        return new Rule<>(List.of(section + key), s -> found.apply(s).getOrDefault(key, ""));
    }

    /** What nobody uses may be unfinished. */
    private static Map<String, String> ofHearing(Settings settings) {
        HttpHearingSettings hearing = settings.http().hearing();
        boolean used = settings.cascade().hearing() == CascadeChoice.Hearing.HTTP
                || hearing.preset() != Preset.NONE
                || !hearing.request().url().isEmpty();
        return used ? hearing.mistakes() : Map.of();
    }

    private static Map<String, String> ofSpeaking(Settings settings) {
        HttpSpeakingSettings speaking = settings.http().speaking();
        boolean used = settings.cascade().speaking() == CascadeChoice.Speaking.HTTP
                || speaking.preset() != Preset.NONE
                || !speaking.request().url().isEmpty();
        return used ? speaking.mistakes() : Map.of();
    }
}
