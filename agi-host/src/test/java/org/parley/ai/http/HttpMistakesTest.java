package org.parley.ai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.Settings;
import org.parley.settings.Changed;
import org.parley.settings.Folders;
import org.parley.settings.SettingsException;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** A description that cannot work is refused at start, by its key, its value and what was expected. */
class HttpMistakesTest {
    private static void load(String... keys) {
        List<Flag> flags = new ArrayList<>();
        for (int i = 0; i < keys.length; i += 2) {
            flags.add(new Flag("test", keys[i], keys[i + 1]));
        }
        Path here = Path.of("/here");
        Settings.load(new Sources(null, Map.of("KEY", "k"), flags, new Folders(here, here, here)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request.url | speech.example.com | an address such as https://speech.example.com",
                "request.url | https://a.example/x?y=z | without a query",
                "request.path | say | a path that begins with /",
                "request.path | /say?t={words} | but it has {words}",
                "request.path | /say?v={voice} | http.speaking.voice: expected a value, since the request has {voice}",
                "request.path | /say?k={key} | http.speaking.request.key: expected a value, since the request has {key}",
                "request.headers | Bearer {key} | NAME: VALUE such as Authorization: Bearer {key}",
                "request.headers | X-Text: {text} | but it has {text}",
                "request.headers | X-Name: آ | plain ASCII",
                "request.type | audio/wav | so that it is known how values are written",
                "request.body | {\"text\":{text}} | stand between quotes",
                "request.body | {\"text\":\"hello\"} | a body with {text} in it",
                "request.method | get | http.speaking.request.path: expected {text} in it, since a GET has no body",
                "answer.at | result.text | JSON pointers such as /result/text",
                "answer.ok | /status | POINTER=VALUE|VALUE",
                "answer.kinds | money: 400 | with one of auth, quota",
                "answer.kinds | quota: now | POINTER=VALUE",
                "answer.pending | /status=pending | http.speaking.answer.poll: expected a path to ask again by",
                "sound | base64 | http.speaking.answer.at: expected where in the answer the sound is",
                "rate | 300 | a rate of 4000 to 192000 Hz",
            })
    void ofASynthesiserIsTold(String key, String value, String expected) {
        List<String> keys = new ArrayList<>(List.of("http.speaking." + key, value));
        if (!key.equals("request.url")) {
            keys.addAll(List.of("http.speaking.request.url", "https://speech.example.com"));
        }
        assertThatThrownBy(() -> load(keys.toArray(String[]::new)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(expected.startsWith("http.") ? "" : "http.speaking." + key + " = " + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fields | language | NAME=VALUE such as language={language}",
                "fields | text={text} | but it has {text}",
                "fields | model={model} | a value, since the request has {model}",
                "request.method | get | post or put, since the sound is sent",
                "sent | template | a body with {audio} in it",
                "answer.at | text | JSON pointers such as /result/text",
            })
    void ofARecogniserIsTold(String key, String value, String expected) {
        assertThatThrownBy(() ->
                        load("http.hearing." + key, value, "http.hearing.request.url", "https://speech.example.com"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.hearing.")
                .hasMessageContaining(expected);
    }

    @Test
    void whatIsChosenMustBeDescribedAndWhatIsNotNeedNot() {
        load();
        load("http.speaking.request.body", "{");
        assertThatThrownBy(() -> load("cascade.speaking", "http"))
                .hasMessageContaining("http.speaking.request.url")
                .hasMessageContaining("or a preset");
        assertThatThrownBy(() -> load("cascade.hearing", "http", "http.hearing.preset", "vira"))
                .hasMessageContaining("http.hearing.request.key")
                .hasMessageContaining("the key of that service");
        load("cascade.hearing", "http", "http.hearing.preset", "vira", "http.hearing.request.key", "${env:KEY}");
        load("cascade.hearing", "vosk", "cascade.speaking", "piper");
        assertThatThrownBy(() -> load("vosk.url", "here")).hasMessageContaining("ws://127.0.0.1:2700");
    }

    @ParameterizedTest
    @EnumSource(value = Preset.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void presetsAreWholeWithAKeyAndAModel(Preset preset) {
        String name = preset.name().replace('_', '-');
        assertThat(Changed.settings(
                                HttpHearingSettings.class,
                                "k",
                                "preset",
                                name,
                                "request.key",
                                "${env:KEY}",
                                "model",
                                "m")
                        .mistakes())
                .isEmpty();
        assertThat(Changed.settings(
                                HttpSpeakingSettings.class,
                                "k",
                                "preset",
                                name,
                                "request.key",
                                "${env:KEY}",
                                "model",
                                "m",
                                "voice",
                                "v")
                        .mistakes())
                .isEmpty();
    }
}
