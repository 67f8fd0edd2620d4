package org.parley.webcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is on its way between a visitor and his call, frame by frame. */
class LinksTest {
    private final Downlink down = new Downlink();
    private final Uplink up = new Uplink();

    /** A socket that keeps what it was sent: numbers of sound, and texts. */
    private static final class Kept implements VisitorSocket {
        final List<String> sent = new ArrayList<>();

        @Override
        public void send(String json) {
            sent.add(json.replaceAll(".*\"type\":\"(\\w+)\".*", "$1"));
        }

        @Override
        public void send(ByteBuffer message) {
            sent.add(String.valueOf(message.getInt()));
        }

        @Override
        public void close(Close why) {
            sent.add(why.name());
        }
    }

    private void sound(int frames) {
        for (int i = 0; i < frames; i++) {
            down.sound(new byte[Uplink.FRAME_BYTES]);
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    private static byte[] frame(int level) {
        byte[] frame = new byte[Uplink.FRAME_BYTES];
        for (int i = 0; i < frame.length; i += 2) {
            frame[i] = (byte) level;
            frame[i + 1] = (byte) (level >> 8);
        }
        return frame;
    }

    @Test
    void whatWasNotConfirmedComesAgainByTheNextSocketInItsOrder() {
        Kept first = new Kept();
        down.attach(first, 0);
        sound(3);
        down.text("caption", "text", "Hello.");
        sound(1);
        assertThat(first.sent).containsExactly("1", "2", "3", "caption", "5");
        down.confirmed(2, 7);
        down.detach(first);
        sound(1);

        Kept second = new Kept();
        down.attach(second, 3);

        assertThat(second.sent).containsExactly("caption", "5", "6");
        down.detach(first); // late news of the first
        sound(1);
        assertThat(second.sent).endsWith("7");
        down.confirmed(7, 9);
        assertThat(down.isEmpty()).isTrue();
    }

    @Test
    void whoDoesNotConfirmGetsNoMoreThanAWindow() {
        Kept slow = new Kept();
        down.attach(slow, 0);

        sound(49);
        assertThat(down.isBehind()).isFalse();
        sound(951);

        assertThat(down.isBehind()).isTrue();
        assertThat(slow.sent).isEqualTo(numbers(1, 100));
        down.confirmed(90, 0);
        assertThat(slow.sent).isEqualTo(numbers(1, 190));
        down.confirmed(1_000_000, 0); // what was never sent is not confirmed
        assertThat(slow.sent).isEqualTo(numbers(1, 290));
        down.confirmed(290, 0);
        down.confirmed(390, 0);
        down.confirmed(490, 0);
        assertThat(slow.sent).as("of all that came, what there was room for").isEqualTo(numbers(1, 500));
        assertThat(down.isBehind()).isFalse();
    }

    @Test
    void framesOfTheMicrophoneGoOnceAndEvenly() {
        assertThat(up.put(1, frame(1000))).isTrue();
        assertThat(up.put(2, frame(1001))).isTrue();
        assertThat(up.take()).as("a little waits first").isNull();
        up.put(3, frame(1002));
        up.put(2, frame(9)); // comes again
        assertThat(up.take()).isEqualTo(frame(1000));
        assertThat(up.take()).isEqualTo(frame(1001));
        assertThat(up.take()).isEqualTo(frame(1002));
        assertThat(up.take()).isNull();
        up.put(4, frame(1003));
        assertThat(up.take()).as("a little waits again").isNull();
        assertThat(up.last()).isEqualTo(4);
    }

    @Test
    void whatWaitsTooLongIsShortenedWhereNobodySpeaks() {
        int number = 0;
        for (int i = 0; i < 100; i++) {
            up.put(++number, frame(10));
        }
        for (int i = 0; i < 20; i++) {
            up.put(++number, frame(2000));
        }
        List<byte[]> taken = new ArrayList<>();
        byte[] next = up.take();
        while (next != null) {
            taken.add(next);
            next = up.take();
        }

        assertThat(taken.stream().filter(frame -> !Uplink.isQuiet(frame))).hasSize(20);
        assertThat(taken).as("a pause of 800 ms is left").hasSize(60);
    }

    @Test
    void aFloodIsRefused() {
        IntStream.rangeClosed(1, 400)
                .forEach(i -> assertThat(up.put(i, frame(1000))).isTrue());

        assertThat(up.put(401, frame(1000))).isFalse();
    }
}
