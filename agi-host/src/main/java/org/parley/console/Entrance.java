package org.parley.console;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.parley.console.doors.Access;
import org.parley.console.doors.Audit;
import org.parley.console.doors.AuditRoutes;
import org.parley.console.doors.Client;
import org.parley.console.doors.Door;
import org.parley.console.doors.Idempotency;
import org.parley.console.doors.Lockout;
import org.parley.console.doors.Sessions;
import org.parley.console.doors.SignIn;
import org.parley.console.doors.Tally;
import org.parley.console.http.Deadline;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;

/** All that a request must pass before it is answered: where it comes in, from whom, what he may, and how often. */
final class Entrance implements AutoCloseable {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** What every answer says to browsers: run only what comes from here, show it in no other page, keep nothing. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Cache-Control",
            "no-store",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "microphone=()", // but on the pages that need it
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'");

    private final Listening listening;
    private final Audit audit;
    private final Door door;
    private final Sessions sessions;
    private final SignIn signIn;
    private final Idempotency idempotency;
    private final Deadline deadline;

    private Entrance(
            Listening listening,
            Audit audit,
            Sessions sessions,
            Door door,
            SignIn signIn,
            Idempotency idempotency,
            Deadline deadline) {
        this.deadline = deadline;
        this.sessions = sessions;
        this.listening = listening;
        this.audit = audit;
        this.door = door;
        this.signIn = signIn;
        this.idempotency = idempotency;
    }

    /**
     * Gets ready.
     *
     * @param home the folder that relative paths of the settings start from
     * @throws IOException when it would be open to other machines in plain text, or the certificate cannot be used
     */
    static Entrance open(ConsoleSettings settings, Path home) throws IOException {
        Listening listening = Listening.of(settings);
        Access access = new Access(home.resolve(settings.access()));
        Audit audit = new Audit(home.resolve(settings.audit()));
        Sessions sessions = new Sessions(access, settings.sessionIdle(), settings.sessionMax(), System::nanoTime);
        Lockout lockout = new Lockout(settings.failuresMax(), settings.lockOut(), System::nanoTime);
        Door door = new Door(
                access,
                sessions,
                lockout,
                audit,
                Client.proxies(settings.proxies()),
                // the one after those that may be asked has to wait
                new Tally(settings.requestsMax() + 1, MINUTE, System::nanoTime),
                new Tally(settings.addressRequestsMax() + 1, MINUTE, System::nanoTime));
        SignIn signIn = new SignIn(access, sessions, lockout, door, audit);
        return new Entrance(
                listening,
                audit,
                sessions,
                door,
                signIn,
                new Idempotency(settings.answersKeep(), System::nanoTime),
                new Deadline(settings.requestTime()));
    }

    Door door() {
        return door;
    }

    Audit audit() {
        return audit;
    }

    Idempotency idempotency() {
        return idempotency;
    }

    Sessions sessions() {
        return sessions;
    }

    /** What is asked of the entrance itself. */
    List<Route> routes() {
        return Stream.concat(signIn.routes().stream(), AuditRoutes.of(audit).stream())
                .toList();
    }

    /** Has a server listen, and ask here about each request for one of those. */
    void configure(JavalinConfig config, List<Route> routes) {
        config.http.maxRequestSize =
                routes.stream().mapToLong(Route::bytesMax).max().orElse(Route.BYTES_USUAL);
        listening.configure(config);
        config.routes.before(context -> enter(context, routes));
        config.routes.beforeMatched(Entrance::authorize);
        config.routes.wsBeforeUpgrade(context -> {
            HEADERS.forEach(context::header);
            door.count(context);
            if (!context.routeRoles().contains(Role.ANYONE)) {
                door.enter(context);
                authorize(context);
            }
        });
        config.routes.exception(Problem.class, (problem, context) -> {
            if (problem.status() == 403 && Door.isActing(context)) {
                Door.visitorIfKnown(context)
                        .ifPresent(who -> audit.refused(
                                who, context.method() + " " + context.path() + ": " + problem.getMessage()));
            }
            problem.write(context);
        });
    }

    private void enter(Context context, List<Route> routes) {
        HEADERS.forEach(context::header);
        door.count(context);
        if (!isOpen(context, routes)) {
            door.enter(context);
        }
        checkLength(context, routes);
    }

    /** The server itself bounds what comes by what the longest route takes. */
    private static void checkLength(Context context, List<Route> routes) {
        if (!Door.isActing(context)) {
            return;
        }
        int most = routes.stream()
                .filter(route -> route.method().equals(context.req().getMethod()) && route.isAt(context.path()))
                .mapToInt(Route::bytesMax)
                .max()
                .orElse(Route.BYTES_USUAL);
        long length = context.req().getContentLengthLong();
        if ((length < 0 ? context.bodyAsBytes().length : length) > most) {
            throw new ContentTooLargeResponse("Expected at most " + most + " bytes");
        }
    }

    /** What anyone may have; the pages' words and scripts are among it, for there is nothing of a host in them. */
    private static boolean isOpen(Context context, List<Route> routes) {
        String path = context.path();
        String method = context.req().getMethod();
        return ((Pages.isAt(path) || TalkPage.serves(path)) && !Door.isActing(context))
                || routes.stream()
                        .anyMatch(route -> route.role() == Role.ANYONE
                                && route.isAt(path)
                                && route.method().equals(method.equals("HEAD") ? "GET" : method));
    }

    private static void authorize(Context context) {
        context.routeRoles().stream()
                .map(Role.class::cast)
                .filter(role -> role != Role.ANYONE)
                .forEach(role -> Door.authorize(context, role));
    }

    /** What serves a route: in time, and once for each key that a client gives. */
    Handler handler(Route route) {
        Handler timely = route.isEndless() ? route.handler() : deadline.within(route.handler());
        return route.isIdempotent() ? idempotency.once(timely) : timely;
    }

    /** {@code http} or {@code https}. */
    String scheme() {
        return listening.scheme();
    }

    @Override
    public void close() {
        signIn.close();
        deadline.close();
        listening.close();
    }
}
