package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.sim.SimulatedChannel;

/** A caller on hold, by his own ear. */
class HoldIT {
    private static final int RATE = Pcm.TELEPHONE_RATE;

    @TempDir
    private Path home;

    @Test
    void softTonesArePlayedForAsLongAsTheScriptSaysWithoutAClick() throws Exception {
        HeardSound ear = new HeardSound();
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.call("hold 3.s\nwait 400.ms\nnote 'done'", ear);
            assertThat(host.awaitEvent("hold").data()).containsEntry("limitMs", 3000L);
            host.awaitEvent("note");
            host.awaitEvent("ended");
        }
        short[] heard = ear.sound();
        assertThat(heard.length / 8).isBetween(2000, 3150); // a box that is busy begins late
        assertThat(largestStep(heard))
                .as("the largest step between two samples")
                .isLessThan(1200);
        assertThat(Math.abs(heard[0])).isLessThan((short) 200);
        assertThat(Math.abs(heard[heard.length - 1])).isLessThan((short) 200);
    }

    @Test
    void aWavOfTheSoundsFolderIsPlayedRoundAndRoundAndItsSeamIsNotHeard() throws Exception {
        short[] tone = new short[RATE * 7 / 10 + 5]; // its end does not fit its beginning
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (6000 * Math.sin(2 * Math.PI * 300 * i / RATE));
        }
        Path sounds = Files.createDirectories(home.resolve("scripts/sounds"));
        WavFile.write(sounds.resolve("waiting.wav"), new Pcm(tone, RATE));
        HeardSound ear = new HeardSound();
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.call("hold 3.s\nnote 'done'", ear, flag("calls.hold-music", "waiting"));
            host.awaitEvent("ended");
        }
        short[] heard = ear.sound();
        double ownStep = 6000 * 2 * Math.PI * 300 / RATE;
        assertThat(heard.length / 8).isBetween(2000, 3150); // a box that is busy begins late
        assertThat(largestStep(heard)).isBetween(ownStep * 0.9, ownStep * 1.6);
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"hold", "listen"})
    void aKeyEndsItAndAnswersTheNextQuestion() throws Exception {
        HeardSound ear = new HeardSound();
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = host.call("hold()\ndef key = listen digits(1)\nnote key.value", ear);
            host.awaitEvent("hold");
            await().until(ear::hasSound);
            call.press('7');
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "7");
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "SCRIPT");
        }
    }

    @Test
    void aCallerOnHoldWhoHangsUpEndsTheCall() throws Exception {
        HeardSound ear = new HeardSound();
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = host.call("cleanup { note 'cleaned up' }\nhold()\nnote 'not reached'", ear);
            await().until(ear::hasSound);
            call.hangUp();
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "cleaned up");
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "CALLER");
        }
    }

    @Test
    void musicThatCannotBeUsedIsToldAndTonesArePlayed() throws Exception {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts/sounds")).resolve("hold.wav"), "no sound");
        HeardSound ear = new HeardSound();
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.call("hold 1.s", ear);
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "SCRIPT");
        }
        assertThat(ear.sound().length / 8).isBetween(400, 1150);
    }

    private static double largestStep(short[] samples) {
        int largest = 0;
        for (int i = 1; i < samples.length; i++) {
            largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]));
        }
        return largest;
    }
}
