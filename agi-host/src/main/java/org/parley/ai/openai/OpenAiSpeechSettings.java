package org.parley.ai.openai;

import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of a synthesiser behind audio speech. */
public record OpenAiSpeechSettings(
        @Setting(
                doc = "A compatible server for synthesis, such as http://127.0.0.1:8000/v1; empty: OpenAI.",
                byDefault = "")
        String url,

        @Setting(doc = "That server's key; empty: none is sent to it.", byDefault = "")
        Secret key,

        @Setting(doc = "The model.", byDefault = "gpt-4o-mini-tts")
        String model,

        @Setting(doc = "The voice.", byDefault = "marin") String voice,

        @Setting(doc = "How to speak, in words; empty: not told. tts-1 models do not take it.", byDefault = "")
        String instructions,

        @Setting(doc = "The speed in per cent; 100 is not sent.", byDefault = "100", min = "25", max = "400")
        int speedPercent,

        @Setting(
                doc = "The form of the audio: pcm begins to play at once, wav is for servers that have no pcm.",
                byDefault = "pcm")
        Form form,

        @Setting(
                doc = "The rate of pcm in Hz, which its bytes do not tell.",
                byDefault = "24000",
                min = "4000",
                max = "192000")
        int rate,

        @Setting(
                doc = "Whether that rate is asked for in the field sample_rate, which only some compatible servers"
                        + " know; with 8000 nothing is converted.",
                byDefault = "false")
        boolean sendRate,

        @Setting(
                doc = "Characters in one request; longer texts are spoken in several.",
                byDefault = "4096",
                min = "100",
                max = "100000")
        int charactersMax,

        @Setting(doc = "How long connecting may take.", byDefault = "5s", min = "100ms", max = "60s")
        Duration connect,

        @Setting(doc = "How long the first audio may take.", byDefault = "8s", min = "100ms", max = "5m")
        Duration firstAudio,

        @Setting(doc = "How long may pass between pieces of audio.", byDefault = "5s", min = "100ms", max = "5m")
        Duration nextAudio,

        @Setting(doc = "How long one request may take.", byDefault = "60s", min = "1s", max = "15m")
        Duration answer) {

    /** The forms of the audio. */
    public enum Form {
        PCM,
        WAV;

        String wire() {
            return this == PCM ? "pcm" : "wav";
        }
    }
}
