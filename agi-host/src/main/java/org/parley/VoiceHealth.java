package org.parley;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.parley.ai.ProviderException;
import org.parley.ai.TextToSpeech;
import org.parley.call.CallEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the voice works: it does until two calls in a row have found it failing, and again as soon as it can speak a
 * word, which is tried every two seconds. Any thread may ask.
 */
final class VoiceHealth implements Consumer<CallEvent>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceHealth.class);
    private static final int FAILURES = 2;
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final TextToSpeech voice;
    private final Locale language;
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    VoiceHealth(TextToSpeech voice, Locale language) {
        this.voice = voice;
        this.language = language;
        Thread.ofVirtual().name("voice-health").start(this::run);
    }

    @Override
    public void accept(CallEvent event) {
        switch (event.kind()) {
            case "voice-failed" -> {
                if (failures.incrementAndGet() == FAILURES) {
                    log.warn("the voice {} has failed {} times in a row; no new calls", voice.name(), FAILURES);
                }
            }
            case "agent-said" -> failures.set(0);
            default -> {}
        }
    }

    boolean isWell() {
        return failures.get() < FAILURES;
    }

    private void run() {
        try {
            while (!closed.await(PROBE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!isWell()) {
                    probe();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe() throws InterruptedException {
        try {
            voice.speak("one", language, _ -> false);
            failures.set(0);
            log.info("the voice {} speaks again", voice.name());
        } catch (ProviderException still) {
            log.debug("the voice {} still fails: {}", voice.name(), still.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
