package org.parley.ai.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.parley.ai.TextToSpeech;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/** Somebody on the telephone: what he says comes at 8 kHz, through µ-law, in frames of 20 ms with silence around it. */
final class TelephoneCaller {
    private static final int FRAME = 160;
    private static final int BEFORE = 20 * FRAME;
    private static final int AFTER = 35 * FRAME;

    private final TextToSpeech voice;

    TelephoneCaller(TextToSpeech voice) {
        this.voice = voice;
    }

    /** 400 ms of silence, the words, and the 700 ms of silence that end a turn. */
    List<Pcm> says(String words) throws InterruptedException {
        short[] line = line(words);
        short[] turn = new short[BEFORE + line.length + AFTER];
        System.arraycopy(line, 0, turn, BEFORE, line.length);
        List<Pcm> frames = new ArrayList<>();
        for (int at = 0; at < turn.length; at += FRAME) {
            frames.add(new Pcm(Arrays.copyOfRange(turn, at, at + FRAME), Pcm.TELEPHONE_RATE));
        }
        return frames;
    }

    private short[] line(String words) throws InterruptedException {
        List<Pcm> pieces = new ArrayList<>();
        voice.speak(words, Locale.US, pieces::add);
        Resampler toTelephone = new Resampler(pieces.getFirst().rate(), Pcm.TELEPHONE_RATE);
        List<short[]> parts = new ArrayList<>();
        for (Pcm piece : pieces) {
            parts.add(toTelephone.process(piece.samples(), piece.samples().length));
        }
        parts.add(toTelephone.flush());
        short[] all = new short[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            for (short sample : part) {
                all[at++] = G711.fromUlaw(G711.toUlaw(sample));
            }
        }
        return all;
    }
}
