package org.parley.sim;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A call that was placed and runs. Any thread may call. */
public interface PlacedCall {

    /** The unique id of the channel that Asterisk's dialplan serves, as the host is told it. */
    String uniqueId();

    /** Waits until the dialplan has done with the call. */
    CallEnd await(Duration limit) throws InterruptedException, TimeoutException;

    /** Hangs up whatever still runs. */
    void hangUp();
}
