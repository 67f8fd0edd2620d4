package org.parley.script.library;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parley.script.CallPattern;
import org.parley.script.Findings.Claim;
import org.parley.script.ProblemKind;
import org.parley.script.ReachedBy;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/**
 * Which script a call gets, worked out once per change: by the first of {@link ReachedBy} that leads to one. What two
 * files claim stays with the one that had it first; the other is told, and gets it as soon as the first lets go.
 */
final class Routes {
    static final Routes NONE = of(List.of(), Map.of());

    private static final Map<ReachedBy, String> WHAT = Map.of(
            ReachedBy.EXTENSION, "Extension",
            ReachedBy.PATTERN, "Extension",
            ReachedBy.DID, "Number",
            ReachedBy.IN_GROUP, "In-group",
            ReachedBy.CAMPAIGN, "Campaign");

    private final Map<ReachedBy, Table> tables;
    private final Map<String, Script> names;
    private final Map<String, List<Route>> leading; // by file
    private final Map<String, List<ScriptProblem>> clashes; // by file
    private final List<Route> lost;
    private final Map<Place, String> held; // by which file

    private record Route(Claim claim, Script script) {
        Choice choice() {
            return new Choice(script, claim.by(), claim.pattern().text());
        }

        Place place() {
            boolean extension = claim.by() == ReachedBy.PATTERN;
            return new Place(
                    extension ? ReachedBy.EXTENSION : claim.by(),
                    claim.pattern().places(),
                    claim.pattern().tail(),
                    claim.pattern().isExact());
        }
    }

    /** The same calls, however they are written: {@code _8[0-9]} is {@code _8X}. */
    private record Place(ReachedBy by, List<BitSet> places, CallPattern.Tail tail, boolean exact) {}

    /** All routes of one kind. */
    private static final class Table {
        private final Map<String, Route> exact = new HashMap<>();
        private final List<Route> patterns = new ArrayList<>(); // the best first

        List<Route> find(ReachedBy by, String given) {
            List<Route> found = new ArrayList<>();
            String text = normal(by, given);
            Route one = exact.get(text);
            if (one != null) {
                found.add(one);
            }
            for (Route each : patterns) {
                if (each.claim.pattern().matches(text)) {
                    found.add(each);
                }
            }
            return found;
        }
    }

    private Routes(
            Map<ReachedBy, Table> tables,
            Map<String, Script> names,
            Map<String, List<Route>> leading,
            Map<String, List<ScriptProblem>> clashes,
            List<Route> lost,
            Map<Place, String> held) {
        this.tables = tables;
        this.names = names;
        this.leading = leading;
        this.clashes = clashes;
        this.lost = lost;
        this.held = held;
    }

    /** The routes of these scripts, in the order of their names; what was held before is kept by its holder. */
    static Routes of(Collection<Script> scripts, Routes before) {
        return of(scripts, before.held);
    }

    private static Routes of(Collection<Script> scripts, Map<Place, String> before) {
        Map<String, Script> names = new HashMap<>();
        List<Route> wanted = new ArrayList<>();
        for (Script script : scripts) {
            names.put(script.name(), script);
            for (Claim claim : script.findings().claims()) {
                wanted.add(new Route(claim, script));
            }
            if (script.name().matches("[0-9]+")) {
                CallPattern own = CallPattern.parse(script.name());
                wanted.add(new Route(new Claim(ReachedBy.EXTENSION, own, 0, 0), script));
            }
        }
        wanted.sort(Comparator.comparing(route -> !route.script.file().equals(before.getOrDefault(route.place(), ""))));
        Map<Place, Route> given = new HashMap<>();
        Map<String, List<Route>> leading = new HashMap<>();
        Map<String, List<ScriptProblem>> clashes = new HashMap<>();
        List<Route> lost = new ArrayList<>();
        Map<ReachedBy, Table> tables = new EnumMap<>(ReachedBy.class);
        for (Route route : wanted) {
            Route holder = given.putIfAbsent(route.place(), route);
            if (holder == null) {
                leading.computeIfAbsent(route.script.file(), _ -> new ArrayList<>())
                        .add(route);
                Table table = tables.computeIfAbsent(route.claim.by(), _ -> new Table());
                if (route.claim.pattern().isExact()) {
                    table.exact.put(
                            normal(route.claim.by(), route.claim.pattern().text()), route);
                } else {
                    table.patterns.add(route);
                }
            } else if (holder.script != route.script) {
                lost.add(route);
                clashes.computeIfAbsent(route.script.file(), _ -> new ArrayList<>())
                        .add(clash(route, holder.script));
            }
        }
        tables.values().forEach(table -> table.patterns.sort(Comparator.comparing(route -> route.claim.pattern())));
        Map<Place, String> held = new HashMap<>();
        given.forEach((place, route) -> held.put(place, route.script.file()));
        return new Routes(tables, Map.copyOf(names), leading, clashes, List.copyOf(lost), held);
    }

    /** As the dialer and Asterisk compare them. */
    private static String normal(ReachedBy by, String text) {
        return switch (by) {
            case DID -> text.startsWith("+") ? text.substring(1) : text;
            case IN_GROUP, CAMPAIGN -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    /** The script that a call of which this is known gets. */
    Optional<Choice> choose(CallFacts call) {
        if (!call.name().isEmpty()) {
            return named(call.name()).map(script -> new Choice(script, ReachedBy.NAME, script.name()));
        }
        for (ReachedBy by : ReachedBy.values()) {
            List<Route> found = find(by, call);
            if (!found.isEmpty()) {
                return Optional.of(found.getFirst().choice());
            }
        }
        return Optional.empty();
    }

    /** All that have a rule for such a call, the one that gets it first; then those whose rule another file has. */
    List<Choice> all(CallFacts call) {
        List<Choice> all = new ArrayList<>();
        if (!call.name().isEmpty()) {
            choose(call).ifPresent(all::add);
        }
        for (ReachedBy by : ReachedBy.values()) {
            find(by, call).forEach(route -> all.add(route.choice()));
        }
        for (Route route : lost) {
            String text = normal(route.claim.by(), fact(route.claim.by(), call));
            if (!text.isEmpty() && route.claim.pattern().matches(text)) {
                all.add(route.choice());
            }
        }
        return all;
    }

    private List<Route> find(ReachedBy by, CallFacts call) {
        Table table = tables.get(by);
        String text = fact(by, call);
        return table == null || text.isEmpty() ? List.of() : table.find(by, text);
    }

    private static String fact(ReachedBy by, CallFacts call) {
        return switch (by) {
            case NAME -> "";
            case EXTENSION, PATTERN -> call.extension();
            case DID -> call.did();
            case IN_GROUP -> call.inGroup();
            case CAMPAIGN -> call.campaign();
        };
    }

    /** Whether some script has a rule of these kinds that would go before this choice. */
    boolean asksFor(Optional<Choice> soFar, ReachedBy... kinds) {
        for (ReachedBy by : kinds) {
            if (tables.containsKey(by) && (soFar.isEmpty() || soFar.get().by().compareTo(by) > 0)) {
                return true;
            }
        }
        return false;
    }

    Optional<Script> named(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** The rules of these kinds that lead to this file, the narrowest first. */
    List<String> leadingTo(String file, Set<ReachedBy> kinds) {
        return leading.getOrDefault(file, List.of()).stream()
                .filter(route -> kinds.contains(route.claim.by()))
                .map(route -> route.claim.pattern())
                .sorted()
                .map(CallPattern::text)
                .toList();
    }

    List<ScriptProblem> clashesOf(String file) {
        return clashes.getOrDefault(file, List.of());
    }

    private static ScriptProblem clash(Route route, Script holder) {
        String message = "%s '%s' belongs to %s already, so it does not lead to %s"
                .formatted(
                        WHAT.get(route.claim.by()), route.claim.pattern().text(), holder.file(), route.script.file());
        return ScriptProblem.of(
                ProblemKind.EXTENSION,
                route.script.file(),
                route.script.source(),
                route.claim.line(),
                route.claim.column(),
                message,
                "take it out of one of the two");
    }
}
