package org.parley.ai.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;

/**
 * The caller's audio on its way to the model, without a gap: what does not come for a while is sent as silence, or the
 * server's detector would never find the end of a turn. Any thread; nobody waits longer than for a frame's encoding.
 */
final class Uplink {
    private static final int RATE = Pcm.TELEPHONE_RATE;
    private static final long GAP_NANOS = Duration.ofMillis(100).toNanos();
    private static final long GAP_MAX_NANOS = Duration.ofSeconds(1).toNanos();

    private final short[] last = new short[RATE]; // a ring of the last second
    private int lastAt;
    private @Nullable RealtimeLink link;
    private RealtimeFormat.@Nullable Encoder encoder;
    private boolean flows;
    private long sentUntilNanos;
    private long sentSamples;
    private long linkSamples;

    /** From now on to this session, beginning with the last so many milliseconds, at most a second. */
    synchronized void to(RealtimeLink next, int millisBefore) {
        link = next;
        encoder = new RealtimeFormat.Encoder(next.input());
        linkSamples = 0;
        if (flows && millisBefore > 0) {
            short[] before = new short[millisBefore * (RATE / 1000)];
            for (int i = 0; i < before.length; i++) {
                before[i] = last[Math.floorMod(lastAt - before.length + i, last.length)];
            }
            send(before);
        }
    }

    /** The session is gone; audio is only remembered. */
    synchronized void toNobody() {
        link = null;
    }

    /** The talk has begun. */
    synchronized void begin() {
        flows = true;
        sentUntilNanos = System.nanoTime();
    }

    /** The caller's samples at 8 kHz. */
    synchronized void hear(short[] samples) {
        if (flows) {
            keep(samples);
            send(samples);
            sentUntilNanos = System.nanoTime();
        }
    }

    /** Fills a gap that has grown too long with silence. */
    synchronized void fill() {
        long gap = System.nanoTime() - sentUntilNanos;
        if (flows && gap > GAP_NANOS) {
            short[] silence = new short[(int) (Math.min(gap, GAP_MAX_NANOS) / (1_000_000_000L / RATE))];
            keep(silence);
            send(silence);
            sentUntilNanos += gap;
        }
    }

    private void keep(short[] samples) {
        for (int i = Math.max(0, samples.length - last.length); i < samples.length; i++) {
            last[lastAt] = samples[i];
            lastAt = lastAt + 1 == last.length ? 0 : lastAt + 1;
        }
    }

    private void send(short[] samples) {
        RealtimeLink open = link;
        RealtimeFormat.Encoder encoding = encoder;
        if (open != null && encoding != null) {
            open.sendAudio(encoding.encode(samples));
            sentSamples += samples.length;
            linkSamples += samples.length;
        }
    }

    /** When the audio at this offset in the session was sent, by its place before the last sample sent. */
    synchronized long nanosAt(long millis) {
        long behind = linkSamples * 1000 / RATE - millis;
        return sentUntilNanos - Math.max(0, behind) * 1_000_000;
    }

    /** Milliseconds sent in the whole talk. */
    synchronized long sentMillis() {
        return sentSamples * 1000 / RATE;
    }
}
