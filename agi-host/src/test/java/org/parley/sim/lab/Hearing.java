package org.parley.sim.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.parley.sim.CallerLine;

/** The ear of a caller in tests: keeps all it hears with the time it came, and lets tests wait for sound or silence. */
final class Hearing implements CallerLine.Ear {
    /** Above the noise of companding, far below speech. */
    private static final int SOUND_LEVEL = 300;

    private final List<Piece> pieces = new ArrayList<>();
    private boolean ended;

    /** What came with one tick, and when, by {@link System#nanoTime()}. */
    @SuppressWarnings("ArrayRecordComponent") // copied on the way in and only read
    record Piece(long nanos, short[] samples) {

        /** The mean level, 0 to 32767. */
        int level() {
            long sum = 0;
            for (short sample : samples) {
                sum += Math.abs(sample);
            }
            return samples.length == 0 ? 0 : Math.toIntExact(sum / samples.length);
        }

        boolean isSound() {
            return level() > SOUND_LEVEL;
        }
    }

    @Override
    public synchronized void tick(CallerLine line, short[] heard, int length) {
        pieces.add(new Piece(System.nanoTime(), Arrays.copyOf(heard, length)));
        notifyAll();
    }

    @Override
    public synchronized void ended() {
        ended = true;
        notifyAll();
    }

    /** Waits until that much sound has come since {@code fromNanos}; false when the time or the line is over first. */
    synchronized boolean awaitSound(Duration amount, long fromNanos, Duration limit) throws InterruptedException {
        return await(limit, all -> sum(all, fromNanos, true) >= amount.toMillis() * 8);
    }

    /** Waits until the last pieces, that long together, are silent. */
    synchronized boolean awaitSilence(Duration length, Duration limit) throws InterruptedException {
        long wanted = length.toMillis() / CallerLine.TICK_MILLIS;
        long from = pieces.size();
        return await(
                limit,
                all -> all.size() - from >= wanted
                        && all.subList(Math.toIntExact(all.size() - wanted), all.size()).stream()
                                .noneMatch(Piece::isSound));
    }

    private boolean await(Duration limit, Predicate<List<Piece>> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!wanted.test(pieces)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || ended) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private static long sum(List<Piece> all, long fromNanos, boolean sound) {
        return all.stream()
                .filter(piece -> piece.nanos() >= fromNanos && piece.isSound() == sound)
                .mapToLong(piece -> piece.samples().length)
                .sum();
    }

    /** All samples so far, one after the other. */
    synchronized short[] samples() {
        short[] all = new short
                [pieces.stream().mapToInt(piece -> piece.samples().length).sum()];
        int at = 0;
        for (Piece piece : pieces) {
            System.arraycopy(piece.samples(), 0, all, at, piece.samples().length);
            at += piece.samples().length;
        }
        return all;
    }

    /** How many samples of sound have come. */
    synchronized long soundSamples() {
        return sum(pieces, Long.MIN_VALUE, true);
    }
}
