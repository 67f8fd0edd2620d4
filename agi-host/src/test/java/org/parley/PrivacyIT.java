package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows.Where;
import org.parley.ai.ToolCall;
import org.parley.audio.WavFile;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;

/** A number of the caller's own is in no event, no journal and no answer of a tool, and what is off the record nowhere. */
class PrivacyIT {
    @TempDir
    private Path home;

    @Test
    void aCardNumberIsMaskedWhereverItIsKept() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.box.understands("my card is four one one one one one one one one one one one one one one one");
            host.mind.calls("card", new ToolCall("c1", "pay", "{\"card\":\"4111111111111111\"}"));
            host.mind.saysThen("I have charged 4111111111111111.");
            SimulatedChannel call = host.call("""
                    converse {
                        voice 'cascade'
                        greeting 'Please read me the number of your card.'
                        tool('pay', 'Pays.', card: text('its number')) { with ->
                            note "card ${with.card}"
                            log "card ${with.card}"
                            dispose 'SALE', "card ${with.card}"
                            "paid with ${with.card}"
                        }
                    }
                    """);
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data().get("text"))
                    .isEqualTo("my card is [number masked, ends 1111]");
            assertThat(host.awaitEvent("tool").data().get("arguments"))
                    .asString()
                    .contains("[number masked, ends 1111]");
            assertThat(host.awaitEvent("agent-said").data().get("text"))
                    .isEqualTo("I have charged [number masked, ends 1111].");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.mind.results().getFirst().getFirst().text())
                    .contains("4111111111111111"); // the model knows it
        }
        assertThat(everythingWritten())
                .contains("ends 1111")
                .doesNotContain("411111111111")
                .doesNotContain("one one one");
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "offRecord")
    void whatIsOffTheRecordIsNeitherWrittenDownNorInTheRecording() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            host.box.understands("the blue door");
            SimulatedChannel call = host.call("""
                    offRecord { ask 'What is the word?' }
                    say 'Thank you.'
                    """, flag("calls.end-of-turn", "300ms"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data().get("text")).isEqualTo("[off the record]");
            assertThat(host.awaitEvent("agent-said").data().get("text")).isEqualTo("Thank you.");
            String file = String.valueOf(host.awaitEvent("ended").data().get("recording"));
            short[] samples = WavFile.read(Path.of(file)).samples();
            assertThat(loudest(samples, 0, samples.length / 2)).isZero();
            assertThat(loudest(samples, 0, samples.length)).isGreaterThan(1000);
        }
        assertThat(everythingWritten()).doesNotContain("blue door").doesNotContain("What is the word");
    }

    private static int loudest(short[] samples, int from, int to) {
        int loudest = 0;
        for (int i = from; i < to; i++) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        return loudest;
    }

    private String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> written = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(groovy|code)")) // a script's own words
                    .toList();
            for (Path file : written) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
