package org.parley.ai.openai;

import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of a language model behind chat completions. */
public record OpenAiChatSettings(
        @Setting(
                doc = "A compatible server for the model, such as http://127.0.0.1:11434/v1; empty: OpenAI.",
                byDefault = "")
        String url,

        @Setting(doc = "That server's key; empty: none is sent to it.", byDefault = "")
        Secret key,

        @Setting(doc = "The model.", byDefault = "gpt-4.1-mini")
        String model,

        @Setting(
                doc = "The field that bounds an answer: max_completion_tokens, or max_tokens for older servers;"
                        + " none: nothing is sent.",
                byDefault = "max_completion_tokens")
        String tokensField,

        @Setting(doc = "Tokens that one answer may have.", byDefault = "500", min = "16", max = "100000")
        int tokensMax,

        @Setting(
                doc = "Whether tools are offered to the model. Without them it names the caller's intent in its text,"
                        + " and scripts' tools are never called.",
                byDefault = "true")
        boolean tools,

        @Setting(doc = "Whether the server is asked to count tokens; some refuse to be asked.", byDefault = "true")
        boolean usage,

        @Setting(
                doc = "Whether facts in mid-talk go in as the system's words; some models take those only at the"
                        + " start, and are told as the caller's then.",
                byDefault = "true")
        boolean systemAnywhere,

        @Setting(
                doc = "More fields of the request as a JSON object, such as {\"temperature\":0.3}; they win over"
                        + " those above.",
                byDefault = "{}")
        String extra,

        @Setting(doc = "How long connecting may take.", byDefault = "5s", min = "100ms", max = "60s")
        Duration connect,

        @Setting(
                doc = "How long the first words may take; longer for servers that load a model when asked.",
                byDefault = "15s",
                min = "100ms",
                max = "10m")
        Duration firstWords,

        @Setting(doc = "How long may pass between words.", byDefault = "5s", min = "100ms", max = "5m")
        Duration nextWords,

        @Setting(doc = "How long a whole answer may take.", byDefault = "60s", min = "1s", max = "15m")
        Duration answer) {
    private static final Duration ONE_WORD = Duration.ofSeconds(2);
    private static final int ONE_WORD_TOKENS = 16; // the least that servers take

    /** The same server for answers of one word, which are soon of no use; another model unless that is "". */
    public OpenAiChatSettings forOneWord(String otherModel) {
        return new OpenAiChatSettings(
                url,
                key,
                otherModel.isEmpty() ? model : otherModel,
                tokensField,
                ONE_WORD_TOKENS,
                false,
                usage,
                systemAnywhere,
                extra,
                connect,
                ONE_WORD,
                ONE_WORD,
                ONE_WORD);
    }
}
