package org.parley.ai;

/** What a tool answers the model: plain text or JSON text, and whether it failed. */
public record ToolResult(String text, boolean failed) {

    /** It worked. */
    public static ToolResult of(String text) {
        return new ToolResult(text, false);
    }

    /** It did not; the text tells the model why and what it can do. */
    public static ToolResult failure(String text) {
        return new ToolResult(text, true);
    }
}
