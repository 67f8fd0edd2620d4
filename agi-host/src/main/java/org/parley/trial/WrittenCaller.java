package org.parley.trial;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A caller whose lines are known before: when there is none left, he is waited for. Used by one thread. */
public final class WrittenCaller implements TrialCaller {
    private final Iterator<String> lines;
    private boolean waits;

    /** Who says these, one line after the other, as {@link Move#of} reads them. */
    public WrittenCaller(List<String> lines) {
        this.lines = List.copyOf(lines).iterator();
    }

    /** Whether the script listened and there was no line left, so that the trial ended there. */
    public boolean isWaitedFor() {
        return waits;
    }

    @Override
    public Optional<Interruption> begins(String text, Duration silence, boolean interruptible) {
        return Optional.empty();
    }

    @Override
    public boolean heard(String text) {
        return false;
    }

    @Override
    public Move next() {
        if (lines.hasNext()) {
            return Move.of(lines.next());
        }
        waits = true;
        return new Move.HangsUp();
    }
}
