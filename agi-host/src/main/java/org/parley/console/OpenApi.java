package org.parley.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.parley.console.doors.Door;
import org.parley.console.doors.Idempotency;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;

/** The OpenAPI 3.1 document of routes. */
final class OpenApi {
    private static final Parameter IDEMPOTENCY = new Parameter(
            "header",
            Idempotency.HEADER,
            "string",
            "A word of the client's own for this request: sent again with it, it is answered as before and not done"
                    + " again");

    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title", "Parley",
                        "version", "1",
                        "description", "A running host: its health, figures, calls, scripts and live events."));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "securitySchemes",
                        Map.of(
                                "token",
                                Map.of("type", "http", "scheme", "bearer"),
                                "session",
                                Map.of("type", "apiKey", "in", "cookie", "name", Door.COOKIE)),
                        "schemas",
                        Map.of("Problem", problem())));
        return document;
    }

    private static Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.name());
        operation.put("summary", route.summary());
        operation.put("x-role", route.role().word());
        operation.put(
                "security",
                route.role() == Role.ANYONE
                        ? List.of()
                        : List.of(Map.of("token", List.of()), Map.of("session", List.of())));
        operation.put(
                "parameters",
                Stream.concat(
                                route.parameters().stream(),
                                route.isIdempotent() ? Stream.of(IDEMPOTENCY) : Stream.<Parameter>empty())
                        .map(each -> Map.of(
                                "in", each.in(),
                                "name", each.name(),
                                "required", each.in().equals("path"),
                                "schema", Map.of("type", each.type()),
                                "description", each.text()))
                        .toList());
        if (!route.body().isEmpty()) {
            boolean required = route.body().containsKey("required");
            operation.put(
                    "requestBody",
                    Map.of("required", required, "content", Map.of(Route.JSON, Map.of("schema", route.body()))));
        }
        operation.put(
                "responses",
                Map.of(
                        "2XX",
                        Map.of("description", route.summary(), "content", Map.of(route.type(), Map.of())),
                        "default",
                        Map.of(
                                "description",
                                "Why it was not answered (RFC 9457).",
                                "content",
                                Map.of(
                                        "application/problem+json",
                                        Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))))));
        return operation;
    }

    private static Map<String, Object> problem() {
        Map<String, Object> text = Map.of("type", "string");
        return Map.of(
                "type",
                "object",
                "required",
                List.of("type", "title", "status", "detail"),
                "properties",
                Map.of(
                        "type", text,
                        "title", text,
                        "status", Map.of("type", "integer"),
                        "detail", text,
                        "instance", text));
    }
}
