package org.parley.script;

/**
 * What came of a transfer: {@code if (!t.ok && t.reason == 'BUSY') …}.
 *
 * @param ok whether the caller is on his way to somebody
 * @param reason the name of a {@link Reason}, as scripts compare it
 */
public record Transfer(boolean ok, String reason) {

    /** Of that outcome. */
    public static Transfer of(Reason reason) {
        return new Transfer(reason == Reason.ANSWERED || reason == Reason.SENT, reason.name());
    }

    /** Why it went well, or did not. */
    public enum Reason {
        /** Somebody took the call; the caller comes to him when the script ends. */
        ANSWERED,
        /** The caller goes there when the script ends; who takes him there is the dialer's or the dialplan's part. */
        SENT,
        /** Nobody who takes such calls is there, or free within the wait. */
        NO_AGENT,
        /** The in-group is closed now, or not active. */
        CLOSED,
        /** There is no such in-group, agent, extension or number. */
        UNKNOWN,
        /** The telephone is in use. */
        BUSY,
        /** Nobody picked up in time. */
        NO_ANSWER,
        /** Somebody heard what it is about and did not want it, or hung up. */
        DECLINED,
        /** It may not be done here: the dialplan or the dialer lacks what it takes. */
        REFUSED,
        /** It could not be done: the network, the database, Asterisk. */
        FAILED
    }
}
