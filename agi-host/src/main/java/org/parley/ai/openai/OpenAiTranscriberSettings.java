package org.parley.ai.openai;

import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of a recogniser behind audio transcriptions. */
public record OpenAiTranscriberSettings(
        @Setting(
                doc = "A compatible server for recognition, such as http://127.0.0.1:8000/v1; empty: OpenAI.",
                byDefault = "")
        String url,

        @Setting(doc = "That server's key; empty: none is sent to it.", byDefault = "")
        Secret key,

        @Setting(
                doc = "The model; none: it is not named, for servers that have one.",
                byDefault = "gpt-4o-mini-transcribe")
        String model,

        @Setting(
                doc = "The form of the answer. verbose-json tells how sure the model was that somebody spoke; OpenAI's"
                        + " gpt-4o models know json alone.",
                byDefault = "json")
        Form form,

        @Setting(
                doc = "The language that is always expected, as a code such as fa; auto: the model finds it out, and"
                        + " tells it in verbose-json; empty: the call's.",
                byDefault = "")
        String language,

        @Setting(
                doc = "Whether words are told while they are recognised. whisper-1 ignores it; only json is streamed.",
                byDefault = "false")
        boolean stream,

        @Setting(
                doc = "Whether the model is told what the caller may say, as a hint. Some models repeat it when they"
                        + " hear nothing.",
                byDefault = "true")
        boolean hints,

        @Setting(
                doc = "A stretch is dropped as invented when the model thinks, with at least so many per cent, that"
                        + " nobody spoke.",
                byDefault = "60",
                min = "1",
                max = "100")
        int silencePercent,

        @Setting(
                doc = "Speech shorter than this is not sent: servers refuse it.",
                byDefault = "100ms",
                min = "0ms",
                max = "2s")
        Duration shortest,

        @Setting(doc = "Speech longer than this is cut off.", byDefault = "60s", min = "1s", max = "10m")
        Duration longest,

        @Setting(
                doc = "Utterances recognised at once; more wait for their turn.",
                byDefault = "100",
                min = "1",
                max = "10000")
        int requestsMax,

        @Setting(doc = "How long connecting may take.", byDefault = "5s", min = "100ms", max = "60s")
        Duration connect,

        @Setting(doc = "How long recognition may take.", byDefault = "10s", min = "100ms", max = "5m")
        Duration answer) {

    /** The forms of an answer. */
    public enum Form {
        JSON,
        VERBOSE_JSON;

        String wire() {
            return this == JSON ? "json" : "verbose_json";
        }
    }
}
