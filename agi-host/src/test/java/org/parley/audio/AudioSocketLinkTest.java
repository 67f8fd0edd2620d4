package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AudioSocketLinkTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void letsInOnlyWhoShowsTheUuid() throws IOException {
        UUID id = UUID.randomUUID();
        try (ServerSocket door = door()) {
            new Socket(door.getInetAddress(), door.getLocalPort()).close();
            try (AudioSocketLink stranger = AudioSocketLink.connect(address(door), UUID.randomUUID(), SOON);
                    AudioSocketLink expected = AudioSocketLink.connect(address(door), id, SOON);
                    AudioSocketLink link = AudioSocketLink.accept(door, id, SOON, () -> false)) {
                link.send(AudioSocketFrame.hangup());

                assertThat(expected.read()).map(AudioSocketLink.Message::kind).contains(AudioSocketFrame.HANGUP);
                assertThat(stranger.read()).isEmpty();
            }
        }
    }

    @Test
    void givesUpOnceItIsToldThatNobodyWillCome() throws IOException {
        try (ServerSocket door = door()) {
            assertThatThrownBy(() -> AudioSocketLink.accept(door, UUID.randomUUID(), SOON, () -> true))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static ServerSocket door() throws IOException {
        return new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress address(ServerSocket door) {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }
}
