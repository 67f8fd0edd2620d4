package org.parley.ai.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;

class HearingTest {
    private static final HearingSettings QUICK = new HearingSettings(
            Duration.ofMillis(60),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            Duration.ofSeconds(1));

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Recogniser recogniser = new Recogniser();
    private Hearing hearing = new Hearing(recogniser, QUICK, heard::add);

    @AfterEach
    void close() {
        hearing.close();
    }

    @Test
    void theAudioBeforeTheDetectedStartReachesTheRecogniser() throws Exception {
        frame(1);
        frame(2);
        frame(3);
        hearing.voice(true, System.nanoTime());
        frame(4);
        hearing.voice(false, System.nanoTime());

        assertThat(next()).isInstanceOf(Heard.SpeechStarted.class);
        assertThat(next()).isInstanceOf(Heard.SpeechEnded.class);
        assertThat(next()).isInstanceOf(Heard.Understood.class);
        // 40 ms of pre-roll are the last two frames before the start, oldest first
        assertThat(recogniser.turns).containsExactly(List.of(2, 3, 4));
    }

    @Test
    void aShortPauseDoesNotEndTheTurn() throws Exception {
        hearing.voice(true, System.nanoTime());
        frame(1);
        hearing.voice(false, System.nanoTime());
        hearing.voice(true, System.nanoTime());
        frame(2);
        hearing.voice(false, System.nanoTime());

        assertThat(next()).isInstanceOf(Heard.SpeechStarted.class);
        assertThat(next()).isInstanceOf(Heard.SpeechEnded.class);
        assertThat(next()).isInstanceOf(Heard.Understood.class);
        assertThat(recogniser.turns).containsExactly(List.of(1, 2));
    }

    @Test
    void theEndOfSpeechIsWhereTheSilenceBegan() throws Exception {
        hearing.voice(true, System.nanoTime());
        long silence = System.nanoTime();
        hearing.voice(false, silence);

        next();
        next();
        Heard.Understood understood = (Heard.Understood) next();
        assertThat(understood.endOfSpeechNanos())
                .isEqualTo(silence - QUICK.hangover().toNanos());
        assertThat(understood.decidedNanos() - understood.endOfSpeechNanos())
                .isGreaterThanOrEqualTo(QUICK.endOfTurn().toNanos());
    }

    @Test
    void aRecogniserThatIsNotToBeHadFailsTheTurnOnceAndNotTheNext() throws Exception {
        recogniser.refuses = true;
        hearing.voice(true, System.nanoTime());
        frame(1);
        frame(2);
        hearing.voice(false, System.nanoTime());
        assertThat(next()).isInstanceOf(Heard.SpeechStarted.class);
        assertThat(next()).isInstanceOf(Heard.SpeechEnded.class);
        assertThat(next()).isInstanceOf(Heard.Failed.class);

        recogniser.refuses = false;
        hearing.voice(true, System.nanoTime());
        hearing.voice(false, System.nanoTime());
        assertThat(next()).isInstanceOf(Heard.SpeechStarted.class);
        assertThat(next()).isInstanceOf(Heard.SpeechEnded.class);
        assertThat(next()).isInstanceOf(Heard.Understood.class);
    }

    @Test
    void aTurnThatIsTooLongIsCutAndTheRestIsTheNextTurn() throws Exception {
        hearing.close();
        hearing = new Hearing(
                recogniser,
                new HearingSettings(
                        Duration.ofMillis(60),
                        Duration.ofMillis(50),
                        Duration.ofMillis(20),
                        Duration.ofMillis(40),
                        Duration.ofSeconds(1)),
                heard::add);
        hearing.voice(true, System.nanoTime());
        assertThat(next()).isInstanceOf(Heard.SpeechStarted.class);
        assertThat(next()).isInstanceOf(Heard.SpeechEnded.class);
        assertThat(next()).isInstanceOf(Heard.Understood.class);
        frame(7);
        assertThat(next()).isInstanceOf(Heard.SpeechStarted.class);
    }

    private Heard next() throws InterruptedException {
        Heard event = heard.poll(5, TimeUnit.SECONDS);
        assertThat(event).as("an event within five seconds").isNotNull();
        return event;
    }

    private void frame(int value) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) value);
        hearing.frame(samples, samples.length);
    }

    /** Notes the value of each frame that it was given, turn by turn. */
    private static final class Recogniser implements SpeechToText {
        final List<List<Integer>> turns = new ArrayList<>();
        volatile boolean refuses;

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public Transcriber open(Listening listening, Consumer<Interim> interim) {
            if (refuses) {
                throw new ProviderException(name(), ProviderException.Kind.RATE, "none free", null);
            }
            List<Integer> frames = new ArrayList<>();
            turns.add(frames);
            return new Transcriber() {
                @Override
                public void hear(Pcm audio) {
                    for (int i = 0; i < audio.samples().length; i += 160) {
                        frames.add((int) audio.samples()[i]);
                    }
                }

                @Override
                public Transcript finish(Duration limit) {
                    return new Transcript("words", 1);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
