package org.parley.demo;

import org.parley.demo.DemoDialer.Dialled;
import org.parley.sim.CallerLine;
import org.parley.sim.PlacedCall;

/** What brings the demo's callers to the host: a simulated Asterisk or a real one. */
interface FarEnd extends AutoCloseable {

    /** What it is, for the first lines of the demo. */
    String description();

    /** Places a call for a caller with that ear. */
    PlacedCall place(Dialled call, CallerLine.Ear ear);

    @Override
    void close();
}
