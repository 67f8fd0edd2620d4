package org.parley.ai.whisper;

import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of a server of whisper.cpp. */
public record WhisperSettings(
        @Setting(doc = "Where the server is.", byDefault = "http://127.0.0.1:8080")
        String url,

        @Setting(doc = "Its path for recognition, with that of --request-path before it.", byDefault = "/inference")
        String path,

        @Setting(
                doc = "The language that is always expected, or auto to let the model find out; empty: the script's.",
                byDefault = "")
        String language,

        @Setting(
                doc = "Whether the model is told what the caller may say, as a hint. It may repeat it when it hears"
                        + " nothing.",
                byDefault = "false")
        boolean hints,

        @Setting(
                doc = "A stretch is dropped as invented when the model thinks, with at least so many per cent, that"
                        + " nobody spoke.",
                byDefault = "60",
                min = "1",
                max = "100")
        int silencePercent,

        @Setting(doc = "Speech shorter than this is not sent.", byDefault = "100ms", min = "0ms", max = "2s")
        Duration shortest,

        @Setting(
                doc = "Shorter speech is filled up with silence, since the model gives no words for less than a"
                        + " second.",
                byDefault = "1200ms",
                min = "0ms",
                max = "10s")
        Duration fill,

        @Setting(doc = "Speech longer than this is cut off.", byDefault = "60s", min = "1s", max = "10m")
        Duration longest,

        @Setting(
                doc = "Utterances sent at once; more wait for their turn. One server recognises one at a time.",
                byDefault = "2",
                min = "1",
                max = "1000")
        int requestsMax,

        @Setting(doc = "How long a connection may take.", byDefault = "2s", min = "100ms", max = "30s")
        Duration connect,

        @Setting(doc = "How long recognition may take, waiting included.", byDefault = "15s", min = "500ms", max = "5m")
        Duration answer) {}
