package org.parley.ai.deepgram;

import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of Deepgram. */
public record DeepgramSettings(
        @Setting(
                doc = "Where it is reached: another one for a region or a server of your own.",
                byDefault = "https://api.deepgram.com")
        String url,

        @Setting(doc = "The project's key, as ${env:NAME} or ${file:PATH}; empty: not used.", byDefault = "")
        Secret key,

        @Setting(doc = "How long a connection may take.", byDefault = "5s", min = "500ms", max = "30s")
        Duration connect,

        @Setting(doc = "How long the first sound of a sentence may take.", byDefault = "5s", min = "500ms", max = "30s")
        Duration firstSound,

        @Setting(doc = "How long speech may pause while it is made.", byDefault = "10s", min = "500ms", max = "60s")
        Duration idle,

        ListenSettings listen,
        SpeakSettings speak) {

    /** Settings of its recogniser. */
    public record ListenSettings(
            @Setting(doc = "The model.", byDefault = "nova-3")
            String model,

            @Setting(
                    doc = "The language that is always expected, such as multi for several at once; empty: the"
                            + " script's.",
                    byDefault = "")
            String language,

            @Setting(
                    doc = "Silence after which a sentence is taken for complete.",
                    byDefault = "300ms",
                    min = "10ms",
                    max = "5s")
            Duration endpointing,

            @Setting(
                    doc = "Time without a word after which it is taken for complete where noise hides the silence.",
                    byDefault = "1s",
                    min = "1s",
                    max = "5s")
            Duration utteranceEnd,

            @Setting(
                    doc = "The phrases that the script expects are told to the model (keyterm); it costs more, and"
                            + " older models refuse it.",
                    byDefault = "false")
            boolean phrases,

            @Setting(
                    doc = "Connections that are kept open for callers who begin to speak, for each language in use; 0:"
                            + " each waits for its own.",
                    byDefault = "2",
                    min = "0",
                    max = "50")
            int warm,

            @Setting(
                    doc = "How often they are told to stay; Deepgram closes them after ten seconds without.",
                    byDefault = "4s",
                    min = "1s",
                    max = "8s")
            Duration keepAlive,

            @Setting(doc = "How long they are kept when nobody speaks.", byDefault = "60s", min = "5s", max = "10m")
            Duration warmFor) {}

    /** Settings of its synthesiser, Aura. */
    public record SpeakSettings(
            @Setting(
                    doc = "The voice, whose name ends with the language that it speaks.",
                    byDefault = "aura-2-thalia-en")
            String voice,

            @Setting(
                    doc = "Its rate in Hz: 8000, 16000, 24000, 32000 or 48000. A telephone has 8000.",
                    byDefault = "8000",
                    min = "8000",
                    max = "48000")
            int rate,

            @Setting(doc = "Sentences go over sockets that are kept, instead of a request each.", byDefault = "false")
            boolean socket,

            @Setting(
                    doc = "How long such a socket is kept when nothing is said.",
                    byDefault = "30s",
                    min = "1s",
                    max = "10m")
            Duration socketIdle) {}
}
