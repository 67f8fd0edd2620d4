package org.parley.console.doors;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file of UTF-8 from its end. One thread uses it. */
final class LinesBackwards implements Closeable {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final RandomAccessFile file;
    private final int bytesMax;
    private final Deque<byte[]> lines = new ArrayDeque<>(); // whole ones of the block, the last of them first
    private byte[] begun; // the end of a line whose beginning is in an earlier block
    private long unread;

    /** Of longer lines than so many bytes their end is given. */
    LinesBackwards(Path path, int bytesMax) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.bytesMax = bytesMax;
        this.begun = new byte[0];
        this.unread = file.length();
    }

    /** The line before the last one that was given; null before the first. Empty ones are left out. */
    @Nullable
    String next() throws IOException {
        while (lines.isEmpty() && unread > 0) {
            readBlock();
        }
        byte[] line = lines.poll();
        if (line == null) {
            line = begun;
            begun = new byte[0];
        }
        return line.length == 0 ? null : new String(line, StandardCharsets.UTF_8);
    }

    private void readBlock() throws IOException {
        int length = (int) Math.min(BLOCK_BYTES, unread);
        unread -= length;
        byte[] block = new byte[length];
        file.seek(unread);
        file.readFully(block);
        int end = length;
        for (int i = length - 1; i >= 0; i--) {
            if (block[i] == '\n') {
                take(block, i + 1, end);
                byte[] line = begun;
                begun = new byte[0];
                if (line.length > 0) {
                    lines.add(line);
                }
                end = i;
            }
        }
        take(block, 0, end);
    }

    private void take(byte[] block, int from, int to) {
        int more = Math.min(to - from, bytesMax - begun.length);
        byte[] longer = new byte[more + begun.length];
        System.arraycopy(block, to - more, longer, 0, more);
        System.arraycopy(begun, 0, longer, more, begun.length);
        begun = longer;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
