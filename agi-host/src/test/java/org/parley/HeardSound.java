package org.parley;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parley.sim.CallerLine;

/** Keeps what a caller hears. */
final class HeardSound implements CallerLine.Ear {
    private final List<short[]> pieces = new ArrayList<>(); // guarded by this
    private boolean heard; // guarded by this

    @Override
    public synchronized void tick(CallerLine line, short[] samples, int length) {
        pieces.add(Arrays.copyOf(samples, length));
        for (int i = 0; i < length && !heard; i++) {
            heard = samples[i] != 0;
        }
    }

    @Override
    public void ended() {}

    synchronized boolean hasSound() {
        return heard;
    }

    /** From the first to the last sample that is not zero. */
    synchronized short[] sound() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (short[] piece : pieces) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * piece.length);
            bytes.asShortBuffer().put(piece);
            all.writeBytes(bytes.array());
        }
        short[] samples = new short[all.size() / 2];
        ByteBuffer.wrap(all.toByteArray()).asShortBuffer().get(samples);
        int from = 0;
        while (from < samples.length && samples[from] == 0) {
            from++;
        }
        int to = samples.length;
        while (to > from && samples[to - 1] == 0) {
            to--;
        }
        return Arrays.copyOfRange(samples, from, to);
    }
}
