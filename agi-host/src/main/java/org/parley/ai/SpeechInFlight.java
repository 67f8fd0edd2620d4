package org.parley.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * One utterance while it is synthesised, at the telephone's rate: however many calls want it, it is asked for once, and
 * each hears it as it comes. It is given up when nobody listens any more.
 */
final class SpeechInFlight {
    private final List<short[]> pieces = new ArrayList<>(); // this and the rest: guarded by this
    private final List<Spoken.Mark> marks = new ArrayList<>();
    private int listeners;
    private boolean over;
    private boolean cut;
    private @Nullable ProviderException failure;
    private @Nullable Thread thread;

    /** Synthesises on a thread of its own; {@code then} runs on it when that has ended, however it did. */
    void start(TextToSpeech synthesiser, String text, Locale language, Runnable then) {
        Thread started = Thread.ofVirtual().name("speech").unstarted(() -> {
            synthesise(synthesiser, text, language);
            then.run();
            end();
        });
        synchronized (this) {
            thread = started;
        }
        started.start();
    }

    private void synthesise(TextToSpeech synthesiser, String text, Locale language) {
        Incoming incoming = new Incoming();
        try {
            synthesiser.speak(text, language, incoming);
            incoming.flush();
        } catch (ProviderException refused) {
            fail(refused);
        } catch (InterruptedException givenUp) {
            giveUp();
        } catch (RuntimeException broken) {
            fail(new ProviderException(
                    synthesiser.name(), ProviderException.Kind.PROTOCOL, "Expected speech: " + broken, broken));
        }
    }

    /** One more who wants it; false when it is too late. */
    synchronized boolean join() {
        if (over || cut) {
            return false;
        }
        listeners++;
        return true;
    }

    /**
     * Hands all of it on from its beginning, and returns at its end or when the sink has enough. Whoever has joined
     * calls it once.
     */
    void to(SpeechSink sink) throws InterruptedException {
        try {
            int told = 0;
            int sent = 0;
            while (true) {
                List<Spoken.Mark> newMarks;
                List<short[]> newPieces;
                ProviderException broken;
                boolean last;
                synchronized (this) {
                    while (told == marks.size() && sent == pieces.size() && !over) {
                        wait();
                    }
                    newMarks = List.copyOf(marks.subList(told, marks.size()));
                    newPieces = List.copyOf(pieces.subList(sent, pieces.size()));
                    last = over;
                    broken = failure;
                }
                told += newMarks.size();
                sent += newPieces.size();
                newMarks.forEach(mark -> sink.mark(mark.chars(), mark.at()));
                for (short[] piece : newPieces) {
                    if (!sink.audio(new Pcm(piece.clone(), Pcm.TELEPHONE_RATE))) {
                        return;
                    }
                }
                if (last) {
                    if (broken != null) {
                        throw broken;
                    }
                    return;
                }
            }
        } finally {
            leave();
        }
    }

    private void leave() {
        Thread synthesising = null;
        synchronized (this) {
            listeners--;
            if (listeners == 0 && !over) {
                cut = true;
                synthesising = thread;
            }
        }
        if (synthesising != null) {
            synthesising.interrupt();
        }
    }

    private synchronized void fail(ProviderException refused) {
        failure = refused;
    }

    private synchronized void giveUp() {
        cut = true;
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    /** All of it, when it has come to its end and nothing was wrong. */
    synchronized Optional<Spoken> whole() {
        if (cut || failure != null) {
            return Optional.empty();
        }
        short[] all = new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (short[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all.length == 0 ? Optional.empty() : Optional.of(new Spoken(all, marks));
    }

    /** What the synthesiser writes into. */
    private final class Incoming implements SpeechSink {
        private @Nullable Resampler resampler;
        private int rate;

        @Override
        public void mark(int chars, Duration at) {
            synchronized (SpeechInFlight.this) {
                marks.add(new Spoken.Mark(chars, at));
                SpeechInFlight.this.notifyAll();
            }
        }

        @Override
        public boolean audio(Pcm piece) {
            Resampler stream = resampler;
            if (stream == null || rate != piece.rate()) {
                flush();
                rate = piece.rate();
                stream = new Resampler(rate, Pcm.TELEPHONE_RATE);
                resampler = stream;
            }
            return keep(stream.process(piece.samples(), piece.samples().length).clone());
        }

        void flush() {
            Resampler stream = resampler;
            if (stream != null) {
                resampler = null;
                boolean _ = keep(stream.flush());
            }
        }

        private boolean keep(short[] samples) {
            synchronized (SpeechInFlight.this) {
                if (samples.length > 0 && !cut) {
                    pieces.add(samples);
                    SpeechInFlight.this.notifyAll();
                }
                return !cut;
            }
        }
    }
}
