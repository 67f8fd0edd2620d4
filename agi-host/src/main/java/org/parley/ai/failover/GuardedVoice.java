package org.parley.ai.failover;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A voice with a bound on its talks and a circuit breaker, which is shared by all calls: when most of its last talks
 * failed, or once its key, account or settings were refused, it is not asked again for a while. Any thread may use it.
 */
public final class GuardedVoice {
    private static final Logger log = LoggerFactory.getLogger(GuardedVoice.class);
    private static final int TALKS_LOOKED_AT = 10;
    private static final int TALKS_NEEDED = 3;

    private final VoiceAgent agent;
    private final Bulkhead places;
    private final CircuitBreaker breaker;
    private volatile Trouble trouble = new Trouble(Instant.now(), "", null);

    /**
     * How it has fared.
     *
     * @param since when it began to be well, or to be left alone
     * @param failure the last failure of a talk, in words, or ""
     * @param failedAt when that was; null for never
     */
    public record Trouble(
            Instant since, String failure, @Nullable Instant failedAt) {}

    /**
     * A voice fails, is tried again, or works.
     *
     * @param well false while it would not be asked
     * @param text the same, for people
     */
    public record Change(String voice, boolean well, String text) {}

    /** With at most so many talks at a time, and left alone for so long when it is in trouble. */
    public GuardedVoice(VoiceAgent agent, int talksMax, Duration rest) {
        this(agent, talksMax, rest, _ -> {});
    }

    /** The same, and tells what becomes of it, on a call's thread. */
    public GuardedVoice(VoiceAgent agent, int talksMax, Duration rest, Consumer<Change> news) {
        this.agent = agent;
        this.places = Bulkhead.of(
                agent.name(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(talksMax)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.breaker = CircuitBreaker.of(
                agent.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(TALKS_LOOKED_AT)
                        .minimumNumberOfCalls(TALKS_NEEDED)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(rest)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        // by itself: without calls nobody would ask, and without health there are no calls
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State now = event.getStateTransition().getToState();
            boolean well = now != CircuitBreaker.State.OPEN;
            if (!well || event.getStateTransition().getFromState() == CircuitBreaker.State.OPEN) {
                turned();
            }
            String text = switch (now) {
                case OPEN -> "fails; it is left alone for " + rest.toSeconds() + " s";
                case HALF_OPEN -> "is tried again with one talk";
                default -> "works";
            };
            log.warn("voice {}: {}", agent.name(), text);
            news.accept(new Change(agent.name(), well, text));
        });
    }

    private synchronized void turned() {
        trouble = new Trouble(Instant.now(), trouble.failure(), trouble.failedAt());
    }

    private synchronized void noteFailure(ProviderException cause) {
        trouble = new Trouble(trouble.since(), String.valueOf(cause.getMessage()), Instant.now());
    }

    /** How it has fared; whether it is well now says {@link #isWell()}. */
    public Trouble trouble() {
        return trouble;
    }

    /** The voice itself. */
    public VoiceAgent agent() {
        return agent;
    }

    /** False while it would not be asked. */
    public boolean isWell() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /**
     * Opens a talk.
     *
     * @throws ProviderException when the voice refuses, takes too long, is left alone, or has no free place
     */
    Guarded open(AgentSpec spec, Consumer<VoiceEvent> events, Duration limit) throws InterruptedException {
        if (!breaker.tryAcquirePermission()) {
            throw new ProviderException(
                    agent.name(),
                    Kind.NETWORK,
                    "Expected it to work but its last talks failed; it is left alone",
                    null);
        }
        if (!places.tryAcquirePermission()) {
            breaker.releasePermission();
            throw new ProviderException(
                    agent.name(),
                    Kind.RATE,
                    "Expected a free talk but all " + places.getBulkheadConfig().getMaxConcurrentCalls() + " are taken",
                    null);
        }
        Guarded talk = new Guarded();
        try {
            talk.open(spec, events, limit);
            return talk;
        } catch (ProviderException refused) {
            talk.failed(refused);
            places.releasePermission();
            throw refused;
        } catch (InterruptedException | RuntimeException stopped) {
            breaker.releasePermission();
            places.releasePermission();
            throw stopped;
        }
    }

    /** A talk that gives its place back once and counts for the breaker once. */
    final class Guarded implements AutoCloseable {
        private final long beganNanos = System.nanoTime();
        private final AtomicBoolean judged = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();
        private VoiceSession session = NoVoice.SESSION; // guarded by this; until it is open
        private boolean abandoned; // guarded by this: nobody waits for it any more

        synchronized VoiceSession session() {
            return session;
        }

        private void open(AgentSpec spec, Consumer<VoiceEvent> events, Duration limit) throws InterruptedException {
            FutureTask<Void> opening = new FutureTask<>(() -> opened(agent.open(spec, event -> {
                if (event instanceof VoiceEvent.Failed(ProviderException cause)) {
                    failed(cause);
                }
                events.accept(event);
            })));
            Thread.ofVirtual().name("voice-opening").start(opening);
            boolean open = false;
            try {
                opening.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                open = true;
            } catch (TimeoutException late) {
                throw new ProviderException(
                        agent.name(),
                        Kind.SLOW,
                        "Expected it to talk within " + limit.toMillis() + " ms but it did not",
                        late);
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case ProviderException refused -> throw refused;
                    case RuntimeException other -> throw other;
                    case null, default -> throw new IllegalStateException(failed);
                }
            } finally {
                if (!open) {
                    abandon();
                    opening.cancel(true);
                }
            }
        }

        /** From the thread that opens it: too late, and it is closed again. */
        private @Nullable Void opened(VoiceSession opened) {
            boolean wanted;
            synchronized (this) {
                wanted = !abandoned;
                session = wanted ? opened : session;
            }
            if (!wanted) {
                opened.close();
            }
            return null;
        }

        /** Nobody waits any more; what was opened in the last moment is closed. */
        private void abandon() {
            VoiceSession left;
            synchronized (this) {
                abandoned = true;
                left = session;
                session = NoVoice.SESSION;
            }
            left.close();
        }

        String name() {
            return agent.name();
        }

        Set<Capability> capabilities() {
            return agent.capabilities();
        }

        private void failed(ProviderException cause) {
            if (judged.compareAndSet(false, true)) {
                noteFailure(cause);
                breaker.onError(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS, cause);
                if (cause.needsOperator() && isWell()) {
                    log.error("voice {}: {}; somebody has to act", agent.name(), cause.getMessage());
                    breaker.transitionToOpenState();
                }
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                if (judged.compareAndSet(false, true)) {
                    breaker.onSuccess(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
                }
                session().close();
                places.releasePermission();
            }
        }
    }
}
