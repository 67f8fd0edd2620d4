package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.parley.audio.Pcm;
import org.parley.sim.provider.Sounds;

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

    @Test
    void whatManyCallsWantAtOnceIsAskedForOnce() throws Exception {
        Tone tone = new Tone(8_000);
        tone.gate = new CountDownLatch(1);
        CachedSpeech speech = new CachedSpeech(tone, 1 << 20);
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch began = new CountDownLatch(1);
            List<Future<List<Pcm>>> all = new ArrayList<>();
            for (int call = 0; call < 50; call++) {
                all.add(calls.submit(() -> {
                    List<Pcm> pieces = new ArrayList<>();
                    speech.speak("hello", Locale.US, piece -> {
                        began.countDown();
                        return pieces.add(piece);
                    });
                    return pieces;
                }));
            }
            assertThat(began.await(10, TimeUnit.SECONDS))
                    .as("heard while it comes")
                    .isTrue();
            speech.speak("hello", Locale.US, _ -> false); // who leaves early ends it for nobody else

            tone.gate.countDown();

            for (Future<List<Pcm>> call : all) {
                assertThat(joined(call.get(10, TimeUnit.SECONDS))).isEqualTo(Tone.second(8_000));
            }
        }
        assertThat(synthesised).hasValue(1);
    }

    @Test
    void whatLandsWhileItIsLookedForIsNotAskedForAgain() throws Exception {
        for (int round = 0; round < 200; round++) {
            synthesised.set(0);
            CachedSpeech speech = new CachedSpeech(new Tone(8_000), 1 << 20);
            try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int call = 0; call < 20; call++) {
                    var _ = calls.submit(() -> spoken(speech, "hello", Locale.US));
                }
            }
            assertThat(synthesised).hasValue(1);
        }
    }

    @Test
    void whatNobodyListensToAnyMoreIsGivenUp() throws Exception {
        Tone tone = new Tone(8_000);
        tone.gate = new CountDownLatch(1);
        CachedSpeech speech = new CachedSpeech(tone, 1 << 20);

        speech.speak("hello", Locale.US, piece -> false);

        assertThat(tone.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        tone.gate.countDown();
        assertThat(joined(spoken(speech, "hello", Locale.US))).hasSize(8_000);
        assertThat(synthesised).hasValue(2);
    }

    private static List<Pcm> spoken(TextToSpeech speech, String text, Locale language) throws InterruptedException {
        List<Pcm> pieces = new ArrayList<>();
        speech.speak(text, language, pieces::add);
        return pieces;
    }

    private static short[] joined(List<Pcm> pieces) {
        return Sounds.joined(pieces);
    }

    /** A second of a tone for every text. */
    private final class Tone implements TextToSpeech {
        private final int rate;
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private boolean broken;

        /** After the first tenth it waits for it. */
        private CountDownLatch gate = new CountDownLatch(0);

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
            short[] second = second(rate);
            if (broken) {
                assertThat(sink.audio(new Pcm(second, rate))).isTrue();
                throw new ProviderException("tone", ProviderException.Kind.PROTOCOL, "Expected a tone", null);
            }
            int tenth = rate / 10;
            boolean _ = sink.audio(new Pcm(Arrays.copyOf(second, tenth), rate));
            try {
                gate.await();
            } catch (InterruptedException givenUp) {
                interrupted.countDown();
                throw givenUp;
            }
            Pieces.of(Arrays.copyOfRange(second, tenth, rate), rate, tenth, sink);
        }

        static short[] second(int rate) {
            short[] second = new short[rate];
            for (int i = 0; i < rate; i++) {
                second[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rate));
            }
            return second;
        }

        @Override
        public void close() {}
    }
}
