package org.parley.call;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * Which call a thread works for, so that each line in the log can tell. Virtual threads that a call's thread begins are
 * that call's too; threads of pools belong to no call, whoever was the first to need them.
 */
public final class CallThread {
    /** The field of a log line. */
    public static final String FIELD = "call";

    private static final InheritableThreadLocal<String> CALL = new InheritableThreadLocal<>();

    private CallThread() {}

    /** From now on this thread works for that call, until {@link #end}. */
    static void begin(String call) {
        CALL.set(call);
        MDC.put(FIELD, call);
    }

    static void end() {
        CALL.remove();
        MDC.remove(FIELD);
    }

    /** The call that this thread works for. */
    public static Optional<String> call() {
        return Thread.currentThread().isVirtual() ? Optional.ofNullable(CALL.get()) : Optional.empty();
    }
}
