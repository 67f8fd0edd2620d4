package org.parley.ai.vosk;

import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of a Vosk server. */
public record VoskSettings(
        @Setting(doc = "Where the server is.", byDefault = "ws://127.0.0.1:2700")
        String url,

        @Setting(
                doc = "The rate in Hz at which it is sent audio: that of its model, or that of a telephone.",
                byDefault = "8000",
                min = "8000",
                max = "48000")
        int rate,

        @Setting(
                doc = "Whether it is told that rate and the phrases. The server written in C++ takes them for audio: it"
                        + " needs false here, and the rate from its own environment.",
                byDefault = "true")
        boolean configure,

        @Setting(
                doc = "Whether it listens only for what the script expects, where the cascade's model is rules. Models"
                        + " without a dynamic graph ignore it.",
                byDefault = "true")
        boolean grammar,

        @Setting(
                doc = "Audio in one message. Each is answered, so less is sooner and costs more.",
                byDefault = "100ms",
                min = "20ms",
                max = "1s")
        Duration piece,

        @Setting(doc = "How long a connection may take.", byDefault = "2s", min = "100ms", max = "30s")
        Duration connect) {}
