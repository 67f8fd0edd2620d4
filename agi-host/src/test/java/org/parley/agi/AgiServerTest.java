package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.settings.HostPort;

@Timeout(30)
class AgiServerTest {
    private static final String BUSY = "SET VARIABLE PARLEY_STATUS \"BUSY\"";
    private static final String FAILED = "SET VARIABLE \"PARLEY_STATUS\" \"FAILED\"";
    private static final String SET = "200 result=1";

    private final AgiSettingsFixture fixture = new AgiSettingsFixture();

    @Test
    void runsTheHandlerOnAVirtualThreadAndClosesWhenItReturns() throws Exception {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        try (AgiServer server = AgiServer.open(fixture.settings(), (request, channel) -> {
                    channel.setVariable("PARLEY_STATUS", "OK");
                    virtual.complete(Thread.currentThread().isVirtual());
                });
                AgiPeer peer = AgiPeer.call(server.address(), "8300")) {
            assertThat(peer.serve(command -> SET)).containsExactly("SET VARIABLE \"PARLEY_STATUS\" \"OK\"");
            assertThat(virtual.get()).isTrue();
            await().untilAsserted(() -> assertThat(server.stats().callsNow()).isZero());
            assertThat(server.stats().callsTotal()).isEqualTo(1);
            assertThat(server.stats().refusedTotal()).isZero();
        }
    }

    @Test
    void saysBusyAtOnceWhenNoPermitIsLeftAndServesAgainAfterwards() throws Exception {
        fixture.callsMax = 1;
        try (OneCall call = new OneCall(fixture.settings())) {
            call.request();
            try (AgiPeer second = AgiPeer.call(call.server.address(), "8300")) {
                assertThat(second.serve(command -> SET)).containsExactly(BUSY);
            }
            AgiStats stats = call.server.stats();
            assertThat(stats.refused(Refusal.CALLS_FULL)).isEqualTo(1);
            assertThat(stats.callsTotal()).isEqualTo(1);
            assertThat(stats.permitsFree()).isZero();

            call.finish();
            call.peer.expectClose();
            await().untilAsserted(
                            () -> assertThat(call.server.stats().permitsFree()).isEqualTo(1));
            try (AgiPeer third = AgiPeer.call(call.server.address(), "8300")) {
                call.finish();
                third.expectClose();
            }
        }
    }

    @Test
    void doesNotWaitLongForAPeerThatDoesNotTakeBusy() throws Exception {
        fixture.callsMax = 1;
        try (OneCall call = new OneCall(fixture.settings())) {
            call.request();
            try (AgiPeer second = AgiPeer.call(call.server.address(), "8300")) {
                assertThat(second.next()).isEqualTo(BUSY);
                second.expectClose();
            }
            await().untilAsserted(() ->
                    assertThat(call.server.stats().handshakesNow()).isZero());
        }
    }

    @Test
    void tellsTheDialplanWhenTheHandlerThrowsAndGoesOn() throws Exception {
        try (AgiServer server = AgiServer.open(fixture.settings(), (request, channel) -> {
            switch (request.extension()) {
                case "1" -> throw new IllegalStateException("as the test wants it");
                case "2" -> throw new StackOverflowError("as the test wants it");
                case "3" -> {
                    channel.setVariable("PARLEY_STATUS", "TRANSFER");
                    throw new IllegalStateException("after the status was set");
                }
                default -> channel.setVariable("PARLEY_STATUS", "OK");
            }
        })) {
            assertThat(commands(server, "1")).containsExactly(FAILED);
            assertThat(commands(server, "2")).containsExactly(FAILED);
            assertThat(commands(server, "3")).containsExactly("SET VARIABLE \"PARLEY_STATUS\" \"TRANSFER\"");
            assertThat(commands(server, "4")).containsExactly("SET VARIABLE \"PARLEY_STATUS\" \"OK\"");
            assertThat(server.stats().failures()).isEqualTo(3);
        }
    }

    @Test
    void drainRefusesNewCallsAtOnceAndLetsTheRunningOnesGoOn() throws Exception {
        try (OneCall call = new OneCall(fixture.settings());
                AgiPeer half = AgiPeer.connect(call.server.address())) {
            call.request();
            half.send("agi_network: yes\n");
            await().untilAsserted(() ->
                    assertThat(call.server.stats().handshakesNow()).isEqualTo(1));

            assertThat(call.server.drain(Duration.ofMillis(50))).isFalse();

            InetSocketAddress address = call.server.address();
            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                    .isInstanceOf(IOException.class);
            half.send(AgiPeer.request("8300").substring("agi_network: yes\n".length()));
            assertThat(half.serve(command -> SET)).containsExactly(BUSY);
            assertThat(call.server.stats().refused(Refusal.DRAINING)).isEqualTo(1);
            call.run(
                    channel -> channel.trySetVariable("PARLEY_STATUS", "OK"),
                    "SET VARIABLE \"PARLEY_STATUS\" \"OK\"",
                    SET);

            CompletableFuture<Boolean> drained =
                    CompletableFuture.supplyAsync(() -> call.server.drain(Duration.ofSeconds(10)));
            call.finish();
            call.peer.expectClose();
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void closeInterruptsWaitingHandlersWhoseDialplansAreTold() throws Exception {
        OneCall call = new OneCall(fixture.settings());
        call.request();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(call.server::close);

        call.peer.expect(FAILED, SET);
        call.peer.expectClose();
        assertThat(closed).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void closeEndsACallThatWaitsForAsterisk() throws Exception {
        OneCall call = new OneCall(fixture.settings());
        CompletableFuture<Integer> exec = call.begin(channel -> channel.exec("Playback", "f"));
        assertThat(call.peer.next()).isEqualTo("EXEC \"Playback\" \"f\"");

        call.server.close();

        call.peer.expectClose();
        assertThat(exec).isDone();
        assertThat(call.server.stats().callsNow()).isZero();
    }

    @Test
    void closeIsBoundedWhenAHandlerDoesNotListen() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AgiServer server = AgiServer.open(fixture.settings(), (request, channel) -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    release.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // the test's point
                }
            }
        });
        try (AgiPeer peer = AgiPeer.call(server.address(), "8300")) {
            await().untilAsserted(() -> assertThat(server.stats().callsNow()).isEqualTo(1));

            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);

            peer.expectClose();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            release.countDown();
        }
        await().untilAsserted(() -> assertThat(server.stats().callsNow()).isZero());
    }

    @Test
    void saysWhichAddressItCouldNotHave() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            AgiSettings free = fixture.settings();
            AgiSettings settings = new AgiSettings(
                    new HostPort("127.0.0.1", taken.getLocalPort()),
                    free.allow(),
                    free.callsMax(),
                    free.handshakesMax(),
                    free.requestLinesMax(),
                    free.lineBytesMax(),
                    free.requestBytesMax(),
                    free.requestTime(),
                    free.commandTime(),
                    free.promptTime(),
                    free.callMax(),
                    free.commandBytesMax());

            assertThatThrownBy(() -> AgiServer.open(settings, (request, channel) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("agi.listen");
        }
    }

    @Test
    void refusesToOpenForNobody() {
        fixture.allow = List.of();

        assertThatThrownBy(() -> AgiServer.open(fixture.settings(), (request, channel) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("agi.allow");
    }

    @Test
    void backsOffWhenDescriptorsRunOutAndRecovers() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch freed = new CountDownLatch(1);
        ServerSocket door = new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                attempts.incrementAndGet();
                if (freed.getCount() > 0) {
                    throw new IOException("Too many open files");
                }
                return super.accept();
            }
        };
        door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        AgiSettings settings = fixture.settings();
        try (AgiServer server =
                new AgiServer(settings, (request, channel) -> channel.noop(), AgiServer.networks(settings), door)) {
            await().untilAsserted(
                            () -> assertThat(server.stats().acceptFailures()).isGreaterThanOrEqualTo(4));
            // 20, 40, 80, 160 ms …: a spinning loop would have tried thousands of times by now
            assertThat(attempts.get()).isLessThan(12);

            freed.countDown();
            try (AgiPeer peer = AgiPeer.call(server.address(), "8300")) {
                peer.expect("NOOP", "200 result=0");
                peer.expectClose();
            }
        }
    }

    private static List<String> commands(AgiServer server, String extension) {
        try (AgiPeer peer = AgiPeer.call(server.address(), extension)) {
            return peer.serve(command -> SET);
        }
    }
}
