package org.parley;

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
        Speaking speaking) {

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
