package org.parley.audio;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it is told for the test's thread. */
final class Ear implements LegListener {

    final BlockingQueue<short[]> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Boolean> voice = new LinkedBlockingQueue<>();
    final BlockingQueue<Character> digits = new LinkedBlockingQueue<>();
    final BlockingQueue<LegEnd> ends = new LinkedBlockingQueue<>();

    @Override
    public void heard(short[] samples, int length) {
        heard.add(Arrays.copyOf(samples, length));
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        voice.add(speaking);
    }

    @Override
    public void digit(char key) {
        digits.add(key);
    }

    @Override
    public void ended(LegEnd end) {
        ends.add(end);
    }

    /** The next so many samples heard, however they came. */
    short[] hear(int count) throws InterruptedException {
        short[] all = new short[count];
        int at = 0;
        while (at < count) {
            short[] piece = take(heard);
            int length = Math.min(piece.length, count - at);
            System.arraycopy(piece, 0, all, at, length);
            at += length;
        }
        return all;
    }

    static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(15, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("Expected to be told something within 15 s but was not");
        }
        return taken;
    }
}
