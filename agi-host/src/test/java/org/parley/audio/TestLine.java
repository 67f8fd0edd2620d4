package org.parley.audio;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A telephone line without a telephone, in real time: the real speaker's frames are taken every 20 ms and kept, and a
 * caller is heard every 20 ms, who is silent unless he was told to speak.
 */
public final class TestLine implements AutoCloseable {
    private static final int FRAME = 160;
    private static final int AMPLITUDE = 9000;

    private final PacedSpeaker paced = new PacedSpeaker(Duration.ofMinutes(2));
    private final Speaker speaker = new Noting();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> ticking;
    private final List<Frame> played = new ArrayList<>(); // guarded by this
    private final List<Long> clears = new ArrayList<>(); // guarded by this
    private final Queue<short[]> toSay = new ArrayDeque<>(); // guarded by this
    private @Nullable Consumer<Pcm> hearer; // guarded by this
    private @Nullable VoiceActivity detector; // guarded by this
    private boolean speaking; // guarded by this
    private long spokeNanos; // guarded by this
    private long slowestNanos; // guarded by this

    /** 20 ms that the caller has heard. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Frame(long nanos, short[] samples) {}

    /** A line on which nobody hears the caller yet. */
    public TestLine() {
        ticking = clock.scheduleAtFixedRate(this::tick, 20, 20, TimeUnit.MILLISECONDS);
    }

    /** What the caller hears. */
    public Speaker speaker() {
        return speaker;
    }

    /** From now on the caller is heard, and a detector says when he speaks. */
    public synchronized void connect(Consumer<Pcm> ear, VoiceActivity.Change voice) {
        hearer = ear;
        detector = new VoiceActivity(voice);
    }

    /** The caller speaks for so long, from the next frame on. */
    public synchronized void say(Duration length) {
        short[] speech = speech(length);
        for (int at = 0; at < speech.length; at += FRAME) {
            toSay.add(Arrays.copyOfRange(speech, at, at + FRAME));
        }
    }

    /** When the caller last began to speak, 0 for never. */
    public synchronized long spokeNanos() {
        return spokeNanos;
    }

    /** How much of a tone the caller has heard. */
    public Duration heard(int hertz) {
        return Duration.ofMillis(20L * times(hertz).size());
    }

    /** When the caller last heard a tone, 0 for never. */
    public long lastNanos(int hertz) {
        List<Long> times = times(hertz);
        return times.isEmpty() ? 0 : times.getLast();
    }

    /** When the speaker was cleared. */
    public synchronized List<Long> clears() {
        return List.copyOf(clears);
    }

    /** The longest that the voice has held the clock, which other calls hang on. */
    public synchronized Duration slowest() {
        return Duration.ofNanos(slowestNanos);
    }

    /** Sound that a detector takes for speech, at 8 kHz. */
    public static short[] speech(Duration length) {
        short[] samples = new short[Math.ceilDiv((int) (length.toMillis() * 8), FRAME) * FRAME];
        for (int i = 0; i < samples.length; i++) {
            double t = i / 8000.0;
            samples[i] =
                    (short) (AMPLITUDE * Math.sin(2 * Math.PI * 350 * t) * Math.abs(Math.cos(2 * Math.PI * 2 * t)));
        }
        return samples;
    }

    private synchronized List<Long> times(int hertz) {
        return played.stream()
                .filter(frame -> holds(frame.samples(), hertz))
                .map(Frame::nanos)
                .toList();
    }

    private void tick() {
        long now = System.nanoTime();
        Consumer<Pcm> ear;
        VoiceActivity activity;
        short[] said;
        synchronized (this) {
            short[] frame = new short[FRAME];
            if (paced.take(frame, now)) {
                played.add(new Frame(now, frame));
            }
            paced.sent();
            ear = hearer;
            activity = detector;
            short[] next = ear == null ? null : toSay.poll();
            spokeNanos = next != null && !speaking ? now : spokeNanos;
            speaking = next != null;
            said = next == null ? new short[FRAME] : next;
        }
        if (ear != null && activity != null) {
            activity.heard(said, FRAME, now);
            ear.accept(new Pcm(said.clone(), Pcm.TELEPHONE_RATE));
            synchronized (this) {
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - now);
            }
        }
    }

    /** True when most of the frame is this tone. */
    private static boolean holds(short[] frame, int hertz) {
        double sine = 0;
        double cosine = 0;
        double power = 0;
        for (int i = 0; i < frame.length; i++) {
            double angle = 2 * Math.PI * hertz * i / Pcm.TELEPHONE_RATE;
            sine += frame[i] * Math.sin(angle);
            cosine += frame[i] * Math.cos(angle);
            power += (double) frame[i] * frame[i];
        }
        double tone = (sine * sine + cosine * cosine) * 2 / frame.length;
        return power / frame.length > 500 * 500 && tone > 0.6 * power;
    }

    @Override
    public void close() {
        if (ticking.state() == Future.State.FAILED) {
            throw new AssertionError("Expected a voice that takes audio but it failed", ticking.exceptionNow());
        }
        clock.shutdownNow();
        paced.gone();
    }

    /** The real speaker, and a note of each time that it is cleared. */
    private final class Noting implements Speaker {
        @Override
        public Utterance utterance() {
            return paced.utterance();
        }

        @Override
        public void clear() {
            synchronized (TestLine.this) {
                paced.clear();
                clears.add(System.nanoTime());
            }
        }

        @Override
        public void pause() {
            paced.pause();
        }

        @Override
        public void resume() {
            paced.resume();
        }

        @Override
        public boolean isSpeaking() {
            return paced.isSpeaking();
        }

        @Override
        public Utterance protectedUtterance() {
            return paced.protectedUtterance();
        }

        @Override
        public long audibleSinceNanos() {
            return paced.audibleSinceNanos();
        }

        @Override
        public Duration queueMax() {
            return paced.queueMax();
        }
    }
}
