package org.parley.console;

import java.util.ArrayList;
import java.util.List;

/** All that may be asked of what stands behind a host's calls. */
final class BackroomRoutes {
    private BackroomRoutes() {}

    static List<Route> of(Host host, Audit audit) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(ReportRoutes.of(host.backroom()));
        routes.addAll(LineRoutes.of(host, audit));
        routes.addAll(ScriptRoutes.of(host, audit));
        return routes;
    }
}
