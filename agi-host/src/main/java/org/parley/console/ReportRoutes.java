package org.parley.console;

import io.javalin.http.Context;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.dialer.reports.Period;
import org.parley.store.CallReports;
import org.parley.store.DatabaseException;
import org.parley.store.ReportQuery;

/** What calls have come to. */
final class ReportRoutes {
    private static final int AT_A_TIME = 2; // they must not take the pool from calls
    private static final int NAME_MAX = 100;
    private static final String CSV = "text/csv";

    private final Host host;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    private ReportRoutes(Host host) {
        this.host = host;
    }

    static List<Route> of(Host host) {
        ReportRoutes routes = new ReportRoutes(host);
        return List.of(new Route(
                "GET",
                "/api/reports",
                Role.VIEWER,
                "reports",
                "What calls came to: outcomes, containment, transfers, talk time, cost and latencies; as CSV by Accept:"
                        + " text/csv",
                Route.JSON,
                List.of(
                        new Parameter("query", "from", "string", "A day or a time on the zone's clock; the day of to"),
                        new Parameter("query", "to", "string", "A day, of which all counts, or a time; today"),
                        new Parameter("query", "zone", "string", "Whose days and hours; the host's"),
                        new Parameter("query", "by", "string", "day, hour, script, status or line; day"),
                        new Parameter("query", "script", "string", "Only calls of this script"),
                        new Parameter("query", "campaign", "string", "Only calls of this campaign"),
                        new Parameter("query", "format", "string", "json or csv, before Accept")),
                routes::reports));
    }

    private void reports(Context context) {
        ReportQuery asked = asked(context);
        CallReports reports = new CallReports(host.backroom().tables("reports"), host.prices());
        if (!places.tryAcquire()) {
            context.header("Retry-After", "5");
            throw new Problem(
                    503, "Busy", "Expected at most " + AT_A_TIME + " reports at a time; come back in a few seconds");
        }
        ReportSheet sheet;
        try {
            sheet = new ReportSheet(asked, reports.report(asked));
        } catch (DatabaseException away) {
            throw new Problem(503, "No report", String.valueOf(away.getMessage()));
        } finally {
            places.release();
        }
        if (wantsCsv(context)) {
            StringWriter text = new StringWriter();
            sheet.printCsv(new PrintWriter(text));
            context.header(
                            "Content-Disposition",
                            "attachment; filename=\"parley-" + asked.by().word() + ".csv\"")
                    .contentType(CSV + "; charset=utf-8")
                    .result(text.toString());
        } else {
            Answers.json(context, sheet.document());
        }
    }

    /** A link cannot say what it accepts. */
    private static boolean wantsCsv(Context context) {
        String format = text(context, "format");
        if (!List.of("", "json", "csv").contains(format)) {
            throw Problem.refused("format: expected json or csv but was '" + Problem.shown(format) + "'");
        }
        return format.equals("csv")
                || (format.isEmpty()
                        && Optional.ofNullable(context.header("Accept"))
                                .orElse("")
                                .startsWith(CSV));
    }

    private static ReportQuery asked(Context context) {
        String zone = text(context, "zone");
        try {
            ZoneId clock = zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
            Period period = Period.of(
                    context.queryParam("from"),
                    context.queryParam("to"),
                    LocalDateTime.now(clock),
                    new Period.Asked("from", "to", "the clock of " + clock.getId()));
            String by = text(context, "by");
            return ReportQuery.of(
                    period.from(),
                    period.to(),
                    clock,
                    by.isEmpty() ? ReportQuery.By.DAY : ReportQuery.By.of(by),
                    text(context, "script"),
                    text(context, "campaign"));
        } catch (DateTimeException unknown) {
            throw Problem.refused("zone: expected one such as Europe/Vienna or UTC but was '" + zone + "'");
        } catch (IllegalArgumentException mistake) {
            throw Problem.refused(String.valueOf(mistake.getMessage()));
        }
    }

    private static String text(Context context, String name) {
        String given = Optional.ofNullable(context.queryParam(name)).orElse("");
        if (given.length() > NAME_MAX) {
            throw Problem.refused(
                    "%s: expected at most %d characters but were %d".formatted(name, NAME_MAX, given.length()));
        }
        return given;
    }
}
