package org.parley.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.parley.store.TurnRow.Side;

/**
 * Words while they are being spoken: told to those who look on, and kept nowhere. They change many times a second, so
 * the newest are told every quarter of a second at most, on a thread of their own, and none of a turn once its words
 * are final. Any thread may use it.
 */
final class InterimWords {
    /** At least so long lies between two of one side. */
    static final Duration BETWEEN = Duration.ofMillis(250);

    /** Of a longer turn its end is shown. */
    private static final int SHOWN_MAX = 400;

    private final Privacy privacy;
    private final BiConsumer<Side, String> told;
    private final Turn caller = new Turn(Side.CALLER);
    private final Turn agent = new Turn(Side.AGENT);
    private final AtomicBoolean runs = new AtomicBoolean(); // there is a thread that tells
    private volatile boolean over;

    /** What one side is saying. */
    private static final class Turn {
        private final Side side;
        private final AtomicReference<String> newest = new AtomicReference<>(""); // not told yet; "" for nothing
        private volatile int number; // counts turns up; this and the rest are written under the lock
        private String last = ""; // what was told last of this turn
        private int switches; // of the record, when the turn may have begun

        Turn(Side side) {
            this.side = side;
        }
    }

    /** @param told is called by one thread at a time, and never for a turn that was said; must be quick */
    InterimWords(Privacy privacy, BiConsumer<Side, String> told) {
        this.privacy = privacy;
        this.told = told;
    }

    private Turn of(Side side) {
        return side == Side.CALLER ? caller : agent;
    }

    /** So much of that side's turn is known by now. Never waits. */
    void soFar(Side side, String words) {
        if (!over && !words.isBlank()) {
            of(side).newest.set(words);
            begin();
        }
    }

    private void begin() {
        if (runs.compareAndSet(false, true)) {
            Thread.ofVirtual().name("interim-words").start(this::run);
        }
    }

    /** That side's turn is over: its words are told as what they are. */
    synchronized void said(Side side) {
        Turn turn = of(side);
        turn.number++;
        turn.newest.set("");
        turn.last = "";
        turn.switches = privacy.switches();
    }

    /** The call is over. */
    synchronized void close() {
        over = true;
    }

    private void run() {
        try {
            while (tellNewest()) {
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            runs.set(false);
        }
        if (!over && !(caller.newest.get().isEmpty() && agent.newest.get().isEmpty())) {
            begin(); // they came while this ended
        }
    }

    private boolean tellNewest() {
        boolean caller = tellNewest(this.caller);
        boolean agent = tellNewest(this.agent);
        return caller || agent;
    }

    /** False when there is nothing to tell. */
    private boolean tellNewest(Turn turn) {
        int number = turn.number;
        String words = turn.newest.getAndSet("");
        if (over || words.isEmpty()) {
            return false;
        }
        tell(turn, shown(words), number);
        return true;
    }

    /** Masked before it is cut: the rest of a number may not look like one. */
    private String shown(String words) {
        String masked = privacy.soFar(words).strip();
        int from = masked.length() - SHOWN_MAX;
        return from <= 0 ? masked : "…" + masked.substring(Math.max(from, masked.indexOf(' ', from)));
    }

    /** What was begun before the record went off or on is not shown: nobody knows when which words were spoken. */
    private synchronized void tell(Turn turn, String words, int number) {
        boolean mayBeShown = turn.switches == privacy.switches() && !words.equals(Privacy.OFF_RECORD);
        if (!over && turn.number == number && mayBeShown && !words.equals(turn.last)) {
            turn.last = words;
            told.accept(turn.side, words);
        }
    }
}
