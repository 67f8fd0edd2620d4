package org.parley.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceSession;
import org.parley.ai.talk.AnsweringMachine;
import org.parley.ai.talk.Floor;
import org.parley.ai.talk.FloorSettings;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.Hearing;
import org.parley.ai.talk.SpeechMeter;
import org.parley.audio.LegEnd;
import org.parley.audio.LegListener;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;

/**
 * What the legs of a call tell it. What comes from a leg runs on the media loop: it goes to the hearing or to the voice
 * of a free talk, decides who has the floor at once, and the rest is posted to the call's queue.
 */
final class Ear {
    /** How long the legs' voice detector waits before it reports silence. */
    private static final long HANGOVER_NANOS = 200_000_000L;

    private final SignalQueue signals;
    private final Floor floor;
    private final SpeechMeter meter;
    private final Consumer<String> understanding;
    private volatile @Nullable Hearing hearing; // null while nobody listens, as in an echo
    private @Nullable Hearing listened; // what heard the frame before; the media loop's
    private volatile @Nullable VoiceSession voice; // null outside a free talk
    private volatile @Nullable AnsweringMachine judge; // null but while it is asked who has answered
    private volatile boolean callerSpeaking;
    private boolean flows; // the far end has sent audio; the media loop's
    private volatile boolean deaf; // the voice of a free talk hears silence instead of the caller

    /** @param understanding is told what is understood so far of speech that goes on, on any thread */
    Ear(SignalQueue signals, FloorSettings floor, Locale language, Consumer<String> understanding) {
        this.signals = signals;
        this.understanding = understanding;
        this.floor = new Floor(floor, HANGOVER_NANOS, decision -> signals.post(new Signal.Floor(decision)));
        this.floor.language(language);
        this.meter = new SpeechMeter(sound -> signals.post(new Signal.Sounded(sound)));
    }

    void hearWith(@Nullable Hearing hearing) {
        this.hearing = hearing;
    }

    void talkWith(@Nullable VoiceSession voice) {
        this.voice = voice;
    }

    /** Whether the voice of a free talk hears silence in the caller's place. */
    void deafen(boolean on) {
        deaf = on;
        VoiceSession session = voice;
        if (on && session != null && callerSpeaking) {
            session.voice(false, System.nanoTime());
        }
    }

    /** Who has answered is judged by what is heard from now on; null ends it. */
    void judgeWith(@Nullable AnsweringMachine machine) {
        judge = machine;
    }

    /** By the words of this language is judged who has the floor. */
    void language(Locale spoken) {
        floor.language(spoken);
    }

    /** The speaker to silence when the caller speaks over it; null protects our speech. */
    void mayInterrupt(@Nullable Speaker speaker) {
        floor.hold(speaker, false);
        meter.beside(speaker);
    }

    /** The same, but it is only held: a provider decides whether it was an interruption. */
    void mayHold(Speaker speaker) {
        floor.hold(speaker, true);
        meter.beside(speaker);
    }

    /** Words that were understood of speech that goes on. Any thread. */
    void words(String soFar) {
        floor.words(soFar);
        understanding.accept(soFar);
    }

    /** What the hearing of the call's scripted questions notices. */
    void heard(Heard heard) {
        if (heard instanceof Heard.Partly(var interim)) {
            words(interim.text());
        } else {
            signals.post(new Signal.Hearing(heard));
        }
    }

    boolean isCallerSpeaking() {
        return callerSpeaking;
    }

    /** The listener of the call's leg of that number. */
    LegListener ofLeg(int number) {
        return new LegListener() {
            @Override
            public void heard(short[] samples, int length) {
                Ear.this.heard(samples, length);
            }

            @Override
            public void voice(boolean speaking, long nanos) {
                Ear.this.voice(speaking, nanos);
            }

            @Override
            public void digit(char key) {
                signals.post(new Signal.Key(key));
            }

            @Override
            public void ended(LegEnd end) {
                if (callerSpeaking) {
                    Ear.this.voice(false, System.nanoTime()); // what he says on the next leg begins anew
                }
                signals.post(new Signal.LegOver(number, end));
            }
        };
    }

    private void heard(short[] samples, int length) {
        if (!flows) {
            flows = true;
            signals.post(new Signal.AudioFlows());
        }
        meter.frame(samples, length); // before the floor holds us: he has spoken over what was audible
        floor.frame(samples, length, System.nanoTime());
        AnsweringMachine judging = judge;
        if (judging != null) {
            judging.frame(samples, length);
        }
        Hearing listening = hearing;
        Hearing before = listened;
        if (before != null && listening == null) {
            before.voice(false, System.nanoTime()); // else what he is saying would go on when somebody listens again
        }
        listened = listening;
        if (listening != null) {
            listening.frame(samples, length);
        }
        VoiceSession session = voice;
        if (session != null) {
            short[] heard = deaf ? new short[length] : Arrays.copyOf(samples, length);
            session.hear(new Pcm(heard, Pcm.TELEPHONE_RATE));
        }
    }

    private void voice(boolean speaking, long nanos) {
        callerSpeaking = speaking;
        meter.voice(speaking, nanos); // before the hearing: how a turn sounded is known before its words
        floor.voice(speaking, nanos);
        AnsweringMachine judging = judge;
        if (judging != null) {
            judging.voice(speaking, nanos);
        }
        Hearing listening = hearing;
        if (listening != null) {
            listening.voice(speaking, nanos);
        }
        VoiceSession session = voice;
        if (session != null && !deaf) {
            session.voice(speaking, nanos);
        }
    }
}
