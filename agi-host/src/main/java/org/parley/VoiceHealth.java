package org.parley;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.parley.ai.ProviderException;
import org.parley.ai.TextToSpeech;
import org.parley.call.CallEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the voice works. When it fails in a call it is tried at once with a word of its own, and until it can speak
 * that, every second, it counts as down; so one caller's mishap takes no lines away, and nobody else has to find out.
 * Any thread may ask.
 */
final class VoiceHealth implements Consumer<CallEvent>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceHealth.class);
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final TextToSpeech voice;
    private final Locale language;
    private final HostNews news;
    private final Semaphore doubts = new Semaphore(0);
    private final Thread thread;
    private volatile boolean well = true;

    VoiceHealth(TextToSpeech voice, Locale language, HostNews news) {
        this.news = news;
        this.voice = voice;
        this.language = language;
        this.thread = Thread.ofVirtual().name("voice-health").start(this::run);
    }

    @Override
    public void accept(CallEvent event) {
        if (event.kind().equals("voice-failed")) {
            doubts.release();
        }
    }

    boolean isWell() {
        return well;
    }

    private void run() {
        try {
            while (true) {
                doubts.acquire();
                doubts.drainPermits(); // many calls may fail for one reason
                while (!speaks()) {
                    Thread.sleep(PROBE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean speaks() throws InterruptedException {
        try {
            voice.speak("one", language, _ -> false);
            if (!well) {
                log.info("the voice {} speaks again", voice.name());
                news.voice(voice.name(), true, "speaks again");
            }
            well = true;
        } catch (ProviderException failure) {
            if (well) {
                log.warn("the voice {} fails; no new calls: {}", voice.name(), failure.getMessage());
                news.voice(voice.name(), false, "fails; no new calls: " + failure.getMessage());
            }
            well = false;
        }
        return well;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
