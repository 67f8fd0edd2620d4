package org.parley.webcall;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parley.call.Tried;

/** One-time tokens: each is good for one call of one script, and for a short while. Any thread may use it. */
final class Tokens {
    private static final int BYTES = 32;
    /** Far more than visitors who are about to call. */
    private static final int WAITING_MAX = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final long lifeNanos;
    private final LongSupplier nanos;
    private final Map<String, Ticket> waiting = new LinkedHashMap<>(); // in the order of their ends

    /**
     * What a token is good for.
     *
     * @param language that the visitor's page is in, as a tag, or ""
     * @param job of the dispatch that waits for the visitor, or ""
     * @param tried what is tried in the call; null in one like any other
     */
    record Ticket(
            String script,
            String language,
            String job,
            @Nullable Tried tried,
            long untilNanos) {}

    Tokens(Duration life, LongSupplier nanos) {
        this.lifeNanos = life.toNanos();
        this.nanos = nanos;
    }

    /** A new one; empty when too many wait to be used. */
    synchronized Optional<String> give(String script, String language, String job, @Nullable Tried tried) {
        long now = nanos.getAsLong();
        waiting.values().removeIf(ticket -> now - ticket.untilNanos() >= 0);
        if (waiting.size() >= WAITING_MAX) {
            return Optional.empty();
        }
        String token = secret();
        waiting.put(token, new Ticket(script, language, job, tried, now + lifeNanos));
        return Optional.of(token);
    }

    /** Uses it up; empty when it was used, is over, or never was. */
    synchronized Optional<Ticket> take(String token) {
        return Optional.ofNullable(waiting.remove(token)).filter(ticket -> nanos.getAsLong() - ticket.untilNanos() < 0);
    }

    /** 256 random bits as text for a URL. */
    String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
