package org.parley.ai.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import okhttp3.Request;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.wire.Deadline;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;

/**
 * A socket of the recogniser, for one utterance. Until somebody listens it is kept warm: it has got a moment of
 * silence, because Deepgram closes who sends none within ten seconds, and is told again and again that it is to stay.
 */
final class ListenLink implements SocketLink.Listener, AutoCloseable {
    private static final int NORMAL = 1000;
    private static final int SILENCE_MILLIS = 100;

    private @Nullable SocketLink link; // set by open, before anybody else sees it
    private @Nullable Ear ear; // guarded by this
    private @Nullable ProviderException over; // guarded by this
    private @Nullable Deadline alive; // guarded by this
    private boolean finished; // ended in order, without a failure; guarded by this

    /** What comes of an utterance, one thing at a time. */
    interface Ear {
        void message(JsonNode message);

        /** All was told. */
        void done();

        void failed(ProviderException cause);
    }

    private ListenLink() {}

    /**
     * Connects.
     *
     * @param rate of the audio in Hz
     */
    static ListenLink open(Wire wire, Request request, int rate) throws InterruptedException {
        ListenLink made = new ListenLink();
        SocketLink opened = SocketLink.open(wire, request, Deepgram.closes(), made);
        made.link = opened;
        boolean _ = opened.sendAudio(ByteString.of(new byte[rate * SILENCE_MILLIS / 1000 * 2]));
        return made;
    }

    /** Stays until somebody listens, or until that says no more; it is asked, and the provider told, so often. */
    synchronized void keepWarm(Duration often, Wanted wanted) {
        alive = Deadline.start(often, () -> stay(often, wanted));
    }

    /** Whether a socket that nobody uses is kept. */
    interface Wanted {
        boolean still(ListenLink link);
    }

    private void stay(Duration often, Wanted wanted) {
        if (!isFree()) {
            return;
        }
        if (!wanted.still(this)) {
            close();
            return;
        }
        synchronized (this) {
            if (ear == null) {
                control("KeepAlive");
                keepWarm(often, wanted);
            }
        }
    }

    /** True while nobody listens and it is open. */
    synchronized boolean isFree() {
        return ear == null && over == null && !finished;
    }

    /** From now on somebody listens; false when the socket is over. */
    synchronized boolean take(Ear listener) {
        if (!isFree()) {
            return false;
        }
        ear = listener;
        Deadline staying = alive;
        if (staying != null) {
            staying.close();
        }
        return true;
    }

    /** Sends audio; an empty frame would close the socket. */
    void audio(byte[] samples) {
        SocketLink open = link;
        if (open != null && samples.length > 0) {
            boolean _ = open.sendAudio(ByteString.of(samples));
        }
    }

    void control(String type) {
        SocketLink open = link;
        if (open != null) {
            boolean _ = open.send(Deepgram.control(type));
        }
    }

    @Override
    public void message(JsonNode message) {
        Ear listener = listener();
        if (listener != null) {
            listener.message(message);
        }
    }

    @Override
    public void closed(int code, String reason, ProviderException cause) {
        if (code == NORMAL) {
            Ear listener;
            synchronized (this) {
                finished = true;
                listener = ear;
            }
            if (listener != null) {
                listener.done();
            }
        } else {
            failed(cause);
        }
    }

    @Override
    public void failed(ProviderException cause) {
        Ear listener;
        synchronized (this) {
            over = cause;
            listener = ear;
        }
        if (listener != null) {
            listener.failed(cause);
        }
    }

    private synchronized @Nullable Ear listener() {
        return ear;
    }

    @Override
    public void close() {
        synchronized (this) {
            finished = true;
            if (alive != null) {
                alive.close();
            }
        }
        SocketLink open = link;
        if (open != null) {
            open.close();
        }
    }
}
