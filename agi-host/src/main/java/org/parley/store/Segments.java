package org.parley.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The row of segments: the newest takes the lines of all calls, the next is made before it is needed, and one in
 * which no call has anything left goes. Making and removing is the work of one thread beside the calls. Any thread may
 * append; that is a copy in memory under one short lock.
 */
final class Segments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);
    /** How long a call waits when lines come faster than segments are made. */
    private static final Duration MAKING_MAX = Duration.ofSeconds(2);
    /** After a refusal of the disk nobody asks it again for so long. */
    private static final Duration REFUSED = Duration.ofSeconds(1);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Path folder;
    private final int bytesEach;
    private final long bytesMax;
    private final ExecutorService files = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("parley-journal-files").factory());
    private final ReentrantLock row = new ReentrantLock();
    private final Condition made = row.newCondition();
    // guarded by row
    private final Set<Segment> all = new HashSet<>();
    private long bytes;
    private long number;
    private @Nullable Segment current;
    private @Nullable Segment next;
    private boolean making;
    private @Nullable IOException refusal;
    private long refusedNanos;
    private boolean closed;

    /** An empty row; {@link #adopt} what was left, then {@link #begin}. */
    Segments(Path folder, int bytesEach, long bytesMax) {
        this.folder = folder;
        this.bytesEach = bytesEach;
        this.bytesMax = bytesMax;
    }

    /** Takes a segment that an earlier host left, and of which so many bytes are lines. */
    Segment adopt(Path file, int used) throws IOException {
        Segment segment = Segment.left(file, used);
        row.lock();
        try {
            number = Math.max(number, Segment.number(file));
            add(segment);
        } finally {
            row.unlock();
        }
        return segment;
    }

    /** Makes the segment that takes the first lines. */
    void begin() throws IOException {
        row.lock();
        try {
            number++;
            Segment first = Segment.create(folder, number, bytesEach);
            add(first);
            current = first;
        } finally {
            row.unlock();
        }
    }

    /** Those of the adopted segments in which no call has anything left go. */
    void removeUnpinned() {
        row.lock();
        try {
            all.stream()
                    .filter(segment -> segment != current && !segment.isPinned())
                    .toList()
                    .forEach(this::remove);
        } finally {
            row.unlock();
        }
    }

    /** For the scan of what was left: the call has a line there. */
    void note(CallLines call, Segment segment, int offset) {
        row.lock();
        try {
            call.add(segment, offset);
        } finally {
            row.unlock();
        }
    }

    /** Writes the line, and down in {@code call} where it lies. */
    void append(CallLines call, byte[] line) throws IOException {
        row.lock();
        try {
            Segment segment = withRoom(line.length);
            call.add(segment, segment.put(line));
        } finally {
            row.unlock();
        }
    }

    /** The call has nothing here any more. */
    void release(CallLines call) {
        row.lock();
        try {
            for (Segment segment : call.segments()) {
                if (segment.unpin() && segment != current) {
                    remove(segment);
                }
            }
        } finally {
            row.unlock();
        }
    }

    /** Whether the disk space that all of it may take is used up, but for a quarter. */
    boolean isCrowded() {
        row.lock();
        try {
            return bytes > bytesMax / 4 * 3;
        } finally {
            row.unlock();
        }
    }

    /** With the lock, which it gives up while it waits. */
    private Segment withRoom(int length) throws IOException {
        if (length > bytesEach) {
            throw new IOException("a line has at most %d bytes but this one %d".formatted(bytesEach, length));
        }
        long left = MAKING_MAX.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                if (closed) {
                    throw new IOException("the journal is closed");
                }
                Segment full = current;
                if (full != null && full.left() >= length) {
                    if (full.left() < bytesEach / 2 && next == null) {
                        makeNext();
                    }
                    return full;
                }
                if (next != null) {
                    current = next;
                    next = null;
                    if (full != null && !full.isPinned()) {
                        remove(full);
                    }
                    continue;
                }
                makeNext();
                if (!making || left <= 0) {
                    throw new IOException("there is no room for more lines", refusal);
                }
                try {
                    left = made.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true; // what a call leaves behind is written also when it was told to stop
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** With the lock. */
    private void makeNext() {
        boolean justRefused = refusal != null && System.nanoTime() - refusedNanos < REFUSED.toNanos();
        if (!making && !justRefused) {
            making = true;
            number++;
            long its = number;
            boolean room = bytes + bytesEach <= bytesMax;
            files.execute(() -> make(its, room));
        }
    }

    private void make(long its, boolean room) {
        Segment segment = null;
        IOException failure = null;
        try {
            if (!room) {
                throw new IOException("the journal has the " + bytesMax + " bytes that it may have");
            }
            segment = Segment.create(folder, its, bytesEach);
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new IOException(e);
        }
        row.lock();
        try {
            making = false;
            if (failure != null && refusal == null) {
                LOG.error(
                        "journal: calls are kept as summaries only, for {} takes no more: {}",
                        folder,
                        failure.toString());
            } else if (failure == null && refusal != null) {
                LOG.info("journal: {} takes whole calls again", folder);
            }
            refusal = failure;
            refusedNanos = System.nanoTime();
            if (segment != null) {
                add(segment);
                next = segment;
            }
            made.signalAll();
        } finally {
            row.unlock();
        }
    }

    /** With the lock. */
    private void add(Segment segment) {
        all.add(segment);
        bytes += segment.bytes();
    }

    /** With the lock. */
    private void remove(Segment segment) {
        all.remove(segment);
        bytes -= segment.bytes();
        if (!closed) {
            files.execute(() -> delete(segment));
        }
    }

    private void delete(Segment segment) {
        segment.unmap();
        try {
            Files.deleteIfExists(segment.file());
        } catch (IOException e) {
            LOG.warn("journal: could not remove {}: {}", segment.file(), e.toString());
        }
    }

    /** Nothing is appended any more; what calls still have here stays for the next host, without the zeros. */
    @Override
    public void close() {
        row.lock();
        try {
            closed = true;
            made.signalAll();
        } finally {
            row.unlock();
        }
        files.shutdown();
        try {
            if (!files.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("journal: {} is slow, a segment more than needed may stay", folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Segment> left;
        row.lock();
        try {
            left = new ArrayList<>(all);
        } finally {
            row.unlock();
        }
        left.forEach(this::leave);
    }

    private void leave(Segment segment) {
        if (!segment.isPinned()) {
            delete(segment);
            return;
        }
        segment.unmap();
        if (segment.left() > 0) {
            try {
                segment.trim();
            } catch (IOException e) {
                LOG.warn("journal: could not trim {}: {}", segment.file(), e.toString());
            }
        }
    }
}
