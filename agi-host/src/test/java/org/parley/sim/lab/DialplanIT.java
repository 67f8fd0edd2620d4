package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.parley.ami.OutgoingCall;

/**
 * dialplan/parley.conf on a real Asterisk: where a caller goes for each thing that a host may say, or not say. The
 * include runs in the context that includes it, here {@code lab}.
 */
@ExtendWith(AsteriskExtension.class)
final class DialplanIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void hangsUpWhenTheScriptIsDone(AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_STATUS DONE");
                Route route = Route.of(lab, call(host))) {
            assertThat(host.awaitRequest(SOON)).isEqualTo("agi://" + host.address() + "/");
            assertThat(route.step("Hangup", "lab")).isPresent();
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
        }
    }

    @Test
    void transfersToATargetThatTheAdminHasOpened(AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_TARGET 9100", "SET VARIABLE PARLEY_STATUS TRANSFER");
                Route route = Route.of(lab, call(host))) {
            assertThat(route.transfer()).isEqualTo("9100");
            assertThat(route.hearing().awaitSound(Duration.ofMillis(200), 0, SOON))
                    .isTrue();
        }
    }

    @Test
    void transfersIntoTheContextThatTheScriptNames(AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer(
                        "SET VARIABLE PARLEY_CONTEXT lab",
                        "SET VARIABLE PARLEY_TARGET 9005",
                        "SET VARIABLE PARLEY_STATUS TRANSFER");
                Route route = Route.of(lab, call(host))) {
            assertThat(route.step("UserEvent", "lab")).isPresent();
        }
    }

    @Test
    void sendsACallerToAPersonWhenTheTargetDoesNotExist(AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_TARGET 5", "SET VARIABLE PARLEY_STATUS TRANSFER");
                Route route = Route.of(lab, call(host))) {
            assertThat(route.reachesPerson()).isTrue();
        }
    }

    @Test
    void asksTheSecondHostWhenTheFirstIsBusy(AsteriskLab lab) throws Exception {
        try (AgiPeer first = new AgiPeer("SET VARIABLE PARLEY_STATUS BUSY");
                AgiPeer second = new AgiPeer("SET VARIABLE PARLEY_STATUS DONE");
                Route route = Route.of(lab, call(first).variable("PARLEY_HOST_2", second.address()))) {
            assertThat(second.awaitRequest(SOON)).isEqualTo("agi://" + second.address() + "/");
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
        }
    }

    @Test
    void asksTheSecondHostWhenTheFirstDoesNotListen(AsteriskLab lab) throws Exception {
        try (AgiPeer second = new AgiPeer("SET VARIABLE PARLEY_STATUS DONE");
                Route route = Route.of(
                        lab,
                        AsteriskLab.call("8300")
                                .variable("PARLEY_HOST", closedPort())
                                .variable("PARLEY_HOST_2", second.address()))) {
            assertThat(second.awaitRequest(SOON)).isEqualTo("agi://" + second.address() + "/");
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
        }
    }

    @Test
    void sendsACallerToAPersonWhenBothHostsFail(AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_STATUS FAILED");
                Route route = Route.of(lab, call(host).variable("PARLEY_HOST_2", host.address()))) {
            assertThat(route.reachesPerson()).isTrue();
            assertThat(host.waiting()).isEqualTo(2);
        }
    }

    @Test
    void sendsACallerToAPersonWhenTheHostDiesInTheMiddleOfTheAudio(AsteriskLab lab) throws Exception {
        try (AudioSocketPeer audio = new AudioSocketPeer();
                AgiPeer host = new AgiPeer("EXEC AudioSocket " + UUID.randomUUID() + "," + audio.address());
                Route route = Route.of(lab, call(host))) {
            route.caller().play(Tones.sine(700, Duration.ofSeconds(10)));
            assertThat(route.hearing().awaitSound(Duration.ofMillis(200), 0, SOON))
                    .isTrue();

            audio.vanish();

            assertThat(route.reachesPerson()).isTrue();
            assertThat(route.hearing().awaitSilence(Duration.ofMillis(100), SOON))
                    .isTrue();
        }
    }

    @Test
    void asksNobodyMoreOnceTheCallerHasLeft(AsteriskLab lab) throws Exception {
        try (AudioSocketPeer audio = new AudioSocketPeer();
                AgiPeer host = new AgiPeer("EXEC AudioSocket " + UUID.randomUUID() + "," + audio.address());
                AgiPeer second = new AgiPeer("SET VARIABLE PARLEY_STATUS DONE");
                Route route = Route.of(lab, call(host).variable("PARLEY_HOST_2", second.address()))) {
            route.caller().play(Tones.sine(700, Duration.ofMillis(500)));
            assertThat(route.hearing().awaitSound(Duration.ofMillis(200), 0, SOON))
                    .isTrue();

            route.caller().hangUp();

            assertThat(route.caller().awaitEnd(SOON)).isTrue();
            await().atMost(SOON).until(() -> !lab.ami().isUp(route.caller().uniqueId()));
            assertThat(second.waiting()).isZero();
        }
    }

    private static OutgoingCall call(AgiPeer host) {
        return AsteriskLab.call("8300").variable("PARLEY_HOST", host.address());
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
