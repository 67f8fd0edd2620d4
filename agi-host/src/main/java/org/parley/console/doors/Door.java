package org.parley.console.doors;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.parley.agi.Network;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;

/**
 * Lets nobody in without a token or a session, and nobody at all for a while who tries too many. A session's cookie is
 * sent by browsers on their own, so with it a request must come from a page of ours, and show that it has read the
 * session when it acts. Any thread may use it.
 */
public final class Door {
    public static final String COOKIE = "parley_session";
    static final String CSRF = "X-CSRF-Token";

    private static final String WHO = "who";
    private static final String SESSION = "session";
    private static final String STAY = "stay";
    private static final String BEARER = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Access access;
    private final Sessions sessions;
    private final Lockout lockout;
    private final Audit audit;
    private final List<Network> proxies;
    private final Tally requests;
    private final Tally addresses;

    /**
     * @param proxies whose word counts for where a client comes from
     * @param requests of each who has come in; he who fills it has to wait
     * @param addresses of each address
     */
    public Door(
            Access access,
            Sessions sessions,
            Lockout lockout,
            Audit audit,
            List<Network> proxies,
            Tally requests,
            Tally addresses) {
        this.access = access;
        this.sessions = sessions;
        this.lockout = lockout;
        this.audit = audit;
        this.proxies = proxies;
        this.requests = requests;
        this.addresses = addresses;
    }

    /** Who asks when it is known, be it that he is refused. */
    public static Optional<Visitor> visitorIfKnown(Context context) {
        return context.attribute(WHO) == null ? Optional.empty() : Optional.of(Visitor.of(context));
    }

    /** Who asks. */
    public static Who who(Context context) {
        Who who = context.attribute(WHO);
        if (who == null) {
            throw unknown(context);
        }
        return who;
    }

    /** The session of who asks; none when he has a token. */
    static Optional<String> session(Context context) {
        return Optional.ofNullable(context.attribute(SESSION));
    }

    /** Whether it has the host do something. */
    public static boolean isActing(Context context) {
        return !READING.contains(context.req().getMethod());
    }

    Client client(Context context) {
        return Client.of(context, proxies);
    }

    /**
     * Before every request.
     *
     * @throws Problem when too many come from there
     */
    public void count(Context context) {
        Client client = client(context);
        addresses.add(client.counted());
        Duration left = addresses.waits(client.counted());
        if (left.isPositive()) {
            throw Problem.tooMany(left, client.address() + " asks more than console.address-requests-max a minute");
        }
    }

    /**
     * Before every request but those that anyone may make.
     *
     * @throws Problem when it is not to be answered
     */
    public void enter(Context context) {
        Client client = client(context);
        String given = context.header("Authorization");
        Who who = given == null ? bySession(context) : byToken(context, client, given);
        context.attribute(WHO, who);
        Duration left = again(who);
        if (left.isPositive()) {
            throw Problem.tooMany(left, "'" + who.name() + "' asks more than console.requests-max a minute");
        }
        String id = given == null ? context.cookie(COOKIE) : null;
        if (id != null) {
            checkSession(context, client, id);
        }
        BooleanSupplier stay = () -> access.has(who) && (id == null || sessions.isOn(id));
        context.attribute(STAY, stay);
    }

    /** Somebody who has come in asks once more; how long he must wait for that, which is zero when he need not. */
    public Duration again(Who who) {
        requests.add(who.name());
        return requests.waits(who.name());
    }

    /** For what goes on after the request: whether who asked may still come in, with the same role and session. */
    public static BooleanSupplier mayStay(Context context) {
        BooleanSupplier stay = context.attribute(STAY);
        return stay == null ? () -> false : stay;
    }

    private Who byToken(Context context, Client client, String given) {
        lockout.check(client);
        Optional<Access.Token> who = given.startsWith(BEARER)
                ? access.find(given.substring(BEARER.length()).strip())
                : Optional.empty();
        if (who.isEmpty()) {
            lockout.failed(client);
            audit.failed(client, "?", "a wrong token");
            throw unknown(context);
        }
        return who.get();
    }

    private Who bySession(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE))
                .flatMap(sessions::use)
                .orElseThrow(() -> unknown(context));
    }

    /** Whether it was a page of ours that had it sent. */
    private static void checkSession(Context context, Client client, String id) {
        checkOrigin(context, client);
        if ("websocket".equalsIgnoreCase(context.header("Upgrade")) && context.header("Origin") == null) {
            throw foreign("a WebSocket with a session's cookie, but without the header Origin");
        }
        if (isActing(context)) {
            String shown = context.header(CSRF);
            if (shown == null || !Secrets.same(shown, Sessions.csrf(id))) {
                throw new Problem(
                        403,
                        "Forbidden",
                        "Expected the header '" + CSRF
                                + "' with the csrf of GET /api/session, as a request that acts by cookie must have");
            }
        }
        context.attribute(SESSION, id);
    }

    /**
     * For what a browser sends with a cookie, or to get one.
     *
     * @throws Problem when a page that is none of ours has it sent
     */
    public static void checkOrigin(Context context, Client client) {
        String origin = context.header("Origin");
        if (origin != null && !client.isOwn(origin)) {
            throw foreign("the origin " + Problem.shown(origin) + " for the host " + Problem.shown(client.host()));
        }
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw foreign("one of the site '" + Problem.shown(site) + "'");
        }
    }

    private static Problem foreign(String what) {
        return new Problem(
                403,
                "Forbidden",
                "Expected a request of this console's own pages but came " + what
                        + "; behind a proxy, console.proxies must name it, and it must pass on Host and"
                        + " X-Forwarded-Proto");
    }

    private static Problem unknown(Context context) {
        context.header("WWW-Authenticate", "Bearer");
        return new Problem(
                401,
                "Unauthorized",
                "Expected a session (POST /api/session), or the header 'Authorization: Bearer TOKEN' with a token of"
                        + " this host; ./parley tokens add NAME makes one");
    }

    /** Once it is known what is asked for. */
    public static void authorize(Context context, Role needed) {
        authorize(who(context), needed);
    }

    /** The same for somebody who has come in by whatever way. */
    public static void authorize(Who who, Role needed) {
        if (!who.role().mayAct(needed)) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "Expected the role %s but '%s' has %s"
                            .formatted(needed.word(), who.name(), who.role().word()));
        }
    }
}
