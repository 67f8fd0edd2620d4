package org.parley.script;

import org.jspecify.annotations.Nullable;

/** The script library cannot do what it was asked: the folder is missing, or a verb was used wrongly. */
public class ScriptException extends RuntimeException {
    public ScriptException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
