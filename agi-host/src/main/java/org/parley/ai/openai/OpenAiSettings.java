package org.parley.ai.openai;

import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of what is reached by OpenAI's interfaces, there or at compatible servers. */
public record OpenAiSettings(
        @Setting(doc = "Where OpenAI's interfaces are, with the version.", byDefault = "https://api.openai.com/v1")
        String url,

        @Setting(doc = "The key, as ${env:NAME} or ${file:PATH}; empty: OpenAI is not used.", byDefault = "")
        Secret key,

        @Setting(doc = "The organization that pays, of those that the key belongs to; empty: its own.", byDefault = "")
        String organization,

        @Setting(doc = "The project that pays; empty: the key's own.", byDefault = "")
        String project,

        OpenAiRealtimeSettings realtime,
        OpenAiChatSettings chat,
        OpenAiTranscriberSettings transcriber,
        OpenAiSpeechSettings speech) {

    /** Stands in a setting for what is not to be sent. */
    static final String NONE = "none";

    /** Where talks in realtime are held. */
    public OpenAiServer realtimeServer() {
        return server(realtime.url(), realtime.key());
    }

    /** Where the language model is. */
    public OpenAiServer chatServer() {
        return server(chat.url(), chat.key());
    }

    /** Where speech is recognised. */
    public OpenAiServer transcriberServer() {
        return server(transcriber.url(), transcriber.key());
    }

    /** Where speech is made. */
    public OpenAiServer speechServer() {
        return server(speech.url(), speech.key());
    }

    /** A server of its own is never shown the common key. */
    private OpenAiServer server(String ownUrl, Secret ownKey) {
        return ownUrl.isEmpty()
                ? new OpenAiServer("openai", url, ownKey.reveal().isEmpty() ? key : ownKey, organization, project)
                : OpenAiServer.compatible(ownUrl, ownKey);
    }
}
