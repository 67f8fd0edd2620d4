package org.parley.script;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ToolSpec;

/** A tool of a script: what the model is told about it, and the code behind it. */
public record Tool(ToolSpec spec, Code code) {

    /** What a tool does. */
    @FunctionalInterface
    public interface Code {
        /**
         * Runs on a thread of its own while the talk goes on.
         *
         * @param arguments by name, of the types that the parameters have: String, Long, BigDecimal or Boolean; an
         *     optional one that the model left out is missing
         * @return what the model is told: a text, a value, a list or a map; null for "done"
         * @throws ScriptFailure when the script's code broke down
         */
        @Nullable
        Object run(Map<String, Object> arguments);
    }
}
