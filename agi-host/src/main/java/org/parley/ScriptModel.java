package org.parley;

import java.util.Optional;
import org.parley.ai.LanguageModel;
import org.parley.ai.openai.OpenAiChat;
import org.parley.ai.openai.OpenAiSettings;

/** The language model of the settings by itself, for talks as text. */
public final class ScriptModel {
    private ScriptModel() {}

    /** Opens it; empty when none is set up. */
    public static Optional<LanguageModel> open(Settings settings) {
        OpenAiSettings openai = settings.openai();
        boolean setUp = !openai.chat().url().isEmpty() || !openai.key().reveal().isEmpty();
        return setUp ? Optional.of(new OpenAiChat(openai.chatServer(), openai.chat())) : Optional.empty();
    }
}
