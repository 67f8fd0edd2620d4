package org.parley.console;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets nobody in without a token, and nobody at all for a while who tries too many. Any thread may use it. */
final class Door {
    private static final String WHO = "who";
    private static final String BEARER = "Bearer ";
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int COUNTED_MAX = 10_000; // addresses or names; those longest unseen are forgotten

    private final Access access;
    private final int failuresMax;
    private final int requestsMax;
    private final LongSupplier nanos;
    private final Map<String, Count> failures = counts();
    private final Map<String, Count> requests = counts();

    /** Somebody who has come in, and from which address. */
    record Visitor(Access.Token token, String from) {
        String name() {
            return token.name();
        }
    }

    /** So many within a minute that began then. */
    private record Count(long sinceNanos, int count) {}

    Door(Access access, int failuresMax, int requestsMax, LongSupplier nanos) {
        this.access = access;
        this.failuresMax = failuresMax;
        this.requestsMax = requestsMax;
        this.nanos = nanos;
    }

    private static Map<String, Count> counts() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                return size() > COUNTED_MAX;
            }
        };
    }

    /** Who asks, and from where. */
    static Visitor visitor(Context context) {
        return new Visitor(who(context), context.ip());
    }

    /** Who asks. */
    static Access.Token who(Context context) {
        Access.Token who = context.attribute(WHO);
        if (who == null) {
            throw new IllegalStateException("Expected somebody with a token");
        }
        return who;
    }

    /**
     * Before every request but those that anyone may make.
     *
     * @throws Problem when it is not to be answered
     */
    void enter(Context context) {
        String address = context.ip();
        if (count(failures, address) >= failuresMax) {
            throw wait(context, "too many wrong tokens came from " + address);
        }
        String given = Optional.ofNullable(context.header("Authorization")).orElse("");
        Access.Token who = given.startsWith(BEARER)
                ? access.find(given.substring(BEARER.length()).strip()).orElse(null)
                : null;
        if (who == null) {
            if (!given.isEmpty()) {
                add(failures, address);
            }
            context.header("WWW-Authenticate", "Bearer");
            throw new Problem(
                    401,
                    "Unauthorized",
                    "Expected the header 'Authorization: Bearer TOKEN' with a token of this host; ./parley tokens add"
                            + " NAME makes one");
        }
        if (add(requests, who.name()) > requestsMax) {
            throw wait(context, "the token '" + who.name() + "' asks more than console.requests-max a minute");
        }
        context.attribute(WHO, who);
    }

    /** Once it is known what is asked for. */
    static void authorize(Context context, Role needed) {
        authorize(who(context), needed);
    }

    /** Whether somebody who has come in may do what that role is needed for. */
    static void authorize(Access.Token who, Role needed) {
        if (!who.role().mayAct(needed)) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "Expected the role %s but '%s' has %s"
                            .formatted(needed.word(), who.name(), who.role().word()));
        }
    }

    private static Problem wait(Context context, String why) {
        context.header("Retry-After", "60");
        return new Problem(429, "Too many requests", "Come back in a minute: " + why);
    }

    private int count(Map<String, Count> counts, String of) {
        synchronized (counts) {
            Count known = counts.get(of);
            return known == null || nanos.getAsLong() - known.sinceNanos() > WINDOW_NANOS ? 0 : known.count();
        }
    }

    private int add(Map<String, Count> counts, String to) {
        synchronized (counts) {
            int before = count(counts, to);
            Count known = counts.get(to);
            long since = before == 0 || known == null ? nanos.getAsLong() : known.sinceNanos();
            counts.put(to, new Count(since, before + 1));
            return before + 1;
        }
    }
}
