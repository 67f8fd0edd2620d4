package org.parley.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.reports.Difference;
import org.parley.dialer.reports.Reconciler;
import org.parley.dialer.reports.Reconciliation;
import org.parley.store.StoredCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley reconcile}: Parley's calls beside the dialer's tables. */
@Command(
        name = "reconcile",
        description = "Compare Parley's calls with the dialer's tables and print each difference with the SQL that"
                + " repairs it. What a person has changed since is shown and left alone. Works beside a running host."
                + " Ends with 1 when a difference is left, with 0 when there is none or --fix has repaired all.")
final class ReconcileCommand implements Callable<Integer> {
    private static final Pattern SINCE = Pattern.compile("([1-9]\\d{0,4})([mhd])");
    private static final Duration SINCE_MAX = Duration.ofDays(366);

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "How long ago the oldest call began: 30m, 24h, 7d. Default: 24h. Lines and calls that are"
                    + " stuck now are always looked for.")
    private String since = "24h";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many calls to compare, the newest. Default: 5000.")
    private int limit;

    @Option(names = "--fix", description = "Carry the repairs out. Each is guarded, and can be run twice.")
    private boolean fix;

    @Option(names = "--json", description = "Print one JSON object: figures, and an array of differences.")
    private boolean json;

    ReconcileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Duration window = window(since);
        if (limit < 1 || limit > Reconciler.CALLS_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--limit: expected 1 to " + Reconciler.CALLS_MAX + " but was " + limit);
        }
        Settings settings = options.load(surroundings).value();
        PrintWriter out = Specs.out(spec);
        Reconciliation result = DialerDoor.in(
                settings,
                Specs.err(spec),
                "the rows to compare with",
                jdbi -> Reconciler.of(
                                jdbi, new StoredCalls(jdbi), settings.dialer().fallbackStatus())
                        .run(window, limit, fix));
        if (json) {
            JsonOutput.print(out, document(result));
        } else {
            result.differences().forEach(difference -> print(out, difference));
            out.println(result.summary());
            out.flush();
        }
        return result.left() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(PrintWriter out, Difference difference) {
        out.println((difference.repaired() ? "repaired  " : "") + difference.line());
        if (!difference.repaired()) {
            difference.repair().forEach(statement -> out.println("    " + statement));
        }
    }

    private static Map<String, Object> document(Reconciliation result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("calls", result.calls());
        document.put("cut", result.cut());
        document.put("left", result.left());
        document.put("repaired", result.repaired());
        document.put("changed", result.changed());
        document.put("kinds", result.kinds());
        List<Map<String, Object>> differences =
                result.differences().stream().map(ReconcileCommand::document).toList();
        document.put("differences", differences);
        return document;
    }

    private static Map<String, Object> document(Difference difference) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("call", difference.call());
        document.put("kind", difference.kind().word());
        document.put("where", difference.where());
        document.put("is", difference.is());
        document.put("shouldBe", difference.shouldBe());
        document.put("repair", difference.repair());
        document.put("repaired", difference.repaired());
        return document;
    }

    private static Duration window(String text) {
        Matcher matcher = SINCE.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration window = switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
            if (window.compareTo(SINCE_MAX) <= 0) {
                return window;
            }
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "--since: expected a time such as 30m, 24h or 7d, at most 366d, but was '" + text + "'");
    }
}
