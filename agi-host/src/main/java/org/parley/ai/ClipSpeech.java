package org.parley.ai;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.parley.audio.Pcm;

/** Speaks what was recorded from its recording, and all else by a synthesiser, which it does not own. */
public final class ClipSpeech implements TextToSpeech {
    private static final int PIECES_PER_SECOND = 5;

    private final TextToSpeech synthesiser;
    private final Clips clips;

    /** With that synthesiser for what these do not have. */
    public ClipSpeech(TextToSpeech synthesiser, Clips clips) {
        this.synthesiser = synthesiser;
        this.clips = clips;
    }

    @Override
    public String name() {
        return synthesiser.name();
    }

    @Override
    public boolean speaks(Locale language) {
        return synthesiser.speaks(language);
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        List<Clips.Part> parts = clips.parts(text, language);
        if (parts.size() == 1 && parts.getFirst().sound() == null) {
            synthesiser.speak(text, language, sink); // which may tell how far it has come in all of it
            return;
        }
        boolean[] wanted = {true};
        for (Clips.Part part : parts) {
            if (!wanted[0]) {
                return;
            }
            Pcm sound = part.sound();
            if (sound == null) {
                synthesiser.speak(part.words(), language, piece -> wanted[0] = sink.audio(piece));
            } else {
                wanted[0] = played(sound, sink);
            }
        }
    }

    private static boolean played(Pcm sound, SpeechSink sink) {
        int step = sound.rate() / PIECES_PER_SECOND;
        short[] all = sound.samples();
        for (int from = 0; from < all.length; from += step) {
            short[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + step));
            if (!sink.audio(new Pcm(piece, sound.rate()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {}
}
