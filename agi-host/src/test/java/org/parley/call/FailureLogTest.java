package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong();
    private final FailureLog failures = new FailureLog(logger(), now::get);

    private Logger logger() {
        Logger logger = new LoggerContext().getLogger("calls");
        lines.start();
        logger.addAppender(lines);
        return logger;
    }

    @Test
    void whatBreaksAllCallsIsLoggedOnceAMinuteWithTheirNumber() {
        for (int i = 0; i < 500; i++) {
            failures.call(broken());
        }
        failures.script("sales.groovy:3", "sales.groovy:3: it broke");
        failures.script("sales.groovy:4", "sales.groovy:4: it broke");
        failures.script("sales.groovy:4", "sales.groovy:4: it broke");
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        failures.call(broken());
        failures.script("sales.groovy:4", "sales.groovy:4: it broke");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "the call failed and the dialplan takes it back: no disk",
                        "the script failed and the dialplan takes the call back:\nsales.groovy:3: it broke",
                        "the script failed and the dialplan takes the call back:\nsales.groovy:4: it broke",
                        "the call failed and the dialplan takes it back (and 499 calls before it in the same way): no disk",
                        "the script failed and the dialplan takes the call back (and 1 calls before it in the same way):\n"
                                + "sales.groovy:4: it broke");
        assertThat(lines.list.getFirst().getThrowableProxy()).as("the trace").isNotNull();
    }

    private static IllegalStateException broken() {
        return new IllegalStateException("no disk");
    }
}
