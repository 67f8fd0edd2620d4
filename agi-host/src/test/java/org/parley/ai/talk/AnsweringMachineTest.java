package org.parley.ai.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.talk.AnsweringMachine.Who;

class AnsweringMachineTest {
    private static final long MILLI = 1_000_000L;

    private final AnsweringMachine machine = new AnsweringMachine();

    @ParameterizedTest
    @CsvSource({
        // speech from and to, looked at, who
        "300, 1000, 1500, UNKNOWN", // he may go on
        "300, 1000, 1800, HUMAN",
        "300, 2500, 3300, HUMAN",
        "300, 3400, 3400, UNKNOWN",
        "300, 3600, 3600, MACHINE"
    })
    void aPersonSaysLittleAndWaits(long from, long to, long now, Who who) {
        machine.voice(true, from * MILLI);
        machine.voice(false, to * MILLI);

        assertThat(machine.who(now * MILLI)).isEqualTo(who);
    }

    @Test
    void aPauseInAGreetingIsNotItsEnd() {
        machine.voice(true, 100 * MILLI);
        machine.voice(false, 2000 * MILLI);
        machine.voice(true, 2400 * MILLI);
        assertThat(machine.who(3000 * MILLI)).isEqualTo(Who.UNKNOWN);
        assertThat(machine.who(3800 * MILLI)).isEqualTo(Who.MACHINE);
    }

    @Test
    void silenceIsNoSign() {
        assertThat(machine.who(60_000 * MILLI)).isEqualTo(Who.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {440, 1000, 1400, 2000})
    void aBeepIsAMachines(int hertz) {
        for (int frame = 0; frame < 12; frame++) {
            machine.frame(tone(hertz, frame * 160, 2000, 200), 160);
        }
        assertThat(machine.who(0)).isEqualTo(Who.MACHINE);
        assertThat(machine.why()).contains("beep");
    }

    @Test
    void aShortToneNoiseAndWhatHasManyTonesAreNoBeep() {
        Random random = new Random(7);
        for (int frame = 0; frame < 6; frame++) {
            machine.frame(tone(1000, frame * 160, 3000, 0), 160);
        }
        for (int frame = 0; frame < 200; frame++) {
            short[] noise = new short[160];
            short[] vowel = new short[160];
            for (int i = 0; i < 160; i++) {
                noise[i] = (short) (random.nextGaussian() * 2000);
                double at = 2 * Math.PI * 120 * (frame * 160 + i) / 8000;
                vowel[i] =
                        (short) (2000 * (Math.sin(at) + Math.sin(4 * at) + Math.sin(7 * at) + 0.5 * Math.sin(11 * at)));
            }
            machine.frame(frame < 100 ? noise : vowel, 160);
        }
        assertThat(machine.who(0)).isEqualTo(Who.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please leave a message", "you have reached the voicemail of", "من فضلك اترك رسالة"})
    void whatMachinesSayIsAMachines(String words) {
        machine.words(words);
        assertThat(machine.who(0)).isEqualTo(Who.MACHINE);
    }

    private static short[] tone(int hertz, int from, int amplitude, int noise) {
        Random random = new Random(from);
        short[] samples = new short[160];
        for (int i = 0; i < 160; i++) {
            samples[i] = (short)
                    (amplitude * Math.sin(2 * Math.PI * hertz * (from + i) / 8000) + noise * random.nextGaussian());
        }
        return samples;
    }
}
