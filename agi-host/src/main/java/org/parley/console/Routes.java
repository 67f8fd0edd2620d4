package org.parley.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.console.Route.Parameter;

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
        routes.add(get("/api/me", Role.VIEWER, "me", "Who asks, and the role he has", Routes::me));
        routes.addAll(new CallRoutes(host, feed).all());
        acts.all().forEach(act -> routes.add(route(act)));
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
        routes.add(get(
                "/api/openapi.json",
                Role.VIEWER,
                "openapi",
                "This document",
                context -> json(context, OpenApi.of(routes))));
        return routes;
    }

    static Route get(String path, Role role, String name, String summary, Handler handler, Parameter... parameters) {
        return new Route("GET", path, role, name, summary, Route.JSON, List.of(parameters), handler);
    }

    static void json(Context context, Object value) {
        context.contentType(Route.JSON).result(Json.bytes(value));
    }

    /** A part of a list under that name, and as {@code next} what asks for the part behind it: null at the end. */
    static void page(Context context, String name, List<?> items, @Nullable Object next) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put(name, items);
        document.put("next", next == null ? null : next.toString());
        json(context, document);
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
        Who who = Door.who(context);
        json(context, Map.of("name", who.name(), "role", who.role().word()));
    }

    private Route route(Act act) {
        return of(
                act,
                "/api/calls/{id}/" + act.name(),
                List.of(new Parameter("path", "id", "string", "The call's id")),
                context -> json(
                        context.status(202),
                        acts.perform(act.name(), context.pathParam("id"), body(context), Visitor.of(context))));
    }

    static Route of(Act act, String path, List<Parameter> parameters, Handler handler) {
        return new Route(
                "POST",
                path,
                act.role(),
                act.operation(),
                act.summary(),
                Route.JSON,
                parameters,
                act.schema(),
                handler);
    }

    static JsonNode body(Context context) {
        try {
            return Json.tree(context.bodyAsBytes());
        } catch (IOException broken) {
            throw Problem.refused("Expected JSON but was '" + shown(context.body()) + "'");
        }
    }

    private void scripts(Context context) {
        json(context, Map.of("scripts", host.scripts().status()));
    }

    /** A reason that may quote what a client has sent, in bounds. */
    static String shortened(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "…" : text;
    }

    /** Something of a client's, as far as it is shown again. */
    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
