package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class AgiTimeoutTest {
    private static final Duration TENTH = Duration.ofMillis(100);

    static Stream<Arguments> unanswered() {
        return Stream.of(
                command("an instant command", 100, AgiChannel::isUp),
                command("a variable", 100, channel -> channel.variable("PARLEY_X")),
                command("a digit waited for", 300, channel -> channel.waitForDigit(Duration.ofMillis(200))),
                command(
                        "a file recorded",
                        300,
                        channel -> channel.recordFile("r", "wav", "", Duration.ofMillis(200), Duration.ZERO)),
                command("a file played", 500, channel -> channel.streamFile("f", "")),
                command("digits after a prompt", 650, channel -> channel.getData("f", Duration.ofMillis(50), 3)));
    }

    private static Arguments command(String name, int millis, OneCall.Work<?> work) {
        return arguments(Named.of(name, work), millis);
    }

    @ParameterizedTest
    @MethodSource("unanswered")
    void eachCommandWaitsAsLongAsItMayTakeAndThenEndsTheSession(OneCall.Work<?> work, int millis) throws Exception {
        try (OneCall call = new OneCall(settings().settings())) {
            assertThatThrownBy(() -> call.run(work))
                    .hasCauseInstanceOf(AgiException.class)
                    .hasMessageContaining("within " + millis + " ms")
                    .hasMessageContaining("the session is over");

            assertThat(call.peer.next()).as("the command that was not answered").isNotNull();
            call.peer.expectClose();
            assertThatThrownBy(() -> call.run(channel -> channel.variable("X"))).hasCauseInstanceOf(CallerGone.class);
            assertThatObject(call.run(channel -> channel.trySetVariable("X", "y")))
                    .isEqualTo(false);
            call.finish();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(call.server.stats().callsNow()).isZero());
            assertThat(call.server.stats().timeouts()).isEqualTo(1);
        }
    }

    @Test
    void anApplicationMayTakeFarLongerThanACommand() throws Exception {
        try (OneCall call = new OneCall(settings().settings())) {
            CompletableFuture<Integer> exec = call.begin(channel -> channel.exec("Playback", "f"));
            assertThat(call.peer.next()).isEqualTo("EXEC \"Playback\" \"f\"");
            CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS)
                    .execute(() -> call.peer.reply("200 result=0"));

            assertThat(exec.get()).isZero();
        }
    }

    @Test
    void anApplicationEndsWithTheCallThatLastedTooLong() throws Exception {
        AgiSettingsFixture fixture = settings();
        fixture.callMax = Duration.ofMillis(300);
        fixture.commandTime = Duration.ofSeconds(5);
        try (OneCall call = new OneCall(fixture.settings())) {
            CompletableFuture<Integer> exec = call.begin(channel -> channel.exec("Playback", "f"));
            assertThat(call.peer.next()).isEqualTo("EXEC \"Playback\" \"f\"");

            call.peer.expectClose();
            assertThat(exec).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(-1);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(call.server.stats().callsNow()).isZero());
            assertThat(call.server.stats().timeouts()).isEqualTo(1);
        }
    }

    @Test
    void aHandlerThatForgetsTheTimeIsInterruptedAndTheDialplanTold() throws Exception {
        AgiSettingsFixture fixture = settings();
        fixture.callMax = Duration.ofMillis(300);
        fixture.commandTime = Duration.ofSeconds(5);
        try (OneCall call = new OneCall(fixture.settings())) {
            call.request();

            call.peer.expect("SET VARIABLE \"PARLEY_STATUS\" \"FAILED\"", "200 result=1");
            call.peer.expectClose();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(call.server.stats().callsNow()).isZero());
            assertThat(call.server.stats().timeouts()).isEqualTo(1);
        }
    }

    @Test
    void aTimeLongerThanACallIsRefusedBeforeItIsSent() throws Exception {
        try (OneCall call = new OneCall(settings().settings())) {
            assertThatThrownBy(() -> call.run(channel -> channel.waitForDigit(Duration.ofDays(2))))
                    .hasCauseInstanceOf(AgiException.class)
                    .hasMessageContaining("agi.callMax");
            assertThatThrownBy(() -> call.run(channel -> channel.waitForDigit(Duration.ofMillis(-1))))
                    .hasCauseInstanceOf(AgiException.class);
        }
    }

    private static AgiSettingsFixture settings() {
        AgiSettingsFixture fixture = new AgiSettingsFixture();
        fixture.commandTime = TENTH;
        fixture.promptTime = TENTH.multipliedBy(4);
        return fixture;
    }
}
