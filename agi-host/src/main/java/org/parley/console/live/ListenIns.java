package org.parley.console.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsCloseStatus;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.parley.call.LiveCalls;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Client;
import org.parley.console.doors.Door;
import org.parley.console.doors.Visitor;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSockets of those who listen to calls: who may, how many, and that it is written down who did, from when to
 * when. Any thread may use it.
 */
public final class ListenIns implements AutoCloseable {
    private static final String PATH = "/api/calls/{id}/listen";

    private static final Logger log = LoggerFactory.getLogger(ListenIns.class);
    private static final String LISTENER = "listener";
    private static final String VISITOR = "visitor";
    private static final String STAY = "may-stay";
    private static final int MESSAGE_BYTES_MAX = 1024;
    private static final Duration IDLE = Duration.ofSeconds(60); // a ping goes out long before
    private static final Duration STOP_MAX = Duration.ofSeconds(2);

    private final ListenInSettings settings;
    private final LiveCalls calls;
    private final Audit audit;
    private final Set<ListenIn> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new HashMap<>(); // by call; guarded by this, as is the next
    private int all;

    /** Of those calls, by those settings. */
    public ListenIns(ListenInSettings settings, LiveCalls calls, Audit audit) {
        this.settings = settings;
        this.calls = calls;
        this.audit = audit;
    }

    /** What stands in the OpenAPI document: who asks without a WebSocket learns whether he could listen. */
    public List<Route> routes() {
        if (!settings.on()) {
            return List.of();
        }
        return List.of(Route.socket(
                PATH,
                Role.SUPERVISOR,
                "listen",
                "Listen to a call that runs: a WebSocket with the sound of both sides, 20 ms a binary message",
                context -> check(context.pathParam("id")),
                new Parameter("path", "id", "string", "The call's id")));
    }

    /** Adds them to what is served; whoever comes has passed the door. */
    public void addTo(RoutesConfig routes) {
        if (settings.on()) {
            routes.wsBeforeUpgrade(PATH, this::enter);
            routes.ws(PATH, this::configure, Role.SUPERVISOR);
        }
    }

    private void enter(Context context) {
        Door.checkOrigin(context, Client.of(context));
        check(context.pathParam("id"));
        context.attribute(VISITOR, Visitor.of(context));
        context.attribute(STAY, Door.mayStay(context));
    }

    private synchronized void check(String call) {
        if (!calls.isRunning(call)) {
            throw Problem.unknown(
                    "There is no call '" + Problem.shown(call) + "' that runs; /api/calls/live lists those that do");
        }
        if (counts.getOrDefault(call, 0) >= settings.ofCallMax()) {
            throw full("listen to this call (console.listening-in.of-call-max)", settings.ofCallMax());
        }
        if (all >= settings.listenersMax()) {
            throw full("listen to calls (console.listening-in.listeners-max)", settings.listenersMax());
        }
    }

    private static Problem full(String what, int most) {
        return new Problem(429, "Too many requests", "Expected at most %d who %s; one must stop".formatted(most, what));
    }

    private synchronized void take(String call) {
        check(call);
        counts.merge(call, 1, Integer::sum);
        all++;
    }

    private synchronized void release(String call) {
        counts.merge(call, -1, Integer::sum);
        counts.remove(call, 0);
        all--;
    }

    private void configure(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onMessage(this::told);
        socket.onBinaryMessage(context ->
                context.closeSession(WsCloseStatus.UNSUPPORTED_DATA, "Expected messages of text, which is JSON"));
        socket.onClose(this::leave);
        socket.onError(context -> log.debug("a socket of one who listens broke", context.error()));
    }

    private void connect(WsConnectContext context) {
        WebSocketSession session = (WebSocketSession) context.session;
        session.setIdleTimeout(IDLE);
        session.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
        session.setMaxBinaryMessageSize(MESSAGE_BYTES_MAX);
        String call = context.pathParam("id");
        Visitor visitor =
                Optional.ofNullable(context.<Visitor>attribute(VISITOR)).orElseThrow();
        BooleanSupplier mayStay =
                Optional.ofNullable(context.<BooleanSupplier>attribute(STAY)).orElseThrow();
        try {
            take(call);
        } catch (Problem full) {
            context.closeSession(SocketWire.AGAIN_LATER, String.valueOf(full.getMessage()));
            return;
        }
        try {
            audit.note(visitor, "listen", call);
        } catch (Problem unwritten) {
            release(call);
            context.closeSession(SocketWire.BROKEN, "who listens must be written down, and cannot be");
            return;
        }
        listen(context, call, visitor, new SocketWire(session.getCoreSession()), mayStay);
    }

    private void listen(
            WsConnectContext context, String call, Visitor visitor, SocketWire wire, BooleanSupplier mayStay) {
        long began = System.nanoTime();
        ListenIn listener = new ListenIn(call, wire, mayStay, self -> {
            calls.leave(call, self);
            open.remove(self);
            release(call);
            ended(visitor, call, System.nanoTime() - began, self.lost());
        });
        open.add(listener);
        context.attribute(LISTENER, listener);
        if (!calls.listen(call, listener)) {
            listener.over(); // it has ended meanwhile
        }
        listener.begin();
    }

    private void ended(Visitor visitor, String call, long nanos, int lost) {
        try {
            audit.note(
                    visitor,
                    "listen-end",
                    "%s after %d s, %d ms lost"
                            .formatted(call, TimeUnit.NANOSECONDS.toSeconds(nanos), lost * ListenIn.FRAME_MILLIS));
        } catch (Problem unwritten) {
            log.warn("{} listens to {} no more, and that could not be written down", visitor.name(), call);
        }
    }

    private void told(WsMessageContext context) {
        ListenIn listener = context.attribute(LISTENER);
        if (listener != null) {
            try {
                listener.take(context.message());
            } catch (Problem wrong) {
                context.closeSession(SocketWire.POLICY, String.valueOf(wrong.getMessage()));
            }
        }
    }

    private void leave(WsContext context) {
        ListenIn listener = context.attribute(LISTENER);
        if (listener != null) {
            listener.close();
        }
    }

    /** Lets all clients hear that the host stops; at most for two seconds. */
    @Override
    public void close() {
        long endNanos = System.nanoTime() + STOP_MAX.toNanos();
        open.forEach(ListenIn::stop);
        try {
            for (ListenIn listener : open) {
                listener.awaitEnd(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
