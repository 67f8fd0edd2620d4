package org.parley.console;

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
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSockets of live events and commands: who may have one, and how many. Any thread may use it. */
final class Sockets {
    static final String PATH = "/api/socket";

    private static final Logger log = LoggerFactory.getLogger(Sockets.class);
    private static final String SOCKET = "socket";
    private static final String FROM = "from";
    private static final int MESSAGE_BYTES_MAX = 16 * 1024;
    private static final int OF_ONE_MAX = 10;
    private static final Duration IDLE = Duration.ofSeconds(60); // a ping goes out long before

    private final Feed feed;
    private final Door door;
    private final Acts acts;
    private final Map<String, Integer> counts = new HashMap<>(); // by who has them; guarded by this

    Sockets(Feed feed, Door door, Acts acts) {
        this.feed = feed;
        this.door = door;
        this.acts = acts;
    }

    /** Adds them to what is served; whoever comes has passed the door. */
    void addTo(RoutesConfig routes) {
        routes.wsBeforeUpgrade(PATH, this::enter);
        routes.ws(PATH, this::configure, Role.VIEWER);
    }

    private void enter(Context context) {
        Who who = Door.who(context);
        Door.authorize(context, Role.VIEWER);
        Client client = door.client(context);
        Door.checkOrigin(context, client);
        if (count(who) >= OF_ONE_MAX) {
            throw new Problem(
                    429,
                    "Too many requests",
                    "Expected at most " + OF_ONE_MAX + " sockets of '" + who.name() + "' at once; close one");
        }
        context.attribute(FROM, client.address());
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
        Who who = Optional.ofNullable(context.<Who>attribute(Door.WHO)).orElseThrow();
        try {
            LiveSocket live = new LiveSocket(
                    session.getCoreSession(),
                    new Visitor(who, Optional.ofNullable(context.<String>attribute(FROM)).orElseThrow()),
                    Optional.ofNullable(context.<BooleanSupplier>attribute(Door.STAY)).orElseThrow(),
                    door,
                    feed,
                    acts);
            add(who, 1);
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
            add(live.visitor().who(), -1);
            live.close();
        }
    }
}
