package org.parley.ai.deepgram;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.Wire;
import org.parley.audio.AudioException;

/** Aura by requests ({@code POST /v1/speak}), whose answer is heard while it comes. */
final class AuraSpeech implements TextToSpeech {
    private static final MediaType JSON = MediaType.get("application/json");
    /** A fifth of a second at 8 kHz: a cut is noticed that soon. */
    private static final int PIECE_BYTES = 3200;

    private final DeepgramSettings.SpeakSettings settings;
    private final Request address;
    private final Wire wire;

    AuraSpeech(DeepgramSettings.SpeakSettings settings, Request address, Wire wire) {
        this.settings = settings;
        this.wire = wire;
        HttpUrl url = address.url()
                .newBuilder()
                .addQueryParameter("model", settings.voice())
                .addQueryParameter("encoding", "linear16")
                .addQueryParameter("sample_rate", String.valueOf(settings.rate()))
                .addQueryParameter("container", "none")
                .build();
        this.address = address.newBuilder().url(url).build();
    }

    @Override
    public String name() {
        return Deepgram.NAME;
    }

    @Override
    public boolean speaks(Locale language) {
        return AuraTexts.speaks(settings.voice(), language);
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        AuraTexts.check(settings.voice(), language);
        for (String piece : AuraTexts.pieces(text)) {
            if (!spoken(piece, sink)) {
                return;
            }
        }
    }

    private boolean spoken(String text, SpeechSink sink) throws InterruptedException {
        String body = JsonNodeFactory.instance.objectNode().put("text", text).toString();
        Request request =
                address.newBuilder().post(RequestBody.create(body, JSON)).build();
        try (Response response = wire.send(request, no -> Deepgram.refused(wire, no.status(), no.body()))) {
            MediaType type = response.body().contentType();
            if (type != null && !type.type().equals("audio") && !type.subtype().equals("octet-stream")) {
                throw new ProviderException(Deepgram.NAME, Kind.PROTOCOL, "Expected sound but was " + type, null);
            }
            return heard(response.body().byteStream(), new LinearPieces(settings.rate(), sink));
        } catch (IOException broken) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while speaking");
            }
            throw wire.failure(broken);
        } catch (AudioException unusable) {
            throw new ProviderException(Deepgram.NAME, Kind.PROTOCOL, String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private static boolean heard(InputStream sound, LinearPieces pieces) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE_BYTES];
        int length = sound.read(piece);
        while (length >= 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while speaking");
            }
            if (!pieces.take(piece, length)) {
                return false;
            }
            length = sound.read(piece);
        }
        return true;
    }

    @Override
    public void close() {
        wire.close();
    }
}
