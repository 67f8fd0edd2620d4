package org.parley.aloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that goes on from where it is set. Any thread may read it. */
final class ShiftedClock extends Clock {
    private final Clock real;
    private volatile Duration ahead = Duration.ZERO;

    ShiftedClock(Clock real) {
        this.real = real;
    }

    /** It is so late now. */
    void set(Instant now) {
        ahead = Duration.between(real.instant(), now);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        ShiftedClock same = new ShiftedClock(real.withZone(zone));
        same.ahead = ahead;
        return same;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }
}
