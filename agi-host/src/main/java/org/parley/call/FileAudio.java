package org.parley.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.CallerGone;
import org.parley.ai.VoiceEvent;
import org.parley.ai.talk.Heard;
import org.parley.audio.AudioLeg;
import org.parley.audio.LegListener;
import org.parley.audio.Recorder;
import org.parley.call.files.FileLeg;
import org.parley.call.files.SharedFolder;

/**
 * Audio by files, one direction at a time: while the call's thread waits, what is to be said is played, and when
 * nothing is and the caller is to speak, he is recorded.
 */
final class FileAudio implements CallAudio {
    private static final Duration RECORD_MAX = Duration.ofSeconds(10);
    /** The channel is asked for keys at a time, and news of the call is waited for between. */
    private static final Duration KEY_SLICE = Duration.ofMillis(70);

    private static final long NEWS_NANOS = 30_000_000L;
    /** What was said is understood and answered within this, or the caller is listened to again. */
    private static final long ANSWER_NANOS = 10_000_000_000L;
    /** A voice that has just ceased to speak may go on with its next sentence. */
    private static final long GOES_ON_NANOS = 400_000_000L;
    /** A voice that opens a talk begins within this. */
    private static final long OPENS_NANOS = 1_500_000_000L;

    private final AgiChannel channel;
    private final Supplier<SharedFolder> folders;
    private final Recorder recorder;
    private final SignalQueue signals;
    private final CallTimeline timeline;
    private final Duration queueMax;
    private final Duration recordMax;
    private final String why;
    private @Nullable FileLeg leg; // the last one; null before there was any
    private boolean noted;
    private boolean talking; // the last wait was one of a free talk
    private long answerDueNanos; // until then what the caller said is being answered; 0 when it is not
    private long keyedNanos; // of the last key; 0 once we spoke

    FileAudio(
            AgiChannel channel,
            Supplier<SharedFolder> folders,
            Recorder recorder,
            SignalQueue signals,
            CallTimeline timeline,
            Duration queueMax,
            Duration turnMax,
            String why) {
        this.channel = channel;
        this.folders = folders;
        this.recorder = recorder;
        this.signals = signals;
        this.timeline = timeline;
        this.queueMax = queueMax;
        this.recordMax = turnMax.compareTo(RECORD_MAX) < 0 ? turnMax : RECORD_MAX;
        this.why = why;
    }

    @Override
    public AudioLeg open(Supplier<LegListener> listeners) {
        SharedFolder folder = folders.get();
        if (!noted) {
            noted = true;
            timeline.note("audio-by-files", "why", why, "folder", folder.toString());
        }
        FileLeg opened = new FileLeg(
                channel,
                folder,
                listeners.get(),
                recorder,
                () -> !timeline.privacy().isOffRecord(),
                queueMax);
        leg = opened;
        timeline.note("leg", "connectMs", 0);
        return opened;
    }

    @Override
    public boolean ended() {
        leg = null;
        return true;
    }

    @Override
    public boolean isByTurns() {
        return true;
    }

    @Override
    public boolean isAnswerDue() {
        return answerDueNanos != 0;
    }

    @Override
    public @Nullable Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException {
        begin(awaited);
        while (true) {
            FileLeg open = leg;
            boolean listens = awaited == Awaited.ANSWER && answerDueNanos == 0;
            long news = System.nanoTime() + (listens ? 0 : NEWS_NANOS);
            Signal signal = signals.take(open == null ? deadlineNanos : Math.min(deadlineNanos, news));
            if (signal != null) {
                return seen(signal);
            }
            if (open == null || System.nanoTime() >= deadlineNanos) {
                return null;
            }
            try {
                step(open, deadlineNanos, awaited);
            } catch (CallerGone gone) {
                return stopped().orElseThrow(() -> gone);
            }
        }
    }

    /** A host that stops closes the session of a turn that lasts too long: then nobody has hung up. */
    private Optional<Signal> stopped() throws InterruptedException {
        Signal next = signals.take(System.nanoTime());
        while (next != null && !(next instanceof Signal.Stop || next instanceof Signal.HangUp)) {
            next = signals.take(System.nanoTime());
        }
        return Optional.ofNullable(next);
    }

    private void begin(Awaited awaited) {
        if (awaited == Awaited.TALK && !talking) {
            answerDueNanos = System.nanoTime() + OPENS_NANOS;
        } else if (awaited == Awaited.ANSWER && talking) {
            answerDueNanos = 0;
        }
        talking = awaited == Awaited.TALK || (talking && awaited == Awaited.TIME);
    }

    /** Does one thing on the channel. */
    private void step(FileLeg open, long deadlineNanos, Awaited awaited) {
        if (open.isEchoing()) {
            open.echoOnce(until(deadlineNanos, recordMax));
            return;
        }
        if (open.play()) {
            keyedNanos = 0;
            answerDueNanos = talking ? System.nanoTime() + GOES_ON_NANOS : 0;
            return;
        }
        long now = System.nanoTime();
        if (answerDueNanos != 0 && now >= answerDueNanos) {
            answerDueNanos = 0;
        }
        boolean keying = keyedNanos != 0 && now - keyedNanos < Given.NEXT_KEY.toNanos();
        boolean due = answerDueNanos != 0;
        if (awaited == Awaited.TIME || keying || due || open.speaker().isSpeaking()) {
            open.awaitKey(until(deadlineNanos, KEY_SLICE));
        } else if (open.listen(recordMax)) {
            answerDueNanos = System.nanoTime() + ANSWER_NANOS;
        }
    }

    private static Duration until(long deadlineNanos, Duration most) {
        Duration left = Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }

    private Signal seen(Signal signal) {
        switch (signal) {
            case Signal.Key _ -> keyedNanos = System.nanoTime();
            case Signal.Hearing(Heard.Understood _) -> answerDueNanos = 0;
            case Signal.Hearing(Heard.Failed _) -> answerDueNanos = 0;
            case Signal.Voice(VoiceEvent.AgentSaid _) -> answerDueNanos = 0;
            case Signal.Voice(VoiceEvent.CallerSaid said) when said.text().isBlank() -> answerDueNanos = 0;
            default -> {} // nothing that ends a turn
        }
        return signal;
    }
}
