package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/** A caller hears the client's own recordings, by his own ear. */
class ClipIT {
    private static final int RATE = Pcm.TELEPHONE_RATE;

    @TempDir
    private Path home;

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "clip")
    void theRecordingsAreHeardAndTheSlotBetweenThemIsSynthesised() throws Exception {
        Path english = Files.createDirectories(home.resolve("scripts/sounds/en"));
        Files.writeString(english.resolve("greeting.txt"), "Hello {name}, welcome to Sunrise.\n");
        WavFile.write(english.resolve("greeting.1.wav"), tone(500, 400));
        WavFile.write(english.resolve("greeting.2.wav"), tone(1000, 600));
        HeardSound ear = new HeardSound();
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.call("say clip('greeting', name: 'Ana')\nnote 'done'", ear);
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Hello Ana, welcome to Sunrise.");
            host.awaitEvent("ended");
        }
        short[] heard = ear.sound();
        int first = millisOf(heard, 500);
        int second = millisOf(heard, 1000);
        assertThat(first).isCloseTo(400, within(40));
        assertThat(second).isCloseTo(600, within(40));
        assertThat(heard.length / 8 - first - second).as("ms of the name").isGreaterThan(40);
    }

    private static Pcm tone(int hertz, int millis) {
        short[] samples = new short[RATE / 1000 * millis];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (6000 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return new Pcm(samples, RATE);
    }

    /** For how long a tone of that frequency is most of what is heard. */
    private static int millisOf(short[] heard, int hertz) {
        int window = RATE / 50;
        int millis = 0;
        for (int from = 0; from + window <= heard.length; from += window) {
            double real = 0;
            double imaginary = 0;
            double all = 1;
            for (int i = 0; i < window; i++) {
                double angle = 2 * Math.PI * hertz * i / RATE;
                real += heard[from + i] * Math.cos(angle);
                imaginary += heard[from + i] * Math.sin(angle);
                all += (double) heard[from + i] * heard[from + i];
            }
            millis += 2 * (real * real + imaginary * imaginary) / window > 0.8 * all ? 20 : 0;
        }
        return millis;
    }
}
