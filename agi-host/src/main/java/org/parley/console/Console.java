package org.parley.console;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.websocket.WsHandlerType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.parley.webcall.WebCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console of a host over HTTP, until it is closed. */
public final class Console implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Console.class);
    private static final long REQUEST_BYTES_MAX = 64 * 1024;
    private static final List<String> PAGES = List.of("/console/", "/lib/");
    /** What every answer says to browsers: run only what comes from here, show it in no other page, keep nothing. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy",
                    "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none';"
                            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'");

    private final Feed feed;
    private final Figures figures;
    private final WebCalls webCalls;
    private final SignIn signIn;
    private final Javalin server;
    private final String address;

    private Console(
            Feed feed, Figures figures, WebCalls webCalls, SignIn signIn, Javalin server, String address) {
        this.signIn = signIn;
        this.feed = feed;
        this.figures = figures;
        this.webCalls = webCalls;
        this.server = server;
        this.address = address;
    }

    /**
     * Begins to serve.
     *
     * @param home the folder that relative paths of the settings start from
     * @throws IOException when the address is taken, or is none of this machine
     */
    public static Console open(ConsoleSettings settings, Path home, Host host) throws IOException {
        Access access = new Access(home.resolve(settings.access()));
        Audit audit = new Audit(home.resolve(settings.audit()));
        Sessions sessions = new Sessions(access, settings.sessionIdle(), settings.sessionMax(), System::nanoTime);
        Lockout lockout = new Lockout(settings.failuresMax(), settings.lockOut(), System::nanoTime);
        Door door = new Door(settings, access, sessions, lockout, System::nanoTime);
        SignIn signIn = new SignIn(access, sessions, lockout, door, audit);
        Feed feed = new Feed(host.events()::subscribe, settings.keep(), settings.followersMax(), Clock.systemUTC());
        Figures figures = new Figures(host, feed);
        WebCalls webCalls = new WebCalls(settings.webCalls(), host::serve, host.audioAddress(), host.events());
        WebCallRoutes visitors = new WebCallRoutes(host, webCalls, audit, settings.webCalls().tokensMax());
        TalkPage talk = TalkPage.load(settings.webCalls().origins());
        List<Route> more = Stream.concat(signIn.routes().stream(), visitors.all().stream())
                .toList();
        List<Route> routes = Routes.of(host, figures, feed, new Acts(host.liveCalls(), audit), more);
        InetSocketAddress wanted = settings.listen().address();
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = REQUEST_BYTES_MAX;
            config.jetty.host = settings.listen().host();
            config.jetty.port = wanted.getPort();
            config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
            config.routes.wsBeforeUpgrade(context -> enter(context, routes, door));
            config.routes.before(context -> enter(context, routes, door));
            config.routes.beforeMatched(context -> context.routeRoles().stream()
                    .map(Role.class::cast)
                    .filter(role -> role != Role.ANYONE)
                    .forEach(role -> Door.authorize(context, role)));
            routes.forEach(route -> config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), route.path(), route.handler(), route.role()));
            config.routes.addWsHandler(
                    WsHandlerType.WEBSOCKET, WebCallRoutes.SOCKET, visitors::socket, Role.ANYONE);
            TalkPage.paths()
                    .forEach(path -> config.routes.addHttpHandler(HandlerType.GET, path, talk::serve, Role.ANYONE));
            config.routes.exception(Problem.class, (problem, context) -> problem.write(context));
            config.routes.exception(
                    HttpResponseException.class,
                    (problem, context) -> Problem.write(
                            context,
                            problem.getStatus(),
                            String.valueOf(problem.getMessage()),
                            "%s %s: %s"
                                    .formatted(context.method(), Routes.shown(context.path()), problem.getMessage())));
            config.routes.exception(JdbiException.class, (failure, context) -> {
                log.warn("the database did not answer for {}: {}", context.path(), cause(failure));
                Problem.write(
                        context,
                        503,
                        "Service unavailable",
                        "The database did not answer in time; calls go on without it. /health says how it is.");
            });
            config.routes.exception(Exception.class, (failure, context) -> {
                log.warn("the console could not answer {} {}", context.method(), context.path(), failure);
                Problem.write(context, 500, "Internal error", "Something broke; the host's log says what.");
            });
        });
        try {
            server.start();
        } catch (RuntimeException refused) {
            signIn.close();
            feed.close();
            webCalls.close();
            figures.close();
            throw new IOException(
                    "the console cannot listen on " + settings.listen() + " (console.listen): " + cause(refused),
                    refused);
        }
        String address = settings.listen().host() + ":" + server.port();
        log.info("console: http://{}", address);
        if (!wanted.getAddress().isLoopbackAddress()) {
            log.warn("the console is open to other machines without TLS; put a proxy with TLS before it");
        }
        return new Console(feed, figures, webCalls, signIn, server, address);
    }

    private static void enter(Context context, List<Route> routes, Door door) {
        HEADERS.forEach(context::header);
        door.count(context);
        if (!isOpen(context, routes)) {
            door.enter(context);
        }
    }

    /** What anyone may have; the pages' words and scripts are among it, for there is nothing of a host in them. */
    private static boolean isOpen(Context context, List<Route> routes) {
        String path = context.path();
        String method = context.req().getMethod();
        boolean isPage = path.equals("/") || TalkPage.serves(path) || PAGES.stream().anyMatch(path::startsWith);
        return (isPage && !Door.isActing(context))
                || routes.stream()
                        .anyMatch(route -> route.role() == Role.ANYONE
                                && route.isAt(path)
                                && route.method().equals(method.equals("HEAD") ? "GET" : method));
    }

    private static String cause(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    /** Where it listens, as host and port. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        feed.close(); // those who follow go, and their requests end
        webCalls.close();
        server.stop();
        signIn.close();
        figures.close();
    }
}
