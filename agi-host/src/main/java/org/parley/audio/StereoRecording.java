package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One call on disk: stereo 16-bit WAV at 8 kHz, the caller left and the agent right, both placed by our clock. It
 * begins with the first sound and spans all legs of the call, with silence of the right length between them. Every
 * second goes to the file as it has passed, and the header with it, so that a file cut off by a crash still plays.
 */
public final class StereoRecording implements Recorder, AutoCloseable {

    /** Samples a side of one piece: a second. */
    static final int PIECE = 8000;

    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final long SAMPLE_NANOS = 125_000L;
    /** A gap in the caller's sound shorter than this (300 ms) may be a delay; ours comes by our own clock. */
    private static final int DELAY_MAX = 2400;
    /** A side that has run ahead of the clock by more than this (300 ms) loses samples. */
    private static final int AHEAD_MAX = 2400;
    /** How long after its end a second waits for late sound before it goes to the writer. */
    private static final int LATE_MAX = 4000;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final short[] NOTHING = new short[0];

    private final Path file;
    private final FileChannel channel;
    private final RecordingWriter writer;
    private final CountDownLatch finished = new CountDownLatch(1);

    // guarded by this: the loop writes, the call's thread closes; held for microseconds
    private final long[] cursor = new long[2];
    private final Drift drift = new Drift(); // of the caller's clock
    private short[] current = NOTHING; // these two are taken at the first sound: a call that has none needs none
    private short[] next = NOTHING;
    private long base;
    private long originNanos;
    private boolean begun;
    private boolean paused;
    private boolean closed;

    /** Samples a side in the file; used by the writer's thread alone. */
    private long written;

    private StereoRecording(Path file, FileChannel channel, RecordingWriter writer) {
        this.file = file;
        this.channel = channel;
        this.writer = writer;
    }

    /** Creates the file, and its folder when there is none; an existing file is replaced. */
    public static StereoRecording open(Path file, RecordingWriter writer) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            StereoRecording recording = new StereoRecording(file, channel, writer);
            recording.writeHeader();
            return recording;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How long a recording is whose file has so many bytes. */
    public static Duration length(long bytes) {
        return Duration.ofNanos(Math.max(0, bytes - WavFile.HEADER_BYTES) / 4 * SAMPLE_NANOS);
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** From the first sound to the last. */
    public synchronized Duration length() {
        return Duration.ofNanos(Math.max(cursor[LEFT], cursor[RIGHT]) * SAMPLE_NANOS);
    }

    /** While it is paused both sides are silent in the file, which goes on in time. */
    public synchronized void pause(boolean silent) {
        paused = silent;
    }

    @Override
    public synchronized void caller(short[] samples, int length, long nanos) {
        place(LEFT, samples, length, nanos - length * SAMPLE_NANOS);
        pass(nanos);
    }

    @Override
    public synchronized void agent(short[] samples, int length, long nanos) {
        place(RIGHT, samples, length, nanos);
        pass(nanos);
    }

    /** Writes what is left and completes the header; waits for the disk at most 5 seconds. Safe to call twice. */
    @Override
    public void close() {
        RecordingWriter.Piece last = null;
        synchronized (this) {
            if (!closed) {
                closed = true;
                long end = Math.max(cursor[LEFT], cursor[RIGHT]);
                int first = Math.clamp(end - base, 0, PIECE);
                int second = Math.clamp(end - base - PIECE, 0, PIECE);
                writer.offer(new RecordingWriter.Piece(this, current, first, base, false));
                last = new RecordingWriter.Piece(this, next, second, base + PIECE, true);
            }
        }
        // outside the lock, as it may wait and the loop must not
        if (last != null && !writer.finish(last)) {
            return;
        }
        try {
            if (!finished.await(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                writer.late(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the writer finishes it without us
        }
    }

    /** On the writer's thread: one second, or less, and the header that now holds. */
    void write(RecordingWriter.Piece piece, ByteBuffer buffer) throws IOException {
        try {
            if (piece.length() > 0) {
                buffer.clear().order(ByteOrder.LITTLE_ENDIAN);
                buffer.asShortBuffer().put(piece.samples(), 0, 2 * piece.length());
                buffer.limit(4 * piece.length());
                long at = WavFile.HEADER_BYTES + 4 * piece.at();
                while (buffer.hasRemaining()) {
                    at += channel.write(buffer, at);
                }
                written = Math.max(written, piece.at() + piece.length());
                writeHeader();
            }
        } finally {
            if (piece.last()) {
                channel.close();
                finished.countDown();
            }
        }
    }

    private void writeHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(WavFile.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        WavFile.header(header, 2, Pcm.TELEPHONE_RATE, 4 * written);
        header.flip();
        while (header.hasRemaining()) {
            channel.write(header, header.position());
        }
    }

    private void place(int side, short[] samples, int length, long startNanos) {
        if (closed || length == 0) {
            return;
        }
        if (!begun) {
            begun = true;
            originNanos = startNanos;
            current = writer.blank();
            next = writer.blank();
        }
        long start = Math.max(0, (startNanos - originNanos) / SAMPLE_NANOS);
        long at = cursor[side];
        int from = 0;
        if (start - at > (side == LEFT ? DELAY_MAX : 0)) {
            at = start;
            if (side == LEFT) {
                drift.restart();
            }
        } else if (at - start > AHEAD_MAX) {
            from = (int) Math.min(length, at - start);
        } else if (side == LEFT) {
            long correction = drift.correct(start, at, length);
            at += Math.max(0, correction);
            from = (int) Math.max(0, -correction);
        }
        if (at < base) {
            from = (int) Math.max(from, Math.min(length, base - at));
            at = base;
        }
        for (int i = from; i < length; i++, at++) {
            while (at >= base + 2 * PIECE) {
                turn(at);
            }
            short[] piece = at < base + PIECE ? current : next;
            piece[2 * (int) ((at - base) % PIECE) + side] = paused ? 0 : samples[i];
        }
        cursor[side] = at;
    }

    /** The clock has come to here: hands over the second that nobody can add to any more. */
    private void pass(long nanos) {
        long now = (nanos - originNanos) / SAMPLE_NANOS;
        if (!closed && begun && now >= base + PIECE + LATE_MAX) {
            turn(now);
        }
    }

    private void turn(long needed) {
        writer.offer(new RecordingWriter.Piece(this, current, PIECE, base, false));
        current = next;
        base += PIECE;
        if (needed >= base + 3 * PIECE) {
            // a long gap, such as a transfer that came back: the file keeps it as a hole that reads as silence
            writer.offer(new RecordingWriter.Piece(this, current, PIECE, base, false));
            current = writer.blank();
            base = needed / PIECE * PIECE;
        }
        next = writer.blank();
    }

    /** The last piece could not be handed over: the file ends where its header says. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            writer.late(file);
        }
        finished.countDown();
    }
}
