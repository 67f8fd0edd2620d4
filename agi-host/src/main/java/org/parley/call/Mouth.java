package org.parley.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Usage;
import org.parley.ai.VoiceChoice;
import org.parley.audio.AudioLeg;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.call.CallAudio.Awaited;
import org.parley.script.Call.Said;
import org.parley.script.Question;

/** What is said to a caller by the script or for a supervisor, one thing after the other. Call's thread only. */
final class Mouth {
    private final Dialogue dialogue;
    private final AudioLine line;
    private final SignalQueue signals;
    private final Ear ear;
    private final Voices voices;
    private final Spending spending;
    private volatile TextToSpeech voice;
    private final CallTimeline timeline;
    private final Turns turns;
    private int utterances; // so far
    private @Nullable Utterance playing; // while it is waited for
    private @Nullable Utterance cutOff; // the last that a supervisor has cut
    private @Nullable Question asked; // while its prompt plays
    private @Nullable Speaker interruptible; // while something plays that the caller may interrupt

    /** How words went; {@code failure} is "" when they were spoken. */
    record Spoken(Said said, String failure) {}

    Mouth(
            Dialogue dialogue,
            AudioLine line,
            SignalQueue signals,
            Ear ear,
            Voices voices,
            Spending spending,
            CallTimeline timeline,
            Turns turns) {
        this.dialogue = dialogue;
        this.line = line;
        this.signals = signals;
        this.ear = ear;
        this.voices = voices;
        this.spending = spending;
        this.voice = voices.textToSpeech();
        this.timeline = timeline;
        this.turns = turns;
    }

    /** These speak from now on when the voice cannot, before that of the box. */
    void backup(List<VoiceChoice> names) {
        voice = voices.textToSpeech(names);
    }

    /** Whether something is being said, and waited for; what a supervisor has cut off is not said any more. */
    boolean isSpeaking() {
        return playing != null && !(playing.equals(cutOff) && playing.state() == Utterance.State.CUT);
    }

    /** What the caller may interrupt now; null for nothing. */
    @Nullable
    Speaker interruptible() {
        return interruptible;
    }

    /** The question whose prompt plays. */
    @Nullable
    Question asked() {
        return asked;
    }

    /** Speaks and waits until it was heard; a voice that cannot ends the call. */
    Said speak(String wanted, Locale spoken, boolean mayInterrupt, @Nullable Question asks)
            throws InterruptedException {
        asked = asks;
        try {
            return speak(
                    timeline.permitted(wanted, spoken),
                    spoken,
                    mayInterrupt,
                    reason -> signals.post(new Signal.Unspoken(reason)));
        } finally {
            asked = null;
        }
    }

    private Said speak(String text, Locale spoken, boolean mayInterrupt, Consumer<String> failed)
            throws InterruptedException {
        AudioLeg leg = line.leg();
        Utterance utterance =
                mayInterrupt ? leg.speaker().utterance() : leg.speaker().protectedUtterance();
        timeline.note("agent-says", "text", text, "interruptible", mayInterrupt, "asks", asked != null);
        long began = System.nanoTime();
        Thread synthesis = Thread.ofVirtual().name("speak").start(() -> synthesise(text, spoken, utterance, failed));
        interruptible = mayInterrupt ? leg.speaker() : null;
        ear.mayInterrupt(interruptible);
        try {
            heardOut(utterance, leg.speaker().queueMax());
        } finally {
            ear.mayInterrupt(null);
            interruptible = null;
            synthesis.interrupt();
            turns.agentSaid(text, began, utterance);
        }
        return new Said(utterance.state() == Utterance.State.CUT && !utterance.equals(cutOff), utterance.heard());
    }

    /** Says this in the middle of what the script does, which goes on afterwards. */
    Spoken insert(String text, Locale spoken) throws InterruptedException {
        Question question = asked;
        Speaker stopped = interruptible;
        AtomicReference<String> failure = new AtomicReference<>("");
        if (playing == null) {
            line.clear(); // music
        }
        asked = null;
        try {
            return new Spoken(speak(timeline.permitted(text, spoken), spoken, true, failure::set), failure.get());
        } finally {
            asked = question;
            interruptible = stopped;
            ear.mayInterrupt(stopped);
        }
    }

    /** Plays samples as an utterance. */
    void play(Pcm sound, Duration limit) throws InterruptedException {
        Utterance utterance = line.leg().speaker().utterance();
        boolean whole = utterance.write(sound);
        utterance.finish();
        if (!whole) {
            throw new IllegalArgumentException("Expected a sound that fits the queue (setting audio.queue-max) but it"
                    + " lasts " + sound.duration());
        }
        heardOut(utterance, limit.plus(sound.duration()));
    }

    /** Speaks with the box's voice into a talk that goes on; nothing is waited for. */
    void speakBeside(String text, Locale spoken, Speaker speaker) {
        Utterance utterance = speaker.utterance();
        Thread.ofVirtual()
                .name("speak")
                .start(() -> synthesise(text, spoken, utterance, reason -> signals.post(new Signal.Unspoken(reason))));
    }

    /** The same, and tells on another thread how it went: why it could not be said, or "", and how it was heard. */
    void speakBeside(String text, Locale spoken, Speaker speaker, BiConsumer<String, Utterance> told) {
        Utterance utterance = speaker.utterance();
        Thread.ofVirtual().name("speak").start(() -> {
            AtomicReference<String> failure = new AtomicReference<>("");
            synthesise(text, spoken, utterance, failure::set);
            try {
                var _ = utterance.await(speaker.queueMax());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            told.accept(failure.get(), utterance);
        });
    }

    /** Cuts off what is being said, unless it must be heard. */
    void cutOff() {
        cutOff = playing;
        line.clear();
    }

    private void synthesise(String text, Locale spoken, Utterance utterance, Consumer<String> failed) {
        try {
            voice.speak(text, spoken, new Counted(utterance));
        } catch (ProviderException failure) {
            failed.accept(String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            utterance.finish();
        }
    }

    /** An utterance; what it costs is counted, and who could not speak it is told. Any thread. */
    private final class Counted implements SpeechSink {
        private final Utterance utterance;

        Counted(Utterance utterance) {
            this.utterance = utterance;
        }

        @Override
        public boolean audio(Pcm piece) {
            return utterance.write(piece);
        }

        @Override
        public void used(Usage usage) {
            spending.used(usage);
        }

        @Override
        public void left(String name, ProviderException cause) {
            timeline.note("voice-left", "voice", name, "reason", String.valueOf(cause.getMessage()));
        }
    }

    /** Handles signals until the utterance is over. */
    private void heardOut(Utterance utterance, Duration limit) throws InterruptedException {
        int number = ++utterances;
        Thread watch = Thread.ofVirtual().name("heard-out").start(() -> {
            try {
                utterance.await(limit);
                signals.post(new Signal.Spoken(number));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        Utterance outer = playing;
        playing = utterance;
        try {
            Signal signal;
            do {
                signal = dialogue.take(dialogue.endNanos(), Awaited.TIME);
                // its end may have been told while a supervisor's order was done
            } while (!(signal instanceof Signal.Spoken(int over) && over == number)
                    && !(signal instanceof Signal.Ordered && !watch.isAlive()));
        } finally {
            playing = outer;
            watch.interrupt();
        }
    }
}
