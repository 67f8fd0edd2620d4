package org.parley.demo;

import java.util.stream.Collectors;
import org.parley.demo.Terminal.Style;
import org.parley.sim.Caller.Exchange;

/** The end of a demo for a person: what came of each call, where it is written, and what to try next. */
final class Summary {
    private Summary() {}

    static void print(Terminal terminal, DemoReport report) {
        for (CallReport call : report.calls()) {
            print(terminal, call);
        }
        terminal.title("All in all");
        terminal.line("  calls        %d of %d whole"
                .formatted(
                        report.calls().stream()
                                .filter(call -> call.missing().isEmpty())
                                .count(),
                        report.wanted()));
        terminal.line("  answers      p50 %d ms, p95 %d ms after the caller's last word, %d in all"
                .formatted(
                        DemoReport.percentile(report.latencies(), 50),
                        DemoReport.percentile(report.latencies(), 95),
                        report.latencies().size()));
        terminal.title("Try next");
        terminal.line(
                "  change a sentence in scripts/demo.groovy and run the demo again: no restart is needed for a change");
        terminal.line("  ./parley calls                 the calls that were; with an id one call as a timeline");
        terminal.line("  ./parley demo --calls 5 --parallel");
        terminal.line("  ./parley demo --asterisk       the same by a real Asterisk");
        terminal.line("  ./parley demo --voice hume-fake   a free talk by a provider's wire format, without a key");
    }

    private static void print(Terminal terminal, CallReport call) {
        terminal.title("What came of call " + (call.callId().isEmpty() ? call.code() : call.callId()));
        terminal.line("  outcome      %s%s"
                .formatted(
                        call.disposition().isEmpty() ? "none" : call.disposition(),
                        call.callBack().isEmpty() ? "" : ", call back at " + call.callBack()));
        for (DemoDialer.Row row : call.rows()) {
            terminal.line("  %-12s %s"
                    .formatted(
                            row.table().replace("osdial_", "") + ":",
                            row.columns().entrySet().stream()
                                    .map(column -> column.getKey() + "=" + column.getValue())
                                    .collect(Collectors.joining("  "))));
        }
        terminal.line("  transcript   %d turns in parley_turn".formatted(call.turnsStored()));
        terminal.line("  recording    %s".formatted(call.recording().isEmpty() ? "none" : call.recording()));
        terminal.line(terminal.in(
                Style.ASIDE,
                "               %.1f s, left the caller (speaks %.0f %% of it), right the agent (%.0f %%)"
                        .formatted(
                                call.sound().seconds(),
                                100 * call.sound().left(),
                                100 * call.sound().right())));
        for (Exchange exchange : call.exchanges()) {
            if (exchange.interrupting() && exchange.yieldMillis() >= 0) {
                terminal.line("  barge-in     by the caller's ear the agent fell silent %d ms after “%s” began"
                        .formatted(exchange.yieldMillis(), exchange.text()));
            }
        }
        call.faults().forEach(fault -> terminal.line(terminal.in(Style.BAD, "  fault        " + fault)));
        call.missing().forEach(missing -> terminal.line(terminal.in(Style.BAD, "  missing      " + missing)));
    }
}
