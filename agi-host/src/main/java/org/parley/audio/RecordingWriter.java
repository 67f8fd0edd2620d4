package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes all recordings. Its queue is bounded: when the disk cannot follow, seconds of recordings
 * are lost (they become silence), counted and logged once; calls go on undisturbed.
 */
public final class RecordingWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);
    private static final int PIECES_MAX = 1024;
    private static final int SPARE_MAX = 256;
    private static final long CLOSE_MILLIS = 10_000;
    private static final long OFFER_MILLIS = 2_000;

    private final BlockingQueue<Piece> pieces;
    private final BlockingQueue<short[]> spare = new ArrayBlockingQueue<>(SPARE_MAX);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4 * StereoRecording.PIECE);
    private final LongAdder lost = new LongAdder();
    private final AtomicBoolean lossLogged = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closing;

    private RecordingWriter(int piecesMax) {
        pieces = new ArrayBlockingQueue<>(piecesMax);
        thread = Thread.ofPlatform().name("parley-recordings").daemon(true).unstarted(this::run);
    }

    /** Starts the thread. */
    public static RecordingWriter open() {
        return open(PIECES_MAX);
    }

    /** With a bound of its own, in seconds of recordings that wait for the disk (32 KB each). */
    static RecordingWriter open(int piecesMax) {
        RecordingWriter writer = new RecordingWriter(piecesMax);
        writer.thread.start();
        return writer;
    }

    /** Seconds of recordings that were lost because the disk was too slow or failed. */
    public long lost() {
        return lost.sum();
    }

    /** Writes what is queued, at most for 10 seconds, and ends the thread. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A second of silence, both sides. */
    short[] blank() {
        short[] samples = spare.poll();
        return samples == null ? new short[2 * StereoRecording.PIECE] : samples;
    }

    /** Never blocks. */
    void offer(Piece piece) {
        if (piece.length == 0) {
            recycle(piece);
        } else if (!pieces.offer(piece)) {
            lose(null);
        }
    }

    /** Hands over a recording's last piece; may wait, so it is not for the media loop. */
    boolean finish(Piece last) {
        try {
            if (thread.isAlive() && pieces.offer(last, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (pieces.offer(last)) {
                return true;
            }
        }
        lose(null);
        last.recording.abandon();
        return false;
    }

    void late(Path file) {
        LOG.warn(
                "Recording {} could not be completed in time: the disk is too slow; its last seconds may be missing",
                file);
    }

    private void run() {
        try {
            while (true) {
                Piece piece = pieces.poll(200, TimeUnit.MILLISECONDS);
                if (piece != null) {
                    write(piece);
                } else if (closing) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("The recording writer was interrupted; recordings that are not closed end here");
        }
    }

    private void write(Piece piece) {
        try {
            piece.recording.write(piece, buffer);
        } catch (IOException e) {
            lose(e);
        }
        recycle(piece);
    }

    private void recycle(Piece piece) {
        if (piece.samples.length > 0) {
            Arrays.fill(piece.samples, (short) 0);
            spare.offer(piece.samples);
        }
    }

    private void lose(@Nullable IOException cause) {
        lost.increment();
        if (lossLogged.compareAndSet(false, true)) {
            LOG.error(
                    "Recordings lose audio: {}. Calls go on; check space and speed of the recordings' disk. Said once;"
                            + " the metrics count on",
                    cause == null ? "the disk is too slow" : cause.toString());
        }
    }

    /** Up to a second of a recording: interleaved samples, how many a side, and their place in the recording. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Piece(StereoRecording recording, short[] samples, int length, long at, boolean last) {}
}
