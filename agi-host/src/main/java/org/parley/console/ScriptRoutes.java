package org.parley.console;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
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
import org.parley.script.library.ScriptStatus;
import org.parley.store.ScriptDraft;
import org.parley.store.ScriptDrafts;
import org.parley.store.ScriptVersion;

/** One script: how it stands, its versions, and the return to one. */
final class ScriptRoutes {
    private static final Parameter NAME = new Parameter("path", "name", "string", "The script's name, such as sales");

    private final Host host;
    private final ScriptTexts texts;
    private final Audit audit;

    ScriptRoutes(Host host, ScriptTexts texts, Audit audit) {
        this.host = host;
        this.texts = texts;
        this.audit = audit;
    }

    List<Route> all() {
        return List.of(
                new Route(
                        "GET",
                        "/api/scripts/{name}",
                        Role.VIEWER,
                        "script",
                        "One script: how it stands, which calls lead to it, what is wrong or doubtful with its place,"
                                + " the versions that were live, and its draft",
                        Route.JSON,
                        List.of(NAME),
                        this::script),
                new Route(
                        "GET",
                        "/api/scripts/{name}/versions/{hash}",
                        Role.VIEWER,
                        "scriptVersion",
                        "A version of a script with its text",
                        Route.JSON,
                        List.of(NAME, new Parameter("path", "hash", "string", "The whole version")),
                        this::version),
                new Route(
                        "POST",
                        "/api/scripts/{name}/rollback",
                        Role.ADMIN,
                        "rollBackScript",
                        "Make the version hash live again, an earlier one or a later; what the file holds is kept as a"
                                + " version. Without hash the good one that was live before",
                        Route.JSON,
                        List.of(NAME),
                        this::rollBack));
    }

    private void script(Context context) {
        String name = ScriptTexts.name(context);
        Optional<ScriptStatus> status = texts.status(name);
        Optional<List<ScriptVersion>> versions = host.backroom().database().map(jdbi -> versions(name));
        Optional<ScriptDraft> draft = host.backroom().database().flatMap(jdbi -> new ScriptDrafts(jdbi).find(name));
        if (status.isEmpty() && versions.orElse(List.of()).isEmpty() && draft.isEmpty()) {
            throw Problem.unknown(
                    "There is no script '" + Problem.shown(name) + "'; /api/scripts lists those that are");
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("status", status.orElse(null));
        document.put(
                "findings",
                ScriptTexts.findings(
                        status.map(each -> Stream.concat(each.problems().stream(), each.warnings().stream())
                                        .toList())
                                .orElse(List.of())));
        document.put("versions", versions.orElse(null));
        document.put(
                "draft", draft.map(each -> DraftRoutes.described(texts, each)).orElse(null));
        Answers.json(context, document);
    }

    private void version(Context context) {
        String name = ScriptTexts.name(context);
        String hash = context.pathParam("hash");
        ScriptVersion version = versions(name).stream()
                .filter(each -> each.version().equals(hash))
                .findFirst()
                .orElseThrow(() -> noVersion(name, hash));
        String source;
        try {
            source = texts.versions().source(name, hash).orElseThrow(() -> noVersion(name, hash));
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
        String name = ScriptTexts.name(context);
        Body body = Body.of(context, "hash");
        String hash = body.text("hash", "");
        Releases releases = texts.releases();
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
        document.put("status", texts.status(name).orElse(null));
        Answers.json(context, document);
    }

    private List<ScriptVersion> versions(String name) {
        try {
            return texts.versions().list(name);
        } catch (JdbiException away) {
            throw away(away);
        }
    }

    private static Problem away(JdbiException away) {
        return new Problem(503, "No answer", "The database does not answer: " + away.getMessage());
    }
}
