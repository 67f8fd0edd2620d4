package org.parley.ai;

import java.util.List;

/**
 * One turn of a talk as a model sees it: its text, the tools that the agent called in it, and for the answer of a tool
 * the id of its call, else "", and whether it failed.
 */
public record ChatTurn(Role role, String text, List<ToolCall> calls, String callId, boolean failed) {
    public ChatTurn {
        calls = List.copyOf(calls);
    }

    /** Words of the caller. */
    public static ChatTurn caller(String text) {
        return new ChatTurn(Role.CALLER, text, List.of(), "", false);
    }

    /** Words of the agent, as much as was heard. */
    public static ChatTurn agent(String text) {
        return new ChatTurn(Role.AGENT, text, List.of(), "", false);
    }

    /** The agent called tools, perhaps after some words. */
    public static ChatTurn calls(String text, List<ToolCall> calls) {
        return new ChatTurn(Role.AGENT, text, calls, "", false);
    }

    /** The answer to one of those calls. */
    public static ChatTurn result(ToolCall call, ToolResult result) {
        return new ChatTurn(Role.TOOL, result.text(), List.of(), call.id(), result.failed());
    }

    /** A fact that the model is to know and not to answer. */
    public static ChatTurn fact(String text) {
        return new ChatTurn(Role.FACT, text, List.of(), "", false);
    }

    /** Whose turn it was. */
    public enum Role {
        CALLER,
        AGENT,
        TOOL,
        FACT
    }
}
