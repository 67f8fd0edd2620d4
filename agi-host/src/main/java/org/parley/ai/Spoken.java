package org.parley.ai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.parley.audio.Pcm;

/** An utterance as a cache keeps it: its samples at the telephone's rate, and how far the text was at which of them. */
@SuppressWarnings("ArrayRecordComponent") // handed on by copies, never compared
record Spoken(short[] samples, List<Mark> marks) {
    private static final int BEGINNING = 0x5053_7031;
    private static final int HEADER_BYTES = 20;
    private static final int MARK_BYTES = 12;
    /** What an object and its place in a map take, about. */
    private static final int OVERHEAD_BYTES = 128;

    Spoken {
        marks = List.copyOf(marks);
    }

    /** The first {@code chars} characters were spoken at that time. */
    record Mark(int chars, Duration at) {}

    /** Memory in use. */
    long bytes() {
        return 2L * samples.length + 48L * marks.size() + OVERHEAD_BYTES;
    }

    /** Hands it on as a synthesiser does, in pieces of so many samples. */
    void to(SpeechSink sink, int pieceSamples) throws InterruptedException {
        marks.forEach(mark -> sink.mark(mark.chars(), mark.at()));
        Pieces.of(samples, Pcm.TELEPHONE_RATE, pieceSamples, sink);
    }

    /** As a file: its lengths, then marks and samples, with a check sum over all of it. */
    byte[] file() {
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + MARK_BYTES * marks.size() + 2 * samples.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(BEGINNING).putInt(0);
        file.putInt(Pcm.TELEPHONE_RATE).putInt(marks.size()).putInt(samples.length);
        marks.forEach(mark -> file.putInt(mark.chars()).putLong(mark.at().toNanos()));
        file.asShortBuffer().put(samples);
        file.putInt(4, sum(file.array()));
        return file.array();
    }

    /** What a file holds; empty when it was torn or is none. */
    static Optional<Spoken> of(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES || file.getInt() != BEGINNING || file.getInt() != sum(bytes)) {
            return Optional.empty();
        }
        int rate = file.getInt();
        int markCount = file.getInt();
        int sampleCount = file.getInt();
        long expected = HEADER_BYTES + (long) MARK_BYTES * markCount + 2L * sampleCount;
        if (rate != Pcm.TELEPHONE_RATE || markCount < 0 || sampleCount < 0 || expected != bytes.length) {
            return Optional.empty();
        }
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < markCount; i++) {
            marks.add(new Mark(file.getInt(), Duration.ofNanos(file.getLong())));
        }
        short[] samples = new short[sampleCount];
        file.asShortBuffer().get(samples);
        return Optional.of(new Spoken(samples, marks));
    }

    /** Of all but the sum itself. */
    private static int sum(byte[] file) {
        CRC32 sum = new CRC32();
        sum.update(file, 8, file.length - 8);
        return (int) sum.getValue();
    }
}
