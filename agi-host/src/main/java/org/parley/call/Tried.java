package org.parley.call;

import org.parley.script.Script;

/**
 * What somebody tries in a call of his own: the dialer learns nothing of it, services are only read, and it does not
 * count for how often the script breaks down.
 *
 * @param isDraft whether it is in no routing, and is forgotten after the call
 */
public record Tried(Script script, boolean isDraft) {

    /** Which text of the script it is, in a word. */
    public String word() {
        return isDraft ? "draft" : "live";
    }

    /** The call is over. */
    void over() {
        if (isDraft) {
            script.retire();
        }
    }
}
