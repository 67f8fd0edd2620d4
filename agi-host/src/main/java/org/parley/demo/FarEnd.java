package org.parley.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.sim.CallerLine;

/** What brings the demo's callers to the host: a simulated Asterisk or a real one. */
interface FarEnd extends AutoCloseable {

    /** What it is, for the first lines of the demo. */
    String description();

    /** Places a call for a caller with that ear. */
    Placed place(Dialled call, CallerLine.Ear ear);

    @Override
    void close();

    /** A call that was placed. */
    interface Placed {

        /** Waits until the call is over for the far end. */
        Ended await(Duration limit) throws InterruptedException, TimeoutException;

        /** Hangs up whatever still runs. */
        void hangUp();
    }

    /**
     * How the far end saw it.
     *
     * @param route where the dialplan sent the caller, or "" where it is not told
     * @param firstAudioMillis from the audio connection to the first sound heard, or -1
     * @param faults what the far end did not like
     */
    record Ended(String route, long firstAudioMillis, List<String> faults) {
        public Ended {
            faults = List.copyOf(faults);
        }
    }
}
