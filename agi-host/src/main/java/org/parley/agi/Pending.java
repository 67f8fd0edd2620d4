package org.parley.agi;

import java.time.Duration;

/**
 * An application that the far end is running for us, such as AudioSocket. Until it has ended no other command can be
 * sent. The call's thread only.
 */
public interface Pending {
    /**
     * Waits until the application has ended.
     *
     * @return the application's own result; -1 also when the caller or Asterisk has gone
     * @throws AgiException when it has not ended within the limit: it is still running and may be awaited again; or
     * when
     *     Asterisk does not have the application
     * @throws InterruptedException when interrupted, which closes the session
     */
    int await(Duration limit) throws InterruptedException;

    /** Whether it has ended, so that {@link #await} will not wait. Takes up to a millisecond. */
    boolean isDone();
}
