package org.parley.call;

import org.parley.script.CallEnded;

/** Why a call ended: the first reason counts. Used by the call's thread only. */
final class Ending {
    private EndReason reason = EndReason.SCRIPT;
    private String detail = "";
    private boolean decided;

    /** Notes the reason if none is known yet, and gives what unwinds the script. */
    CallEnded because(EndReason reason, String detail) {
        if (!decided) {
            this.reason = reason;
            this.detail = detail;
            decided = true;
        }
        return new CallEnded(detail);
    }

    EndReason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    boolean decided() {
        return decided;
    }
}
