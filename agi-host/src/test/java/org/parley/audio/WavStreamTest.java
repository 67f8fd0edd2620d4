package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavStreamTest {
    private static final short[] SAMPLES = {1, -2, 300, -400, 32767, -32768};

    @ParameterizedTest
    @ValueSource(longs = {12, 0, 0xffff_ffffL, 0x7fff_f000L})
    void aLengthThatIsNotKnownMeansUntilTheEnd(long told) {
        Pcm read = WavStream.read(file(1, 48_000, 16, "", told));

        assertThat(read.samples()).isEqualTo(SAMPLES);
        assertThat(read.rate()).isEqualTo(48_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "INFOISFT-odd"})
    void chunksBeforeTheSamplesArePassedOver(String list) {
        assertThat(WavStream.read(file(1, 24_000, 16, list, 12)).samples()).isEqualTo(SAMPLES);
    }

    @Test
    void whatStandsBehindTheSamplesIsNoSound() {
        byte[] file = file(1, 8000, 16, "", 8);

        assertThat(WavStream.read(file).samples()).isEqualTo(Arrays.copyOf(SAMPLES, 4));
    }

    @Test
    void channelsAreAveragedAndAnOddByteIsLeft() {
        byte[] file = file(2, 48_000, 16, "", 0);

        assertThat(WavStream.read(Arrays.copyOf(file, file.length - 1)).samples())
                .isEqualTo(new short[] {0, -50});
    }

    @Test
    void aHeaderMayComeInPieces() {
        byte[] file = file(1, 8000, 16, "INFO", 12);
        for (int length = 0; length < 56; length++) {
            assertThat(WavStream.header(Arrays.copyOf(file, length)))
                    .as("of %d bytes", length)
                    .isEmpty();
        }

        assertThat(WavStream.header(Arrays.copyOf(file, 56))).contains(new WavStream(8000, 1, 56, 12));
    }

    @Test
    void whatIsNoSuchFileIsTold() {
        assertThatThrownBy(() -> WavStream.read("<html>not found</html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining("RIFF");
        assertThatThrownBy(() -> WavStream.read(file(1, 8000, 8, "", 12)))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining("8 bits");
        assertThatThrownBy(() -> WavStream.read(new byte[0])).isInstanceOf(AudioException.class);
    }

    private static byte[] file(int channels, int rate, int bits, String list, long dataLength) {
        int extra = list.isEmpty() ? 0 : 8 + list.length() + list.length() % 2;
        ByteBuffer file = ByteBuffer.allocate(44 + extra + 2 * SAMPLES.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(0).put(ascii("WAVEfmt ")).putInt(16).putShort((short) 1);
        file.putShort((short) channels)
                .putInt(rate)
                .putInt(0)
                .putShort((short) 2)
                .putShort((short) bits);
        if (extra > 0) {
            file.put(ascii("LIST")).putInt(list.length()).put(ascii(list)).position(36 + extra);
        }
        file.put(ascii("data")).putInt((int) dataLength);
        for (short sample : SAMPLES) {
            file.putShort(sample);
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
