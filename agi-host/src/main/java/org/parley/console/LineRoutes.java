package org.parley.console;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.parley.console.doors.Audit;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Body;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentPlan;
import org.parley.dialer.lines.AgentView;
import org.parley.dialer.lines.AgentWish;
import org.parley.dialer.lines.LineView;
import org.parley.script.library.Reach;
import org.parley.store.CallReports;

/** Our agents at the dialer and their lines: how they are, and what {@code ./parley agents} does with them. */
final class LineRoutes {
    private static final int LINES_MAX = 1_000;
    private static final long SECONDS_MAX = 10L * 365 * 86_400; // more means that there was no call yet
    private static final String USUAL_GROUP = "ADMIN";
    private static final Parameter ID = new Parameter("path", "id", "string", "The user of the agent's first line");

    private final Host host;
    private final Audit audit;
    private volatile @Nullable AgentLines known; // once the dialer's tables were found

    private LineRoutes(Host host, Audit audit) {
        this.host = host;
        this.audit = audit;
    }

    static List<Route> of(Host host, Audit audit) {
        LineRoutes routes = new LineRoutes(host, audit);
        return List.of(
                new Route(
                        "GET",
                        "/api/lines",
                        Role.VIEWER,
                        "lines",
                        "Our agents at the dialer with their lines: state and its reason, since when, script, campaign,"
                                + " ended calls of today",
                        Route.JSON,
                        List.of(),
                        routes::list),
                new Route(
                        "POST",
                        "/api/lines",
                        Role.ADMIN,
                        "addLines",
                        "Add an agent with its lines: userStart, lines, extension, campaign, script, and if need be"
                                + " inGroups, serverIp, userGroup, active. Asked again it changes nothing",
                        Route.JSON,
                        List.of(new Parameter("query", "plan", "boolean", "true: only tell what would be done")),
                        routes::add),
                new Route(
                        "POST",
                        "/api/lines/{id}/pause",
                        Role.SUPERVISOR,
                        "pauseLines",
                        "No new calls for an agent's lines; calls in progress go on",
                        Route.JSON,
                        List.of(ID),
                        context -> routes.change(context, "pause-lines", (lines, id) -> lines.pause(id))),
                new Route(
                        "POST",
                        "/api/lines/{id}/resume",
                        Role.SUPERVISOR,
                        "resumeLines",
                        "Calls again for an agent's lines, as many as the host can serve",
                        Route.JSON,
                        List.of(ID),
                        context -> routes.change(context, "resume-lines", (lines, id) -> lines.resume(id))),
                new Route(
                        "DELETE",
                        "/api/lines/{id}",
                        Role.ADMIN,
                        "removeLines",
                        "Take an agent away: no new calls at once; 202 while calls are in progress, ask again then",
                        Route.JSON,
                        List.of(ID),
                        routes::remove));
    }

    private interface Act {
        void on(AgentLines lines, String id);
    }

    private void list(Context context) {
        Instant midnight = LocalDate.now(ZoneId.systemDefault())
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant();
        Map<String, Object> document = new LinkedHashMap<>();
        AgentLines lines = lines();
        document.put("dialer", lines.dialer());
        Map<String, Long> calls = run(_ -> new CallReports(tables(), host.prices()).callsByLine(midnight));
        document.put(
                "agents",
                run(AgentLines::list).stream()
                        .map(agent -> document(agent, calls))
                        .toList());
        Answers.json(context, document);
    }

    private static Map<String, Object> document(AgentView agent, Map<String, Long> calls) {
        List<Map<String, Object>> lines = new ArrayList<>();
        Instant now = Instant.now();
        for (LineView line : agent.lines()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("user", line.user());
            one.put("status", line.status());
            one.put("reason", line.reason());
            one.put("routable", line.routable());
            one.put("code", line.code());
            boolean hadOne = line.seconds() > 0 && line.seconds() < SECONDS_MAX;
            one.put("since", hadOne ? now.minusSeconds(line.seconds()) : null);
            one.put("callsToday", calls.getOrDefault(line.user(), 0L));
            lines.add(one);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("userStart", agent.userStart());
        document.put("state", agent.state());
        document.put("held", agent.held());
        document.put("script", agent.script());
        document.put("campaign", agent.campaign());
        document.put("inGroups", agent.inGroups());
        document.put("extension", agent.extension());
        document.put("serverIp", agent.serverIp());
        document.put("linesWanted", agent.linesWanted());
        document.put("linesInForce", agent.linesInForce());
        document.put("ready", agent.ready());
        document.put("busy", agent.busy());
        document.put(
                "callsToday",
                agent.lines().stream()
                        .mapToLong(line -> calls.getOrDefault(line.user(), 0L))
                        .sum());
        document.put("lines", lines);
        return document;
    }

    private void add(Context context) {
        Body body = Body.of(
                context,
                "userStart",
                "lines",
                "extension",
                "campaign",
                "script",
                "inGroups",
                "serverIp",
                "userGroup",
                "active");
        AgentWish wish = new AgentWish(
                body.text("userStart"),
                body.number("lines", 1, LINES_MAX),
                body.text("extension"),
                body.text("campaign"),
                body.texts("inGroups"),
                body.text("script"),
                body.text("serverIp", host.backroom().serverIp()),
                body.text("userGroup", USUAL_GROUP),
                body.flag("active"));
        AgentPlan plan = run(lines -> lines.plan(wish));
        List<String> problems = new ArrayList<>(plan.problems());
        problems.addAll(Reach.problems(
                host.scripts(),
                host.backroom().scripts().folder(),
                wish.script(),
                wish.extension(),
                wish.inGroups(),
                wish.campaign()));
        boolean only = "true".equals(context.queryParam("plan"));
        if (!only && !problems.isEmpty()) {
            throw new Problem(409, "Not added", String.join("\n", problems));
        }
        if (!only) {
            audit.note(context, "add-lines", wish.userStart());
            run(lines -> {
                lines.carryOut(plan);
                return true;
            });
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("userStart", wish.userStart());
        document.put("problems", problems);
        document.put("warnings", plan.warnings());
        document.put(
                "changes",
                problems.isEmpty()
                        ? plan.changes().stream().map(change -> change.about()).toList()
                        : List.of());
        Answers.json(context.status(only || plan.isAlreadySo() ? 200 : 201), document);
    }

    private void change(Context context, String action, Act act) {
        String id = known(context);
        audit.note(context, action, id);
        run(lines -> {
            act.on(lines, id);
            return true;
        });
        Answers.json(context, document(run(lines -> lines.show(id)).orElseThrow(() -> unknown(id)), Map.of()));
    }

    private void remove(Context context) {
        String id = known(context);
        audit.note(context, "remove-lines", id);
        int busy = run(lines -> lines.remove(id));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("userStart", id);
        document.put("removed", busy == 0);
        document.put("busy", busy);
        Answers.json(context.status(busy == 0 ? 200 : 202), document);
    }

    private String known(Context context) {
        String id = context.pathParam("id");
        if (run(lines -> lines.show(id)).isEmpty()) {
            throw unknown(id);
        }
        return id;
    }

    private static Problem unknown(String id) {
        return Problem.unknown(
                "No agent of ours begins with user '" + Problem.shown(id) + "'; /api/lines lists those that do");
    }

    private Jdbi tables() {
        return host.backroom().tables("lines");
    }

    private AgentLines lines() {
        AgentLines found = known;
        if (found == null) {
            try {
                found = AgentLines.of(tables());
            } catch (DialerException | JdbiException none) {
                throw new Problem(503, "No dialer", String.valueOf(none.getMessage()));
            }
            known = found;
        }
        return found;
    }

    /** What the dialer's tables refuse is told; what they do not answer too. */
    private <T> T run(Function<AgentLines, T> work) {
        try {
            return work.apply(lines());
        } catch (DialerException refused) {
            boolean away = refused.getCause() != null;
            throw new Problem(away ? 503 : 409, away ? "No answer" : "Not done", String.valueOf(refused.getMessage()));
        } catch (JdbiException away) {
            throw new Problem(503, "No answer", "The database does not answer: " + away.getMessage());
        }
    }
}
