package org.parley.ai.local;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
import org.parley.ai.Pieces;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;

/** Speaks with FreeTTS inside this process: some milliseconds an utterance, no program needed. */
final class FreeTtsSpeech implements TextToSpeech {

    static final String NAME = "freetts";
    static final String VOICE = "kevin16";

    /** Each takes about 17 MB; an utterance holds one for some milliseconds. */
    private static final int VOICES = 2;

    private static final float WORDS_PER_MINUTE = 145;

    private final BlockingQueue<Voice> voices;
    private final Duration deadline;

    private FreeTtsSpeech(BlockingQueue<Voice> voices, Duration deadline) {
        this.voices = voices;
        this.deadline = deadline;
    }

    /** Loads its voices; takes about a second. */
    static FreeTtsSpeech open(Duration deadline) {
        BlockingQueue<Voice> voices = new ArrayBlockingQueue<>(VOICES);
        for (int i = 0; i < VOICES; i++) {
            // a voice of a directory of its own: those of one directory share a lexicon, which is not for two threads
            Voice voice = Arrays.stream(new KevinVoiceDirectory().getVoices())
                    .filter(each -> each.getName().equals(VOICE))
                    .findFirst()
                    .orElseThrow(() -> new ProviderException(
                            NAME, Kind.SETTINGS, "Expected its voice " + VOICE + " but it has none", null));
            voice.setRate(WORDS_PER_MINUTE);
            voice.allocate();
            voices.add(voice);
        }
        return new FreeTtsSpeech(voices, deadline);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        String clean = SpokenText.clean(text);
        if (clean.isEmpty()) {
            return;
        }
        Pcm audio = synthesised(clean);
        Pieces.of(audio.samples(), audio.rate(), audio.rate() / 10, sink);
    }

    private Pcm synthesised(String text) throws InterruptedException {
        Voice voice = voices.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
        if (voice == null) {
            throw new ProviderException(
                    NAME,
                    Kind.RATE,
                    "Expected a free voice but all were busy for " + deadline.toMillis() + " ms",
                    null);
        }
        try {
            Collector sound = new Collector();
            voice.setAudioPlayer(sound);
            if (!voice.speak(text) || sound.size() == 0) {
                throw new ProviderException(NAME, Kind.PROTOCOL, "Expected speech but it gave no sound", null);
            }
            return sound.pcm();
        } finally {
            voices.add(voice);
        }
    }

    @Override
    public void close() {
        for (Voice voice = voices.poll(); voice != null; voice = voices.poll()) {
            voice.deallocate();
        }
    }

    /** Where FreeTTS plays to: it keeps the bytes and has no time of its own. */
    private static final class Collector implements AudioPlayer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        private AudioFormat format = new AudioFormat(16_000, 16, 1, true, true);
        private float volume = 1;

        synchronized int size() {
            return bytes.size();
        }

        synchronized Pcm pcm() {
            ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray())
                    .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[all.remaining() / 2];
            all.asShortBuffer().get(samples);
            return new Pcm(samples, Math.round(format.getSampleRate()));
        }

        @Override
        public synchronized boolean write(byte[] audio) {
            return write(audio, 0, audio.length);
        }

        @Override
        public synchronized boolean write(byte[] audio, int offset, int size) {
            bytes.write(audio, offset, size);
            return true;
        }

        @Override
        public synchronized void setAudioFormat(AudioFormat next) {
            format = next;
        }

        @Override
        public synchronized AudioFormat getAudioFormat() {
            return format;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public boolean end() {
            return true;
        }

        @Override
        public float getVolume() {
            return volume;
        }

        @Override
        public void setVolume(float next) {
            volume = next;
        }

        @Override
        public long getTime() {
            return -1;
        }

        @Override
        public void begin(int size) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void reset() {}

        @Override
        public void cancel() {}

        @Override
        public void close() {}

        @Override
        public void resetTime() {}

        @Override
        public void startFirstSampleTimer() {}

        @Override
        public void showMetrics() {}
    }
}
