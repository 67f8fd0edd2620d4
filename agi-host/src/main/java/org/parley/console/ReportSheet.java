package org.parley.console;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.parley.console.http.Csv;
import org.parley.store.CallReport;
import org.parley.store.Latencies;
import org.parley.store.ReportQuery;
import org.parley.store.Stage;

/** A report of calls as it is shown: the API's JSON and CSV and the command's are this one thing. */
public record ReportSheet(ReportQuery asked, CallReport report) {
    private static final Latencies NONE = new Latencies(0, 0, 0, 0, 0);

    /** The first second, on the clock of the query's zone. */
    public LocalDateTime from() {
        return LocalDateTime.ofInstant(asked.from(), asked.zone());
    }

    /** The last. */
    public LocalDateTime to() {
        return LocalDateTime.ofInstant(asked.until(), asked.zone()).minusSeconds(1);
    }

    /** With all there is to know, times in milliseconds, for programs. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", from());
        document.put("to", to());
        document.put("zone", asked.zone().getId());
        document.put("by", asked.by().word());
        document.put("script", asked.script());
        document.put("campaign", asked.campaign());
        document.put("rows", report.rows().stream().map(ReportSheet::document).toList());
        document.put("total", document(report.total()));
        document.put("unpriced", report.unpriced());
        return document;
    }

    private static Map<String, Object> document(CallReport.Row row) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("key", row.key());
        document.put("calls", row.calls());
        document.put("running", row.running());
        document.put("ended", row.ended());
        document.put("contained", row.contained());
        document.put("containment", row.containment());
        document.put("transferred", row.transferred());
        document.put("transferRate", row.transferRate());
        document.put("failed", row.failed());
        document.put("died", row.died());
        document.put("talkMs", row.talkMs());
        document.put("averageTalkMs", row.averageTalkMs());
        document.put("cost", row.cost());
        document.put("averageCost", row.averageCost());
        document.put("statuses", new TreeMap<>(row.statuses()));
        document.put("ends", new TreeMap<>(row.ends()));
        Map<String, Latencies> latency = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            latency.put(stage.word(), row.latency().getOrDefault(stage, NONE));
        }
        document.put("latency", latency);
        return document;
    }

    /** For a spreadsheet: without the total; times in seconds, but latencies, which are in milliseconds. */
    public void printCsv(PrintWriter out) {
        Csv.print(out, heads(List.of(Stage.values())), rows(List.of(Stage.values())));
    }

    /** The heads of what a person looks at: of the stages only what callers feel. */
    public List<String> heads() {
        return heads(List.of(Stage.FIRST_FRAME));
    }

    /** The cells under them; the last row is the total. */
    public List<List<Object>> cells() {
        List<List<Object>> cells = new ArrayList<>(rows(List.of(Stage.FIRST_FRAME)));
        cells.add(cells(report.total(), List.of(Stage.FIRST_FRAME)));
        return cells;
    }

    private List<List<Object>> rows(List<Stage> stages) {
        return report.rows().stream().map(row -> cells(row, stages)).toList();
    }

    private List<String> heads(List<Stage> stages) {
        List<String> heads = new ArrayList<>(List.of(
                asked.by().word(),
                "calls",
                "running",
                "contained",
                "containment",
                "transferred",
                "transfer_rate",
                "failed",
                "died",
                "talk",
                "average_talk",
                "cost",
                "average_cost"));
        for (Stage stage : stages) {
            for (String percentile : List.of("p50", "p90", "p95", "p99")) {
                heads.add(stage.word() + "_" + percentile);
            }
        }
        heads.addAll(statuses());
        return heads;
    }

    private Set<String> statuses() {
        return report.statuses();
    }

    private List<Object> cells(CallReport.Row row, List<Stage> stages) {
        List<Object> cells = new ArrayList<>(List.of(
                row.key(),
                row.calls(),
                row.running(),
                row.contained(),
                row.containment(),
                row.transferred(),
                row.transferRate(),
                row.failed(),
                row.died(),
                seconds(row.talkMs()),
                seconds(row.averageTalkMs()),
                row.cost(),
                row.averageCost()));
        for (Stage stage : stages) {
            Latencies times = row.latency().getOrDefault(stage, NONE);
            cells.addAll(List.of(times.p50(), times.p90(), times.p95(), times.p99()));
        }
        statuses().forEach(status -> cells.add(row.statuses().getOrDefault(status, 0L)));
        return cells;
    }

    private static BigDecimal seconds(long ms) {
        return BigDecimal.valueOf(ms).divide(BigDecimal.valueOf(1000), 1, RoundingMode.HALF_UP);
    }
}
