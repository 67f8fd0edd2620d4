package org.parley.ai.openai;

import java.util.function.Consumer;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.wire.WholeUtterances;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * A recogniser behind {@code POST audio/transcriptions}: each utterance goes as one WAV file when it is over. At OpenAI
 * (OpenAPI description 2.3.0) or a server that speaks as it does: Groq, vLLM, Speaches, whisper.cpp. Texts come in the
 * recogniser's lower case without punctuation at the words' ends; the confidence is 1 where the server tells none.
 */
public final class OpenAiTranscriber implements SpeechToText {
    private final OpenAiServer server;
    private final OpenAiTranscriberSettings settings;
    private final Wire wire;
    private final WholeUtterances utterances;

    /** The recogniser at that server. */
    public OpenAiTranscriber(OpenAiServer server, OpenAiTranscriberSettings settings) {
        this.server = server;
        this.settings = settings;
        this.wire = server.wire(new WireLimits(settings.connect(), settings.answer(), settings.answer()));
        this.utterances = new WholeUtterances(
                server.name(),
                new WholeUtterances.Bounds(
                        settings.shortest(), settings.longest(), settings.answer(), settings.requestsMax()));
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) {
        return utterances.open(new Transcription(server, settings, wire, listening, interim)::recognise);
    }

    @Override
    public void close() {
        wire.close();
    }
}
