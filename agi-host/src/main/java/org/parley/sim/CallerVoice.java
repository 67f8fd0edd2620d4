package org.parley.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** What a caller will say, synthesised before his call at 8 kHz, with the silence around the words cut off. */
public final class CallerVoice {
    /** Quieter than this at the ends of an utterance is no speech. */
    private static final int EDGE_LEVEL = 200;

    private final Map<String, Pcm> spoken;

    private CallerVoice(Map<String, Pcm> spoken) {
        this.spoken = Map.copyOf(spoken);
    }

    /** Synthesises every text of the script; takes a few milliseconds of CPU per word. */
    public static CallerVoice rehearse(CallerScript script, TextToSpeech voice) throws InterruptedException {
        Map<String, Pcm> spoken = new HashMap<>();
        for (String text : script.texts()) {
            List<Pcm> pieces = new ArrayList<>();
            voice.speak(text, Locale.ENGLISH, pieces::add);
            spoken.put(text, trimmed(joined(pieces)));
        }
        return new CallerVoice(spoken);
    }

    /** The audio of a text that was rehearsed. */
    public Pcm of(String text) {
        Pcm pcm = spoken.get(text);
        if (pcm == null) {
            throw new IllegalArgumentException("Expected a text that was rehearsed but was '" + text + "'");
        }
        return pcm;
    }

    private static short[] joined(List<Pcm> pieces) {
        int rate = pieces.isEmpty() ? Pcm.TELEPHONE_RATE : pieces.getFirst().rate();
        Resampler resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
        short[] all = new short[0];
        for (Pcm piece : pieces) {
            if (piece.rate() != rate) {
                throw new IllegalArgumentException(
                        "Expected one sample rate in an utterance but was " + rate + " and " + piece.rate());
            }
            all = append(all, resampler.process(piece.samples(), piece.samples().length));
        }
        return append(all, resampler.flush());
    }

    private static short[] append(short[] samples, short[] more) {
        short[] all = Arrays.copyOf(samples, samples.length + more.length);
        System.arraycopy(more, 0, all, samples.length, more.length);
        return all;
    }

    private static Pcm trimmed(short[] samples) {
        int from = 0;
        int to = samples.length;
        while (from < to && Math.abs(samples[from]) < EDGE_LEVEL) {
            from++;
        }
        while (to > from && Math.abs(samples[to - 1]) < EDGE_LEVEL) {
            to--;
        }
        return new Pcm(Arrays.copyOfRange(samples, from, to), Pcm.TELEPHONE_RATE);
    }
}
