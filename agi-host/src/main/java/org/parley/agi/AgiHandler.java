package org.parley.agi;

/** What to do with a call. One instance serves all calls. */
@FunctionalInterface
public interface AgiHandler {
    /**
     * Runs one call, on the call's own virtual thread; the AGI session ends when it returns. It sets PARLEY_STATUS;
     * if it
     * throws without having set it, the server sets FAILED. {@link CallerGone} may pass through: it is no failure.
     *
     * @throws InterruptedException when the host stops, or the call lasted longer than it may
     */
    void handle(AgiRequest request, AgiChannel channel) throws InterruptedException;
}
