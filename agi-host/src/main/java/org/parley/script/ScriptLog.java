package org.parley.script;

import org.slf4j.event.Level;

/** The host's log as a script writes to it: lines that carry the call's id, with numbers of cards and such masked. */
public final class ScriptLog {
    private final Call call;

    ScriptLog(Call call) {
        this.call = call;
    }

    /** For whoever looks for a fault. */
    public void debug(String text) {
        call.log(Level.DEBUG, text);
    }

    /** What is worth a line in every call. */
    public void info(String text) {
        call.log(Level.INFO, text);
    }

    /** What somebody should look at. */
    public void warn(String text) {
        call.log(Level.WARN, text);
    }

    /** What somebody must look at. */
    public void error(String text) {
        call.log(Level.ERROR, text);
    }
}
