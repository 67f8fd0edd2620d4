package org.parley.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the journal, mapped: lines one behind the other, zeros behind them. What was put in survives the host
 * at once and without a system call, for the pages are the kernel's. {@link Segments} alone puts lines in; the rest
 * any thread may do, until the mapping is closed.
 */
final class Segment {
    /** Above what a host makes, so that only a foreign file is too large. */
    static final long FILE_BYTES_MAX = 64L << 20;

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.journal");
    private static final int ZEROS_AT_ONCE = 1 << 16;

    private final Path file;
    private final MemorySegment memory;
    private final Arena arena;
    private final ReadWriteLock mapping = new ReentrantReadWriteLock();
    private boolean closed; // guarded by mapping

    // guarded by the row's lock
    private int used;
    private int pins;

    private Segment(Path file, MemorySegment memory, Arena arena, int used) {
        this.file = file;
        this.memory = memory;
        this.arena = arena;
        this.used = used;
    }

    /** Makes the file by really writing it, so that a full disk is an exception now and not a fault in a call. */
    static Segment create(Path folder, long number, int bytes) throws IOException {
        Path file = folder.resolve("%010d.journal".formatted(number));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.min(bytes, ZEROS_AT_ONCE));
            for (int left = bytes; left > 0; ) {
                left -= channel.write(zeros.clear().limit(Math.min(left, zeros.capacity())));
            }
            return map(file, channel, bytes, 0);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** What an earlier host left, of which so many bytes are lines; nothing is put into it any more. */
    static Segment left(Path file, int used) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(used);
            return map(file, channel, used, used);
        }
    }

    private static Segment map(Path file, FileChannel channel, int bytes, int used) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new Segment(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena), arena, used);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** The segments of a folder, oldest first. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(Segment::number))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    Path file() {
        return file;
    }

    int bytes() {
        return (int) memory.byteSize();
    }

    int used() {
        return used;
    }

    int left() {
        return bytes() - used;
    }

    /** Puts a line behind the others and says where. */
    int put(byte[] line) throws IOException {
        int at = used;
        try {
            MemorySegment.copy(line, 0, memory, ValueLayout.JAVA_BYTE, at, line.length);
        } catch (InternalError e) {
            throw fault(e);
        }
        used += line.length;
        return at;
    }

    void pin() {
        pins++;
    }

    /** True when no call has lines here any more. */
    boolean unpin() {
        pins--;
        return pins == 0;
    }

    boolean isPinned() {
        return pins > 0;
    }

    /** The line at that place, without its end. */
    byte[] line(int at) throws IOException {
        return whileMapped(() -> {
            int end = at;
            while (memory.get(ValueLayout.JAVA_BYTE, end) != '\n') {
                end++;
            }
            return memory.asSlice(at, end - at).toArray(ValueLayout.JAVA_BYTE);
        });
    }

    /** Marks the line at that place as one that no call needs. */
    void done(int at) throws IOException {
        whileMapped(() -> {
            memory.set(ValueLayout.JAVA_BYTE, at, SegmentLine.DONE);
            return at;
        });
    }

    /** Returns when the disk itself has the line at that place. */
    void force(int at, int length) throws IOException {
        whileMapped(() -> {
            memory.asSlice(at, length).force();
            return at;
        });
    }

    private interface Use<T> {
        T run();
    }

    private <T> T whileMapped(Use<T> use) throws IOException {
        Lock lock = mapping.readLock();
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the journal is closed");
            }
            return use.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InternalError e) {
            throw fault(e);
        } finally {
            lock.unlock();
        }
    }

    /** So Java tells that the disk could not give, or take, a page. */
    private IOException fault(InternalError e) {
        return new IOException("the disk failed under " + file + ": " + e.getMessage(), e);
    }

    void unmap() {
        Lock lock = mapping.writeLock();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                arena.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the zeros off its end; for one that is no longer mapped. */
    void trim() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(used);
        }
    }
}
