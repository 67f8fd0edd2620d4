package org.parley.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.parley.console.doors.Audit;
import org.parley.console.host.Backroom;
import org.parley.console.host.Host;
import org.parley.console.host.Installation;
import org.parley.console.host.ProviderState;
import org.parley.console.http.Answers;
import org.parley.console.http.Kept;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentView;
import org.parley.dialer.reports.Outbound;
import org.parley.dialer.reports.OutboundCampaign;
import org.parley.settings.Loaded;
import org.parley.settings.Origin;
import org.parley.store.DatabaseException;
import org.parley.store.ProviderReports;
import org.parley.store.ProviderReports.Asked;
import org.parley.store.ProviderReports.Done;

/** All that may be asked of what stands behind a host's calls; here its providers, dialing, settings and doctor. */
final class BackroomRoutes {
    private static final Duration DOCTOR_GOOD = Duration.ofSeconds(15);
    private static final Duration DOCTOR_LIMIT = Duration.ofSeconds(40);
    private static final Duration FIGURES_GOOD = Duration.ofSeconds(10);
    private static final Duration FIGURES_LIMIT = Duration.ofSeconds(30);

    private final Host host;
    private final Backroom backroom;
    private final Optional<Installation> installation;
    private final Kept<Map<Asked, Done>> providers =
            new Kept<>("providers", FIGURES_GOOD, FIGURES_LIMIT, System::nanoTime);
    private final Kept<List<OutboundCampaign>> outbound =
            new Kept<>("outbound", FIGURES_GOOD, FIGURES_LIMIT, System::nanoTime);
    private final Kept<Map<String, Object>> doctor = new Kept<>("doctor", DOCTOR_GOOD, DOCTOR_LIMIT, System::nanoTime);

    private BackroomRoutes(Host host, Optional<Installation> installation) {
        this.host = host;
        this.backroom = host.backroom();
        this.installation = installation;
    }

    /** Settings and doctor only of a host of which it is known how it was set up. */
    static List<Route> of(Host host, Optional<Installation> installation, Audit audit) {
        BackroomRoutes own = new BackroomRoutes(host, installation);
        List<Route> routes = new ArrayList<>();
        routes.addAll(ReportRoutes.of(host));
        routes.addAll(LineRoutes.of(host, audit));
        routes.addAll(DialerRoutes.of(host));
        routes.add(read(
                "/api/providers",
                "providers",
                "Each voice, model, recogniser and synthesiser that is set up: how it is, its last failure, and what it"
                        + " did in today's ended calls",
                own::providers));
        routes.add(read(
                "/api/outbound",
                "outbound",
                "What the dialer dials for the campaigns of our lines: leads, hopper, calls, call-backs",
                own::outbound));
        if (installation.isPresent()) {
            routes.add(read(
                    "/api/settings",
                    "settings",
                    "The settings in force, where each comes from and what it means; secrets are never shown",
                    own::settings));
            routes.add(read("/api/doctor", "doctor", "What ./parley doctor finds, at most 15 s ago", own::doctor));
        }
        return routes;
    }

    private static Route read(String path, String name, String summary, Handler handler) {
        return new Route("GET", path, Role.VIEWER, name, summary, Route.JSON, List.of(), handler);
    }

    private void providers(Context context) {
        List<ProviderState> states = backroom.providers().get();
        Instant midnight = LocalDate.now(ZoneId.systemDefault())
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant();
        List<Asked> asked = states.stream().map(ProviderState::asked).distinct().toList();
        Map<Asked, Done> done =
                backroom.database().map(jdbi -> figures(jdbi, midnight, asked)).orElse(Map.of());
        List<Map<String, Object>> all = new ArrayList<>();
        for (ProviderState state : states) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("kind", state.kind());
            one.put("name", state.name());
            one.put("provider", state.asked().service().provider());
            one.put("preferred", state.preferred());
            one.put("well", state.well());
            one.put("since", state.since());
            one.put("failure", state.failure());
            one.put("failedAt", state.failedAt());
            Done today = done.get(state.asked());
            one.put("callsToday", today == null ? null : today.calls());
            one.put("latency", today == null || today.latency().turns() == 0 ? null : today.latency());
            boolean bills = state.asked().bills();
            one.put(
                    "priced",
                    bills && host.prices().knows(state.asked().service().provider()));
            one.put("spendToday", today == null || !bills ? null : today.spend());
            all.add(one);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("since", midnight);
        document.put("providers", all);
        Answers.json(context, document);
    }

    private Map<Asked, Done> figures(Jdbi jdbi, Instant since, List<Asked> asked) {
        return providers.get(() -> {
            try {
                List<Done> found = new ProviderReports(jdbi, host.prices(), since).of(asked);
                Map<Asked, Done> done = new HashMap<>();
                for (int i = 0; i < found.size(); i++) {
                    done.put(asked.get(i), found.get(i));
                }
                return done;
            } catch (DatabaseException away) {
                throw new Problem(503, "No answer", String.valueOf(away.getMessage()));
            }
        });
    }

    private void outbound(Context context) {
        Jdbi jdbi = backroom.tables("the dialer's campaigns");
        List<OutboundCampaign> campaigns = outbound.get(() -> {
            try {
                Map<String, Long> ready = new HashMap<>();
                for (AgentView agent : AgentLines.of(jdbi).list()) {
                    ready.merge(agent.campaign(), agent.ready(), Long::sum);
                }
                return Outbound.of(jdbi).campaigns(ready);
            } catch (DialerException | JdbiException none) {
                throw new Problem(503, "No dialer", String.valueOf(none.getMessage()));
            }
        });
        List<Map<String, Object>> all = new ArrayList<>();
        for (OutboundCampaign each : campaigns) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("campaign", each.campaign());
            one.put("name", each.name());
            one.put("active", each.active());
            one.put("method", each.method());
            one.put("level", each.level());
            one.put("hopperLevel", each.hopperLevel());
            one.put("hopper", each.hopper());
            one.put("dialable", each.dialable());
            one.put("dialing", each.dialing());
            one.put("waiting", each.waiting());
            one.put("withAgents", each.withAgents());
            one.put("callbacksDue", each.callbacksDue());
            one.put("callbacksLater", each.callbacksLater());
            one.put("linesReady", each.linesReady());
            one.put("reasons", each.reasons());
            all.add(one);
        }
        Answers.json(context, Map.of("campaigns", all));
    }

    private void settings(Context context) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Loaded.Entry entry : installation.orElseThrow().settings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("key", entry.key());
            one.put("value", entry.shown());
            one.put("from", from(entry.origin()));
            one.put("origin", entry.origin().toString());
            one.put("meaning", entry.meaning());
            all.add(one);
        }
        Answers.json(context, Map.of("settings", all));
    }

    private static String from(Origin origin) {
        return switch (origin) {
            case Origin.Default _ -> "default";
            case Origin.InFile _ -> "file";
            case Origin.Elsewhere _ -> "dialer";
            case Origin.Environment _ -> "environment";
            case Origin.CommandLine _ -> "flag";
        };
    }

    private void doctor(Context context) {
        Answers.json(context, doctor.get(() -> {
            List<Installation.Finding> findings = installation.orElseThrow().doctor();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("at", Instant.now());
            document.put("checks", findings);
            return document;
        }));
    }
}
