package org.parley.console;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.call.Tried;
import org.parley.console.ScriptTexts.Text;
import org.parley.console.doors.Audit;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Body;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.releases.ScriptChecks.Checked;
import org.parley.script.Script;
import org.parley.trial.TrialOutcome;
import org.parley.trial.WrittenCaller;
import org.parley.webcall.WebCalls;

/** Trying a script, live or as a draft: as text, or by one's own microphone. The dialer learns nothing of it. */
final class TryRoutes {
    private static final Parameter NAME = new Parameter("path", "name", "string", "The script's name, such as sales");
    private static final String DRAFT = "draft";
    private static final String SAYS = "says";
    private static final String LEAD = "lead";
    private static final String LANGUAGE = "language";

    private final Host host;
    private final ScriptTexts texts;
    private final WebCalls calls;
    private final Audit audit;

    TryRoutes(Host host, ScriptTexts texts, WebCalls calls, Audit audit) {
        this.host = host;
        this.texts = texts;
        this.calls = calls;
        this.audit = audit;
    }

    List<Route> all() {
        Map<String, Object> draft =
                Map.of("type", "boolean", "description", "The draft of the script and not what its file holds");
        return List.of(
                new Route(
                        "POST",
                        "/api/scripts/{name}/try",
                        Role.SUPERVISOR,
                        "tryScript",
                        "What a script says and does when its caller says these lines, as text and in virtual time:"
                                + " nothing is written anywhere. An empty line is silence, #12 are keys, ? is not"
                                + " understood; the trial stops where no line is left",
                        Route.JSON,
                        List.of(NAME),
                        schema(Map.of(
                                DRAFT,
                                draft,
                                SAYS,
                                Map.of("type", "array", "items", Map.of("type", "string")),
                                LEAD,
                                Map.of("type", "object", "additionalProperties", Map.of("type", "string")))),
                        this::text),
                new Route(
                        "POST",
                        "/api/scripts/{name}/try-call",
                        Role.SUPERVISOR,
                        "tryScriptByVoice",
                        "A one-time token for a call from a page in which a script is tried; in the record it is a"
                                + " trial",
                        Route.JSON,
                        List.of(NAME),
                        schema(Map.of(
                                DRAFT,
                                draft,
                                LANGUAGE,
                                Map.of("type", "string", "description", "The call's language, as a tag such as ar"))),
                        this::call));
    }

    private static Map<String, Object> schema(Map<String, Object> properties) {
        return Map.of("type", "object", "additionalProperties", false, "properties", properties);
    }

    private void text(Context context) {
        String name = ScriptTexts.name(context);
        Body body = Body.of(context, DRAFT, SAYS, LEAD);
        List<String> says = body.texts(SAYS);
        Map<String, String> lead = body.pairs(LEAD);
        boolean isDraft = body.flag(DRAFT);
        Script script = script(name, isDraft);
        audit.note(context, "try-script", name + " " + script.version());
        WrittenCaller caller = new WrittenCaller(says);
        TrialOutcome outcome;
        try {
            outcome = texts.compute(() -> host.backroom().trial().of(script, lead, caller));
        } catch (IllegalArgumentException unfit) {
            throw Problem.unfit(LEAD + ": " + unfit.getMessage());
        } finally {
            script.retire(); // it was compiled for this
        }
        Answers.json(context, document(name, isDraft, script, caller.isWaitedFor(), outcome));
    }

    private static Map<String, @Nullable Object> document(
            String name, boolean isDraft, Script script, boolean isWaiting, TrialOutcome outcome) {
        List<Map<String, Object>> lines = new ArrayList<>();
        outcome.transcript()
                .forEach(line -> lines.add(Map.of(
                        "atMs", line.at().toMillis(),
                        "who", line.who().name().toLowerCase(Locale.ROOT),
                        "text", line.text(),
                        "remark", line.remark())));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("of", isDraft ? ScriptTexts.DRAFT : ScriptTexts.LIVE);
        document.put("version", script.version());
        document.put("lines", lines);
        document.put("waiting", isWaiting);
        document.put("endedBy", isWaiting ? null : outcome.endedBy().name().toLowerCase(Locale.ROOT));
        document.put("detail", isWaiting ? "" : outcome.detail());
        document.put("status", outcome.status());
        document.put("comment", outcome.comment());
        document.put("callBack", outcome.callBack());
        document.put("transfer", outcome.transfer());
        document.put("fields", outcome.fields());
        document.put("notes", outcome.notes());
        document.put("tools", outcome.tools());
        document.put("tookMs", outcome.took().toMillis());
        return document;
    }

    private void call(Context context) {
        String name = ScriptTexts.name(context);
        Body body = Body.of(context, DRAFT, LANGUAGE);
        String language = body.text(LANGUAGE, "");
        WebCallRoutes.checkLanguage(language);
        boolean isDraft = body.flag(DRAFT);
        Tried tried = new Tried(isDraft ? script(name, true) : live(name), isDraft);
        audit.note(context, "try-script-by-voice", name + " " + tried.script().version());
        WebCallRoutes.answer(context, calls, () -> calls.token(tried, language));
    }

    /** The very script that calls get now. */
    private Script live(String name) {
        return host.scripts()
                .named(name)
                .orElseThrow(() -> Problem.unknown("There is no script '" + name + "' that can be called"));
    }

    /** One that nobody else has; it is compiled when it is run. */
    private Script script(String name, boolean isDraft) {
        Text text = texts.text(name, isDraft);
        Checked checked = texts.check(name, text);
        return checked.script()
                .orElseThrow(() -> new Problem(
                                422,
                                "Unprocessable content",
                                "It does not compile: "
                                        + ScriptTexts.line(checked.findings().getFirst()))
                        .with("findings", ScriptTexts.findings(checked.mistakes())));
    }
}
