package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.sim.Caller.Mood;

class CallerTest {

    @Test
    void answersOnlyWhenTheAgentHasBeenSilentLongEnough() throws Exception {
        HandLine line = new HandLine("hears\nsays yes");

        line.agentSpeaks(1000).agentSilent(400).agentSpeaks(500).agentSilent(680);
        assertThat(line.said).isEmpty();
        line.agentSilent(20);

        assertThat(line.said).containsExactly(HandLine.PER_WORD);
    }

    @Test
    void aClickOnTheLineIsNoAgentWhoHasSpoken() throws Exception {
        HandLine line = new HandLine("hears\nsays yes");

        line.agentSpeaks(40).agentSilent(2000);

        assertThat(line.said).isEmpty();
    }

    @Test
    void doesNotTakeTheAgentsTailForTheNextAnswer() throws Exception {
        HandLine line = new HandLine("hears\nsays one\nhears\nsays two words");

        line.agentSpeaks(500).agentSilent(700);
        line.agentSpeaks(100);
        assertThat(line.said).hasSize(1);
        line.agentSilent(3000);
        assertThat(line.said).hasSize(1);
        line.agentSpeaks(300).agentSilent(700);

        assertThat(line.said).containsExactly(HandLine.PER_WORD, 2 * HandLine.PER_WORD);
    }

    @Test
    void interruptsIntoTheAgentsSpeechAndMeasuresHowItYields() throws Exception {
        HandLine line = new HandLine("interrupts 1500ms stop it please");

        line.agentSpeaks(1480);
        assertThat(line.said).isEmpty();
        line.agentSpeaks(300).agentSilent(2000).agentSpeaks(100);

        assertThat(line.said).containsExactly(3 * HandLine.PER_WORD);
        Caller.Exchange exchange = line.caller.exchanges().getFirst();
        assertThat(exchange.interrupting()).isTrue();
        assertThat(exchange.yieldMillis()).isBetween(260L, 300L);
    }

    @Test
    void speaksAfterAnAgentWhoWasDoneBeforeTheInterruption() throws Exception {
        HandLine line = new HandLine("interrupts 5s well");

        line.agentSpeaks(600).agentSilent(700);

        assertThat(line.said).hasSize(1);
        assertThat(line.caller.exchanges().getFirst().interrupting()).isFalse();
    }

    @Test
    void measuresTheResponseFromTheEndOfItsWords() throws Exception {
        HandLine line = new HandLine("says hello");

        line.agentSilent(20 + 100 + 860).agentSpeaks(40);

        assertThat(line.caller.exchanges()).singleElement().satisfies(exchange -> {
            assertThat(exchange.text()).isEqualTo("hello");
            assertThat(exchange.endMillis() - exchange.startMillis()).isEqualTo(100);
            assertThat(exchange.responseMillis()).isBetween(860L, 900L);
        });
    }

    @Test
    void pressesItsKeysAndHangsUp() throws Exception {
        HandLine line = new HandLine("presses 12#\nsilent 200ms\nhangs up");

        line.agentSilent(100);
        assertThat(line.keys).hasToString("12#");
        assertThat(line.hungUp).isFalse();
        line.agentSilent(300);

        assertThat(line.hungUp).isTrue();
        assertThat(line.caller.mood()).isEqualTo(Mood.CONTENT);
    }

    @Test
    void givesUpOnAnAgentWhoNeverSpeaks() throws Exception {
        HandLine line = new HandLine("hears\nsays yes");

        line.agentSilent(10_100);

        assertThat(line.hungUp).isTrue();
        assertThat(line.caller.mood()).isEqualTo(Mood.GAVE_UP);
    }

    @Test
    void knowsWhetherTheLineEndedBeforeItWasThrough() throws Exception {
        HandLine early = new HandLine("hears\nsays yes");
        early.caller.ended();
        HandLine through = new HandLine("says yes");
        through.agentSilent(200);
        through.caller.ended();

        assertThat(early.caller.mood()).isEqualTo(Mood.CUT_OFF);
        assertThat(through.caller.mood()).isEqualTo(Mood.CONTENT);
    }

    /** A line whose ticks the test makes: speech is a tone, and every word of the caller lasts 100 ms. */
    private static final class HandLine implements CallerLine, TextToSpeech {
        private static final int PER_WORD = 800;

        private final Caller caller;
        private final List<Integer> said = new ArrayList<>();
        private final StringBuilder keys = new StringBuilder();
        private boolean hungUp;
        private int busyTicks;

        private HandLine(String script) throws InterruptedException {
            CallerScript steps = CallerScript.parse(script, "test");
            caller = new Caller(steps, CallerVoice.rehearse(steps, this), Duration.ofSeconds(10));
        }

        private HandLine agentSpeaks(int millis) {
            short[] tone = new short[160];
            for (int i = 0; i < tone.length; i++) {
                tone[i] = (short) (3000 * Math.sin(i * 0.4));
            }
            return tick(millis, tone);
        }

        private HandLine agentSilent(int millis) {
            return tick(millis, new short[160]);
        }

        private HandLine tick(int millis, short[] heard) {
            for (int t = 0; t < millis; t += TICK_MILLIS) {
                caller.tick(this, heard, heard.length);
                busyTicks = Math.max(0, busyTicks - 1);
            }
            return this;
        }

        @Override
        public void play(Pcm audio) {
            said.add(audio.samples().length);
            busyTicks += audio.samples().length / FRAME_SAMPLES;
        }

        @Override
        public boolean isBusy() {
            return busyTicks > 0;
        }

        @Override
        public void press(char key) {
            keys.append(key);
        }

        @Override
        public void hangUp() {
            hungUp = true;
        }

        @Override
        public String name() {
            return "a word a tenth of a second";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) {
            short[] samples = new short[PER_WORD * text.split(" ").length];
            java.util.Arrays.fill(samples, (short) 5000);
            assertThat(sink.audio(new Pcm(samples, Pcm.TELEPHONE_RATE))).isTrue();
        }

        @Override
        public void close() {}
    }
}
