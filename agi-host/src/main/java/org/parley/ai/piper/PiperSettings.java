package org.parley.ai.piper;

import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of Piper's HTTP server. */
public record PiperSettings(
        @Setting(doc = "Where the server is.", byDefault = "http://127.0.0.1:5000")
        String url,

        @Setting(
                doc = "Its path for speech: /synthesize since Piper 1.5, / before; empty: whichever it has.",
                byDefault = "")
        String path,

        @Setting(
                doc = "The voice, such as fa_IR-amir-medium; empty: the server's own, which it also takes in place of"
                        + " one that it does not know.",
                byDefault = "")
        String voice,

        @Setting(
                doc = "The speaker of a voice that has several, by name or number; empty: the voice's first.",
                byDefault = "")
        String speaker,

        @Setting(doc = "The speed in per cent; 100 is not sent.", byDefault = "100", min = "25", max = "400")
        int speedPercent,

        @Setting(
                doc = "Characters in one request; longer texts are spoken in several. A request is not heard before all"
                        + " of it is made.",
                byDefault = "500",
                min = "50",
                max = "10000")
        int charactersMax,

        @Setting(doc = "How long a connection may take.", byDefault = "2s", min = "100ms", max = "30s")
        Duration connect,

        @Setting(doc = "How long a request may take to be spoken.", byDefault = "8s", min = "500ms", max = "2m")
        Duration answer,

        @Setting(doc = "The longest speech of one request; more is a fault.", byDefault = "2m", min = "1s", max = "30m")
        Duration longest) {}
