package org.parley.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Client;
import org.parley.console.doors.Tally;
import org.parley.console.host.Host;
import org.parley.console.http.Body;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.parley.webcall.VisitorSocket;
import org.parley.webcall.WebCall;
import org.parley.webcall.WebCalls;

/** How visitors of a page come to call: tokens over HTTP, the call itself over a WebSocket. */
final class WebCallRoutes {
    private static final String SOCKET = "/api/web-calls/socket";

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");
    private static final int MESSAGE_BYTES_MAX = 1024;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final String CALL = "call";
    private static final String VISITOR = "visitor";
    private static final int NORMAL = 1000;
    private static final int LEAVING = 1001;

    private final Host host;
    private final WebCalls calls;
    private final Audit audit;
    private final Tally asked;

    /** @param tokensMax that one address may have for open scripts within a minute */
    WebCallRoutes(Host host, WebCalls calls, Audit audit, int tokensMax) {
        this.host = host;
        this.calls = calls;
        this.audit = audit;
        this.asked = new Tally(tokensMax + 1, Duration.ofMinutes(1), System::nanoTime);
    }

    List<Route> all() {
        Parameter language = new Parameter("query", "language", "string", "The call's language, as a tag such as ar");
        return List.of(
                new Route(
                        "POST",
                        "/api/web-calls",
                        Role.SITE,
                        "webCall",
                        "A one-time token with which a visitor of your site calls a script from the page /talk",
                        Route.JSON,
                        List.of(new Parameter("query", "script", "string", "The script's name"), language),
                        this::given),
                new Route(
                        "POST",
                        "/api/web-calls/open",
                        Role.ANYONE,
                        "openWebCall",
                        "The same for anybody, for a script of console.web-calls.open, to a page that may call",
                        Route.JSON,
                        List.of(
                                new Parameter("query", "script", "string", "The script's name"),
                                language,
                                new Parameter("header", "Origin", "string", "The site that the page is of")),
                        this::taken),
                Route.socket(
                        SOCKET,
                        Role.ANYONE,
                        "webCallSocket",
                        "The call itself: a WebSocket, by a one-time token or the key of a call that goes on",
                        new Parameter("query", "token", "string", "A one-time token"),
                        new Parameter("query", "resume", "string", "The key of the call"),
                        new Parameter("query", "has", "integer", "The number of the last message that came"),
                        new Parameter("header", "Origin", "string", "The site that the page is of")));
    }

    /** What is asked for: as JSON, or in the query, so that another site's page need not ask whether it may ask. */
    private record Wanted(String script, String language) {
        static Wanted of(Context context) {
            JsonNode body = context.queryParam("script") == null ? Body.json(context) : MissingNode.getInstance();
            Wanted wanted = new Wanted(value(context, body, "script"), value(context, body, "language"));
            if (wanted.script.isEmpty()) {
                throw Problem.refused("Expected the name of a script, as {\"script\": \"sales\"} or ?script=sales");
            }
            checkLanguage(wanted.language);
            return wanted;
        }

        private static String value(Context context, JsonNode body, String name) {
            String given = context.queryParam(name);
            return given == null ? body.path(name).asText() : given;
        }
    }

    /** Refuses what is neither "" nor the tag of a language. */
    static void checkLanguage(String language) {
        if (!language.isEmpty() && !LANGUAGE.matcher(language).matches()) {
            throw Problem.refused("language: expected a tag such as ar but was '" + Problem.shown(language) + "'");
        }
    }

    private void given(Context context) {
        Wanted wanted = Wanted.of(context);
        if (host.scripts().named(wanted.script()).isEmpty()) {
            throw Problem.unknown("There is no script '" + Problem.shown(wanted.script())
                    + "' that can be called; /api/scripts lists them");
        }
        audit.note(context, "web-call", wanted.script());
        answer(context, calls, () -> calls.token(wanted.script(), wanted.language(), ""));
    }

    private void taken(Context context) {
        Wanted wanted = Wanted.of(context);
        Client client = Client.of(context);
        String origin = Optional.ofNullable(context.header("Origin")).orElse("");
        if (!mayCall(origin, client)) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "Expected an Origin of console.web-calls.origins but was '" + Problem.shown(origin) + "'");
        }
        context.header("Access-Control-Allow-Origin", origin);
        context.header("Vary", "Origin");
        if (!calls.isOpen(wanted.script())
                || host.scripts().named(wanted.script()).isEmpty()) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "Nobody may call the script '" + Problem.shown(wanted.script()) + "' without a token");
        }
        asked.add(client.counted());
        Duration left = asked.waits(client.counted());
        if (left.isPositive()) {
            throw Problem.tooMany(
                    left, client.address() + " asks for more calls than console.web-calls.tokens-max a minute");
        }
        answer(context, calls, () -> calls.token(wanted.script(), wanted.language(), ""));
    }

    /** Gives a token out, unless there are too many calls or tokens. */
    static void answer(Context context, WebCalls calls, Supplier<Optional<WebCalls.Token>> wanted) {
        if (calls.isFull()) {
            throw full();
        }
        WebCalls.Token token = wanted.get().orElseThrow(WebCallRoutes::full);
        context.status(201).contentType(Route.JSON).result(Json.bytes(token));
    }

    /** There is no room for one more. */
    static Problem full() {
        return new Problem(
                503,
                "Service unavailable",
                "There are as many calls from pages, or tokens for them, as may be (console.web-calls.calls-max); try"
                        + " again in some minutes");
    }

    private boolean mayCall(String origin, Client client) {
        return client.isOwn(origin) || calls.isAllowed(origin);
    }

    /** Has the sockets of visitors served. */
    void addTo(RoutesConfig routes) {
        routes.ws(SOCKET, this::socket, Role.ANYONE);
    }

    /** The socket, by which a visitor comes with a token, or comes back with the key of his call. */
    private void socket(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onBinaryMessage(context -> heard(context, (call, visitor) -> call.binary(visitor, context.data())));
        socket.onMessage(context -> heard(context, (call, visitor) -> call.text(visitor, context.message())));
        socket.onClose(context -> heard(
                context,
                (call, visitor) -> call.closed(visitor, context.status() == NORMAL || context.status() == LEAVING)));
    }

    private void connected(WsConnectContext context) {
        context.session.setIdleTimeout(IDLE);
        context.session.setMaxBinaryMessageSize(MESSAGE_BYTES_MAX);
        context.session.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
        VisitorSocket visitor = new Socket(context.session);
        Client client = Client.of(context);
        if (!mayCall(Optional.ofNullable(context.header("Origin")).orElse(""), client)) {
            calls.refuseOrigin(visitor);
            return;
        }
        context.attribute(VISITOR, visitor);
        String key = context.queryParam("resume");
        Optional<WebCall> call = key == null
                ? calls.begin(
                        visitor,
                        Optional.ofNullable(context.queryParam("token")).orElse(""),
                        client.address())
                : calls.resume(visitor, key, has(context));
        call.ifPresent(found -> context.attribute(CALL, found));
    }

    private static int has(WsContext context) {
        String given = Optional.ofNullable(context.queryParam("has")).orElse("");
        return given.matches("\\d{1,9}") ? Integer.parseInt(given) : 0;
    }

    private static void heard(WsContext context, BiConsumer<WebCall, VisitorSocket> what) {
        WebCall call = context.attribute(CALL);
        VisitorSocket visitor = context.attribute(VISITOR);
        if (call != null && visitor != null) {
            what.accept(call, visitor);
        }
    }

    /** A socket as Jetty has it, which queues what is sent and writes it beside us. */
    private record Socket(Session session) implements VisitorSocket {
        @Override
        public void send(String json) {
            if (session.isOpen()) {
                session.sendText(json, Callback.NOOP);
            }
        }

        @Override
        public void send(ByteBuffer message) {
            if (session.isOpen()) {
                session.sendBinary(message, Callback.NOOP);
            }
        }

        @Override
        public void close(Close why) {
            session.close(why.code(), why.name(), Callback.NOOP);
        }
    }
}
