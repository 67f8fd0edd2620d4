package org.parley.console.doors;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;

/** Shows admins what was written down of who did what. */
public final class AuditRoutes {
    private static final int ENTRIES_MAX = 500;
    private static final int ENTRIES_USUAL = 50;

    private final Audit audit;

    private AuditRoutes(Audit audit) {
        this.audit = audit;
    }

    public static List<Route> of(Audit audit) {
        return List.of(new Route(
                "GET",
                "/api/audit",
                Role.ADMIN,
                "audit",
                "Who did what, newest first: sign-ins, those that failed, and what the host was asked to do",
                Route.JSON,
                List.of(
                        new Parameter("query", "limit", "integer", "How many, 1 to 500; 50 when not given"),
                        new Parameter("query", "before", "integer", "Go on behind here: what next said")),
                new AuditRoutes(audit)::list));
    }

    private void list(Context context) throws IOException {
        long limit = number(context, "limit", ENTRIES_USUAL, ENTRIES_MAX);
        Audit.Page page = audit.page((int) limit, number(context, "before", Long.MAX_VALUE, Long.MAX_VALUE));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("entries", page.entries());
        document.put("next", page.next() == 0 ? null : page.next());
        context.contentType(Route.JSON).result(Json.bytes(document));
    }

    private static long number(Context context, String name, long usual, long max) {
        String given = context.queryParam(name);
        if (given == null) {
            return usual;
        }
        if (!given.matches("[1-9]\\d{0,17}") || Long.parseLong(given) > max) {
            String range = max == Long.MAX_VALUE ? "what 'next' of a page said" : "1 to " + max;
            throw Problem.refused("%s: expected %s but was '%s'".formatted(name, range, Problem.shown(given)));
        }
        return Long.parseLong(given);
    }
}
