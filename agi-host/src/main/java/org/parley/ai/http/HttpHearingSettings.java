package org.parley.ai.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.parley.settings.Setting;

/** Settings of a recogniser that is described by configuration. */
public record HttpHearingSettings(
        @Setting(
                doc = "A service whose form is known; what is set below goes before it. Vira is known from others'"
                        + " integrations alone.",
                byDefault = "none")
        Preset preset,

        HttpRequestSettings request,

        @Setting(doc = "How the sound is sent: template is the body with {audio}.", byDefault = "preset")
        Sent sent,

        @Setting(doc = "The name of the sound's part; empty: the preset's, or file.", byDefault = "")
        String part,

        @Setting(
                doc = "Further parts, NAME=VALUE each, with {language}, {locale}, {model}, {rate} and {key}; a name may"
                        + " come twice. Empty: the preset's.",
                byDefault = "")
        List<String> fields,

        @Setting(doc = "The model, where one is asked for; empty: the preset's.", byDefault = "")
        String model,

        @Setting(doc = "The form of the sound.", byDefault = "preset")
        Form form,

        @Setting(doc = "Its rate in Hz; 0: the preset's, or 8000.", byDefault = "0", min = "0", max = "48000")
        int rate,

        HttpAnswerSettings answer,

        @Setting(doc = "Speech shorter than this is not sent.", byDefault = "100ms", min = "0ms", max = "2s")
        Duration shortest,

        @Setting(
                doc = "Shorter speech is filled up with silence, for services that refuse it.",
                byDefault = "0ms",
                min = "0ms",
                max = "10s")
        Duration fill,

        @Setting(doc = "Speech longer than this is cut off.", byDefault = "50s", min = "1s", max = "10m")
        Duration longest,

        @Setting(doc = "Utterances sent at once; more wait.", byDefault = "50", min = "1", max = "10000")
        int requestsMax,

        @Setting(doc = "How long a connection may take.", byDefault = "5s", min = "100ms", max = "60s")
        Duration connect,

        @Setting(
                doc = "How long the words may take, all asking again included.",
                byDefault = "15s",
                min = "100ms",
                max = "5m")
        Duration limit) {

    /** How the sound is sent. */
    public enum Sent {
        PRESET,
        MULTIPART,
        TEMPLATE,
        SOUND
    }

    /** The forms of the sound. */
    public enum Form {
        PRESET,
        WAV,
        PCM,
        MULAW
    }

    /** What is wrong, by the key below {@code http.hearing} that is to be changed; nothing when all is right. */
    public Map<String, String> mistakes() {
        Draft draft = new Draft(preset.hearing());
        HearingRecipe _ = new HearingRecipe(this, draft);
        return draft.mistakes();
    }
}
