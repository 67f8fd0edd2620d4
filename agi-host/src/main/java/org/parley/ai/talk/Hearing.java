package org.parley.ai.talk;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.Usage;
import org.parley.audio.Pcm;

/**
 * Cuts a caller's audio into turns and has each recognised while it is spoken. {@link #frame} and {@link #voice} are
 * the media loop's and never block; recognisers are opened, fed and waited for on one virtual thread of this hearing,
 * which also tells the listener.
 */
public final class Hearing implements AutoCloseable {
    private static final int SAMPLES_PER_SECOND = Pcm.TELEPHONE_RATE;

    private final SpeechToText recogniser;
    private final HearingSettings settings;
    private final EndOfTurn endOfTurn;
    private final Consumer<Heard> listener;
    private final BlockingQueue<Step> steps;
    private final Thread worker;
    private volatile Listening listening = new Listening(SAMPLES_PER_SECOND, Locale.ENGLISH, new Listening.Anything());

    // the next four are the media loop's
    private final short[] preRoll; // a ring
    private int preRollAt;
    private int preRollFilled;
    private boolean speaking;

    private volatile boolean inTurn; // from the start of speech until the worker has decided its end

    /** What the media loop hands to the worker. */
    private sealed interface Step {
        record Audio(Pcm pcm) implements Step {}

        record Voice(boolean speaking, long nanos) implements Step {}

        record Words(Interim interim) implements Step {}

        record Judged() implements Step {}
    }

    /** With the rules alone to tell when a turn is over. */
    public Hearing(SpeechToText recogniser, HearingSettings settings, Consumer<Heard> listener) {
        this(recogniser, settings, null, _ -> {}, listener);
    }

    /** With a model, or null, that judges where the rules say nothing, and who is told what it has used. */
    public Hearing(
            SpeechToText recogniser,
            HearingSettings settings,
            @Nullable TurnModel turns,
            Consumer<Usage> used,
            Consumer<Heard> listener) {
        this.recogniser = recogniser;
        this.settings = settings;
        this.endOfTurn = turns == null
                ? new EndOfTurn(settings.endOfTurn())
                : new EndOfTurn(settings.endOfTurn(), turns.ofCall(used, this::judged));
        this.listener = listener;
        this.preRoll = new short[samples(settings.preRoll())];
        // room for the longest turn in frames of 20 ms; what comes beyond while the recogniser hangs is dropped
        this.steps = new ArrayBlockingQueue<>((int)
                Math.max(100, settings.turnMax().plus(settings.wordsWait()).toMillis() / 20));
        this.worker = Thread.ofVirtual().name("hearing").start(this::work);
    }

    private void judged() {
        steps.offer(new Step.Judged());
    }

    private static int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * SAMPLES_PER_SECOND / 1000);
    }

    /** What to expect from the next turn on. Any thread. */
    public void expect(Listening next) {
        listening = next;
    }

    /** The caller's next samples at 8 kHz; the array may be reused after the return. The media loop only. */
    public void frame(short[] samples, int length) {
        if (speaking && !inTurn) {
            begin(System.nanoTime()); // the turn before was cut at its longest
        }
        if (inTurn) {
            steps.offer(new Step.Audio(new Pcm(Arrays.copyOf(samples, length), SAMPLES_PER_SECOND)));
            return;
        }
        for (int i = Math.max(0, length - preRoll.length); i < length; i++) {
            preRoll[preRollAt] = samples[i];
            preRollAt = preRollAt + 1 == preRoll.length ? 0 : preRollAt + 1;
        }
        preRollFilled = Math.min(preRoll.length, preRollFilled + length);
    }

    /** The voice detector's decision changed. The media loop only. */
    public void voice(boolean nowSpeaking, long nanos) {
        if (nowSpeaking == speaking) {
            return;
        }
        speaking = nowSpeaking;
        if (nowSpeaking && !inTurn) {
            begin(nanos);
        } else {
            steps.offer(new Step.Voice(nowSpeaking, nanos));
        }
    }

    private void begin(long nanos) {
        inTurn = true;
        steps.offer(new Step.Voice(true, nanos));
        steps.offer(new Step.Audio(new Pcm(beforeSpeech(), SAMPLES_PER_SECOND)));
    }

    private short[] beforeSpeech() {
        short[] before = new short[preRollFilled];
        int from = Math.floorMod(preRollAt - preRollFilled, preRoll.length);
        for (int i = 0; i < before.length; i++) {
            before[i] = preRoll[(from + i) % preRoll.length];
        }
        preRollFilled = 0;
        return before;
    }

    private void work() {
        try {
            while (true) {
                if (steps.take() instanceof Step.Voice(boolean begins, long nanos) && begins) {
                    turn(nanos);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** One turn, from its first sound to its words. */
    private void turn(long startNanos) throws InterruptedException {
        listener.accept(new Heard.SpeechStarted(startNanos));
        Listening wanted = listening;
        Transcriber transcriber = null;
        ProviderException refused = null;
        try {
            try {
                transcriber = recogniser.open(wanted, interim -> {
                    steps.offer(new Step.Words(interim));
                    listener.accept(new Heard.Partly(interim));
                });
            } catch (ProviderException failure) {
                refused = failure; // told at the end of the turn, so that a turn is answered once
            }
            long endNanos = untilSilence(transcriber, wanted, startNanos);
            long decidedNanos = System.nanoTime();
            inTurn = false;
            listener.accept(new Heard.SpeechEnded(decidedNanos));
            if (transcriber == null) {
                listener.accept(new Heard.Failed(Objects.requireNonNull(refused)));
                return;
            }
            Transcript words = transcriber.finish(settings.wordsWait());
            listener.accept(new Heard.Understood(words, endNanos, decidedNanos, System.nanoTime()));
        } catch (ProviderException failure) {
            listener.accept(new Heard.Failed(failure));
        } finally {
            if (transcriber != null) {
                transcriber.close();
            }
        }
    }

    /**
     * Feeds the recogniser until the caller was silent for long enough or has spoken for too long; gives the end of
     * speech.
     */
    private long untilSilence(@Nullable Transcriber transcriber, Listening wanted, long startNanos)
            throws InterruptedException {
        long latestNanos = startNanos + settings.turnMax().toNanos();
        long silentSince = 0; // 0 while the caller speaks
        Interim soFar = new Interim("", false);
        while (true) {
            long until = silentSince == 0
                    ? latestNanos
                    : Math.min(latestNanos, silentSince + silence(wanted, soFar, silentSince - startNanos));
            Step step = steps.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            switch (step) {
                case null -> {
                    return silentSince == 0 ? until : silentSince;
                }
                case Step.Audio(Pcm pcm) -> {
                    if (transcriber != null) {
                        transcriber.hear(pcm);
                    }
                }
                case Step.Words(Interim interim) -> soFar = interim;
                case Step.Judged _ -> {} // the silence that is needed may be another now
                case Step.Voice(boolean speaks, long nanos) ->
                    silentSince = speaks ? 0 : nanos - settings.hangover().toNanos();
            }
        }
    }

    private long silence(Listening wanted, Interim soFar, long speechNanos) {
        return endOfTurn.silence(wanted, soFar, Duration.ofNanos(speechNanos)).toNanos();
    }

    /** Ends this hearing; a turn that goes on is abandoned. Safe to call twice. */
    @Override
    public void close() {
        worker.interrupt();
    }
}
