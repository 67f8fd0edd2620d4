package org.parley.call;

import org.parley.store.CallState;

/** Who or what ended a call; stored as its name. */
public enum EndReason {
    /** The caller hung up. */
    CALLER,
    /** The script came to its end. */
    SCRIPT,
    /** The script hung up. */
    AGENT,
    /** The script sent the caller on. */
    TRANSFER,
    /** The longest time of a call was over. */
    TIME,
    /** The talks had cost as much as the script allows. */
    COST,
    /** A supervisor hung up, from the console. */
    SUPERVISOR,
    /** The script or a part of the host failed; the dialplan takes the caller to a person. */
    FAILED,
    /** The host was stopped; the dialplan takes the caller to a person. */
    STOPPED;

    /** Where a call stands that ended so. */
    CallState state() {
        return switch (this) {
            case CALLER, SCRIPT, AGENT, TIME, COST, SUPERVISOR -> CallState.DONE;
            case TRANSFER -> CallState.TRANSFERRED;
            case FAILED, STOPPED -> CallState.FAILED;
        };
    }
}
