package org.parley.dialer.reports;

import java.util.List;
import java.util.Locale;

/**
 * Where the dialer's tables do not say of a call what Parley knows.
 *
 * @param call Parley's id of it
 * @param where the table and the key of the row
 * @param is what the dialer has
 * @param shouldBe what it ought to have
 * @param repair the statements that make it so, as they are carried out; none where only a person can decide
 * @param repaired whether they have been, in this run
 */
public record Difference(
        String call, Kind kind, String where, String is, String shouldBe, List<String> repair, boolean repaired) {
    public Difference {
        repair = List.copyOf(repair);
    }

    /** What is wrong. */
    public enum Kind {
        /** The log row of the call is gone, or there never was one; only the dialer may write one. */
        NO_LOG_ROW,
        /** The log row has no end, no length, or nobody who ended it. */
        NO_END,
        /** The log row has no final status, or was taken for dropped though the agent spoke. */
        STATUS,
        /** The same of the lead. */
        LEAD,
        /** A line is busy with a call that is over. */
        STUCK_LINE,
        /** A call that is over stands among those on their way. */
        STUCK_CALL,
        /** The recording has no row. */
        NO_RECORDING,
        /** The agent's log has no row of the call. */
        NO_AGENT_LOG,
        /** The agent's log has the call's talk open. */
        OPEN_TALK,
        /** The call-back that was agreed is not there. */
        NO_CALLBACK,
        /** Somebody has given the row another final status: it stays. */
        CHANGED;

        /** As it is printed: {@code stuck-line}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it is still there and is one: what somebody has decided is no fault. */
    public boolean isLeft() {
        return !repaired && kind != Kind.CHANGED;
    }

    /** The same finding in every run. */
    public String key() {
        return call + " " + kind + " " + where;
    }

    /** One line without the repair. */
    public String line() {
        String word = kind == Kind.CHANGED ? "changed by somebody" : kind.word();
        return "%s  %s  %s is %s, should be %s".formatted(call, word, where, is, shouldBe);
    }

    Difference done() {
        return new Difference(call, kind, where, is, shouldBe, repair, true);
    }
}
