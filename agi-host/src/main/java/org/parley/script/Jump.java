package org.parley.script;

import org.jspecify.annotations.Nullable;

/** Leaves the code that runs, for another step or for the end of the script. No error, so it has no stack trace. */
abstract sealed class Jump extends RuntimeException {
    private static final int CAUSES_MAX = 8;

    private Jump(String message) {
        super(message, null, false, false);
    }

    /** To the step of that name. */
    static final class ToStep extends Jump {
        private final String step;

        ToStep(String step) {
            super("goTo '" + step + "'");
            this.step = step;
        }

        String step() {
            return step;
        }
    }

    /** To the end of the script. */
    static final class ToEnd extends Jump {
        ToEnd() {
            super("finish");
        }
    }

    /** The jump that was thrown, or that what was thrown was made of; null for anything else. */
    static @Nullable Jump in(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            if (cause instanceof Jump jump) {
                return jump;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
