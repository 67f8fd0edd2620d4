package org.parley.console;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.console.acts.Act;
import org.parley.console.acts.Acts;
import org.parley.console.doors.Door;
import org.parley.console.doors.Visitor;
import org.parley.console.doors.Who;
import org.parley.console.host.HealthPart;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Body;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.console.live.EventStream;
import org.parley.console.live.Feed;

/** All that may be asked of the console. */
final class Routes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Host host;
    private final Figures figures;
    private final Feed feed;
    private final EventStream stream;
    private final Acts acts;

    private Routes(Host host, Figures figures, Feed feed, Acts acts) {
        this.acts = acts;
        this.host = host;
        this.figures = figures;
        this.feed = feed;
        this.stream = new EventStream(feed);
    }

    /** All, those {@code others} among them. */
    static List<Route> of(Host host, Figures figures, Feed feed, Acts acts, List<Route> others) {
        return new Routes(host, figures, feed, acts).all(others);
    }

    private List<Route> all(List<Route> others) {
        List<Route> routes = new ArrayList<>(others);
        routes.add(Route.get("/health/live", Role.ANYONE, "live", "204 while the process answers", this::live));
        routes.add(Route.get(
                "/health/ready",
                Role.ANYONE,
                "ready",
                "204 when the host can serve calls, 503 when it cannot",
                this::ready));
        routes.add(Route.get("/health", Role.VIEWER, "health", "How each part of the host is", this::health));
        routes.add(new Route(
                "GET",
                "/metrics",
                Role.VIEWER,
                "metrics",
                "The host's figures, for Prometheus",
                PROMETHEUS,
                List.of(),
                context -> context.contentType(PROMETHEUS).result(figures.text())));
        routes.add(Route.get("/api/me", Role.VIEWER, "me", "Who asks, and the role he has", Routes::me));
        routes.addAll(new CallRoutes(host, feed).all());
        acts.all().forEach(act -> routes.add(route(act)));
        routes.add(Route.get("/api/scripts", Role.VIEWER, "scripts", "The scripts and how they stand", this::scripts));
        routes.add(new Route(
                "GET",
                "/api/events",
                Role.VIEWER,
                "events",
                "Live events as a stream of server-sent events; who comes back with the id of the last one gets what"
                        + " he missed",
                Route.EVENTS,
                List.of(
                        new Parameter("header", "Last-Event-ID", "integer", "The last event that was seen"),
                        new Parameter("query", "after", "integer", "The same, for a first request"),
                        new Parameter("query", "call", "string", "Only those of this call"),
                        new Parameter("query", "script", "string", "Only those of calls of this script"),
                        new Parameter("query", "campaign", "string", "Only those of this campaign"),
                        new Parameter("query", "line", "string", "Only those of this agent line"),
                        new Parameter("query", "type", "string", "Only these types, with commas between them")),
                stream::serve));
        routes.add(Route.get(
                "/api/openapi.json",
                Role.VIEWER,
                "openapi",
                "This document",
                context -> Answers.json(context, OpenApi.of(routes))));
        return routes;
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
        Answers.json(context.status(isReady(parts) ? 200 : 503), document);
    }

    private static void me(Context context) {
        Who who = Door.who(context);
        Answers.json(context, Map.of("name", who.name(), "role", who.role().word()));
    }

    private Route route(Act act) {
        return act.route(
                "/api/calls/{id}/" + act.name(),
                List.of(new Parameter("path", "id", "string", "The call's id")),
                context -> Answers.json(
                        context.status(202),
                        acts.perform(act.name(), context.pathParam("id"), Body.json(context), Visitor.of(context))));
    }

    private void scripts(Context context) {
        Answers.json(context, Map.of("scripts", host.scripts().status()));
    }
}
