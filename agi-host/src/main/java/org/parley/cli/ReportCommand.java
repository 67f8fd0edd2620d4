package org.parley.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.reports.AgentFigures;
import org.parley.dialer.reports.CallFigures;
import org.parley.dialer.reports.Period;
import org.parley.dialer.reports.Reports;
import org.parley.store.StoredCalls;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley report}: the dialer's figures of the AI users, and what calls came to by Parley's own tables. */
@Command(
        name = "report",
        description = "The figures of the dialer's own reports for the AI's users, added up from its tables by its"
                + " rules, to be compared with them at a glance; and what calls came to, from Parley's own tables."
                + " Changes nothing.",
        synopsisSubcommandLabel = "COMMAND")
final class ReportCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new ReportCommand())
                .addSubcommand(new Agents(surroundings))
                .addSubcommand(new Calls(surroundings))
                .addSubcommand(new ReportOutcomesCommand(surroundings));
    }

    @Override
    public void run() {
        Specs.command(spec).usage(Specs.out(spec));
    }

    /** {@code parley report agents}: as the agents' performance and time pages. */
    @Command(
            name = "agents",
            description = "Per user of an AI line: calls, and the seconds of pause, wait, talk and disposition in the"
                    + " agents' log, and calls by status. The last line of the table is the total.")
    static final class Agents extends One {
        Agents(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void report(Reports reports, Period period, Set<String> users, PrintWriter out) {
            List<AgentFigures> agents = reports.agents(period, users);
            AgentFigures total = Reports.total(agents);
            show(out, period, agents.stream().map(Agents::row).toList(), row(total), total.statuses());
        }

        private static Map<String, Object> row(AgentFigures of) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("user", of.user());
            row.put("name", of.name());
            row.put("group", of.group());
            row.put("calls", of.calls());
            row.put("time", of.time());
            row.put("pause", of.pause());
            row.put("wait", of.waited());
            row.put("talk", of.talk());
            row.put("dispo", of.dispo());
            row.put("dead", of.dead());
            row.put("averageTalk", of.averageTalk());
            row.put("statuses", of.statuses());
            return row;
        }
    }

    /** {@code parley report calls}: as the pages of campaigns and in-groups. */
    @Command(
            name = "calls",
            description = "Per campaign and per in-group, the calls that AI lines had: how many, answered (in-groups:"
                    + " handled), dropped, their seconds, who ended them, and calls by status. The last line of the"
                    + " table is the total.")
    static final class Calls extends One {
        Calls(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void report(Reports reports, Period period, Set<String> users, PrintWriter out) {
            List<CallFigures> campaigns = reports.calls(period, users);
            CallFigures total = Reports.totalOfCalls(campaigns);
            Map<String, Object> last = row(total);
            last.put("of", "");
            show(out, period, campaigns.stream().map(Calls::row).toList(), last, total.statuses());
        }

        private static Map<String, Object> row(CallFigures of) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", of.campaign());
            row.put("of", of.inGroup() ? "in-group" : "campaign");
            row.put("calls", of.calls());
            row.put("answered", of.answered());
            row.put("drops", of.drops());
            row.put("length", of.length());
            row.put("queue", of.queue());
            row.put("talk", of.talk());
            row.put("averageLength", of.averageLength());
            row.put("byCaller", of.byCaller());
            row.put("byAgent", of.byAgent());
            row.put("statuses", of.statuses());
            return row;
        }
    }

    /** What the reports have in common. */
    abstract static class One implements Callable<Integer> {
        private final Surroundings surroundings;

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private SettingsOptions options = new SettingsOptions();

        @Mixin
        private ReportOptions asked = new ReportOptions();

        One(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        abstract void report(Reports reports, Period period, Set<String> users, PrintWriter out);

        @Override
        public Integer call() {
            Set<String> named = asked.users();
            Settings settings = options.load(surroundings).value();
            PrintWriter out = Specs.out(spec);
            return DialerDoor.in(settings, Specs.err(spec), "reports", jdbi -> {
                Reports reports = Reports.of(jdbi, new StoredCalls(jdbi));
                Period period = asked.period(reports.now());
                Set<String> users = named.isEmpty() ? reports.users() : named;
                if (users.isEmpty()) {
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "no user of an AI line is known here; ./parley agents add makes lines, --users names"
                                    + " others");
                }
                report(reports, period, users, out);
                out.flush();
                return ExitCode.OK;
            });
        }

        /** In the form that was asked for; statuses become columns of table and CSV. */
        void show(
                PrintWriter out,
                Period period,
                List<Map<String, Object>> rows,
                Map<String, Object> total,
                Map<String, Long> allStatuses) {
            if (asked.isJson()) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("from", period.from());
                document.put("to", period.to());
                document.put("rows", rows);
                document.put("total", total);
                JsonOutput.print(out, document);
                return;
            }
            Collection<String> statuses = new TreeSet<>(allStatuses.keySet());
            TextTable table = new TextTable(heads(total, statuses));
            rows.forEach(row -> table.add(cells(row, statuses)));
            if (asked.isCsv()) {
                table.printCsv(out);
                return;
            }
            out.println(period);
            if (rows.isEmpty()) {
                out.println("no rows of AI users in the dialer's tables");
                return;
            }
            table.add(cells(total, statuses));
            table.print(out);
        }

        private static List<String> heads(Map<String, Object> row, Collection<String> statuses) {
            List<String> heads = new ArrayList<>(row.keySet());
            heads.removeLast();
            heads.addAll(statuses);
            return heads;
        }

        private static List<Object> cells(Map<String, Object> row, Collection<String> statuses) {
            List<Object> cells = new ArrayList<>(row.values());
            Map<?, ?> counts = (Map<?, ?>) cells.removeLast();
            statuses.forEach(status -> cells.add(counts.containsKey(status) ? counts.get(status) : 0L));
            return cells;
        }
    }
}
