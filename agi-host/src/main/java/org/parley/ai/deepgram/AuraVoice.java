package org.parley.ai.deepgram;

import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.Wire;

/** What Aura's two ways have in common: who speaks, in which form, and texts cut into pieces that are taken. */
abstract class AuraVoice implements TextToSpeech {
    final DeepgramSettings.SpeakSettings settings;
    final Request address;
    final Wire wire;

    AuraVoice(DeepgramSettings.SpeakSettings settings, Request server, Wire wire) {
        this.settings = settings;
        this.wire = wire;
        HttpUrl url = server.url()
                .newBuilder()
                .addQueryParameter("model", settings.voice())
                .addQueryParameter("encoding", "linear16")
                .addQueryParameter("sample_rate", String.valueOf(settings.rate()))
                .build();
        this.address = server.newBuilder().url(url).build();
    }

    /** Speaks one piece; false when the sink has enough. */
    abstract boolean spoken(String piece, SpeechSink sink) throws InterruptedException;

    @Override
    public final String name() {
        return Deepgram.NAME;
    }

    @Override
    public final boolean speaks(Locale language) {
        return AuraTexts.speaks(settings.voice(), language);
    }

    @Override
    public final void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        AuraTexts.check(settings.voice(), language);
        for (String piece : AuraTexts.pieces(text)) {
            if (!spoken(piece, sink)) {
                return;
            }
        }
    }
}
