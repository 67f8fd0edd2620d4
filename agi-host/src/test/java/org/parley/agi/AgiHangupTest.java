package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AgiHangupTest {
    private static final String DEAD = "511 Command Not Permitted on a dead channel or intercept routine";

    private final OneCall call;
    private final AtomicInteger heard = new AtomicInteger();

    AgiHangupTest() throws Exception {
        call = new OneCall(new AgiSettingsFixture().settings());
    }

    @BeforeEach
    void listen() throws Exception {
        call.request();
        call.run(channel -> {
            channel.onHangup(() -> {
                throw new IllegalStateException("a listener that fails must not keep the others from hearing");
            });
            channel.onHangup(heard::incrementAndGet);
            return true;
        });
    }

    @AfterEach
    void end() {
        call.close();
    }

    @Test
    void isNoticedBeforeTheFirstCommand() throws Exception {
        call.peer.reply("HANGUP");

        Awaitility.await().until(() -> call.run(AgiChannel::isHungUp));
        assertThat(heard).hasValue(1);
        assertThatThrownBy(() -> call.run(channel -> channel.streamFile("a", "")))
                .hasCauseInstanceOf(CallerGone.class);
        assertThatObject(call.run(AgiChannel::isUp)).isEqualTo(false);
    }

    @Test
    void isRememberedWhenItComesBeforeAReplyAndToldOnce() throws Exception {
        assertThatObject(call.run(
                        channel -> channel.waitForDigit(Duration.ofSeconds(1)),
                        "WAIT FOR DIGIT 1000",
                        "HANGUP\n200 result=49"))
                .isEqualTo('1');
        assertThatObject(call.run(AgiChannel::isHungUp)).isEqualTo(true);
        call.peer.reply("HANGUP");
        assertThatThrownBy(() -> call.run(channel -> channel.begin("AudioSocket", "x")))
                .hasCauseInstanceOf(CallerGone.class);
        call.run(channel -> channel.trySetVariable("X", "y"), "SET VARIABLE \"X\" \"y\"", "HANGUP\n200 result=1");
        assertThat(heard).hasValue(1);
    }

    @Test
    void leavesTheCommandsOfTheClosingPathAlive() throws Exception {
        call.peer.reply("HANGUP");
        Awaitility.await().until(() -> call.run(AgiChannel::isHungUp));

        assertThatObject(call.run(
                        channel -> channel.trySetVariable("PARLEY_STATUS", "OK"),
                        "SET VARIABLE \"PARLEY_STATUS\" \"OK\"",
                        "200 result=1"))
                .isEqualTo(true);
        assertThatObject(call.run(
                        channel -> channel.variable("PARLEY_X"), "GET VARIABLE \"PARLEY_X\"", "200 result=1 (v)"))
                .isEqualTo("v");
        assertThatObject(call.run(channel -> channel.exec("NoOp", "x"), "EXEC \"NoOp\" \"x\"", "200 result=0"))
                .isEqualTo(0);
    }

    @Test
    void duringAnApplicationGivesMinusOneAndThenCallerGone() throws Exception {
        assertThatObject(call.run(
                        channel -> channel.exec("Playback", "x"), "EXEC \"Playback\" \"x\"", "200 result=-1\nHANGUP"))
                .isEqualTo(-1);
        Awaitility.await().until(() -> call.run(AgiChannel::isHungUp));
        assertThatThrownBy(() -> call.run(channel -> channel.streamFile("a", "")))
                .hasCauseInstanceOf(CallerGone.class);
        assertThat(heard).hasValue(1);
    }

    @Test
    void duringAPendingApplicationEndsTheWait() throws Exception {
        Pending pending = call.run(channel -> channel.begin("AudioSocket", "x"));
        CompletableFuture<Integer> result = call.begin(channel -> pending.await(Duration.ofSeconds(20)));
        call.peer.expect("EXEC \"AudioSocket\" \"x\"", "HANGUP");
        Awaitility.await().untilAsserted(() -> assertThat(heard).hasValue(1));

        call.peer.reply("200 result=-1");

        assertThat(result.get()).isEqualTo(-1);
        assertThatObject(call.run(
                        channel -> channel.trySetVariable("X", "y"), "SET VARIABLE \"X\" \"y\"", "200 result=1"))
                .isEqualTo(true);
    }

    @Test
    void byClosingDuringAPendingApplicationEndsTheWaitToo() throws Exception {
        Pending pending = call.run(channel -> channel.begin("AudioSocket", "x"));
        CompletableFuture<Integer> result = call.begin(channel -> pending.await(Duration.ofSeconds(20)));

        call.peer.close();

        assertThat(result.get()).isEqualTo(-1);
        assertThat(heard).hasValue(1);
        assertThatThrownBy(() -> call.run(channel -> channel.exec("NoOp"))).hasCauseInstanceOf(CallerGone.class);
    }

    @Test
    void isSeenBySomebodyWhoOnlyLooksWhileAnApplicationIsPending() throws Exception {
        Pending pending = call.run(channel -> channel.begin("AudioSocket", "x"));
        call.peer.expect("EXEC \"AudioSocket\" \"x\"", "200 result=-1\nHANGUP");

        Awaitility.await().until(() -> call.run(AgiChannel::isHungUp));
        assertThatObject(call.run(channel -> pending.await(Duration.ZERO))).isEqualTo(-1);
    }

    @Test
    void byAStatusOf511ThrowsCallerGone() throws Exception {
        CompletableFuture<Character> digit = call.begin(channel -> channel.waitForDigit(Duration.ofSeconds(1)));
        call.peer.expect("WAIT FOR DIGIT 1000", DEAD);

        assertThatThrownBy(digit::get).hasCauseInstanceOf(CallerGone.class);
        assertThat(heard).hasValue(1);
        assertThatObject(call.run(
                        channel -> channel.trySetVariable("X", "y"), "SET VARIABLE \"X\" \"y\"", "200 result=1"))
                .isEqualTo(true);
    }

    @Test
    void byClosingInTheMiddleOfACommandThrowsCallerGone() throws Exception {
        CompletableFuture<Character> digit = call.begin(channel -> channel.waitForDigit(Duration.ofSeconds(1)));
        assertThat(call.peer.next()).isEqualTo("WAIT FOR DIGIT 1000");

        call.peer.send("200 resu");
        call.peer.close();

        assertThatThrownBy(digit::get).hasCauseInstanceOf(CallerGone.class);
        assertThat(heard).hasValue(1);
        assertThatObject(call.run(channel -> channel.trySetVariable("X", "y"))).isEqualTo(false);
        assertThatObject(call.run(AgiChannel::isUp)).isEqualTo(false);
    }

    @Test
    void isToldAtOnceToAListenerWhoComesLate() throws Exception {
        call.peer.close();
        Awaitility.await().until(() -> call.run(AgiChannel::isHungUp));

        AtomicInteger late = new AtomicInteger();
        call.run(channel -> {
            channel.onHangup(late::incrementAndGet);
            return true;
        });

        assertThat(late).hasValue(1);
    }

    @Test
    void isNoErrorOfTheHandler() throws Exception {
        call.peer.close();
        CompletableFuture<Character> digit = call.begin(channel -> channel.waitForDigit(Duration.ofSeconds(1)));
        assertThatThrownBy(digit::get).hasCauseInstanceOf(CallerGone.class);

        call.finish();

        Awaitility.await()
                .untilAsserted(() -> assertThat(call.server.stats().callsNow()).isZero());
        assertThat(call.server.stats().failures()).isZero();
    }
}
