package org.parley.ai;

/** One turn of a talk as a model sees it. */
public record ChatTurn(Role role, String text) {

    /** Whose turn it was; TOOL carries the answer of a tool. */
    public enum Role {
        CALLER,
        AGENT,
        TOOL
    }
}
