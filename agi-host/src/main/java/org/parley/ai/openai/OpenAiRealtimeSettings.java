package org.parley.ai.openai;

import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of talks over the Realtime API. */
public record OpenAiRealtimeSettings(
        @Setting(doc = "A compatible server for talks; empty: OpenAI.", byDefault = "")
        String url,

        @Setting(doc = "That server's key; empty: none is sent to it.", byDefault = "")
        Secret key,

        @Setting(doc = "The model.", byDefault = "gpt-realtime")
        String model,

        @Setting(doc = "The voice.", byDefault = "marin") String voice,

        @Setting(doc = "The speed of speech in per cent; 100 is not sent.", byDefault = "100", min = "25", max = "150")
        int speedPercent,

        @Setting(
                doc = "The audio asked for, both ways: the telephone's own pcmu or pcma, or pcm of 24 kHz for servers"
                        + " that know nothing else. What the server then names is what is believed.",
                byDefault = "pcmu")
        RealtimeFormat format,

        @Setting(
                doc = "The model that writes down what the caller says; none: nobody does, and no history is kept of"
                        + " it.",
                byDefault = "gpt-4o-mini-transcribe")
        String transcriptionModel,

        @Setting(doc = "What is done against noise before the caller is heard.", byDefault = "near-field")
        NoiseReduction noiseReduction,

        @Setting(
                doc = "What decides that the caller's turn is over: server hears silence, semantic hears that he has"
                        + " said what he wanted.",
                byDefault = "server")
        Turns turns,

        @Setting(doc = "With server: how loud speech must be.", byDefault = "50", min = "0", max = "100")
        int thresholdPercent,

        @Setting(
                doc = "With server: audio before the detected speech that belongs to it.",
                byDefault = "300ms",
                min = "0ms",
                max = "5s")
        Duration prefix,

        @Setting(
                doc = "With server: silence after which a turn is over.",
                byDefault = "500ms",
                min = "50ms",
                max = "10s")
        Duration silence,

        @Setting(
                doc = "With server: the model speaks up when the caller has been silent for so long; 0s: never.",
                byDefault = "0s",
                min = "0s",
                max = "30s")
        Duration idle,

        @Setting(doc = "With semantic: how soon a turn is taken to be over.", byDefault = "auto")
        Eagerness eagerness,

        @Setting(doc = "Whether the caller can interrupt the agent.", byDefault = "true")
        boolean interrupts,

        @Setting(
                doc = "Whether the model is given a tool to end the talk, so that it hangs up after a farewell.",
                byDefault = "true")
        boolean hangsUp,

        @Setting(doc = "Tokens that one answer may have; 0: no bound.", byDefault = "0", min = "0", max = "100000")
        int tokensMax,

        @Setting(
                doc = "How long connecting and the agreement on the session may take.",
                byDefault = "5s",
                min = "100ms",
                max = "60s")
        Duration connect,

        @Setting(
                doc = "How long the model may take to begin an answer, or to go on with it.",
                byDefault = "15s",
                min = "500ms",
                max = "2m")
        Duration answer,

        @Setting(
                doc = "The age at which a session is replaced by a new one that is told what was said; the server ends"
                        + " it after 60 minutes.",
                byDefault = "50m",
                min = "1s",
                max = "55m")
        Duration sessionMax) {

    /** What is done against noise. */
    public enum NoiseReduction {
        NONE,
        NEAR_FIELD,
        FAR_FIELD
    }

    /** What decides about turns. */
    public enum Turns {
        SERVER,
        SEMANTIC
    }

    /** How soon a turn is taken to be over. */
    public enum Eagerness {
        LOW,
        MEDIUM,
        HIGH,
        AUTO
    }
}
