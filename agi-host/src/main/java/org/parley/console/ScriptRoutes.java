package org.parley.console;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.parley.console.doors.Audit;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Body;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.releases.ReleaseException;
import org.parley.releases.Releases;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptStatus;
import org.parley.store.ScriptVersion;
import org.parley.store.ScriptVersions;

/** One script: how it stands, its versions, and the return to one. */
final class ScriptRoutes {
    private static final Parameter NAME = new Parameter("path", "name", "string", "The script's name, such as sales");

    private final Host host;
    private final Audit audit;

    private ScriptRoutes(Host host, Audit audit) {
        this.host = host;
        this.audit = audit;
    }

    static List<Route> of(Host host, Audit audit) {
        ScriptRoutes routes = new ScriptRoutes(host, audit);
        return List.of(
                new Route(
                        "GET",
                        "/api/scripts/{name}",
                        Role.VIEWER,
                        "script",
                        "One script: how it stands, which calls lead to it, what is wrong or doubtful with its place,"
                                + " and the versions that were live",
                        Route.JSON,
                        List.of(NAME),
                        routes::script),
                new Route(
                        "GET",
                        "/api/scripts/{name}/versions/{hash}",
                        Role.VIEWER,
                        "scriptVersion",
                        "A version of a script with its text",
                        Route.JSON,
                        List.of(NAME, new Parameter("path", "hash", "string", "The whole version")),
                        routes::version),
                new Route(
                        "POST",
                        "/api/scripts/{name}/rollback",
                        Role.ADMIN,
                        "rollBackScript",
                        "Make the version hash live again, an earlier one or a later; what the file holds is kept as a"
                                + " version. Without hash the good one that was live before",
                        Route.JSON,
                        List.of(NAME),
                        routes::rollBack));
    }

    private void script(Context context) {
        String name = name(context);
        Optional<ScriptStatus> status = status(name);
        Optional<List<ScriptVersion>> versions = host.backroom().database().map(jdbi -> versions(name));
        if (status.isEmpty() && versions.orElse(List.of()).isEmpty()) {
            throw Problem.unknown(
                    "There is no script '" + Problem.shown(name) + "'; /api/scripts lists those that are");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("status", status.orElse(null));
        document.put("findings", status.map(ScriptRoutes::findings).orElse(List.of()));
        document.put("versions", versions.orElse(null));
        Answers.json(context, document);
    }

    private static List<Map<String, Object>> findings(ScriptStatus status) {
        return Stream.concat(status.problems().stream(), status.warnings().stream())
                .map(ScriptRoutes::finding)
                .toList();
    }

    private static Map<String, Object> finding(ScriptProblem problem) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("error", problem.kind().isError());
        finding.put("kind", problem.kind());
        finding.put("line", problem.line());
        finding.put("column", problem.column());
        finding.put("message", problem.message());
        finding.put("suggestion", problem.suggestion());
        finding.put("text", problem.render());
        return finding;
    }

    private void version(Context context) {
        String name = name(context);
        String hash = context.pathParam("hash");
        ScriptVersion version = versions(name).stream()
                .filter(each -> each.version().equals(hash))
                .findFirst()
                .orElseThrow(() -> noVersion(name, hash));
        String source;
        try {
            source = kept().source(name, hash).orElseThrow(() -> noVersion(name, hash));
        } catch (JdbiException away) {
            throw away(away);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", version);
        document.put("source", source);
        Answers.json(context, document);
    }

    private static Problem noVersion(String name, String hash) {
        return Problem.unknown("There is no version '%s' of %s; /api/scripts/%s lists those that are kept"
                .formatted(Problem.shown(hash), name, name));
    }

    private void rollBack(Context context) {
        String name = name(context);
        Body body = Body.of(context, "hash");
        String hash = body.text("hash", "");
        Releases releases = new Releases(host.backroom().scripts(), kept());
        Releases.Change change;
        try {
            change = releases.change(name, hash.isEmpty() ? null : hash);
            audit.note(context, "roll-back-script", name + " " + change.wanted().version());
            releases.carryOut(change);
        } catch (ReleaseException refused) {
            throw new Problem(409, "Not rolled back", String.valueOf(refused.getMessage()));
        } catch (JdbiException away) {
            throw away(away);
        }
        host.scripts().refresh();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("version", change.wanted().version());
        document.put("kept", change.present());
        document.put("status", status(name).orElse(null));
        Answers.json(context, document);
    }

    private static String name(Context context) {
        String name = context.pathParam("name");
        if (!ScriptFile.isName(name)) {
            throw Problem.refused("Expected a script's name, such as sales, but was '" + Problem.shown(name) + "'");
        }
        return name;
    }

    private Optional<ScriptStatus> status(String name) {
        return host.scripts().status().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    private ScriptVersions kept() {
        return new ScriptVersions(host.backroom().tables("versions"));
    }

    private List<ScriptVersion> versions(String name) {
        try {
            return kept().list(name);
        } catch (JdbiException away) {
            throw away(away);
        }
    }

    private static Problem away(JdbiException away) {
        return new Problem(503, "No answer", "The database does not answer: " + away.getMessage());
    }
}
