package org.parley.ai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * Remembers what a synthesiser spoke, so that a prompt that comes again costs nothing and starts at once. The audio is
 * kept, and handed on, at the telephone's rate; the utterances unused for longest are forgotten first. It owns the
 * synthesiser. Any thread may use it.
 */
public final class CachedSpeech implements TextToSpeech {

    /** Pieces are this long at most, so that a cut is noticed soon. */
    private static final int PIECE_SAMPLES = Pcm.TELEPHONE_RATE / 10;

    private final TextToSpeech synthesiser;
    private final long bytesMax;
    private final Map<Key, short[]> spoken = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    private record Key(String text, Locale language) {
        long bytes(short[] samples) {
            return 2L * samples.length + 2L * text.length() + 128;
        }
    }

    /** In front of this synthesiser, with so many bytes for audio. */
    public CachedSpeech(TextToSpeech synthesiser, long bytesMax) {
        this.synthesiser = synthesiser;
        this.bytesMax = bytesMax;
    }

    @Override
    public String name() {
        return synthesiser.name();
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        Key key = new Key(text, language);
        Optional<short[]> known = known(key);
        if (known.isPresent()) {
            Pieces.of(known.get(), Pcm.TELEPHONE_RATE, PIECE_SAMPLES, sink);
            return;
        }
        Recorded recorded = new Recorded(sink);
        synthesiser.speak(text, language, recorded::hear);
        recorded.whole().ifPresent(samples -> remember(key, samples));
    }

    private synchronized Optional<short[]> known(Key key) {
        return Optional.ofNullable(spoken.get(key));
    }

    private synchronized void remember(Key key, short[] samples) {
        // one utterance must not push out all others
        if (key.bytes(samples) > bytesMax / 4) {
            return;
        }
        short[] before = spoken.put(key, samples);
        bytes += key.bytes(samples) - (before == null ? 0 : key.bytes(before));
        var eldest = spoken.entrySet().iterator();
        while (bytes > bytesMax && eldest.hasNext()) {
            Map.Entry<Key, short[]> entry = eldest.next();
            bytes -= entry.getKey().bytes(entry.getValue());
            eldest.remove();
        }
    }

    /** Bytes in use. */
    synchronized long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        synthesiser.close();
    }

    /** An utterance on its way through: brought to the telephone's rate, handed on, and kept until it is whole. */
    private static final class Recorded {
        private final SpeechSink sink;
        private final List<short[]> pieces = new ArrayList<>();
        private Optional<Resampler> resampler = Optional.empty();
        private int rate;
        private boolean cut;

        Recorded(SpeechSink sink) {
            this.sink = sink;
        }

        boolean hear(Pcm piece) {
            if (rate != piece.rate()) {
                flush();
                rate = piece.rate();
                resampler = Optional.of(new Resampler(rate, Pcm.TELEPHONE_RATE));
            }
            return handOn(resampler.orElseThrow().process(piece.samples(), piece.samples().length));
        }

        private void flush() {
            resampler.ifPresent(stream -> handOn(stream.flush()));
            resampler = Optional.empty();
        }

        private boolean handOn(short[] samples) {
            if (samples.length > 0 && !cut) {
                pieces.add(samples.clone());
                cut = !sink.audio(new Pcm(samples, Pcm.TELEPHONE_RATE));
            }
            return !cut;
        }

        /** All of it, unless it was cut. */
        Optional<short[]> whole() {
            flush();
            if (cut) {
                return Optional.empty();
            }
            short[] all =
                    new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
            int at = 0;
            for (short[] piece : pieces) {
                System.arraycopy(piece, 0, all, at, piece.length);
                at += piece.length;
            }
            return all.length == 0 ? Optional.empty() : Optional.of(all);
        }
    }
}
