package org.parley.console;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.console.host.Host;
import org.parley.console.http.Answers;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.console.live.Feed;
import org.parley.store.CallPage;
import org.parley.store.CallQuery;
import org.parley.store.CallRow;
import org.parley.store.CallStory;

/** What may be asked about calls: those that were, those that run, and one with all that is known of it. */
final class CallRoutes {
    private static final int CALLS_MAX = 1_000;
    private static final int CALLS_USUAL = 50;
    private static final int POINTS_MAX = 10_000;
    private static final int POINTS_USUAL = 1_000;
    private static final int TEXT_MAX = 100;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z"); // what tables can hold
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Parameter ID = new Parameter("path", "id", "string", "The call's id");

    private final Host host;
    private final Feed feed;
    private final Recordings recordings;

    CallRoutes(Host host, Feed feed) {
        this.host = host;
        this.feed = feed;
        this.recordings = new Recordings(host.recordings());
    }

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/calls",
                        Role.VIEWER,
                        "calls",
                        "The calls that were and those that run, newest first; next is where the list goes on",
                        this::calls,
                        new Parameter("query", "limit", "integer", "How many, 1 to 1000; 50 when not given"),
                        new Parameter("query", "before", "string", "Go on behind here: what next said"),
                        new Parameter("query", "script", "string", "Only those of this script"),
                        new Parameter("query", "campaign", "string", "Only those of this campaign or in-group"),
                        new Parameter("query", "status", "string", "Only those with this status"),
                        new Parameter("query", "line", "string", "Only those of this agent line, by its user"),
                        new Parameter("query", "from", "string", "Only those that began then or later, as ISO 8601"),
                        new Parameter("query", "to", "string", "Only those that began before, as ISO 8601")),
                Route.get(
                        "/api/calls/live",
                        Role.VIEWER,
                        "liveCalls",
                        "The calls that run, oldest first, with who calls and his lead; last is the number of the"
                                + " newest event, now the host's time",
                        this::liveCalls),
                Route.get(
                        "/api/calls/{id}",
                        Role.VIEWER,
                        "call",
                        "One call: why it ended in one sentence, its row, what was said and what happened",
                        this::call,
                        ID),
                recording("GET", "recording", "The call's recording as WAV: the caller left, the agent right"),
                recording("HEAD", "recordingHead", "How long the call's recording is, without its sound"),
                Route.get(
                        "/api/calls/{id}/waveform",
                        Role.VIEWER,
                        "waveform",
                        "How loud caller and agent are over the time of the recording, 0 to 1",
                        this::waveform,
                        ID,
                        new Parameter("query", "points", "integer", "Pieces, 1 to 10000; 1000 when not given")));
    }

    private Route recording(String method, String name, String summary) {
        return new Route(
                method,
                "/api/calls/{id}/recording",
                Role.VIEWER,
                name,
                summary,
                Recordings.TYPE,
                List.of(
                        ID,
                        new Parameter("header", "Range", "string", "The part that is wanted, as bytes=FROM-TO"),
                        new Parameter("header", "If-Range", "string", "The ETag for which the part is wanted")),
                context -> recordings.send(context, row(context)));
    }

    private void calls(Context context) {
        CallPage page = host.callBook()
                .list(new CallQuery(
                        number(context, "limit", CALLS_USUAL, CALLS_MAX),
                        before(context),
                        text(context, "script"),
                        text(context, "campaign"),
                        text(context, "status"),
                        text(context, "line"),
                        moment(context, "from"),
                        moment(context, "to")));
        Answers.page(context, "calls", page.calls(), page.next());
    }

    private static CallQuery.@Nullable Cursor before(Context context) {
        String given = context.queryParam("before");
        return given == null
                ? null
                : CallQuery.Cursor.parse(given)
                        .orElseThrow(() -> Problem.refused(
                                "before: expected what 'next' of a list said but was '" + Problem.shown(given) + "'"));
    }

    private static String text(Context context, String name) {
        String given = Optional.ofNullable(context.queryParam(name)).orElse("");
        if (given.length() > TEXT_MAX) {
            throw Problem.refused(name + ": expected at most " + TEXT_MAX + " characters but were " + given.length());
        }
        return given;
    }

    private static @Nullable Instant moment(Context context, String name) {
        String given = context.queryParam(name);
        if (given == null) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(given).toInstant();
            if (at.isAfter(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeParseException none) {
            // told below
        }
        throw Problem.refused(
                name + ": expected a moment such as 2026-03-29T01:30:00Z but was '" + Problem.shown(given) + "'");
    }

    private static int number(Context context, String name, int usual, int most) {
        String given = context.queryParam(name);
        if (given == null) {
            return usual;
        }
        if (!given.matches("\\d{1,6}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > most) {
            throw Problem.refused(name + ": expected 1 to " + most + " but was '" + Problem.shown(given) + "'");
        }
        return Integer.parseInt(given);
    }

    private void liveCalls(Context context) {
        long last = feed.last(); // first: of what it misses then, the events are still to come
        Answers.json(context, Map.of("calls", feed.calls(), "last", last, "now", Instant.now()));
    }

    private void call(Context context) {
        String id = context.pathParam("id");
        CallStory story = host.callBook().show(id).orElseThrow(() -> unknown(id));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        Said sentence = CallSentence.of(story);
        document.put("sentence", sentence.english());
        document.put("sentenceKey", sentence.key());
        document.put("sentenceArgs", sentence.args());
        document.put("call", story.call());
        document.put("turns", story.turns());
        document.put("events", story.events());
        CallMeasures.put(story, host.prices(), document);
        document.put("recording", recordings.of(story.call()));
        Answers.json(context, document);
    }

    private CallRow row(Context context) {
        String id = context.pathParam("id");
        return host.callBook().row(id).orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(String id) {
        return Problem.unknown("There is no call '" + Problem.shown(id) + "'; /api/calls lists the newest");
    }

    private void waveform(Context context) throws InterruptedException {
        int points = number(context, "points", POINTS_USUAL, POINTS_MAX);
        Answers.json(context, recordings.waveform(row(context), points));
    }
}
