package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerOptions.Strangers;
import org.parley.dialer.reports.Centre;
import org.parley.dialer.reports.ReconcileFigures;

/** The host compares by itself, and repairs only when it may. */
final class ReconcileTimerIT {
    @TempDir
    Path folder;

    @Test
    void findsAndRepairsOnlyWhenItMay() {
        ReconcileFigures figures = new ReconcileFigures();
        try (Centre centre = new Centre(Kind.OSDIAL, folder)) {
            centre.call(centre.at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
            centre.at.execute("UPDATE <log> SET status = 'XFER'");
            try (ReconcileTimer _ = ReconcileTimer.start(centre.at.jdbi(), settings("0s", true), figures)) {
                assertThat(figures.runs()).isZero();
            }
            try (ReconcileTimer _ = ReconcileTimer.start(centre.at.jdbi(), settings("50ms", false), figures)) {
                await().until(() -> figures.runs() >= 2);
            }
            assertThat(figures.kinds()).isEqualTo(Map.of("status", 1L));
            assertThat(figures.left()).isEqualTo(1);
            assertThat(figures.calls()).isEqualTo(figures.runs());
            try (ReconcileTimer _ = ReconcileTimer.start(centre.at.jdbi(), settings("50ms", true), figures)) {
                await().until(() -> figures.repaired() == 1 && figures.left() == 0);
                centre.at.execute("RENAME TABLE <log> TO log_away");
                await().until(() -> figures.failures() > 0);
                centre.at.execute("RENAME TABLE log_away TO <log>");
                long runs = figures.runs();
                await().until(() -> figures.runs() > runs);
            }
            assertThat(centre.at.value("SELECT status FROM <log>")).isEqualTo("SALE");
        }
    }

    private static DialerSettings settings(String every, boolean fix) {
        Duration interval = Duration.parse("PT" + every.replace("50ms", "0.05s"));
        return new DialerSettings(
                "", Strangers.FIND, 999, "NI", "", false, false, Duration.ofSeconds(8), interval, fix);
    }
}
