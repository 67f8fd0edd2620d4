package org.parley.ai.failover;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Usage;
import org.parley.audio.Pcm;

/** One synthesiser that speaks what is left of a text, on a thread of its own, with a clock beside it. */
final class SpeechAttempt {
    private final TextToSpeech voice;
    private final Locale language;
    private final Spoken spoken;
    private final Duration first;
    private final Duration silence;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>(); // as long as the text's sound
    private volatile boolean wanted = true;

    /** What the synthesiser's thread hands on. */
    private sealed interface Step {
        record Audio(Pcm piece) implements Step {}

        record Mark(int chars, Duration at) implements Step {}

        record Used(Usage usage) implements Step {}

        record Over(@Nullable RuntimeException failure) implements Step {}
    }

    /**
     * Of that synthesiser.
     *
     * @param first within which its first sound comes
     * @param silence which the caller may hear in the middle, once all sound that has come was heard
     */
    SpeechAttempt(TextToSpeech voice, Locale language, Spoken spoken, Duration first, Duration silence) {
        this.voice = voice;
        this.language = language;
        this.spoken = spoken;
        this.first = first;
        this.silence = silence;
    }

    /**
     * Speaks to the end, or until nobody wants more.
     *
     * @throws ProviderException when it failed, was late, or fell silent in the middle
     */
    void run() throws InterruptedException {
        String text = spoken.rest();
        Thread speaking = Thread.ofVirtual().name("speech-attempt").start(() -> speak(text));
        try {
            handOn();
        } finally {
            wanted = false;
            speaking.interrupt();
        }
    }

    private void speak(String text) {
        RuntimeException failure = null;
        try {
            voice.speak(text, language, new SpeechSink() {
                @Override
                public boolean audio(Pcm piece) {
                    return wanted && steps.offer(new Step.Audio(piece));
                }

                @Override
                public void mark(int chars, Duration at) {
                    steps.add(new Step.Mark(chars, at));
                }

                @Override
                public void used(Usage usage) {
                    steps.add(new Step.Used(usage));
                }
            });
        } catch (RuntimeException thrown) {
            failure = thrown;
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
        }
        steps.add(new Step.Over(failure));
    }

    private void handOn() throws InterruptedException {
        long deadline = System.nanoTime() + first.toNanos();
        long heardNanos = 0; // when the caller has heard what has come; 0 before the first sound
        while (true) {
            Step step = steps.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            switch (step) {
                case null -> throw late(heardNanos != 0);
                case Step.Audio(Pcm piece) -> {
                    long now = System.nanoTime();
                    heardNanos = (heardNanos == 0 ? now : Math.max(now, heardNanos))
                            + piece.duration().toNanos();
                    deadline = heardNanos + silence.toNanos();
                    if (!spoken.audio(piece)) {
                        return;
                    }
                }
                case Step.Mark(int chars, Duration at) -> spoken.mark(chars, at);
                case Step.Used(Usage usage) -> spoken.used(usage);
                case Step.Over(RuntimeException failure) -> {
                    if (failure != null) {
                        throw failure;
                    }
                    if (heardNanos == 0) {
                        throw new ProviderException(
                                voice.name(), Kind.PROTOCOL, "Expected speech but no sound came", null);
                    }
                    return;
                }
            }
        }
    }

    private ProviderException late(boolean begun) {
        return new ProviderException(
                voice.name(),
                Kind.SLOW,
                begun
                        ? "Expected more of its speech but it stopped for " + silence.toMillis() + " ms in the middle"
                        : "Expected its first sound within " + first.toMillis() + " ms but none came",
                null);
    }
}
