package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class AgiBoundsTest {
    static Stream<Arguments> strangers() {
        String good = AgiPeer.request("8300");
        String half = good.substring(0, good.length() / 2);
        return Stream.of(
                arguments("an HTTP request", "GET / HTTP/1.1\r\nHost: here\r\n\r\n", Refusal.NOT_AGI),
                arguments("a TLS greeting", "\u0016\u0003\u0001\u0002\u0000", Refusal.NOT_AGI),
                arguments("garbage without a newline", "\u0000\u0001\u0002", Refusal.NOT_AGI),
                arguments("one wrong byte", "x", Refusal.NOT_AGI),
                arguments("almost the right word", "agx", Refusal.NOT_AGI),
                arguments("a bare newline", "\n", Refusal.NOT_AGI),
                arguments("a bare CRLF", "\r\n", Refusal.NOT_AGI),
                arguments("a line without end", "agi_network: " + "y".repeat(3000), Refusal.LINE_TOO_LONG),
                arguments("a line of one byte too many", good.replace("yes", "y".repeat(2036)), Refusal.LINE_TOO_LONG),
                arguments("lines without end", "agi_x: y\n" + "x: y\n".repeat(70), Refusal.TOO_MANY_LINES),
                arguments(
                        "bytes without end",
                        "agi_x: y\n" + ("x".repeat(1500) + "\n").repeat(12),
                        Refusal.TOO_MANY_BYTES),
                arguments("no agi_channel", good.replace("agi_channel", "agi_chanel"), Refusal.MALFORMED),
                arguments("no agi_network", good.replace("agi_network", "agi_net"), Refusal.MALFORMED),
                arguments("a line twice", AgiPeer.request("8300", "agi_extension: 9"), Refusal.MALFORMED),
                arguments("silence", "", Refusal.TOO_SLOW),
                arguments("half a request", half, Refusal.TOO_SLOW),
                arguments("half a line", "agi_network: yes\nagi_", Refusal.TOO_SLOW),
                arguments("a request without its empty line", good.substring(0, good.length() - 1), Refusal.TOO_SLOW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void refusesAndCountsWhatIsNoRequest(String name, String sent, Refusal reason) throws Exception {
        AtomicInteger handled = new AtomicInteger();
        try (AgiServer server = AgiServer.open(settings().settings(), (request, channel) -> handled.incrementAndGet());
                AgiPeer peer = AgiPeer.connect(server.address())) {
            peer.send(sent);

            peer.expectClose();
            await().untilAsserted(
                            () -> assertThat(server.stats().handshakesNow()).isZero());
            assertThat(server.stats().refused(reason)).as(name).isEqualTo(1);
            assertThat(server.stats().refusedTotal()).isEqualTo(1);
            assertThat(handled).hasValue(0);
        }
    }

    @Test
    void takesALineOfExactlyTheLongestLength() throws Exception {
        AgiSettingsFixture fixture = settings();
        // "agi_arg_1: " has 11 bytes
        String text = AgiPeer.request("8300", "agi_arg_1: " + "a".repeat(fixture.lineBytesMax - 11));
        try (OneCall call = new OneCall(fixture.settings(), text)) {
            assertThat(call.request().arguments().getFirst()).hasSize(fixture.lineBytesMax - 11);
        }
    }

    @Test
    void hasOneDeadlineForTheWholeRequestNotOneForEachRead() throws Exception {
        try (AgiServer server = AgiServer.open(settings().settings(), (request, channel) -> {});
                AgiPeer peer = AgiPeer.connect(server.address())) {
            peer.send("agi_network: yes\n");
            // a byte now and then must not prolong it; a write may meet the reset
            for (int i = 0; i < 200 && server.stats().refused(Refusal.TOO_SLOW) == 0; i++) {
                try {
                    peer.send("x");
                } catch (UncheckedIOException e) {
                    break;
                }
                LockSupport.parkNanos(20_000_000);
            }

            assertThat(server.stats().refused(Refusal.TOO_SLOW)).isEqualTo(1);
        }
    }

    @Test
    void countsAPeerThatClosesInTheMiddle() throws Exception {
        try (AgiServer server = AgiServer.open(settings().settings(), (request, channel) -> {})) {
            AgiPeer peer = AgiPeer.connect(server.address());
            peer.send("agi_network: yes\nagi_chan");
            peer.close();

            await().untilAsserted(() ->
                    assertThat(server.stats().refused(Refusal.CLOSED_EARLY)).isEqualTo(1));
        }
    }

    @Test
    void readsOnlySoManyRequestsAtOnceAndFreesThePlaceAfterwards() throws Exception {
        AgiSettingsFixture fixture = settings();
        fixture.handshakesMax = 2;
        fixture.requestTime = Duration.ofSeconds(20);
        try (AgiServer server = AgiServer.open(fixture.settings(), (request, channel) -> channel.noop())) {
            AgiPeer first = AgiPeer.connect(server.address());
            AgiPeer second = AgiPeer.connect(server.address());
            await().untilAsserted(
                            () -> assertThat(server.stats().handshakesNow()).isEqualTo(2));

            try (AgiPeer third = AgiPeer.connect(server.address())) {
                third.expectClose();
            }
            assertThat(server.stats().refused(Refusal.HANDSHAKES_FULL)).isEqualTo(1);

            first.close();
            second.close();
            await().untilAsserted(
                            () -> assertThat(server.stats().handshakesNow()).isZero());
            try (AgiPeer fourth = AgiPeer.call(server.address(), "8300")) {
                fourth.expect("NOOP", "200 result=0");
                fourth.expectClose();
            }
        }
    }

    @Test
    void closesAPeerOfAnotherNetworkBeforeReadingAnything() throws Exception {
        AgiSettingsFixture fixture = settings();
        fixture.allow = List.of("10.0.0.0/8", "127.0.0.2");
        AtomicInteger handled = new AtomicInteger();
        try (AgiServer server = AgiServer.open(fixture.settings(), (request, channel) -> handled.incrementAndGet());
                AgiPeer peer = AgiPeer.connect(server.address())) {
            peer.expectClose();

            assertThat(server.stats().refused(Refusal.PEER_NOT_ALLOWED)).isEqualTo(1);
            assertThat(server.stats().handshakesNow()).isZero();
            assertThat(handled).hasValue(0);
        }
    }

    private static AgiSettingsFixture settings() {
        AgiSettingsFixture fixture = new AgiSettingsFixture();
        fixture.requestTime = Duration.ofMillis(500);
        return fixture;
    }
}
