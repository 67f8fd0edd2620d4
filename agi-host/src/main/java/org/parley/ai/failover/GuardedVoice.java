package org.parley.ai.failover;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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

    /** With at most so many talks at a time, and left alone for so long when it is in trouble. */
    public GuardedVoice(VoiceAgent agent, int talksMax, Duration rest) {
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
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "voice {}: {}",
                        agent.name(),
                        switch (event.getStateTransition().getToState()) {
                            case OPEN -> "fails; it is left alone for " + rest.toSeconds() + " s";
                            case HALF_OPEN -> "is tried again with one talk";
                            default -> "works";
                        }));
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
     * @throws ProviderException when the voice refuses, is left alone, or has no free place
     */
    Guarded open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException {
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
            talk.session = agent.open(spec, event -> {
                if (event instanceof VoiceEvent.Failed(ProviderException cause)) {
                    talk.failed(cause);
                }
                events.accept(event);
            });
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
        private VoiceSession session = NoVoice.SESSION; // until it is open

        VoiceSession session() {
            return session;
        }

        Set<Capability> capabilities() {
            return agent.capabilities();
        }

        private void failed(ProviderException cause) {
            if (judged.compareAndSet(false, true)) {
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
                session.close();
                places.releasePermission();
            }
        }
    }
}
