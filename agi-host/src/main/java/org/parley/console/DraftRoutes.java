package org.parley.console;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.console.ScriptTexts.Text;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Visitor;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Body;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.releases.ReleaseException;
import org.parley.releases.Releases;
import org.parley.releases.Releases.Present;
import org.parley.releases.ScriptChecks.Checked;
import org.parley.releases.TextDifference;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptFile;
import org.parley.store.ScriptDraft;
import org.parley.store.ScriptDrafts;
import org.parley.store.ScriptDrafts.Saved;

/** Texts of scripts on their way: drafts, what is wrong with a text, what differs, and the release. */
final class DraftRoutes {
    private static final Parameter NAME = new Parameter("path", "name", "string", "The script's name, such as sales");
    private static final String TEXT = "text";
    private static final String BASE = "base";
    private static final String FOLLOWS = "follows";
    private static final String VERSION = "version";
    private static final String FORCE = "force";
    private static final String VERSION_PATTERN = "[0-9a-f]{12}";

    private final Host host;
    private final ScriptTexts texts;
    private final Audit audit;

    DraftRoutes(Host host, ScriptTexts texts, Audit audit) {
        this.host = host;
        this.texts = texts;
        this.audit = audit;
    }

    List<Route> all() {
        String draft = "/api/scripts/{name}/draft";
        return List.of(
                Route.get("/api/drafts", Role.VIEWER, "drafts", "The drafts of scripts", this::list),
                Route.get(draft, Role.VIEWER, "scriptDraft", "The draft of a script with its text", this::draft, NAME),
                new Route(
                        "PUT",
                        draft,
                        Role.ADMIN,
                        "saveDraft",
                        "Keep a text as the draft of a script, which need not be there yet; no call gets it",
                        Route.JSON,
                        List.of(NAME),
                        saving(),
                        this::save),
                new Route(
                        "DELETE",
                        draft,
                        Role.ADMIN,
                        "discardDraft",
                        "Take the draft of a script away",
                        Route.JSON,
                        List.of(NAME),
                        this::discard),
                Route.get(
                        draft + "/check",
                        Role.VIEWER,
                        "checkDraft",
                        "What ./parley check finds in the draft of a script; nothing of it is run",
                        context -> check(context, true),
                        NAME),
                new Route(
                        "POST",
                        draft + "/release",
                        Role.ADMIN,
                        "releaseDraft",
                        "Make the draft of a script live; what its file holds is kept as a version",
                        Route.JSON,
                        List.of(NAME),
                        releasing(),
                        this::release),
                Route.get(
                        "/api/scripts/{name}/check",
                        Role.VIEWER,
                        "checkScript",
                        "What ./parley check finds in the file of a script",
                        context -> check(context, false),
                        NAME),
                Route.get(
                        "/api/scripts/{name}/source",
                        Role.VIEWER,
                        "scriptSource",
                        "What the file of a script holds, and its version",
                        context -> Answers.json(context, texts.text(ScriptTexts.name(context), false)),
                        NAME),
                Route.get(
                        "/api/scripts/{name}/diff",
                        Role.VIEWER,
                        "scriptDiff",
                        "What changes from one text of a script to another, line by line: a space, a minus or a plus"
                                + " before each, ... for what is left out",
                        this::diff,
                        NAME,
                        new Parameter("query", "from", "string", "live, draft or a version; live when not given"),
                        new Parameter("query", "to", "string", "The same; draft when not given")));
    }

    private static Map<String, Object> saving() {
        return Map.of(
                "type",
                "object",
                "additionalProperties",
                false,
                "required",
                List.of(TEXT),
                Route.BYTES_MAX,
                640 * 1024,
                "properties",
                Map.of(
                        TEXT, Map.of("type", "string", "description", "The whole script, up to 256 kB"),
                        BASE,
                                Map.of(
                                        "type",
                                        "string",
                                        "description",
                                        "The version that the work began with, \"\" for a new script; the one that the"
                                                + " file holds now when it is not given"),
                        FOLLOWS,
                                Map.of(
                                        "type",
                                        "string",
                                        "description",
                                        "The version that the draft must have before, \"\" for none; any when it is not"
                                                + " given")));
    }

    private static Map<String, Object> releasing() {
        return Map.of(
                "type",
                "object",
                "additionalProperties",
                false,
                "properties",
                Map.of(
                        VERSION, Map.of("type", "string", "description", "The version that the draft must have"),
                        FORCE,
                                Map.of(
                                        "type",
                                        "boolean",
                                        "description",
                                        "Release it although the file has changed since the work at it began")));
    }

    private void list(Context context) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put(
                "drafts",
                host.backroom()
                        .database()
                        .map(jdbi -> new ScriptDrafts(jdbi)
                                .list().stream()
                                        .map(each -> described(texts, each))
                                        .toList())
                        .orElse(null));
        Answers.json(context, document);
    }

    /** How a draft stands. */
    static Map<String, Object> described(ScriptTexts texts, ScriptDraft draft) {
        String live = texts.present(draft.name()).version();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", draft.name());
        document.put(VERSION, draft.version());
        document.put(BASE, draft.base());
        document.put("live", live);
        document.put("outdated", isOutdated(draft, live));
        document.put("bytes", draft.bytes());
        document.put("author", draft.author());
        document.put("savedAt", draft.savedAt());
        return document;
    }

    /** Whether the file has changed under the work at the draft, and not into the draft itself. */
    private static boolean isOutdated(ScriptDraft draft, String live) {
        return !draft.base().equals(live) && !draft.version().equals(live);
    }

    private void draft(Context context) {
        ScriptDraft draft = texts.draft(ScriptTexts.name(context));
        Map<String, Object> document = described(texts, draft);
        document.put(TEXT, texts.source(draft));
        Answers.json(context, document);
    }

    private void save(Context context) {
        String name = ScriptTexts.name(context);
        Body body = Body.of(context, TEXT, BASE, FOLLOWS);
        String source = body.longText(TEXT, ScriptFile.BYTES_MAX);
        if (source.isBlank()) {
            throw Problem.unfit("text: expected a script but it is empty");
        }
        if (source.startsWith("\uFEFF")) {
            source = source.substring(1); // as it is when a file begins so
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(source)
                || source.getBytes(StandardCharsets.UTF_8).length > ScriptFile.BYTES_MAX) {
            throw Problem.unfit("text: expected a script of at most 256 kB in UTF-8");
        }
        String base = version(body, BASE);
        String follows = version(body, FOLLOWS);
        String version = ScriptFile.version(source);
        ScriptDrafts drafts = texts.drafts();
        audit.note(context, "save-draft", name + " " + version);
        Saved saved = drafts.save(
                name,
                version,
                source,
                base == null ? texts.present(name).version() : base,
                Visitor.of(context).name(),
                follows);
        switch (saved) {
            case KEPT -> Answers.json(context, described(texts, texts.draft(name)));
            case OTHER -> throw other(name, drafts.find(name));
            case FULL ->
                throw new Problem(
                        409,
                        "Conflict",
                        "There are %d drafts already, as many as may be; release or discard some"
                                .formatted(ScriptDrafts.DRAFTS_MAX));
        }
    }

    private static @Nullable String version(Body body, String field) {
        if (!body.has(field)) {
            return null;
        }
        String version = body.text(field, "");
        if (!version.isEmpty() && !version.matches(VERSION_PATTERN)) {
            throw Problem.unfit("%s: expected the twelve hex digits of a version, or \"\", but was '%s'"
                    .formatted(field, Problem.shown(version)));
        }
        return version;
    }

    private static Problem other(String name, Optional<ScriptDraft> now) {
        return new Problem(
                409,
                "Conflict",
                now.map(draft -> ("%s has saved another draft of %s at %s, version %s; look at it, and save yours with"
                                        + " follows: %s to put it in its place")
                                .formatted(draft.author(), name, draft.savedAt(), draft.version(), draft.version()))
                        .orElse(("The draft of %s has been released or discarded; look at what is live, and save yours"
                                        + " with follows: \"\"")
                                .formatted(name)));
    }

    private void discard(Context context) {
        ScriptDraft draft = texts.draft(ScriptTexts.name(context));
        audit.note(context, "discard-draft", draft.name() + " " + draft.version());
        texts.drafts().drop(draft);
        Answers.json(context, Map.of("name", draft.name(), "discarded", draft.version()));
    }

    private void check(Context context, boolean isDraft) {
        String name = ScriptTexts.name(context);
        Checked checked = texts.check(name, texts.text(name, isDraft));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("of", isDraft ? ScriptTexts.DRAFT : ScriptTexts.LIVE);
        document.put(VERSION, checked.version());
        document.put("ok", checked.mistakes().isEmpty());
        document.put("findings", ScriptTexts.findings(checked.findings()));
        document.put("unchecked", checked.unchecked());
        Answers.json(context, document);
    }

    private void diff(Context context) {
        String name = ScriptTexts.name(context);
        Text from = asked(name, Optional.ofNullable(context.queryParam("from")).orElse(ScriptTexts.LIVE));
        Text to = asked(name, Optional.ofNullable(context.queryParam("to")).orElse(ScriptTexts.DRAFT));
        Answers.json(
                context,
                Map.of(
                        "from",
                        from.version(),
                        "to",
                        to.version(),
                        "lines",
                        texts.compute(() -> TextDifference.of(from.source(), to.source()))));
    }

    /** What stands for a new script's file is nothing. */
    private Text asked(String name, String which) {
        return switch (which) {
            case ScriptTexts.LIVE -> {
                Present present = texts.present(name);
                yield new Text(present.version(), present.text());
            }
            case ScriptTexts.DRAFT -> texts.text(name, true);
            default ->
                new Text(
                        which,
                        texts.versions()
                                .source(name, which)
                                .orElseThrow(() -> Problem.unknown(
                                        "There is no version '%s' of %s; /api/scripts/%s lists those that are kept"
                                                .formatted(Problem.shown(which), name, name))));
        };
    }

    private void release(Context context) {
        String name = ScriptTexts.name(context);
        Body body = Body.of(context, VERSION, FORCE);
        String wanted = body.text(VERSION, "");
        boolean force = body.flag(FORCE);
        Optional<ScriptDraft> found = texts.drafts().find(name);
        if (found.isEmpty()
                && !wanted.isEmpty()
                && texts.present(name).version().equals(wanted)) {
            answer(context, name, wanted, ""); // it was asked before
            return;
        }
        ScriptDraft draft = found.orElseGet(() -> texts.draft(name));
        if (!wanted.isEmpty() && !draft.version().equals(wanted)) {
            throw other(name, found);
        }
        Text text = new Text(draft.version(), texts.source(draft));
        List<ScriptProblem> mistakes = texts.check(name, text).mistakes();
        if (!mistakes.isEmpty()) {
            throw new Problem(
                            422,
                            "Not released",
                            "The draft has %s: %s"
                                    .formatted(
                                            mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes",
                                            ScriptTexts.line(mistakes.getFirst())))
                    .with("findings", ScriptTexts.findings(mistakes));
        }
        refuseOutdated(draft, texts.present(name).version(), force);
        audit.note(context, "release-script", name + " " + draft.version());
        Present before;
        try {
            Releases releases = texts.releases();
            before = releases.release(name, text.source(), present -> refuseOutdated(draft, present.version(), force));
        } catch (ReleaseException refused) {
            throw new Problem(409, "Not released", String.valueOf(refused.getMessage()));
        }
        texts.drafts().drop(draft);
        host.scripts().refresh();
        answer(context, name, draft.version(), before.version());
    }

    private static void refuseOutdated(ScriptDraft draft, String live, boolean force) {
        if (!force && isOutdated(draft, live)) {
            throw new Problem(
                            409,
                            "Conflict",
                            ("The draft began with %s, but the file of %s holds %s now. Look at what differs,"
                                            + " then save the draft again with that base, or release it by force: true")
                                    .formatted(shown(draft.base()), draft.name(), shown(live)))
                    .with(BASE, draft.base())
                    .with("live", live);
        }
    }

    private static String shown(String version) {
        return version.isEmpty() ? "nothing" : "version " + version;
    }

    private void answer(Context context, String name, String version, String kept) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put(VERSION, version);
        document.put("kept", kept.equals(version) ? "" : kept);
        document.put("status", texts.status(name).orElse(null));
        Answers.json(context, document);
    }
}
