package org.parley.call.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.audio.AudioException;

class SharedFolderTest {
    @TempDir
    private Path home;

    @Test
    void theSameSamplesAreOneFileAndOthersAnother() throws Exception {
        SharedFolder folder = folder(1 << 20);
        SharedFolder.Sound first = folder.put(samples(800, 1), true);
        assertThat(folder.put(samples(800, 1), true)).isEqualTo(first);
        assertThat(folder.put(samples(800, 2), true)).isNotEqualTo(first);
        assertThat(first.name()).startsWith("/there/said-").doesNotEndWith(".sln");
        assertThat(Files.readAllBytes(first.file())).hasSize(1600).startsWith(1, 0, 1, 0);
        assertThat(files()).hasSize(2);
    }

    @Test
    void theOldestGoWhenThereAreTooManyButNoneThatMayPlay() throws Exception {
        SharedFolder folder = folder(10_000);
        Path old = folder.put(samples(2000, 1), true).file();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
        Path recent = folder.put(samples(2000, 2), true).file();
        Path last = folder.put(samples(2000, 3), true).file();
        assertThat(files()).containsExactlyInAnyOrder(recent, last);
    }

    @Test
    void whatACutCallHasLeftIsDeleted() throws Exception {
        Path left = Files.write(home.resolve("heard-1.sln"), new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3600)));
        Path running = Files.write(home.resolve("heard-2.sln"), new byte[10]);
        Path foreign = Files.write(home.resolve("music.sln"), new byte[10]);
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minusSeconds(3600)));
        Path said = folder(1 << 20).put(samples(800, 1), true).file();
        assertThat(files()).containsExactlyInAnyOrder(running, foreign, said);
    }

    @Test
    void aRecordingIsReadOnce() throws Exception {
        SharedFolder folder = folder(1 << 20);
        SharedFolder.Sound recording = folder.recording();
        Files.write(recording.file(), new byte[] {1, 0, 0, -128, 7}); // Asterisk may have been cut off in a sample
        assertThat(folder.take(recording)).containsExactly(1, Short.MIN_VALUE);
        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> folder.take(recording))
                .isInstanceOf(AudioException.class)
                .hasMessageContainingAll(recording.name(), recording.file().toString(), "calls.files.folder");
    }

    @Test
    void whatIsTooLargeForARecordingIsNotRead() throws Exception {
        SharedFolder folder = folder(1 << 20);
        SharedFolder.Sound recording = folder.recording();
        Files.write(recording.file(), new byte[3 << 20]);
        assertThatThrownBy(() -> folder.take(recording)).hasMessageContaining("at most");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws Exception {
        Path file = Files.write(home.resolve("file"), new byte[0]);
        SharedFolder folder = new SharedFolder(file.resolve("parley"), "/there", 1 << 20);
        assertThatThrownBy(() -> folder.put(samples(80, 1), true))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining("calls.files.folder");
        assertThatThrownBy(folder::recording).hasMessageContaining("calls.files.folder");
    }

    private SharedFolder folder(long keptMax) {
        return new SharedFolder(home, "/there", keptMax);
    }

    private static short[] samples(int count, int value) {
        short[] samples = new short[count];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        }
    }
}
