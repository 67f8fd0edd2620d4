package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711Test {

    @Test
    void everyCodeSurvivesTheWayToSamplesAndBack() {
        for (int code = 0; code < 256; code++) {
            byte octet = (byte) code;
            assertThat(G711.toAlaw(G711.fromAlaw(octet))).as("A-law %d", code).isEqualTo(octet);
            if (code != 0x7f) { // negative zero comes back as zero
                assertThat(G711.toUlaw(G711.fromUlaw(octet)))
                        .as("u-law %d", code)
                        .isEqualTo(octet);
            }
        }
    }

    @Test
    void knownValuesOfTheStandard() {
        assertThat(G711.fromUlaw((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(G711.fromUlaw((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(G711.fromUlaw((byte) 0xff)).isEqualTo((short) 0);
        assertThat(G711.toUlaw((short) 0)).isEqualTo((byte) 0xff);
        assertThat(G711.fromAlaw((byte) 0xd5)).isEqualTo((short) 8);
        assertThat(G711.fromAlaw((byte) 0x55)).isEqualTo((short) -8);
        assertThat(G711.fromAlaw((byte) 0xaa)).isEqualTo((short) 32256);
    }

    @Test
    void aSpeechLevelToneKeepsThirtyFiveDecibels() {
        short[] tone = Signals.tone(1004, 8000, 8000, 8000);
        short[] ulaw = new short[tone.length];
        short[] alaw = new short[tone.length];
        for (int i = 0; i < tone.length; i++) {
            ulaw[i] = G711.fromUlaw(G711.toUlaw(tone[i]));
            alaw[i] = G711.fromAlaw(G711.toAlaw(tone[i]));
        }

        assertThat(Signals.signalToNoise(tone, ulaw)).isGreaterThan(35);
        assertThat(Signals.signalToNoise(tone, alaw)).isGreaterThan(35);
    }
}
