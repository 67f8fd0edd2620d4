package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 19, 100, 322, 323, 324, 1000, 70_000})
    void messagesMeanTheSameHoweverTheyAreCut(int cut) {
        short[] spoken = Signals.noise(4000, 160, 1);
        short[] wide = Signals.noise(4000, 320, 2);
        byte[] stream = joined(
                AudioSocketFrame.uuid(ID),
                AudioSocketFrame.audio(AudioSocketFrame.AUDIO, spoken, 0, 160),
                AudioSocketFrame.digit('#'),
                AudioSocketFrame.hold(true),
                AudioSocketFrame.hold(false),
                AudioSocketFrame.message(AudioSocketFrame.AUDIO, new byte[0]),
                AudioSocketFrame.message(0x42, new byte[5000]),
                AudioSocketFrame.audio(0x12, wide, 0, 320),
                AudioSocketFrame.message(AudioSocketFrame.ERROR, new byte[] {4}),
                AudioSocketFrame.hangup());

        Heard heard = new Heard();
        assertThat(heard.readAll(stream, cut)).isFalse();

        assertThat(heard.events)
                .containsExactly(
                        "uuid " + ID,
                        "8000 x160",
                        "digit #",
                        "hold true",
                        "hold false",
                        "16000 x320",
                        "error 4",
                        "hangup");
        assertThat(heard.samples(8000)).isEqualTo(spoken);
        assertThat(heard.samples(16_000)).isEqualTo(wide);
        assertThat(heard.kinds).containsExactly(0x01, 0x10, 0x03, 0x40, 0x40, 0x10, 0x42, 0x12, 0xff, 0x00);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 160, 5000})
    void halfASampleWaitsForItsOtherHalf(int cut) {
        short[] spoken = Signals.noise(4000, 320, 3);
        byte[] bytes = new byte[640];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(spoken);
        byte[] first = Arrays.copyOfRange(bytes, 0, 321);
        byte[] second = Arrays.copyOfRange(bytes, 321, 640);

        Heard heard = new Heard();
        heard.readAll(
                joined(
                        AudioSocketFrame.message(AudioSocketFrame.AUDIO, first),
                        AudioSocketFrame.message(AudioSocketFrame.AUDIO, second)),
                cut);

        assertThat(heard.samples(8000)).isEqualTo(spoken);
    }

    @Test
    void everyAudioKindHasItsRate() {
        int[] rates = {8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000};
        for (int kind = AudioSocketFrame.AUDIO; kind <= AudioSocketFrame.AUDIO_LAST; kind++) {
            assertThat(AudioSocketFrame.rate(kind)).isEqualTo(rates[kind - AudioSocketFrame.AUDIO]);
        }
        assertThat(AudioSocketFrame.rate(0x0f)).isZero();
        assertThat(AudioSocketFrame.rate(0x19)).isZero();
    }

    @Test
    void theLongestMessageIsPassedOnInPieces() {
        byte[] payload = new byte[65_534];
        Heard heard = new Heard();

        assertThat(heard.readAll(AudioSocketFrame.message(AudioSocketFrame.AUDIO, payload), 65_537))
                .isTrue();

        assertThat(heard.samples(8000)).hasSize(32_767);
    }

    private static byte[] joined(byte[]... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            out.writeBytes(message);
        }
        return out.toByteArray();
    }

    private static final class Heard implements FrameReader.Sink {
        final List<String> events = new ArrayList<>();
        final List<Integer> kinds = new ArrayList<>();
        private final List<short[]> pieces = new ArrayList<>();
        private final List<Integer> rates = new ArrayList<>();
        private final FrameReader reader = new FrameReader(new short[64]);
        private int expected;
        private int got;

        boolean readAll(byte[] stream, int cut) {
            for (int at = 0; at < stream.length; at += cut) {
                int length = Math.min(cut, stream.length - at);
                ByteBuffer in = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
                if (!reader.read(in.put(stream, at, length).flip(), this)) {
                    return false;
                }
            }
            return true;
        }

        short[] samples(int rate) {
            short[] all = new short[100_000];
            int count = 0;
            for (int i = 0; i < pieces.size(); i++) {
                if (rates.get(i) == rate) {
                    System.arraycopy(pieces.get(i), 0, all, count, pieces.get(i).length);
                    count += pieces.get(i).length;
                }
            }
            return Arrays.copyOf(all, count);
        }

        @Override
        public boolean message(int kind, int length) {
            kinds.add(kind);
            expected = length / 2;
            got = 0;
            return true;
        }

        @Override
        public boolean uuid(long high, long low) {
            return events.add("uuid " + new UUID(high, low));
        }

        @Override
        public boolean audio(int rate, short[] samples, int length) {
            pieces.add(Arrays.copyOf(samples, length));
            rates.add(rate);
            got += length;
            if (got == expected) {
                events.add(rate + " x" + got);
            }
            return true;
        }

        @Override
        public boolean digit(char key) {
            return events.add("digit " + key);
        }

        @Override
        public boolean hold(boolean on) {
            return events.add("hold " + on);
        }

        @Override
        public boolean hangup() {
            events.add("hangup");
            return false;
        }

        @Override
        public boolean error(int code) {
            return events.add("error " + code);
        }
    }
}
