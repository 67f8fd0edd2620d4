package org.parley.ai;

/**
 * A model's wish to run a tool; the id returns with the answer. The arguments are JSON text as the model wrote it, ""
 * for none. Outside input: name and arguments may be anything.
 */
public record ToolCall(String id, String name, String arguments) {}
