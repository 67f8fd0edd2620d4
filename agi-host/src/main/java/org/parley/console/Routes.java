package org.parley.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.console.Route.Parameter;
import org.parley.store.CallStory;

/** All that may be asked of the console. */
final class Routes {
    private static final int CALLS_MAX = 1_000;
    private static final int CALLS_USUAL = 50;
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Host host;
    private final Figures figures;
    private final Feed feed;
    private final EventStream stream;
    private final Audit audit;

    private Routes(Host host, Figures figures, Feed feed, Audit audit) {
        this.audit = audit;
        this.host = host;
        this.figures = figures;
        this.feed = feed;
        this.stream = new EventStream(feed);
    }

    static List<Route> of(Host host, Figures figures, Feed feed, Audit audit, List<Route> more) {
        return new Routes(host, figures, feed, audit).all(more);
    }

    private List<Route> all(List<Route> more) {
        List<Route> routes = new ArrayList<>();
        routes.add(get("/health/live", Role.ANYONE, "live", "204 while the process answers", this::live));
        routes.add(get(
                "/health/ready",
                Role.ANYONE,
                "ready",
                "204 when the host can serve calls, 503 when it cannot",
                this::ready));
        routes.add(get("/health", Role.VIEWER, "health", "How each part of the host is", this::health));
        routes.add(new Route(
                "GET",
                "/metrics",
                Role.VIEWER,
                "metrics",
                "The host's figures, for Prometheus",
                PROMETHEUS,
                List.of(),
                context -> context.contentType(PROMETHEUS).result(figures.text())));
        routes.add(get("/api/me", Role.VIEWER, "me", "Whose token this is, and the role it has", Routes::me));
        routes.add(get(
                "/api/calls",
                Role.VIEWER,
                "calls",
                "The newest calls, newest first",
                this::calls,
                new Parameter("query", "limit", "integer", "How many, 1 to 1000; 50 when not given")));
        routes.add(
                get("/api/calls/live", Role.VIEWER, "liveCalls", "The calls that run, oldest first", this::liveCalls));
        routes.add(get(
                "/api/calls/{id}",
                Role.VIEWER,
                "call",
                "One call: why it ended in one sentence, its row, what was said and what happened",
                this::call,
                new Parameter("path", "id", "string", "The call's id")));
        routes.add(new Route(
                "POST",
                "/api/calls/{id}/hangup",
                Role.SUPERVISOR,
                "hangUp",
                "Hang up; the script's clean-ups run, and the call gets its status. Asked again it changes nothing",
                Route.JSON,
                List.of(new Parameter("path", "id", "string", "The call's id")),
                this::hangUp));
        routes.add(get("/api/scripts", Role.VIEWER, "scripts", "The scripts and how they stand", this::scripts));
        routes.add(new Route(
                "GET",
                "/api/events",
                Role.VIEWER,
                "events",
                "Live events as a stream of server-sent events; who comes back with the id of the last one gets what"
                        + " he missed",
                EventStream.TYPE,
                List.of(
                        new Parameter("header", "Last-Event-ID", "integer", "The last event that was seen"),
                        new Parameter("query", "after", "integer", "The same, for a first request"),
                        new Parameter("query", "call", "string", "Only those of this call"),
                        new Parameter("query", "script", "string", "Only those of calls of this script"),
                        new Parameter("query", "campaign", "string", "Only those of this campaign"),
                        new Parameter("query", "line", "string", "Only those of this agent line"),
                        new Parameter("query", "type", "string", "Only these types, with commas between them")),
                stream::serve));
        routes.addAll(more);
        routes.add(get(
                "/api/openapi.json",
                Role.VIEWER,
                "openapi",
                "This document",
                context -> json(context, OpenApi.of(routes))));
        return routes;
    }

    private static Route get(
            String path, Role role, String name, String summary, Handler handler, Parameter... parameters) {
        return new Route("GET", path, role, name, summary, Route.JSON, List.of(parameters), handler);
    }

    private static void json(Context context, Object value) {
        context.contentType(Route.JSON).result(Json.bytes(value));
    }

    private void live(Context context) {
        context.status(204);
    }

    private boolean isReady(List<HealthPart> parts) {
        return parts.stream().allMatch(part -> part.well() || !part.needed());
    }

    private void ready(Context context) {
        context.status(isReady(host.health()) ? 204 : 503);
    }

    private void health(Context context) {
        List<HealthPart> parts = host.health();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ready", isReady(parts));
        document.put("parts", parts);
        json(context.status(isReady(parts) ? 200 : 503), document);
    }

    private static void me(Context context) {
        Access.Token who = Door.who(context);
        json(context, Map.of("name", who.name(), "role", who.role().word()));
    }

    private void calls(Context context) {
        json(context, Map.of("calls", host.callBook().list(limit(context))));
    }

    private static int limit(Context context) {
        String given = context.queryParam("limit");
        if (given == null) {
            return CALLS_USUAL;
        }
        if (!given.matches("\\d{1,4}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > CALLS_MAX) {
            throw Problem.refused("limit: expected 1 to " + CALLS_MAX + " but was '" + shown(given) + "'");
        }
        return Integer.parseInt(given);
    }

    private void liveCalls(Context context) {
        json(context, Map.of("calls", feed.calls()));
    }

    private void call(Context context) {
        String id = context.pathParam("id");
        CallStory story = host.callBook()
                .show(id)
                .orElseThrow(
                        () -> Problem.unknown("There is no call '" + shown(id) + "'; /api/calls lists the newest"));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sentence", CallSentence.of(story));
        document.put("call", story.call());
        document.put("turns", story.turns());
        document.put("events", story.events());
        json(context, document);
    }

    private void hangUp(Context context) {
        String id = context.pathParam("id");
        if (!host.liveCalls().ids().contains(id)) {
            throw Problem.unknown(
                    "There is no call '" + shown(id) + "' that runs; /api/calls/live lists those that do");
        }
        audit.note(context, "hangup", id);
        boolean asked = host.liveCalls().hangUp(id, Door.who(context).name());
        json(context.status(202), Map.of("call", id, "running", asked));
    }

    private void scripts(Context context) {
        json(context, Map.of("scripts", host.scripts().status()));
    }

    /** Something of a client's, as far as it is shown again. */
    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
