package org.parley.ai.deepgram;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.wire.Wire;
import org.parley.audio.AudioException;

/** Aura by requests ({@code POST /v1/speak}), whose answer is heard while it comes. */
final class AuraSpeech extends AuraVoice {
    private static final MediaType JSON = MediaType.get("application/json");
    /** A fifth of a second at 8 kHz: a cut is noticed that soon. */
    private static final int PIECE_BYTES = 3200;

    AuraSpeech(DeepgramSettings.SpeakSettings settings, Request server, Wire wire) {
        super(settings, withoutContainer(server), wire);
    }

    private static Request withoutContainer(Request server) {
        return server.newBuilder()
                .url(server.url()
                        .newBuilder()
                        .addQueryParameter("container", "none")
                        .build())
                .build();
    }

    @Override
    boolean spoken(String text, SpeechSink sink) throws InterruptedException {
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
