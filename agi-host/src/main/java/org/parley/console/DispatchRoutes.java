package org.parley.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.console.acts.Act;
import org.parley.console.acts.Act.Field;
import org.parley.console.acts.Act.Given;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Visitor;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Body;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.dispatch.Dispatcher;
import org.parley.dispatch.Job;
import org.parley.dispatch.Wish;
import org.parley.dispatch.Wish.Whom;
import org.parley.script.library.ScriptLibrary;
import org.parley.webcall.WebCalls;

/** Agents for calls that nobody has routed to them: begun, and followed. */
final class DispatchRoutes {
    private static final int RING_USUAL = 30; // seconds
    private static final int RING_MAX = 120;

    private final Host host;
    private final WebCalls webCalls;
    private final Audit audit;
    private final Act dispatch = new Act(
            "dispatch",
            "dispatch",
            "Put an agent on a new call to an extension or number, on a call that Asterisk has, or on one from a page;"
                    + " the answer names a job by which it is followed, and for a page its one-time token",
            Role.SUPERVISOR,
            List.of(
                    new Field("script", "string", true, "the agent's, by its name"),
                    new Field("extension", "string", false, "is called, in the context asterisk.people"),
                    new Field("number", "string", false, "is called, in the same context"),
                    new Field("channel", "string", false, "of a call that Asterisk has, such as PJSIP/101-00000012"),
                    new Field("web", "boolean", false, "true: is called from a page, with the token of the answer"),
                    new Field("language", "string", false, "of a call from a page, as a tag such as ar"),
                    new Field("callerId", "string", false, "the number that the telephone shows"),
                    new Field(
                            "ring",
                            "integer",
                            false,
                            "seconds that it may ring, 1 to " + RING_MAX + "; " + RING_USUAL + " when not given")),
            this::begin);

    DispatchRoutes(Host host, WebCalls webCalls, Audit audit) {
        this.host = host;
        this.webCalls = webCalls;
        this.audit = audit;
    }

    List<Route> all() {
        return List.of(
                dispatch.route("/api/dispatch", List.of(), context -> {
                    Map<String, Object> job =
                            dispatch.doing().begin("", dispatch.given(Body.json(context)), Visitor.of(context));
                    context.header("Location", "/api/dispatch/" + job.get("job"));
                    Answers.json(context.status(202), job);
                }),
                Route.get(
                        "/api/dispatch/{job}",
                        Role.VIEWER,
                        "dispatched",
                        "How far that agent has come: accepted, dialing, answered, joined (audio flows both ways), or"
                                + " failed, with the reason",
                        context -> Answers.json(context, found(context.pathParam("job"))),
                        new Route.Parameter("path", "job", "string", "The job's id")));
    }

    private Job found(String id) {
        return host.dispatcher()
                .find(id)
                .orElseThrow(() -> Problem.unknown(
                        "There is no job '" + Problem.shown(id) + "'; the last 1,000 of this run are remembered"));
    }

    private Map<String, Object> begin(String call, Given given, Visitor who) {
        Wish wish = wish(given);
        ScriptLibrary scripts = host.scripts();
        if (scripts.status().stream().noneMatch(script -> script.name().equals(wish.script()))) {
            throw Problem.unfit("script: there is no '" + Problem.shown(wish.script()) + "'; /api/scripts lists them");
        }
        Dispatcher dispatcher = host.dispatcher();
        boolean web = wish.whom() == Whom.WEB;
        String language = given.text("language").orElse("");
        if (web) {
            mayCall(wish, language);
        } else if (!language.isEmpty()) {
            throw Problem.unfit("language: expected with web, for a telephone's call has that of its script");
        } else if (!dispatcher.isSetUp()) {
            throw new Problem(
                    409, "Conflict", "Expected asterisk.user and asterisk.secret in the settings; see docs/api.md");
        }
        audit.note(
                who,
                "dispatch",
                wish.script() + " " + wish.whom().name().toLowerCase(Locale.ROOT) + " " + wish.target());
        try {
            Job job = dispatcher.dispatch(wish);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("job", job.job());
            answer.put("state", job.state());
            if (web) {
                answer.putAll(token(wish, language, job));
            }
            return answer;
        } catch (Dispatcher.Busy busy) {
            throw new Problem(503, "Service unavailable", String.valueOf(busy.getMessage()));
        }
    }

    /** Refuses a caller from a page who could not call. */
    private void mayCall(Wish wish, String language) {
        WebCallRoutes.checkLanguage(language);
        if (host.scripts().named(wish.script()).isEmpty()) {
            throw Problem.unfit(
                    "script: '" + Problem.shown(wish.script()) + "' cannot be called now; /api/scripts says why");
        }
        if (webCalls.isFull()) {
            throw WebCallRoutes.full();
        }
    }

    /** The one-time token of that job, and the page that calls with it. */
    private Map<String, Object> token(Wish wish, String language, Job job) {
        WebCalls.Token token = webCalls.token(wish.script(), language, job.job())
                .orElseThrow(() -> {
                    host.dispatcher().giveUp(job.job(), "too many tokens wait to be used");
                    return WebCallRoutes.full();
                });
        return Map.of("token", token.token(), "page", "/talk?token=" + token.token(), "expires", token.expires());
    }

    private Wish wish(Given given) {
        List<Whom> whom = new ArrayList<>();
        String target = "";
        for (Whom each : Whom.values()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (given.has(name) && (each != Whom.WEB || given.flag(name))) {
                whom.add(each);
                target = given.text(name).orElse(name);
            }
        }
        if (whom.size() != 1) {
            throw Problem.unfit("Expected one of extension, number, channel and web but found " + whom.size());
        }
        if (whom.getFirst() == Whom.WEB) {
            if (given.has("callerId") || given.has("ring")) {
                throw Problem.unfit("Expected callerId and ring only with extension or number: a page does not ring");
            }
            return wish(given, Whom.WEB, target, webCalls.tokenTime());
        }
        int ring = given.number("ring", RING_USUAL);
        if (ring < 1 || ring > RING_MAX) {
            throw Problem.unfit("ring: expected 1 to " + RING_MAX + " but was " + ring);
        }
        return wish(given, whom.getFirst(), target, Duration.ofSeconds(ring));
    }

    private static Wish wish(Given given, Whom whom, String target, Duration ring) {
        try {
            return new Wish(
                    given.text("script").orElse(""),
                    whom,
                    target,
                    given.text("callerId").orElse(""),
                    ring);
        } catch (IllegalArgumentException wrong) {
            throw Problem.unfit(String.valueOf(wrong.getMessage()));
        }
    }
}
