package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.parley.store.CallState.DIED;
import static org.parley.store.CallState.DONE;
import static org.parley.store.CallState.FAILED;
import static org.parley.store.CallState.TRANSFERRED;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.parley.store.CallReport.Row;
import org.parley.store.ReportQuery.By;

/** Reports of calls beside figures counted by hand, over the night on which Vienna's clocks go forward. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallReportsIT {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** A million tokens written cost ten. */
    private static final Pricing PRICES = new Pricing() {
        @Override
        public Optional<BigDecimal> of(String provider, String unit, long amount) {
            return provider.equals("openai") && unit.equals("OUTPUT_TOKENS")
                    ? Optional.of(BigDecimal.valueOf(amount, 5))
                    : Optional.empty();
        }

        @Override
        public boolean lacks(String provider) {
            return provider.equals("hume");
        }
    };

    private TestDatabase test;
    private CallReports reports;

    @BeforeAll
    void calls() {
        test = TestDatabase.open();
        reports = new CallReports(test.jdbi(), PRICES);
        PastCallRows calls = new PastCallRows(test.jdbi());
        calls.call("2026-03-28T22:59:59Z", "sales").ended(DONE, "CALLER", "EARLY", 1000);
        // 29 March there
        calls.call("2026-03-28T23:00:00Z", "sales")
                .on("9001", "SALES")
                .answered(100, 200, 300, 400, 500)
                .answered(110, 210, 310, 410, 1504)
                .used("openai", "OUTPUT_TOKENS", 1000)
                .used("openai", "INPUT_TOKENS", 70)
                .ended(DONE, "CALLER", "SALE", 60);
        calls.call("2026-03-29T00:59:59Z", "sales")
                .on("9002", "SALES")
                .answered(100, 200, 300, 400, 700)
                .used("openai", "OUTPUT_TOKENS", 500)
                .used("hume", "TALK_MS", 5000)
                .used("flite", "CHARACTERS", 50)
                .ended(TRANSFERRED, "TRANSFER", "XFER", 30);
        calls.call("2026-03-29T01:00:00Z", "survey").on("9001", "SURVEY").ended(DONE, "SCRIPT", "SALE", 15);
        calls.call("2026-03-29T21:59:59Z", "survey").ended(FAILED, "FAILED", "", 5);
        // and 30 March
        calls.call("2026-03-29T22:00:00Z", "sales").ended(DIED, "", "", 10);
        calls.call("2026-03-29T22:00:01Z", "sales").running();
        calls.call("2026-03-30T22:00:00Z", "sales").ended(DONE, "CALLER", "LATE", 1000);
    }

    @AfterAll
    void close() {
        test.close();
    }

    private static ReportQuery asked(String from, String to, By by, String script, String campaign) {
        return ReportQuery.of(LocalDateTime.parse(from), LocalDateTime.parse(to), VIENNA, by, script, campaign);
    }

    private CallReport report(By by) {
        return reports.report(asked("2026-03-29T00:00", "2026-03-30T23:59:59", by, "", ""));
    }

    @Test
    void daysAreThoseOfTheZoneAlsoWhenItsClockChanges() {
        CallReport report = report(By.DAY);

        assertThat(report.rows()).extracting(Row::key).containsExactly("2026-03-29", "2026-03-30");
        Row first = report.rows().getFirst();
        assertThat(first.calls()).isEqualTo(4);
        assertThat(first.ended()).isEqualTo(4);
        assertThat(first.contained()).isEqualTo(2);
        assertThat(first.containment()).isEqualTo(0.5);
        assertThat(first.transferred()).isEqualTo(1);
        assertThat(first.transferRate()).isEqualTo(0.25);
        assertThat(first.failed()).isEqualTo(1);
        assertThat(first.talkMs()).isEqualTo(110_000);
        assertThat(first.averageTalkMs()).isEqualTo(27_500);
        assertThat(first.cost()).isEqualByComparingTo("0.015");
        assertThat(first.averageCost()).isEqualByComparingTo("0.0038");
        assertThat(first.statuses()).isEqualTo(Map.of("SALE", 2L, "XFER", 1L, "-", 1L));
        assertThat(first.ends()).isEqualTo(Map.of("CALLER", 1L, "TRANSFER", 1L, "SCRIPT", 1L, "FAILED", 1L));
        Row second = report.rows().getLast();
        assertThat(second.calls()).isEqualTo(2);
        assertThat(second.running()).isEqualTo(1);
        assertThat(second.died()).isEqualTo(1);
        assertThat(second.containment()).isZero();
        assertThat(second.ends()).isEqualTo(Map.of("DIED", 1L));
        assertThat(report.total().calls()).isEqualTo(6);
        assertThat(report.total().ended()).isEqualTo(5);
        assertThat(report.total().containment()).isEqualTo(0.4);
        assertThat(report.unpriced()).containsExactly("hume");
    }

    @Test
    void hoursAreThoseOfTheZoneAndNoneIsLeftOut() {
        List<Row> rows = report(By.HOUR).rows();

        assertThat(rows)
                .hasSize(48)
                .extracting(Row::calls)
                .filteredOn(calls -> calls > 0)
                .containsExactly(1L, 1L, 1L, 1L, 2L);
        assertThat(rows.stream().filter(row -> row.calls() > 0).map(Row::key))
                .as("01:59:59, then 03:00:00")
                .containsExactly(
                        "2026-03-29T00:00",
                        "2026-03-29T01:00",
                        "2026-03-29T03:00",
                        "2026-03-29T23:00",
                        "2026-03-30T00:00");
    }

    @Test
    void rowsAreScriptsStatusesOrLines() {
        assertThat(report(By.SCRIPT).rows())
                .extracting(Row::key, Row::calls)
                .containsExactly(tuple("sales", 4L), tuple("survey", 2L));
        CallReport byStatus = report(By.STATUS);
        assertThat(byStatus.rows()).extracting(Row::key).containsExactly("-", "SALE", "XFER");
        assertThat(byStatus.rows()).extracting(row -> row.cost().doubleValue()).containsExactly(0.0, 0.01, 0.005);
        assertThat(report(By.LINE).rows())
                .extracting(Row::key, Row::calls)
                .containsExactly(tuple("-", 3L), tuple("9001", 2L), tuple("9002", 1L));
        CallReport survey = reports.report(asked("2026-03-29T00:00", "2026-03-29T23:59:59", By.SCRIPT, "survey", ""));
        assertThat(survey.total().calls()).isEqualTo(2);
        CallReport campaign = reports.report(asked("2026-03-29T00:00", "2026-03-29T23:59:59", By.SCRIPT, "", "SALES"));
        assertThat(campaign.total().calls()).isEqualTo(2);
        CallReport none =
                reports.report(asked("2026-03-29T00:00", "2026-03-29T23:59:59", By.SCRIPT, "sales' OR '1", ""));
        assertThat(none.total().calls()).isZero();
        assertThat(none.rows()).isEmpty();
    }

    @Test
    void latenciesAreTheShortestTimesThatSoManyDidNotExceed() {
        Row total = report(By.DAY).total();

        assertThat(total.latency().get(Stage.DECIDED)).isEqualTo(new Latencies(3, 100, 110, 110, 110));
        assertThat(total.latency().get(Stage.FIRST_FRAME))
                .as("500, 700 and 1504, to ten")
                .isEqualTo(new Latencies(3, 700, 1500, 1500, 1500));
        Latencies.Count hundred = new Latencies.Count();
        for (int i = 1; i <= 100; i++) {
            hundred.add(i * 10);
        }
        hundred.add(-1);
        assertThat(hundred.latencies()).isEqualTo(new Latencies(100, 500, 900, 950, 990));
        assertThat(new Latencies.Count().latencies()).isEqualTo(new Latencies(0, 0, 0, 0, 0));
        Latencies.Count endless = new Latencies.Count();
        endless.add(3_600_000);
        assertThat(endless.latencies().p50()).as("at most a minute is told").isEqualTo(60_000);
    }

    @Test
    void aSpanHasABound() {
        assertThatThrownBy(() -> asked("2026-01-01T00:00", "2027-01-02T23:59:59", By.DAY, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("by day: expected at most 366 days but were 367; ask for less at a time");
        assertThatThrownBy(() -> asked("2026-03-01T00:00", "2026-04-01T12:59:59", By.HOUR, "", ""))
                .hasMessageContaining("by hour: expected at most 31 days but were 32");
        assertThat(asked("2026-01-01T00:00", "2027-01-01T23:59:59", By.DAY, "", "")
                        .by())
                .isEqualTo(By.DAY);
        assertThatThrownBy(() -> By.of("week"))
                .hasMessage("by: expected one of day, hour, script, status, line but was 'week'");
    }

    @Test
    void callsAreFoundByTheirStartAndTheirAnswersByTheCall() {
        List<String> keys = test.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        EXPLAIN SELECT STRAIGHT_JOIN COUNT(*)
                          FROM parley_call c FORCE INDEX (by_start)
                          JOIN parley_answer a ON a.call_id = c.id
                         WHERE c.started_at >= '2026-03-29' AND c.started_at < '2026-03-30'
                        """)
                        .map((row, _) ->
                                row.getString("type") + " " + row.getString("key") + " " + row.getString("ref"))
                        .list());
        assertThat(keys.getFirst()).startsWith("range by_start");
        assertThat(keys.getLast()).startsWith("ref PRIMARY ").endsWith(".c.id");
    }
}
