package org.parley.aloud;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.sim.CallerScript;
import org.parley.sim.CallerStep;
import org.parley.sim.CallerVoice;
import org.parley.sim.LineSound;

/** All that a caller may say in a call, as sound, made before it. */
final class SpokenWords {
    /** Said backwards: a voice, and no word of any language. */
    private static final String MUMBLED = "marmalade umbrella under water";

    /** Of so many digits nobody makes thousands. */
    private static final Pattern NUMBER = Pattern.compile("\\d{4,}");

    private static final int BEEP_HERTZ = 1000;
    private static final int BEEP_SAMPLES = Pcm.TELEPHONE_RATE / 2;
    private static final int BEEP_LEVEL = 8000;
    private static final int PAUSE_SAMPLES = Pcm.TELEPHONE_RATE * 2 / 5;

    private final TextToSpeech voice;
    private final Map<String, Pcm> spoken = new ConcurrentHashMap<>();

    private SpokenWords(TextToSpeech voice) {
        this.voice = voice;
    }

    static SpokenWords of(List<String> texts, TextToSpeech voice) throws InterruptedException {
        SpokenWords words = new SpokenWords(voice);
        words.learn(MUMBLED);
        for (String text : texts) {
            words.learn(text);
        }
        return words;
    }

    /** He may say this as well from now on; takes a few milliseconds a word. */
    void learn(String text) throws InterruptedException {
        if (!spoken.containsKey(text)) {
            String said = NUMBER.matcher(text)
                    .replaceAll(number -> String.join(" ", number.group().split("", -1)));
            CallerScript once = new CallerScript(List.of(new CallerStep.Says(said)));
            spoken.put(text, CallerVoice.rehearse(once, voice).of(said));
        }
    }

    Pcm of(String text) {
        Pcm pcm = spoken.get(text);
        if (pcm == null) {
            throw new IllegalArgumentException("Expected words that he has learnt but was '" + text + "'");
        }
        return pcm;
    }

    /** Speech that is none. */
    Pcm mumble() {
        short[] samples = of(MUMBLED).samples().clone();
        for (int i = 0, j = samples.length - 1; i < j; i++, j--) {
            short other = samples[i];
            samples[i] = samples[j];
            samples[j] = other;
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    /** A greeting, and the beep after it. */
    Pcm machine(String greeting) {
        short[] said = of(greeting).samples();
        short[] all = Arrays.copyOf(said, said.length + PAUSE_SAMPLES + BEEP_SAMPLES);
        for (int i = 0; i < BEEP_SAMPLES; i++) {
            all[said.length + PAUSE_SAMPLES + i] =
                    (short) (BEEP_LEVEL * Math.sin(2 * Math.PI * BEEP_HERTZ * i / Pcm.TELEPHONE_RATE));
        }
        return new Pcm(all, Pcm.TELEPHONE_RATE);
    }

    /** How loud he speaks. */
    double loudness() {
        return LineSound.loudness(spoken.values().stream()
                .flatMapToDouble(pcm -> IntStream.range(0, pcm.samples().length).mapToDouble(i -> pcm.samples()[i]))
                .toArray());
    }
}
