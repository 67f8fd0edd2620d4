package org.parley.console.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsCloseStatus;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.parley.console.acts.Acts;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Client;
import org.parley.console.doors.Door;
import org.parley.console.doors.Idempotency;
import org.parley.console.doors.Visitor;
import org.parley.console.doors.Who;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSockets of live events and commands: who may have one, and how many. Any thread may use it. */
public final class Sockets implements AutoCloseable {
    static final String PATH = "/api/socket";
    /** Its name in the document. */
    public static final String NAME = "socket";

    private static final Logger log = LoggerFactory.getLogger(Sockets.class);
    private static final String SOCKET = "socket";
    private static final String VISITOR = "visitor";
    private static final String STAY = "may-stay";
    private static final int MESSAGE_BYTES_MAX = 16 * 1024;
    private static final int OF_ONE_MAX = 10;
    private static final Duration STOP_MAX = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(60); // a ping goes out long before

    private final Feed feed;
    private final Door door;
    private final Acts acts;
    private final Idempotency once;
    private final Audit audit;
    private final Set<LiveSocket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new HashMap<>(); // by who has them; guarded by this

    public Sockets(Feed feed, Door door, Acts acts, Idempotency once, Audit audit) {
        this.audit = audit;
        this.once = once;
        this.feed = feed;
        this.door = door;
        this.acts = acts;
    }

    /** What the document says of it; a request that asks for no WebSocket is told so. */
    public Route route() {
        return Route.socket(
                PATH,
                Role.VIEWER,
                NAME,
                "A WebSocket of live events and commands, in messages of JSON; x-websocket says which");
    }

    /** Adds them to what is served; whoever comes has passed the door. */
    public void addTo(RoutesConfig routes) {
        routes.wsBeforeUpgrade(PATH, this::enter);
        routes.ws(PATH, this::configure, Role.VIEWER);
    }

    private void enter(Context context) {
        Who who = Door.who(context);
        Door.checkOrigin(context, Client.of(context));
        if (count(who) >= OF_ONE_MAX) {
            throw new Problem(
                    429,
                    "Too many requests",
                    "Expected at most " + OF_ONE_MAX + " sockets of '" + who.name() + "' at once; close one");
        }
        context.attribute(VISITOR, Visitor.of(context));
        context.attribute(STAY, Door.mayStay(context));
    }

    private synchronized int count(Who who) {
        return counts.getOrDefault(who.name(), 0);
    }

    private synchronized void add(Who who, int change) {
        counts.merge(who.name(), change, Integer::sum);
        counts.remove(who.name(), 0);
    }

    private void configure(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onMessage(context -> {
            LiveSocket live = context.attribute(SOCKET);
            if (live != null) {
                live.take(context.message());
            }
        });
        socket.onBinaryMessage(context ->
                context.closeSession(WsCloseStatus.UNSUPPORTED_DATA, "Expected messages of text, which is JSON"));
        socket.onClose(this::leave);
        socket.onError(context -> log.debug("a socket broke", context.error()));
    }

    private void connect(WsConnectContext context) {
        WebSocketSession session = (WebSocketSession) context.session;
        session.setIdleTimeout(IDLE);
        session.setMaxTextMessageSize(MESSAGE_BYTES_MAX);
        session.setMaxBinaryMessageSize(MESSAGE_BYTES_MAX);
        Visitor visitor =
                Optional.ofNullable(context.<Visitor>attribute(VISITOR)).orElseThrow();
        try {
            LiveSocket live = new LiveSocket(
                    new SocketWire(session.getCoreSession()),
                    visitor,
                    Optional.ofNullable(context.<BooleanSupplier>attribute(STAY))
                            .orElseThrow(),
                    door,
                    feed,
                    acts,
                    once,
                    audit);
            add(visitor.who(), 1);
            open.add(live);
            context.attribute(SOCKET, live);
            live.begin();
        } catch (Problem full) {
            context.closeSession(WsCloseStatus.TRY_AGAIN_LATER, String.valueOf(full.getMessage()));
        }
    }

    private void leave(WsContext context) {
        LiveSocket live = context.attribute(SOCKET);
        if (live != null) {
            context.attribute(SOCKET, null);
            open.remove(live);
            add(live.visitor().who(), -1);
            live.close();
        }
    }

    /** Lets all clients hear that the host stops; at most for two seconds. */
    @Override
    public void close() {
        long endNanos = System.nanoTime() + STOP_MAX.toNanos();
        open.forEach(LiveSocket::close);
        try {
            for (LiveSocket live : open) {
                live.awaitEnd(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
