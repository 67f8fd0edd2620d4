package org.parley;

import java.time.Duration;
import java.util.List;
import org.parley.ai.LanguageSpeech;
import org.parley.settings.Setting;

/** Settings of the voice that is made of a recogniser, a language model and a synthesiser. */
public record CascadeChoice(
        @Setting(doc = "Who recognises what the caller says.", byDefault = "local")
        Hearing hearing,

        @Setting(
                doc = "Who finds the words: rules are a script's intents, without a language model.",
                byDefault = "rules")
        Model model,

        @Setting(doc = "Who speaks them.", byDefault = "local")
        Speaking speaking,

        @Setting(
                doc = "Who judges whether the caller has finished where rules about his last words say nothing: openai"
                        + " asks the server of openai.chat. It needs a recogniser that tells words while he speaks:"
                        + " deepgram or vosk.",
                byDefault = "rules")
        Turns turns,

        @Setting(doc = "The model that judges turns, better a fast one; empty: that of openai.chat.", byDefault = "")
        String turnsModel,

        @Setting(
                doc = "How long its judgement is good for; when it is later the silence decides as without it.",
                byDefault = "250ms",
                min = "50ms",
                max = "2s")
        Duration turnsWithin,

        @Setting(
                doc = "The synthesiser's voices for other languages than its usual voice has, as LANGUAGE=VOICE, such"
                        + " as es=aura-2-celeste-es; those of the box are in voice.voices.",
                byDefault = "")
        List<String> voices,

        @Setting(
                doc = "Whether recogniser and synthesiser also serve what scripts say and ask; else the box does, which"
                        + " hears English only.",
                byDefault = "false")
        boolean questions) {

    public CascadeChoice {
        var _ = LanguageSpeech.voices(voices);
    }

    /** Judges of turns. */
    public enum Turns {
        RULES,
        OPENAI
    }

    /** Recognisers. */
    public enum Hearing {
        LOCAL,
        DEEPGRAM,
        OPENAI,
        VOSK,
        WHISPER,
        HTTP
    }

    /** Language models. */
    public enum Model {
        RULES,
        OPENAI
    }

    /** Synthesisers. */
    public enum Speaking {
        LOCAL,
        DEEPGRAM,
        ELEVENLABS,
        OPENAI,
        PIPER,
        HTTP
    }

    boolean isLocal() {
        return hearing == Hearing.LOCAL && model == Model.RULES && speaking == Speaking.LOCAL;
    }
}
