package org.parley.ai.local;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataProcessingException;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;

/**
 * The samples of one utterance on their way from the caller to a recogniser: any thread puts and never waits, the
 * recogniser's thread takes and waits when there is nothing yet. What does not fit is dropped and counted.
 */
final class SpeechFeed extends BaseDataProcessor {

    /** Pieces held; of 20 ms each it is the longest turn and some more. */
    private static final int PIECES_MAX = 4_000;

    /** The only piece without samples. */
    private static final Pcm END = new Pcm(new short[0], TelephoneBand.RATE);

    private final BlockingQueue<Pcm> pieces = new ArrayBlockingQueue<>(PIECES_MAX + 1);
    private final TelephoneBand band = new TelephoneBand();
    private final AtomicLong dropped = new AtomicLong();
    private final long idleNanos;

    private long nextSample;
    private boolean started;
    private boolean ended;
    private volatile boolean abandoned;

    /**
     * A feed that ends by itself when nothing comes for so long.
     *
     * @param firstSample must rise from utterance to utterance: the acoustic model keeps scores by sample number
     */
    SpeechFeed(long idleNanos, long firstSample) {
        this.idleNanos = idleNanos;
        nextSample = firstSample;
        initLogger();
    }

    /** Takes a piece of audio; its array must not be written to again. */
    void put(Pcm audio) {
        // one place stays free for the end
        if (audio.samples().length > 0 && (pieces.remainingCapacity() <= 1 || !pieces.offer(audio))) {
            dropped.incrementAndGet();
        }
    }

    /** No more will come. */
    void end() {
        pieces.offer(END);
    }

    /** The recogniser stops at its next piece. */
    void abandon() {
        abandoned = true;
        pieces.clear();
        pieces.offer(END);
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Pieces that did not fit. */
    long dropped() {
        return dropped.get();
    }

    /** The number for the next utterance's first sample; the recogniser's thread only. */
    long nextSample() {
        return nextSample;
    }

    @Override
    public @Nullable Data getData() {
        if (!started) {
            started = true;
            return new DataStartSignal(TelephoneBand.RATE);
        }
        if (ended) {
            return null;
        }
        Pcm piece = next();
        if (piece.samples().length == 0 || abandoned) {
            ended = true;
            return new DataEndSignal(0);
        }
        double[] values = band.process(piece);
        DoubleData data = new DoubleData(values, TelephoneBand.RATE, nextSample);
        nextSample += values.length;
        return data;
    }

    private Pcm next() {
        try {
            Pcm piece = pieces.poll(idleNanos, TimeUnit.NANOSECONDS);
            if (piece == null) {
                abandoned = true;
                return END;
            }
            return piece;
        } catch (InterruptedException e) {
            abandoned = true;
            Thread.currentThread().interrupt();
            throw new DataProcessingException("Interrupted while waiting for speech", e);
        }
    }
}
