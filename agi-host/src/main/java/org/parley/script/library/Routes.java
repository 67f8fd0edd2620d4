package org.parley.script.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.script.ExtensionPattern;
import org.parley.script.Findings.ExtensionClaim;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/**
 * Which script stands behind an extension, worked out once per change. An extension that two files claim stays with
 * the one that had it first; the other is told, and gets it as soon as the first lets go.
 */
final class Routes {
    static final Routes NONE = new Routes(Map.of(), List.of(), Map.of(), Map.of());

    private final Map<String, Route> exact;
    private final List<Route> patterns;
    private final Map<String, Script> names;
    private final Map<String, List<ScriptProblem>> clashes;

    private record Route(ExtensionClaim claim, Script script) {}

    private Routes(
            Map<String, Route> exact,
            List<Route> patterns,
            Map<String, Script> names,
            Map<String, List<ScriptProblem>> clashes) {
        this.exact = exact;
        this.patterns = patterns;
        this.names = names;
        this.clashes = clashes;
    }

    /** The routes of these scripts, in the order of their names; what was held before is kept by its holder. */
    static Routes of(Collection<Script> scripts, Routes before) {
        Map<String, Script> names = new HashMap<>();
        List<Route> wanted = new ArrayList<>();
        for (Script script : scripts) {
            names.put(script.name(), script);
            for (ExtensionClaim claim : script.claims()) {
                wanted.add(new Route(claim, script));
            }
            if (script.name().matches("[0-9]+")) {
                wanted.add(new Route(new ExtensionClaim(ExtensionPattern.parse(script.name()), 0, 0), script));
            }
        }
        wanted.sort(Comparator.comparing(route -> !before.held(route)));
        List<Route> given = new ArrayList<>();
        Map<String, List<ScriptProblem>> clashes = new HashMap<>();
        for (Route route : wanted) {
            Optional<Route> holder = given.stream()
                    .filter(each -> each.claim.pattern().sameAs(route.claim.pattern()))
                    .findFirst();
            if (holder.isEmpty()) {
                given.add(route);
            } else if (holder.get().script != route.script) {
                clashes.computeIfAbsent(route.script.file(), _ -> new ArrayList<>())
                        .add(clash(route, holder.get().script));
            }
        }
        Map<String, Route> exact = new HashMap<>();
        List<Route> patterns = new ArrayList<>();
        for (Route route : given) {
            if (route.claim.pattern().isExact()) {
                exact.put(route.claim.pattern().text(), route);
            } else {
                patterns.add(route);
            }
        }
        patterns.sort(Comparator.comparing(route -> route.claim.pattern()));
        return new Routes(Map.copyOf(exact), List.copyOf(patterns), Map.copyOf(names), Map.copyOf(clashes));
    }

    Optional<Script> forExtension(String extension) {
        Route route = exact.get(extension);
        if (route != null) {
            return Optional.of(route.script);
        }
        for (Route each : patterns) {
            if (each.claim.pattern().matches(extension)) {
                return Optional.of(each.script);
            }
        }
        return Optional.empty();
    }

    Optional<Script> named(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** The extensions and patterns that lead to this file. */
    List<String> leadingTo(String file) {
        List<Route> all = new ArrayList<>(exact.values());
        all.addAll(patterns);
        return all.stream()
                .filter(route -> route.script.file().equals(file))
                .map(route -> route.claim.pattern())
                .sorted()
                .map(ExtensionPattern::text)
                .toList();
    }

    List<ScriptProblem> clashesOf(String file) {
        return clashes.getOrDefault(file, List.of());
    }

    private boolean held(Route wanted) {
        return leadingTo(wanted.script.file()).contains(wanted.claim.pattern().text());
    }

    private static ScriptProblem clash(Route route, Script holder) {
        String message = "Extension '%s' belongs to %s already, so it does not lead to %s"
                .formatted(route.claim.pattern().text(), holder.file(), route.script.file());
        return route.script.problem(route.claim.line(), route.claim.column(), message, "take it out of one of the two");
    }
}
