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
        Cut cut = new Cut(sink);
        for (Clips.Part part : parts) {
            if (!cut.wanted) {
                return;
            }
            Pcm sound = part.sound();
            if (sound == null) {
                synthesiser.speak(part.words(), language, cut);
            } else {
                played(sound, cut);
            }
        }
    }

    /** Hands one part after the other on, until no more is wanted. Marks count in a part alone, and are not told. */
    private static final class Cut implements SpeechSink {
        private final SpeechSink sink;
        private boolean wanted = true;

        Cut(SpeechSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean audio(Pcm piece) {
            wanted = sink.audio(piece);
            return wanted;
        }

        @Override
        public void used(Usage usage) {
            sink.used(usage);
        }

        @Override
        public void left(String voice, ProviderException cause) {
            sink.left(voice, cause);
        }
    }

    private static void played(Pcm sound, SpeechSink sink) {
        int step = sound.rate() / PIECES_PER_SECOND;
        short[] all = sound.samples();
        for (int from = 0; from < all.length; from += step) {
            short[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + step));
            if (!sink.audio(new Pcm(piece, sound.rate()))) {
                return;
            }
        }
    }

    @Override
    public void close() {}
}
