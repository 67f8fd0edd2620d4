package org.parley.call;

import org.parley.sim.CallerLine;

/** A caller who only speaks. */
public final class Deaf implements CallerLine.Ear {
    @Override
    public void tick(CallerLine line, short[] heard, int length) {}

    @Override
    public void ended() {}
}
