package org.parley.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the lines of one call lie, so that none has to be looked for. Not for several threads at once: the running
 * call has it first, then the writer.
 */
final class CallLines {
    private static final int OFFSETS_FIRST = 16;

    private final String id;
    private final Segments row;
    private final List<Part> parts = new ArrayList<>(1);

    /** The call's lines in one segment. */
    private static final class Part {
        final Segment segment;
        int[] offsets = new int[OFFSETS_FIRST];
        int count;

        Part(Segment segment) {
            this.segment = segment;
        }

        void add(int offset) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            offsets[count++] = offset;
        }
    }

    CallLines(String id, Segments row) {
        this.id = id;
        this.row = row;
    }

    String id() {
        return id;
    }

    /** Writes one more; when this throws, the line is not there. */
    void append(byte[] line) throws IOException {
        row.append(this, line);
    }

    /** Returns when the disk itself has the newest line, which has so many bytes. */
    void force(int length) throws IOException {
        Part last = parts.getLast();
        last.segment.force(last.offsets[last.count - 1], length);
    }

    /** Notes where one more lies; with the row's lock. */
    void add(Segment segment, int offset) {
        if (parts.isEmpty() || parts.getLast().segment != segment) {
            parts.add(new Part(segment));
            segment.pin();
        }
        parts.getLast().add(offset);
    }

    List<Segment> segments() {
        return parts.stream().map(part -> part.segment).toList();
    }

    /** The call is over, no line follows: gives back what room is to spare. */
    void trim() {
        for (Part part : parts) {
            part.offsets = Arrays.copyOf(part.offsets, part.count);
        }
    }

    /** The call is over, and nobody here will read it: only the first places are still known, for {@link #done}. */
    void forget() {
        for (Part part : parts) {
            part.count = 1;
        }
        trim();
    }

    /** Their JSON, in order. */
    List<byte[]> json() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Part part : parts) {
            for (int i = 0; i < part.count; i++) {
                byte[] line = part.segment.line(part.offsets[i]);
                lines.add(Arrays.copyOfRange(line, SegmentLine.jsonFrom(line), line.length));
            }
        }
        return lines;
    }

    /**
     * Nobody needs the call any more: its first line in every segment says so to the next host, and those that held
     * only such calls go.
     */
    void done() throws IOException {
        for (Part part : parts) {
            part.segment.done(part.offsets[0]);
        }
        row.release(this);
        parts.clear();
    }
}
