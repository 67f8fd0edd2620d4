package org.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.console.http.Problem;
import org.parley.store.CallRow;
import org.parley.store.CallState;

class RecordingsTest {
    @TempDir
    private Path home;

    private Path folder;
    private Recordings recordings;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectories(home.resolve("recordings"));
        recordings = new Recordings(folder);
        Files.writeString(home.resolve("secret"), "not for anybody");
    }

    private static CallRow call(CallState state, String recording) {
        Instant at = Instant.EPOCH;
        return new CallRow(
                "a", "", "", "", "", "", "", 0, "", "", "", at, at, at, state, "", "", "", 1000, recording, null, "");
    }

    @Test
    void noFileOutsideTheFolderIsRead() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a.wav"), home.resolve("secret"));
        Path folderLink = Files.createSymbolicLink(folder.resolve("up"), home);
        for (String name : List.of(
                home.resolve("secret").toString(),
                folder.resolve("../secret").toString(),
                link.toString(),
                folderLink.resolve("secret").toString(),
                folder.toString(),
                home.resolve("recordings2").toString(),
                "\0",
                "/etc/passwd")) {
            CallRow call = call(CallState.DONE, name);
            assertThatThrownBy(() -> recordings.get(call)).as(name).isInstanceOf(Problem.class);
            assertThat(recordings.of(call)).as(name).containsEntry("there", false);
        }
    }

    @Test
    void aCallWhoseHostDiedIsHeardAsFarAsItWasWritten() throws IOException {
        CallRow died = call(CallState.DIED, "");
        assertThatThrownBy(() -> recordings.get(died)).hasMessageContaining("was not recorded");

        WavFile.write(folder.resolve("a.wav"), new Pcm(new short[8000], 8000));
        assertThat(recordings.get(died).size()).isEqualTo(16_044);
        assertThatThrownBy(() -> recordings.get(call(CallState.DONE, ""))).hasMessageContaining("was not recorded");
    }

    @Test
    void whatIsNoRecordingIsNotDrawn() throws Exception {
        Path file = Files.writeString(folder.resolve("b.wav"), "no WAV");
        assertThatThrownBy(() -> recordings.waveform(call(CallState.DONE, file.toString()), 10))
                .hasMessageContaining("no WAV file");
        Path empty = folder.resolve("c.wav");
        WavFile.write(empty, new Pcm(new short[0], 8000));
        assertThat(recordings.waveform(call(CallState.DONE, empty.toString()), 10))
                .isEqualTo(Map.of("ms", 0L, "caller", List.of(), "agent", List.of()));
    }

    @Test
    void aFileThatChangedIsDrawnAnew() throws Exception {
        Path file = folder.resolve("d.wav");
        WavFile.write(file, new Pcm(new short[100], 8000));
        CallRow call = call(CallState.DONE, file.toString());
        assertThat(recordings.waveform(call, 2)).containsEntry("caller", List.of(0.0, 0.0));
        short[] louder = new short[200];
        louder[150] = Short.MIN_VALUE;
        WavFile.write(file, new Pcm(louder, 8000));
        assertThat(recordings.waveform(call, 2)).containsEntry("caller", List.of(0.0, 1.0));
    }
}
