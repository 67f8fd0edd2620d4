package org.parley.ai.talk;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.talk.FloorDecision.Kind;
import org.parley.audio.Periodicity;
import org.parley.audio.Speaker;

/**
 * Decides in two steps whether a caller who makes himself heard while we speak has the floor. First our speech is held,
 * at the next frame; then he either interrupts, and its rest is dropped, or it was a cough, an "uh-huh" or our own
 * echo, and it goes on from the sample where it was held. What makes an interruption is speech for long enough with a
 * voice in it, or words. Driven by the media loop; {@link #hold} and {@link #words} may be called by any thread.
 */
public final class Floor {
    private static final double VOICE_MIN = 0.6; // periodicity of a frame that counts as voice
    /** Of the speech that interrupts, so much must be voice. */
    private static final double VOICE_SHARE = 0.4;
    /** Whoever is so much fainter than the caller is somebody else in his room, or his television. */
    private static final double FAINT_DB = 15;
    /** So many false alarms in a row and our own echo must be suspected: it no longer holds us. */
    private static final int ALARMS_MAX = 3;

    private static final long ALARMS_FORGOTTEN_NANOS = 10_000_000_000L;
    private static final long SAMPLE_NANOS = 125_000L;

    private final FloorSettings settings;
    private final Consumer<FloorDecision> listener;
    private final Periodicity periodicity = new Periodicity();
    private final long hangoverNanos;
    private volatile @Nullable Held held; // null while nothing may be interrupted
    private volatile String words = "";
    private volatile Locale language = Locale.ENGLISH;

    // the rest is the media loop's
    private boolean speaking;
    private long speechSinceNanos;
    private long speechUntilNanos;
    private long voiceNanos; // in the speech that goes on
    private double energy; // sum of the mean squares of its frames
    private long frames;
    private double usualDb; // of the caller; 0 while it is not known
    private long pausedNanos; // 0 unless our speech is held
    private boolean yielded; // a provider is to say whether it was an interruption
    private boolean ignored; // it was decided that this sound is none; until it ends
    private int alarms;
    private long lastAlarmNanos;

    /** Whose speech may be interrupted, and whether a provider decides in the end. */
    private record Held(Speaker speaker, boolean providerDecides) {}

    /**
     * The listener is told on the media loop, after it has happened.
     *
     * @param hangoverNanos how long the voice detector waits before it reports silence
     */
    public Floor(FloorSettings settings, long hangoverNanos, Consumer<FloorDecision> listener) {
        this.settings = settings;
        this.hangoverNanos = hangoverNanos;
        this.listener = listener;
    }

    /**
     * From now on the caller may interrupt this speaker; null when nobody may be interrupted.
     *
     * @param providerDecides when a provider takes the turns: we hold, but dropping is up to it
     */
    public void hold(@Nullable Speaker speaker, boolean providerDecides) {
        held = speaker == null ? null : new Held(speaker, providerDecides);
    }

    /** The language of the words that come. */
    public void language(Locale spoken) {
        language = spoken;
    }

    /** What a streaming recogniser has understood of the speech that goes on. */
    public void words(String understood) {
        words = understood;
    }

    /** The voice detector's decision changed. The media loop only. */
    public void voice(boolean nowSpeaking, long nanos) {
        if (nowSpeaking && !speaking) {
            speechSinceNanos = nanos;
            voiceNanos = 0;
            energy = 0;
            frames = 0;
            words = "";
        }
        if (!nowSpeaking && speaking) {
            learnLevel();
            ignored = false;
        }
        speaking = nowSpeaking;
        speechUntilNanos = nowSpeaking ? 0 : nanos - hangoverNanos;
    }

    /** The caller's next samples at 8 kHz, of which the last came at that time. The media loop only. */
    public void frame(short[] samples, int length, long nanos) {
        periodicity.heard(samples, length);
        if (speaking) {
            measure(samples, length);
        }
        Held now = held;
        if (now == null) {
            pausedNanos = 0;
            yielded = false;
        } else if (pausedNanos != 0) {
            decide(now, nanos);
        } else if (speaking && now.speaker().isSpeaking()) {
            hear(now, nanos);
        }
    }

    private void measure(short[] samples, int length) {
        double squares = 0;
        for (int i = 0; i < length; i++) {
            squares += (double) samples[i] * samples[i];
        }
        energy += squares / Math.max(1, length);
        frames++;
        if (periodicity.value() >= VOICE_MIN) {
            voiceNanos += length * SAMPLE_NANOS;
        }
    }

    /** Somebody speaks while we do. */
    private void hear(Held now, long nanos) {
        long audibleSince = now.speaker().audibleSinceNanos();
        if (audibleSince == 0 || nanos - audibleSince < settings.guard().toNanos()) {
            return;
        }
        if (alarms > 0 && nanos - lastAlarmNanos > ALARMS_FORGOTTEN_NANOS) {
            alarms = 0;
        }
        if (ignored || alarms >= ALARMS_MAX) {
            if (isInterruption(nanos) && !now.providerDecides() && !BackChannels.isOne(words, language)) {
                cut(now, nanos, "speech goes on");
            }
            return;
        }
        now.speaker().pause();
        pausedNanos = nanos;
        tell(Kind.PAUSED, nanos, "somebody speaks");
    }

    private void decide(Held now, long nanos) {
        if (!now.speaker().isSpeaking()) { // somebody else has cut it, such as the provider, or it is protected
            pausedNanos = 0;
            yielded = false;
            return;
        }
        if (yielded) {
            if (nanos - pausedNanos
                    >= settings.decide().plus(settings.verdict()).toNanos()) {
                resume(now, nanos, "the provider heard no interruption");
            }
            return;
        }
        String understood = words;
        boolean backChannel = BackChannels.isOne(understood, language);
        if (!understood.isBlank() && !backChannel) {
            giveWay(now, nanos, "words");
        } else if (isInterruption(nanos) && !backChannel) {
            giveWay(now, nanos, "speech");
        } else if (!speaking) {
            resume(now, nanos, backChannel ? "a back-channel" : "a short sound");
        } else if (nanos - pausedNanos >= settings.decide().toNanos()) {
            resume(now, nanos, backChannel ? "a back-channel" : isFaint() ? "somebody else, far off" : "no voice");
        }
    }

    /** Long enough, a voice, and not somebody in the background. */
    private boolean isInterruption(long nanos) {
        long speech = speechNanos(nanos);
        return speech >= settings.speech().toNanos() && voiceNanos >= VOICE_SHARE * speech && !isFaint();
    }

    private boolean isFaint() {
        return usualDb > 0 && levelDb() < usualDb - FAINT_DB;
    }

    private void giveWay(Held now, long nanos, String why) {
        if (now.providerDecides()) {
            yielded = true;
        } else {
            cut(now, nanos, why);
        }
    }

    private void cut(Held now, long nanos, String why) {
        now.speaker().clear();
        pausedNanos = 0;
        alarms = 0;
        tell(Kind.CUT, nanos, why);
    }

    private void resume(Held now, long nanos, String why) {
        now.speaker().resume();
        pausedNanos = 0;
        yielded = false;
        ignored = speaking;
        alarms++;
        lastAlarmNanos = nanos;
        tell(Kind.RESUMED, nanos, why);
    }

    private void tell(Kind kind, long nanos, String why) {
        listener.accept(new FloorDecision(
                kind,
                nanos,
                speechNanos(nanos) / 1_000_000,
                voiceNanos / 1_000_000,
                Math.round(levelDb()),
                words,
                why));
    }

    private long speechNanos(long nanos) {
        return Math.max(0, (speaking ? nanos : speechUntilNanos) - speechSinceNanos);
    }

    private double levelDb() {
        return frames == 0 ? 0 : 10 * Math.log10(energy / frames + 1);
    }

    /** From speech that is long enough to be the caller's and not said over us. */
    private void learnLevel() {
        Held now = held;
        boolean overUs = now != null && now.speaker().isSpeaking();
        if (!overUs && voiceNanos >= settings.speech().toNanos()) {
            double level = levelDb();
            usualDb = usualDb == 0 ? level : usualDb * 0.7 + level * 0.3;
        }
    }
}
