package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.parley.ai.wire.SocketLink;
import org.parley.audio.Pcm;

/**
 * The caller's audio on its way to the provider, without gaps: when nothing comes, silence takes its place, for the
 * provider finds the end of a turn in it and closes talks that send nothing.
 */
final class Uplink {
    /** A gap that is not filled yet: a late frame is not a silent line. */
    private static final long GAP_NANOS = 100_000_000L;

    private static final int FILL_MILLIS_MAX = 200;
    private static final long MILLI = 1_000_000L;

    private final SocketLink link;
    private final SoundFormat.Encoder encoder;
    private final ReentrantLock sending = new ReentrantLock(); // held for microseconds; guards the rest
    private long lastNanos;

    Uplink(SocketLink link, SoundFormat format) {
        this.link = link;
        this.encoder = format.new Encoder();
        this.lastNanos = System.nanoTime();
    }

    /** The caller's next samples at 8 kHz; dropped when the provider lags. */
    void hear(Pcm caller) {
        sending.lock();
        try {
            lastNanos = System.nanoTime();
            send(caller.samples());
        } finally {
            sending.unlock();
        }
    }

    /** Sends silence in the place of frames that did not come. */
    void fill(long nowNanos) {
        sending.lock();
        try {
            long gap = nowNanos - lastNanos;
            if (gap >= GAP_NANOS) {
                lastNanos = nowNanos;
                int millis = (int) Math.min(FILL_MILLIS_MAX, gap / MILLI);
                send(new short[millis * (Pcm.TELEPHONE_RATE / 1000)]);
            }
        } finally {
            sending.unlock();
        }
    }

    private void send(short[] samples) {
        link.sendAudio(JsonNodeFactory.instance.objectNode().put("user_audio_chunk", encoder.base64(samples)));
    }
}
