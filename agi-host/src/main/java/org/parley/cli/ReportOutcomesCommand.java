package org.parley.cli;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.call.Prices;
import org.parley.console.ReportSheet;
import org.parley.dialer.reports.Period;
import org.parley.store.CallReports;
import org.parley.store.Database;
import org.parley.store.ReportQuery;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley report outcomes}: what calls came to, from Parley's own tables; the console's reports are the same. */
@Command(
        name = "outcomes",
        description = "From Parley's own tables: calls, how many ended without a person and how many were sent on, what"
                + " broke, talk time and cost, how fast the answers were, and calls by status. The last line of the"
                + " table is the total. Costs go by talk.prices as they are now.")
final class ReportOutcomesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "A day, or '2026-03-31 14:30', on the clock of --zone. Default: the day of --to.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            description = "A day, of which all counts, or a time, which counts too. Default: today.")
    private @Nullable String to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "",
            description = "Whose days and hours, such as Europe/Vienna or UTC. Default: this machine's.")
    private String zone = "";

    @Option(
            names = "--by",
            paramLabel = "day|hour|script|status|line",
            defaultValue = "day",
            description = "What a row stands for; hours for at most 31 days, all else for 366. Default: day.")
    private String by = "day";

    @Option(names = "--script", paramLabel = "NAME", defaultValue = "", description = "Only calls of this script.")
    private String script = "";

    @Option(names = "--campaign", paramLabel = "ID", defaultValue = "", description = "Only calls of this campaign.")
    private String campaign = "";

    @ArgGroup
    private ReportOptions.@Nullable Form form;

    ReportOutcomesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ReportQuery asked = asked();
        Settings settings = options.load(surroundings).value();
        if (settings.database().url().equals("none")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "database.url is 'none': reports need Parley's tables; name them by --database");
        }
        PrintWriter out = Specs.out(spec);
        try (Progress _ = Progress.of(Specs.err(spec), "opening the database");
                Database database = Database.join(settings.database(), _ -> {})) {
            CallReports reports =
                    new CallReports(database.jdbi(), Prices.of(settings.talk().prices()));
            print(out, new ReportSheet(asked, reports.report(asked)));
        }
        out.flush();
        return ExitCode.OK;
    }

    private ReportQuery asked() {
        try {
            ZoneId clock = zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
            Period period = Period.of(
                    from,
                    to,
                    LocalDateTime.now(clock),
                    new Period.Asked("--from", "--to", "the clock of " + clock.getId()));
            return ReportQuery.of(period.from(), period.to(), clock, ReportQuery.By.of(by), script, campaign);
        } catch (DateTimeException unknown) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--zone: expected a zone such as Europe/Vienna or UTC but was '" + zone + "'");
        } catch (IllegalArgumentException mistake) {
            String said = String.valueOf(mistake.getMessage());
            throw new CommandFailure(ExitCode.USAGE, said.startsWith("--") ? said : "--" + said);
        }
    }

    private void print(PrintWriter out, ReportSheet sheet) {
        if (form != null && form.json()) {
            JsonOutput.print(out, sheet.document());
        } else if (form != null && form.csv()) {
            sheet.printCsv(out);
        } else {
            TextTable table = new TextTable(sheet.heads());
            sheet.cells().forEach(table::add);
            out.println(sheet.from() + " to " + sheet.to() + " " + sheet.asked().zone());
            table.print(out);
        }
    }
}
