package org.parley.sim.provider.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import okio.ByteString;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;

/** One connection to the synthesiser. */
final class SpeakSocket extends FakeSocket {
    private static final int CHARS_MAX = 2000;
    private static final long PIECE_MILLIS = 100;

    private final FakeDeepgram provider;
    private final DeepgramManners manners;
    private final Mind mind;
    private final int rate;
    private final StringBuilder text = new StringBuilder(); // guarded by lock, as all below
    private final ReentrantLock lock = new ReentrantLock();
    private int generation;
    private int flushed;

    SpeakSocket(FakeDeepgram provider, DeepgramManners manners, Mind mind, int rate) {
        super(provider);
        this.provider = provider;
        this.manners = manners;
        this.mind = mind;
        this.rate = rate;
    }

    @Override
    protected void opened() {
        send(object().put("type", "Metadata")
                .put("request_id", "request-" + connection())
                .put("model_name", "aura-2-thalia-en")
                .put("model_version", "1")
                .put("model_uuid", "0"));
    }

    @Override
    protected void message(JsonNode message) {
        lock.lock();
        try {
            String type = message.path("type").asText();
            boolean speaks = type.equals("Speak");
            if (!hasOnly(message, speaks ? Set.of("type", "text") : Set.of("type"), Set.of())) {
                close(1003, "MESSAGE-0000");
                return;
            }
            switch (type) {
                case "Speak" -> {
                    text.append(message.path("text").asText());
                    if (text.length() > CHARS_MAX) {
                        close(1008, "DATA-0001");
                    }
                }
                case "Flush" -> {
                    byte[] sound = Spoken.bytes(mind.speak(text.toString()), rate, manners.headerAnyway);
                    text.setLength(0);
                    send(object().put("type", "Warning")
                            .put("description", "Fast flushes")
                            .put("code", "FLUSH"));
                    pieces(sound, 0, generation);
                }
                case "Clear" -> {
                    text.setLength(0);
                    generation++;
                    sendBytes(ByteString.of(new byte[2001])); // it was on its way
                    sendBytes(ByteString.of(new byte[1999]));
                    send(object().put("type", "Cleared").put("sequence_id", flushed));
                }
                case "Close" -> close(1000, "");
                default -> {
                    violation("sent an unknown control " + type);
                    close(1003, "MESSAGE-0000");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** An odd number of bytes each, so that they end within samples. */
    private void pieces(byte[] sound, int from, int mine) {
        int length = (int) (2L * rate * PIECE_MILLIS / 1000) + 1;
        int at = from;
        while (at < sound.length) {
            int to = Math.min(sound.length, at + length);
            sendBytes(ByteString.of(sound, at, to - at));
            at = to;
            if (manners.stopsSpeaking) {
                return;
            }
            if (manners.paced) {
                int next = at;
                provider.later(PIECE_MILLIS, () -> {
                    lock.lock();
                    try {
                        if (mine == generation && isOpen()) {
                            pieces(sound, next, mine);
                        }
                    } finally {
                        lock.unlock();
                    }
                });
                return;
            }
        }
        send(object().put("type", "Flushed").put("sequence_id", flushed++));
    }
}
