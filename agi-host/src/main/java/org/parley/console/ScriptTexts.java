package org.parley.console;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.parley.console.host.Backroom;
import org.parley.console.host.Host;
import org.parley.console.http.Problem;
import org.parley.releases.ReleaseException;
import org.parley.releases.Releases;
import org.parley.releases.ScriptChecks;
import org.parley.releases.ScriptChecks.Checked;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptStatus;
import org.parley.store.ScriptDraft;
import org.parley.store.ScriptDrafts;
import org.parley.store.ScriptVersions;

/** The texts of a host's scripts: what a file holds, and the draft of it. */
final class ScriptTexts {
    /** By which a client names the text that the file holds. */
    static final String LIVE = "live";
    /** And the one that somebody works at. */
    static final String DRAFT = "draft";

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(10);

    private final Host host;
    private final ScriptChecks checks;

    ScriptTexts(Host host) {
        this.host = host;
        Backroom backroom = host.backroom();
        this.checks = new ScriptChecks(backroom.scripts(), host.scripts(), backroom.site(), CHECK_LIMIT);
    }

    /** A text, and its version. */
    record Text(String version, String source) {}

    /**
     * The script that the path of a request names.
     *
     * @throws Problem when it is no name
     */
    static String name(Context context) {
        String name = context.pathParam("name");
        if (!ScriptFile.isName(name)) {
            throw Problem.refused("Expected a script's name, such as sales, but was '" + Problem.shown(name) + "'");
        }
        return name;
    }

    /** How the file of that script stands. */
    Optional<ScriptStatus> status(String name) {
        return host.scripts().status().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    ScriptVersions versions() {
        return new ScriptVersions(host.backroom().tables("versions"));
    }

    ScriptDrafts drafts() {
        return new ScriptDrafts(host.backroom().tables("drafts"));
    }

    Releases releases() {
        return new Releases(host.backroom().scripts(), versions());
    }

    /** What the file holds; version and text are "" when there is none. */
    Releases.Present present(String name) {
        try {
            return Releases.present(host.backroom().scripts().folder(), name);
        } catch (ReleaseException unreadable) {
            throw new Problem(503, "Not read", String.valueOf(unreadable.getMessage()));
        }
    }

    /** That one of a script. */
    Text text(String name, boolean isDraft) {
        if (isDraft) {
            ScriptDraft draft = draft(name);
            return new Text(draft.version(), source(draft));
        }
        Releases.Present present = present(name);
        if (present.version().isEmpty()) {
            throw Problem.unknown("There is no script '" + name + "'; /api/scripts lists those that are");
        }
        return new Text(present.version(), present.text());
    }

    ScriptDraft draft(String name) {
        return drafts().find(name)
                .orElseThrow(
                        () -> Problem.unknown("There is no draft of '" + name + "'; /api/drafts lists those that are"));
    }

    /** The text of a draft that was found just now. */
    String source(ScriptDraft draft) {
        return drafts().source(draft)
                .orElseThrow(() -> new Problem(
                        409,
                        "Conflict",
                        "The draft of '" + draft.name() + "' has just been saved or released; ask again"));
    }

    /** What is right and wrong with a text. */
    Checked check(String name, Text text) {
        return within(() -> checks.check(name, text.source()));
    }

    /** Something that computes as a script likes, beside the calls and within the time of a check. */
    <T> T compute(Callable<T> work) {
        return within(() -> checks.within(work));
    }

    /** Waits for what is done on the checks' thread. */
    private interface Waiting<T> {
        T get();
    }

    private static <T> T within(Waiting<T> work) {
        try {
            return work.get();
        } catch (ScriptChecks.Busy busy) {
            throw Problem.busy(String.valueOf(busy.getMessage()));
        }
    }

    /** A finding on one line: its place, and what to do. */
    static String line(ScriptProblem problem) {
        return problem.render().lines().findFirst().orElse("");
    }

    /** Findings as they are told, for programs and for people. */
    static List<Map<String, Object>> findings(List<ScriptProblem> problems) {
        return problems.stream().map(ScriptTexts::finding).toList();
    }

    private static Map<String, Object> finding(ScriptProblem problem) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("severity", problem.kind().isError() ? "error" : "warning");
        finding.put("rule", problem.kind().id());
        finding.put("file", problem.file());
        finding.put("line", problem.line());
        finding.put("column", problem.column());
        finding.put("message", problem.message());
        finding.put("suggestion", problem.suggestion());
        finding.put("sourceLine", problem.sourceLine());
        finding.put("text", problem.render());
        return finding;
    }
}
