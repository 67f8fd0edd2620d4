package org.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundCheckTest {
    @TempDir
    private Path folder;

    private Path wav(int left, int right) throws Exception {
        byte[] bytes = new byte[4 * 8000];
        for (int i = 0; i < 8000; i++) {
            int sign = i % 2 == 0 ? 1 : -1;
            bytes[4 * i] = (byte) (sign * left);
            bytes[4 * i + 1] = (byte) ((sign * left) >> 8);
            bytes[4 * i + 2] = (byte) (sign * right);
            bytes[4 * i + 3] = (byte) ((sign * right) >> 8);
        }
        Path file = folder.resolve(left + "-" + right + ".wav");
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), new AudioFormat(8000, 16, 2, true, false), 8000),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    @Test
    void findsSoundOnBothChannels() throws Exception {
        SoundCheck check = SoundCheck.of(wav(3000, 4000));

        assertThat(check.isWhole()).isTrue();
        assertThat(check.seconds()).isEqualTo(1.0);
        assertThat(check.left()).isEqualTo(1.0);
    }

    @Test
    void missesASideThatIsSilent() throws Exception {
        assertThat(SoundCheck.of(wav(3000, 0)).isWhole()).isFalse();
        assertThat(SoundCheck.of(wav(0, 3000)).isWhole()).isFalse();
    }

    @Test
    void takesAMissingFileForSilence() {
        assertThat(SoundCheck.of(folder.resolve("none.wav"))).isEqualTo(SoundCheck.NONE);
    }
}
