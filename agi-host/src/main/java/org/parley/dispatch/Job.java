package org.parley.dispatch;

import java.time.Instant;

/**
 * How an agent comes to a call.
 *
 * @param job its id
 * @param state how far it has come: accepted, dialing, answered, joined, failed
 * @param reason why it has failed, else ""
 * @param script the agent's
 * @param target where the call is or goes
 * @param call the call's id, once the host has it, else ""
 * @param accepted when
 * @param changed when it came to this state
 */
public record Job(
        String job,
        String state,
        String reason,
        String script,
        String target,
        String call,
        Instant accepted,
        Instant changed) {

    /** How far it may have come. */
    public enum State {
        ACCEPTED,
        DIALING,
        ANSWERED,
        /** Audio flows both ways. */
        JOINED,
        FAILED
    }
}
