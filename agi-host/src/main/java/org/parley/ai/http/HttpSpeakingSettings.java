package org.parley.ai.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.parley.settings.Setting;

/** Settings of a synthesiser that is described by configuration. */
public record HttpSpeakingSettings(
        @Setting(
                doc = "A service whose form is known; what is set below goes before it. Vira is known from others'"
                        + " integrations alone.",
                byDefault = "none")
        Preset preset,

        HttpRequestSettings request,

        @Setting(doc = "The voice; empty: the preset's.", byDefault = "")
        String voice,

        @Setting(doc = "The model, where one is asked for; empty: the preset's.", byDefault = "")
        String model,

        @Setting(
                doc = "The rate in Hz that is asked for by {rate}, and that of sound without a head; 0: the preset's,"
                        + " or 8000.",
                byDefault = "0",
                min = "0",
                max = "192000")
        int rate,

        @Setting(
                doc = "Where the sound is: body is the answer, heard while it comes; base64 stands in a JSON answer;"
                        + " address is that of a file, in a JSON answer.",
                byDefault = "preset")
        Sound sound,

        @Setting(doc = "The form of sound that has no head; WAV files are known by theirs.", byDefault = "preset")
        Form form,

        @Setting(
                doc = "Hosts that such an address may lead to beside the service's own, .example.com for all below it;"
                        + " empty: the preset's. The key is not shown to them.",
                byDefault = "")
        List<String> hosts,

        HttpAnswerSettings answer,

        @Setting(
                doc = "Characters in one request; longer texts are spoken in several.",
                byDefault = "1000",
                min = "20",
                max = "100000")
        int charactersMax,

        @Setting(doc = "The longest speech of one request; more is a fault.", byDefault = "2m", min = "1s", max = "30m")
        Duration longest,

        @Setting(doc = "Requests at once; more wait.", byDefault = "50", min = "1", max = "10000")
        int requestsMax,

        @Setting(doc = "How long a connection may take.", byDefault = "5s", min = "100ms", max = "60s")
        Duration connect,

        @Setting(doc = "How long the first byte of an answer may take.", byDefault = "8s", min = "100ms", max = "2m")
        Duration firstByte,

        @Setting(doc = "How long may pass between pieces of it.", byDefault = "5s", min = "100ms", max = "2m")
        Duration idle,

        @Setting(
                doc = "How long one request may take, all asking again included.",
                byDefault = "60s",
                min = "1s",
                max = "15m")
        Duration limit) {

    /** Where the sound is. */
    public enum Sound {
        PRESET,
        BODY,
        BASE64,
        ADDRESS
    }

    /** The forms of sound without a head. */
    public enum Form {
        PRESET,
        PCM,
        MULAW,
        ALAW
    }

    /** What is wrong, by the key below {@code http.speaking} that is to be changed; nothing when all is right. */
    public Map<String, String> mistakes() {
        Draft draft = new Draft(preset.speaking());
        SpeakingRecipe _ = new SpeakingRecipe(this, draft);
        return draft.mistakes();
    }
}
