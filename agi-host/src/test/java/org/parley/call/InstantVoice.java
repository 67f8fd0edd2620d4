package org.parley.call;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.parley.ai.SpeechSink;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.sim.InstantEars;

/** A voice that takes no time: it speaks tones, 10 ms a character, and understands what it was told. */
public final class InstantVoice {
    private static final int MILLIS_PER_CHARACTER = 10;

    private final Deque<String> words = new ConcurrentLinkedDeque<>();
    private final List<String> spokenIn = new CopyOnWriteArrayList<>();
    private volatile boolean tells; // the words while they are spoken
    private volatile String hears = ""; // the only language; "" for all

    /** What the caller's next utterance means. */
    public void understands(String next) {
        words.add(next);
    }

    /** From now on it tells the words of an utterance while they are spoken. */
    public void tellsWhileSpoken(boolean on) {
        tells = on;
    }

    /** The only language that it understands from now on. */
    public void hearsOnly(String language) {
        hears = language;
    }

    /** The tags of the languages of what it has spoken. */
    public List<String> spokenIn() {
        return spokenIn;
    }

    /** Sound that the voice detector takes for speech. */
    public static Pcm speech(Duration length) {
        short[] samples = new short[(int) (length.toMillis() * 8)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (9000 * Math.sin(2 * Math.PI * 300 * i / 8000) * Math.sin(2 * Math.PI * 3 * i / 8000));
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    /** Its recogniser; no words are left: nothing was understood. */
    public SpeechToText ears() {
        return new InstantEars(
                language -> hears.isEmpty() || hears.equals(language.getLanguage()),
                () -> tells ? Objects.requireNonNullElse(words.peek(), "") : "",
                () -> {
                    String next = words.poll();
                    return next == null ? Transcript.NONE : new Transcript(next, 1);
                });
    }

    /** Its synthesiser. */
    public TextToSpeech mouth() {
        return new TextToSpeech() {
            @Override
            public String name() {
                return "instant";
            }

            @Override
            public void speak(String text, Locale language, SpeechSink sink) {
                spokenIn.add(language.toLanguageTag());
                boolean _ = sink.audio(speech(Duration.ofMillis(text.length() * (long) MILLIS_PER_CHARACTER)));
            }

            @Override
            public void close() {}
        };
    }
}
