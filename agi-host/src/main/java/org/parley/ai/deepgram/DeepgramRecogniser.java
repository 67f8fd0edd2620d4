package org.parley.ai.deepgram;

import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.wire.Wire;

/**
 * Deepgram's streaming recogniser ({@code /v1/listen}): one socket for each utterance, which as a rule is open already
 * when the caller begins to speak.
 */
public final class DeepgramRecogniser implements SpeechToText {
    private static final int PHRASES_MAX = 50;

    private final DeepgramSettings.ListenSettings settings;
    private final Request address;
    private final Wire wire;
    private final WarmSockets sockets;

    DeepgramRecogniser(DeepgramSettings.ListenSettings settings, Request address, Wire wire) {
        this.settings = settings;
        this.address = address;
        this.wire = wire;
        this.sockets = new WarmSockets(wire, settings);
    }

    @Override
    public String name() {
        return Deepgram.NAME;
    }

    /** Opens connections for utterances that will be like this one, so that the first of them need not wait either. */
    public void warm(Listening listening) {
        sockets.warm(request(listening), listening.rate());
    }

    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) throws InterruptedException {
        Request request = request(listening);
        DeepgramTranscriber transcriber = new DeepgramTranscriber(
                listening, isSeveral(), interim, ear -> sockets.fresh(request, listening.rate(), ear));
        boolean open = false;
        try {
            transcriber.begin(sockets.take(request, listening.rate(), transcriber));
            open = true;
            return transcriber;
        } finally {
            if (!open) {
                transcriber.close();
            }
        }
    }

    private boolean isSeveral() {
        return settings.language().equals("multi");
    }

    private Request request(Listening listening) {
        String language = listening.language().toLanguageTag();
        HttpUrl.Builder url = address.url()
                .newBuilder()
                .addQueryParameter("model", settings.model())
                .addQueryParameter("language", settings.language().isEmpty() ? language : settings.language())
                .addQueryParameter("encoding", "linear16")
                .addQueryParameter("sample_rate", String.valueOf(listening.rate()))
                .addQueryParameter("channels", "1")
                .addQueryParameter("interim_results", "true")
                .addQueryParameter(
                        "endpointing", String.valueOf(settings.endpointing().toMillis()))
                .addQueryParameter(
                        "utterance_end_ms",
                        String.valueOf(settings.utteranceEnd().toMillis()));
        if (settings.phrases() && listening.expected() instanceof Listening.Phrases(var phrases)) {
            phrases.stream().limit(PHRASES_MAX).forEach(phrase -> url.addQueryParameter("keyterm", phrase));
        }
        return address.newBuilder().url(url.build()).build();
    }

    @Override
    public void close() {
        sockets.close();
        wire.close();
    }
}
