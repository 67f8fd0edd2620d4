package org.parley.console.doors;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;

/**
 * Signs people in and out. A password costs a tenth of a second of work, so they are tried one after the other on a
 * thread of their own: calls do not wait for it, and nobody can try more than are counted.
 */
public final class SignIn implements AutoCloseable {
    private static final int WAITING_MAX = 16;
    private static final long PATIENCE_SECONDS = 10;

    private final Access access;
    private final Sessions sessions;
    private final Lockout lockout;
    private final Door door;
    private final Audit audit;
    private final ExecutorService trying = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("passwords").daemon().factory());

    /** What is sent: name and password, or a token. */
    private record Wish(
            @Nullable String name,
            @Nullable String password,
            @Nullable String token) {}

    public SignIn(Access access, Sessions sessions, Lockout lockout, Door door, Audit audit) {
        this.access = access;
        this.sessions = sessions;
        this.lockout = lockout;
        this.door = door;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        "POST",
                        "/api/session",
                        Role.ANYONE,
                        "signIn",
                        "Sign in with {\"name\", \"password\"} or {\"token\"}: gives name, role and csrf, and the"
                                + " cookie " + Door.COOKIE + ". What acts by that cookie shows the csrf in the header "
                                + Door.CSRF,
                        Route.JSON,
                        List.of(),
                        this::signIn),
                new Route(
                        "GET",
                        "/api/session",
                        Role.VIEWER,
                        "session",
                        "Who is signed in: name, role and csrf; 401 when nobody is",
                        Route.JSON,
                        List.of(),
                        context -> show(context, Door.who(context), Door.session(context))),
                new Route(
                        "DELETE",
                        "/api/session",
                        Role.VIEWER,
                        "signOut",
                        "Sign out: the session is over",
                        Route.JSON,
                        List.of(),
                        this::signOut));
    }

    private void signIn(Context context) throws InterruptedException {
        Client client = door.client(context);
        Door.checkOrigin(context, client);
        Wish wish = wish(context);
        Who who = wish.token() != null
                ? byToken(client, wish.token())
                : byPassword(client, String.valueOf(wish.name()), String.valueOf(wish.password()));
        audit.note(new Visitor(who, client.address()), "sign-in", wish.token() == null ? "by password" : "by token");
        Optional.ofNullable(context.cookie(Door.COOKIE)).ifPresent(sessions::end);
        String id = sessions.begin(who);
        context.cookie(cookie(id, -1, client.secure()));
        show(context, who, Optional.of(id));
    }

    private static Wish wish(Context context) {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (type.startsWith(Route.JSON)) {
            try {
                Wish wish = Json.read(context.bodyAsBytes(), new TypeReference<Wish>() {});
                boolean byPassword = wish.name() != null && wish.password() != null && wish.token() == null;
                boolean byToken = wish.token() != null && wish.name() == null && wish.password() == null;
                if (byPassword || byToken) {
                    return wish;
                }
            } catch (IOException unfit) {
                // told below
            }
        }
        // what came may be a password, so it is not shown again
        throw Problem.refused("Expected JSON {\"name\": …, \"password\": …} or {\"token\": …}, as application/json");
    }

    private Who byToken(Client client, String token) {
        lockout.check(client);
        Optional<Access.Token> who = access.find(token);
        if (who.isEmpty()) {
            lockout.failed(client);
            audit.failed(client, "?", "a wrong token");
            throw wrong("Expected a token of this host; ./parley tokens add NAME makes one");
        }
        return who.get();
    }

    private Who byPassword(Client client, String name, String password) throws InterruptedException {
        Optional<Access.User> who = tried(() -> {
            lockout.check(client, name); // by the one thread, so that no more are tried than are counted
            Optional<Access.User> found = access.find(name, password);
            if (found.isEmpty()) {
                lockout.failed(client, name);
            }
            return found;
        });
        if (who.isEmpty()) {
            // a password that stands where the name should is not written down
            audit.failed(client, access.isUser(name) ? name : "?", "a wrong password");
            throw wrong("Expected the name and the password of a user; ./parley users lists their names");
        }
        lockout.succeeded(name);
        return who.get();
    }

    private <T> T tried(Callable<T> what) throws InterruptedException {
        try {
            Future<T> found = trying.submit(what);
            try {
                return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } finally {
                found.cancel(false);
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new IllegalStateException("Expected a password to be tried", failure);
        } catch (RejectedExecutionException | TimeoutException busy) {
            throw Problem.busy("Too many sign in at once");
        }
    }

    private static Problem wrong(String expected) {
        return new Problem(401, "Unauthorized", expected);
    }

    private void signOut(Context context) {
        audit.note(context, "sign-out", "");
        Door.session(context).ifPresent(sessions::end);
        context.cookie(cookie("", 0, door.client(context).secure()));
        context.status(204);
    }

    private static Cookie cookie(String value, int age, boolean secure) {
        return new Cookie(Door.COOKIE, value, "/", age, secure, true, null, SameSite.STRICT);
    }

    private static void show(Context context, Who who, Optional<String> session) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", who.name());
        document.put("role", who.role().word());
        document.put("csrf", session.map(Sessions::csrf).orElse(""));
        context.contentType(Route.JSON).result(Json.bytes(document));
    }

    @Override
    public void close() {
        trying.shutdownNow();
    }
}
