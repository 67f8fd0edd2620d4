package org.parley.console;

import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.parley.console.acts.Acts;
import org.parley.console.host.Host;
import org.parley.console.host.Installation;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.live.Feed;
import org.parley.console.live.ListenIns;
import org.parley.console.live.Sockets;
import org.parley.webcall.WebCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console of a host over HTTP, until it is closed. */
public final class Console implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Console.class);

    private final Feed feed;
    private final Sockets sockets;
    private final ListenIns listenIns;
    private final Figures figures;
    private final WebCalls webCalls;
    private final Entrance entrance;
    private final Javalin server;
    private final String address;

    private Console(
            Feed feed,
            Sockets sockets,
            ListenIns listenIns,
            Figures figures,
            WebCalls webCalls,
            Entrance entrance,
            Javalin server,
            String address) {
        this.sockets = sockets;
        this.listenIns = listenIns;
        this.webCalls = webCalls;
        this.entrance = entrance;
        this.feed = feed;
        this.figures = figures;
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
        return open(settings, home, host, Optional.empty());
    }

    /** The same for a host of which it is known how it was set up. */
    public static Console open(ConsoleSettings settings, Path home, Host host, Installation installation)
            throws IOException {
        return open(settings, home, host, Optional.of(installation));
    }

    private static Console open(ConsoleSettings settings, Path home, Host host, Optional<Installation> installation)
            throws IOException {
        Entrance entrance = Entrance.open(settings, home);
        Feed feed = new Feed(host.events(), host.news(), settings.keep(), settings.followersMax(), Clock.systemUTC());
        Figures figures = new Figures(host, feed);
        Acts acts = new Acts(host.liveCalls(), entrance.audit());
        Sockets sockets = new Sockets(feed, entrance.door(), acts, entrance.idempotency(), entrance.audit());
        List<Route> others = new ArrayList<>(entrance.routes());
        others.add(sockets.route());
        others.addAll(BackroomRoutes.of(host, installation, entrance.audit()));
        WebCalls webCalls = new WebCalls(settings.webCalls(), host::serve, host.audioAddress(), host.events());
        WebCallRoutes visitors = new WebCallRoutes(
                host, webCalls, entrance.audit(), settings.webCalls().tokensMax());
        others.addAll(visitors.all());
        ScriptTexts texts = new ScriptTexts(host);
        others.addAll(new ScriptRoutes(host, texts, entrance.audit()).all());
        others.addAll(new DraftRoutes(host, texts, entrance.audit()).all());
        others.addAll(new TryRoutes(host, texts, webCalls, entrance.audit()).all());
        ListenIns listenIns = new ListenIns(settings.listeningIn(), host.liveCalls(), entrance.audit());
        others.addAll(listenIns.routes());
        others.addAll(new DispatchRoutes(host, webCalls, entrance.audit()).all());
        List<Route> routes = Routes.of(host, figures, feed, acts, others);
        TalkPage talk = TalkPage.load(settings.webCalls().origins());
        Pages pages = Pages.load();
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.concurrency.useVirtualThreads = true;
            entrance.configure(config, routes);
            sockets.addTo(config.routes);
            visitors.addTo(config.routes);
            listenIns.addTo(config.routes);
            talk.addTo(config.routes);
            routes.forEach(route -> config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), route.path(), entrance.handler(route), route.role()));
            Pages.paths()
                    .forEach(path -> config.routes.addHttpHandler(HandlerType.GET, path, pages::serve, Role.ANYONE));
            config.routes.exception(
                    HttpResponseException.class,
                    (problem, context) -> Problem.write(
                            context,
                            problem.getStatus(),
                            String.valueOf(problem.getMessage()),
                            "%s %s: %s"
                                    .formatted(context.method(), Problem.shown(context.path()), problem.getMessage())));
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
            entrance.close();
            feed.close();
            webCalls.close();
            figures.close();
            throw new IOException(
                    "the console cannot listen on " + settings.listen() + " (console.listen): " + cause(refused),
                    refused);
        }
        String address = settings.listen().host() + ":" + server.port();
        log.info("console: {}://{}", entrance.scheme(), address);
        return new Console(feed, sockets, listenIns, figures, webCalls, entrance, server, address);
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
        webCalls.close();
        feed.close(); // those who follow go, and their requests end
        sockets.close();
        listenIns.close();
        server.stop();
        entrance.close();
        figures.close();
    }
}
