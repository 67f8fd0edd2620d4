package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.parley.audio.Pcm;

final class CachedSpeechTest {
    private final AtomicInteger synthesised = new AtomicInteger();

    @Test
    void speaksAgainWithoutTheSynthesiser() throws Exception {
        CachedSpeech speech = new CachedSpeech(new Tone(16_000), 1 << 20);

        List<Pcm> first = spoken(speech, "hello", Locale.US);
        List<Pcm> second = spoken(speech, "hello", Locale.US);

        assertThat(synthesised).hasValue(1);
        assertThat(joined(second)).isEqualTo(joined(first)).hasSize(8_000);
        assertThat(second).allMatch(piece -> piece.rate() == Pcm.TELEPHONE_RATE);
    }

    @Test
    void whatAHolderDoesToItsAudioStaysWithHim() throws Exception {
        CachedSpeech speech = new CachedSpeech(new Tone(8_000), 1 << 20);
        short[] before = joined(spoken(speech, "hello", Locale.US));

        spoken(speech, "hello", Locale.US).forEach(piece -> Arrays.fill(piece.samples(), (short) 7));

        assertThat(joined(spoken(speech, "hello", Locale.US))).isEqualTo(before);
    }

    @Test
    void anotherTextOrLanguageIsAnotherUtterance() throws Exception {
        CachedSpeech speech = new CachedSpeech(new Tone(8_000), 1 << 20);

        spoken(speech, "hello", Locale.US);
        spoken(speech, "Hello", Locale.US);
        spoken(speech, "hello", Locale.UK);

        assertThat(synthesised).hasValue(3);
    }

    @Test
    void forgetsTheOneUnusedForLongestAndKeepsItsBound() throws Exception {
        CachedSpeech speech = new CachedSpeech(new Tone(8_000), 5 * 16_200);
        for (String text : List.of("a", "b", "c", "d", "a", "e", "f")) {
            spoken(speech, text, Locale.US);
        }
        int before = synthesised.get();

        spoken(speech, "a", Locale.US);
        spoken(speech, "b", Locale.US);

        assertThat(synthesised.get() - before).as("only b was forgotten").isEqualTo(1);
        assertThat(speech.bytes()).isBetween(1L, 5 * 16_200L);
    }

    @Test
    void anUtteranceThatWasCutIsNotKept() throws Exception {
        CachedSpeech speech = new CachedSpeech(new Tone(8_000), 1 << 20);
        speech.speak("hello", Locale.US, piece -> false);

        assertThat(joined(spoken(speech, "hello", Locale.US))).hasSize(8_000);
        assertThat(synthesised).hasValue(2);
    }

    @Test
    void aFailureIsNotKeptEither() throws Exception {
        Tone tone = new Tone(8_000);
        CachedSpeech speech = new CachedSpeech(tone, 1 << 20);
        tone.broken = true;
        assertThatThrownBy(() -> spoken(speech, "hello", Locale.US)).isInstanceOf(ProviderException.class);

        tone.broken = false;

        assertThat(joined(spoken(speech, "hello", Locale.US))).hasSize(8_000);
    }

    @Test
    void stopsInterruptedAlsoWhenTheAudioIsThere() throws Exception {
        CachedSpeech speech = new CachedSpeech(new Tone(8_000), 1 << 20);
        spoken(speech, "hello", Locale.US);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> spoken(speech, "hello", Locale.US)).isInstanceOf(InterruptedException.class);
    }

    private static List<Pcm> spoken(TextToSpeech speech, String text, Locale language) throws InterruptedException {
        List<Pcm> pieces = new ArrayList<>();
        speech.speak(text, language, pieces::add);
        return pieces;
    }

    private static short[] joined(List<Pcm> pieces) {
        short[] all = new short
                [pieces.stream().mapToInt(piece -> piece.samples().length).sum()];
        int at = 0;
        for (Pcm piece : pieces) {
            System.arraycopy(piece.samples(), 0, all, at, piece.samples().length);
            at += piece.samples().length;
        }
        return all;
    }

    /** A second of a tone for every text. */
    private final class Tone implements TextToSpeech {
        private final int rate;
        private boolean broken;

        Tone(int rate) {
            this.rate = rate;
        }

        @Override
        public String name() {
            return "tone";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
            synthesised.incrementAndGet();
            short[] second = new short[rate];
            for (int i = 0; i < rate; i++) {
                second[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rate));
            }
            if (broken) {
                assertThat(sink.audio(new Pcm(second, rate))).isTrue();
                throw new ProviderException("tone", ProviderException.Kind.PROTOCOL, "Expected a tone", null);
            }
            Pieces.of(second, rate, rate / 10, sink);
        }

        @Override
        public void close() {}
    }
}
