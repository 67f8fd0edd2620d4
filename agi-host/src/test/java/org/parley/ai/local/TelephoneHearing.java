package org.parley.ai.local;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.parley.ai.CachedSpeech;
import org.parley.ai.Listening;
import org.parley.ai.Listening.Expected;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;

/** The box's recogniser at one end of a telephone line, and its voice at the other. */
final class TelephoneHearing implements AutoCloseable {
    private final Duration limit;
    private final SphinxRecogniser recogniser;
    private final TextToSpeech voice;
    private final TelephoneCaller caller;

    TelephoneHearing(Duration limit) {
        this.limit = limit;
        this.recogniser = SphinxRecogniser.open(2, limit);
        this.voice = new CachedSpeech(FreeTtsSpeech.open(limit), 8 << 20);
        this.caller = new TelephoneCaller(voice);
    }

    /** What is heard of these words where those are expected, and {@code anytime} may be said instead. */
    Transcript heard(String words, Expected expected, List<String> anytime) throws InterruptedException {
        Listening listening = new Listening(Pcm.TELEPHONE_RATE, Locale.US, expected, anytime);
        List<Pcm> frames = caller.says(words);
        try (Transcriber transcriber = recogniser.open(listening, _ -> {})) {
            frames.forEach(transcriber::hear);
            return transcriber.finish(limit);
        }
    }

    @Override
    public void close() {
        recogniser.close();
        voice.close();
    }
}
