package org.parley.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.parley.call.CallThread;
import org.slf4j.MDC;

/** Puts the call's id on the log lines of all threads that work for it. It lets every line through. */
public final class CallInLog extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        // the event takes its fields when the first appender asks for them, which is after this
        if (MDC.get(CallThread.FIELD) == null) {
            CallThread.call().ifPresent(call -> MDC.put(CallThread.FIELD, call));
        }
        return FilterReply.NEUTRAL;
    }
}
