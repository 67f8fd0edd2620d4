package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalsTest {
    /** Of no other test: the log is shared with those that run beside this one. */
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.77");

    @Test
    void countsEveryRefusalButLogsAFloodOnceForEachReason() {
        Logger logger = (Logger) LoggerFactory.getLogger(Refusals.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        Refusals refusals = new Refusals();

        for (int i = 0; i < 1_000; i++) {
            refusals.refuse(Refusal.NOT_AGI, PEER);
            refusals.refuse(Refusal.TOO_SLOW, PEER);
        }

        logger.detachAppender(log);
        assertThat(refusals.totals())
                .containsEntry(Refusal.NOT_AGI, 1_000L)
                .containsEntry(Refusal.TOO_SLOW, 1_000L)
                .containsEntry(Refusal.CALLS_FULL, 0L);
        assertThat(log.list.stream()
                        .filter(event -> event.getKeyValuePairs().stream()
                                .anyMatch(pair -> PEER.getHostAddress().equals(pair.value)))
                        .map(ILoggingEvent::getFormattedMessage))
                .containsExactlyInAnyOrder(
                        "AGI connection refused: " + Refusal.NOT_AGI.words(),
                        "AGI connection refused: " + Refusal.TOO_SLOW.words());
    }
}
