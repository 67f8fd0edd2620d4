package org.parley.console;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Kept;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.dialer.DialerException;
import org.parley.dialer.Staff;
import org.parley.dialer.Staff.Colleague;
import org.parley.dialer.Staff.Floor;
import org.parley.dialer.Staff.Named;
import org.parley.dialer.Staff.Status;

/** What the dialer's tables say: its in-groups and people as they are now, and what its statuses are called. */
final class DialerRoutes {
    private static final int MOST = 500;
    private static final Duration GOOD = Duration.ofSeconds(2);
    private static final Duration NAMES_GOOD = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final Host host;
    private final Kept<Floor> floor = new Kept<>("people", GOOD, LIMIT, System::nanoTime);

    private final Kept<List<Status>> statuses = new Kept<>("statuses", NAMES_GOOD, LIMIT, System::nanoTime);

    private DialerRoutes(Host host) {
        this.host = host;
    }

    static List<Route> of(Host host) {
        DialerRoutes routes = new DialerRoutes(host);
        return List.of(
                Route.get(
                        "/api/people",
                        Role.SUPERVISOR,
                        "people",
                        "The dialer's in-groups, with how many people are free, and who is logged in, " + MOST
                                + " each at most: where a caller may be sent. Both are empty for a host without a"
                                + " dialer",
                        routes::people),
                Route.get(
                        "/api/statuses",
                        Role.VIEWER,
                        "statuses",
                        "What the dialer calls its statuses, the system's, whose campaign is empty, and those of each"
                                + " campaign. Empty for a host without a dialer",
                        routes::statuses));
    }

    private void statuses(Context context) {
        List<Status> all = host.backroom()
                .staff()
                .map(staff -> statuses.get(() -> looked(staff::statuses)))
                .orElse(List.of());
        Answers.json(context, Map.of("statuses", all));
    }

    private void people(Context context) {
        Optional<Staff> staff = host.backroom().staff();
        Floor now = staff.map(people -> floor.get(() -> looked(() -> people.floor(MOST))))
                .orElse(new Floor(List.of(), List.of(), true));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dialer", staff.isPresent());
        document.put(
                "inGroups", now.inGroups().stream().map(DialerRoutes::document).toList());
        document.put("agents", now.people().stream().map(DialerRoutes::document).toList());
        document.put("whole", now.whole());
        Answers.json(context, document);
    }

    private static <T> T looked(Supplier<T> look) {
        try {
            return look.get();
        } catch (DialerException away) {
            throw new Problem(503, "No answer", "The dialer's tables do not answer: " + away.getMessage());
        }
    }

    private static Map<String, Object> document(Named group) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", group.now().id());
        document.put("name", group.name());
        document.put("open", group.now().open());
        document.put("present", group.now().present());
        document.put("free", group.now().free());
        return document;
    }

    private static Map<String, Object> document(Colleague agent) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("user", agent.user());
        document.put("name", agent.name());
        document.put("campaign", agent.campaign());
        document.put("status", agent.status());
        document.put("free", agent.free());
        document.put("direct", agent.direct());
        return document;
    }
}
