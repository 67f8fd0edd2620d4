package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.ami.Watch;
import org.parley.audio.Pcm;
import org.parley.settings.HostPort;

/** Calls through a real Asterisk to a host of its own process: what callers hear, say, press, and where they end up. */
@ExtendWith(AsteriskExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParleyOnAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String LONG_SPEECH =
            "This is a long notice that goes on and on, about nothing at all, sentence"
                    + " after sentence, so that there is time enough to interrupt it, or to hang up on it.";

    private static final Map<String, String> SCRIPTS = Map.ofEntries(
            Map.entry("8300.groovy", "say 'Hello, and welcome to the end of the line.'\ndispose 'SALE'\n"),
            Map.entry("8301.groovy", "cleanup { log 'echo is over' }\necho()\n"),
            Map.entry("8302.groovy", "say 'Yes please.'\n"),
            Map.entry("8303.groovy", """
                    def answer = ask 'Do you want to go on?', yesNo, tries: 1
                    transfer answer.yes ? '9101' : answer.no ? '9102' : '9103'
                    """),
            Map.entry("8304.groovy", """
                    def said = say '%s'
                    transfer said.interrupted ? '9104' : '9105'
                    """.formatted(LONG_SPEECH)),
            Map.entry("8305.groovy", "transfer '91' + capture(digits(2), tries: 1).value\n"),
            Map.entry("8306.groovy", """
                    cleanup { log 'the long speech is over' }
                    say '%s', interruptible: false
                    """.formatted(LONG_SPEECH)),
            Map.entry(
                    "8307.groovy",
                    "cleanup { log 'listening is over' }\nsay 'Go on.'\nlisten anything, noInput: 30.s\n"),
            Map.entry(
                    "8308.groovy",
                    "say 'First.', interruptible: false\nplay 'tt-allbusy'\necho 3.s\ntransfer '9108'\n"),
            Map.entry("8309.groovy", "def zero = var('NO_SUCH_VARIABLE').length()\nsay \"${1.intdiv(zero)}\"\n"),
            Map.entry("8310.groovy", "transfer '9005', context: 'lab'\n"));

    @TempDir
    private static Path folder;

    // made before the first test
    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private HostProcess host;

    @BeforeAll
    void startHost() throws Exception {
        host = HostProcess.start(folder, SCRIPTS);
    }

    @Test
    void speaksToTheCallerAndHangsUpWhenTheScriptIsDone(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8300"))) {
            assertThat(route.hearing().awaitSound(Duration.ofSeconds(1), 0, SOON))
                    .isTrue();

            assertThat(route.step("Hangup", "lab")).isPresent();
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
        }
    }

    @Test
    @Shows(on = Where.ASTERISK, verbs = "echo")
    void hearsTheCallerAndIsHeard(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8301"))) {
            route.caller().play(Tones.sine(700, Duration.ofSeconds(10)));

            assertThat(route.hearing().awaitSound(Duration.ofMillis(1500), 0, SOON))
                    .isTrue();
            assertThat(Tones.share(700, route.hearing().samples())).isGreaterThan(0.8);
        }
    }

    @Test
    void hearsSipCallersWithTheirAudio(AsteriskLab lab, @TempDir Path work) throws Exception {
        Sipp.Result result = Sipp.scenario("speaks", lab, "8301", work)
                .host(host.address())
                .says(Tones.sine(700, Duration.ofSeconds(1)))
                .record("parley-echo")
                .run(1, Duration.ofSeconds(6), Duration.ofSeconds(20));

        assertThat(result.successful()).as(result.log()).isEqualTo(1);
        short[] heard = Recordings.samples(lab, "parley-echo-heard");
        assertThat(Tones.share(700, heard)).isGreaterThan(0.8);
    }

    @Test
    void servesManySipCallersAtOnce(AsteriskLab lab, @TempDir Path work) throws Exception {
        Sipp.Result result = Sipp.scenario("speaks", lab, "8301", work)
                .host(host.address())
                .says(Tones.sine(700, Duration.ofSeconds(1)))
                .run(20, Duration.ofSeconds(4), Duration.ofSeconds(30));

        assertThat(result.successful()).as(result.log()).isEqualTo(20);
    }

    @Test
    @Shows(
            on = Where.ASTERISK,
            verbs = {"ask", "yesNo"})
    void understandsWhatTheCallerSays(AsteriskLab lab) throws Exception {
        Pcm yes = wordsOfTheHost(lab);

        try (Route route = Route.of(lab, host.call("8303"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(500), 0, SOON))
                    .isTrue();
            assertThat(route.hearing().awaitSilence(Duration.ofMillis(500), SOON))
                    .isTrue();
            route.caller().play(yes);

            assertThat(route.transfer()).isEqualTo("9101");
        }
    }

    @Test
    void stopsSpeakingWhenTheCallerSpeaks(AsteriskLab lab) throws Exception {
        Pcm words = wordsOfTheHost(lab);

        try (Route route = Route.of(lab, host.call("8304"))) {
            assertThat(route.hearing().awaitSound(Duration.ofSeconds(1), 0, SOON))
                    .isTrue();
            route.caller().play(words);

            assertThat(route.transfer()).isEqualTo("9104");
        }
    }

    @Test
    @Shows(on = Where.ASTERISK, verbs = "capture")
    void takesKeysOfTheCaller(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8305"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(300), 0, SOON))
                    .isTrue();
            route.caller().press('4');
            route.caller().press('2');

            assertThat(route.transfer()).isEqualTo("9142");
        }
    }

    @Test
    void takesKeysOfSipCallers(AsteriskLab lab, @TempDir Path work) throws Exception {
        try (Watch watch = lab.ami().watch()) {
            Sipp.Result result = Sipp.scenario("keys", lab, "8305", work)
                    .host(host.address())
                    .presses("12*#")
                    .run(1, Duration.ofSeconds(5), Duration.ofSeconds(20));

            assertThat(result.successful()).as(result.log()).isEqualTo(1);
            assertThat(watch.await(
                            SOON,
                            step -> step.application().equals("UserEvent")
                                    && step.context().equals("parley-transfer")
                                    && step.extension().equals("9112")))
                    .isPresent();
        }
    }

    @Test
    @Shows(on = Where.ASTERISK, verbs = "cleanup")
    void endsTheScriptWhenTheCallerHangsUpWhileItSpeaks(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8306"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(300), 0, SOON))
                    .isTrue();
            route.caller().hangUp();

            host.awaitLine("the long speech is over", SOON);
            await().atMost(SOON).until(() -> !lab.ami().isUp(route.caller().uniqueId()));
        }
    }

    @Test
    void endsTheScriptWhenTheCallerHangsUpWhileItListens(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8307"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(200), 0, SOON))
                    .isTrue();
            assertThat(route.hearing().awaitSilence(Duration.ofSeconds(1), SOON))
                    .isTrue();
            route.caller().hangUp();

            host.awaitLine("listening is over", SOON);
            await().atMost(SOON).until(() -> !lab.ami().isUp(route.caller().uniqueId()));
        }
    }

    @Test
    void survivesCallersWhoHangUpAtOnce(AsteriskLab lab, @TempDir Path work) throws Exception {
        Sipp.Result result = Sipp.scenario("leaves", lab, "8300", work)
                .host(host.address())
                .run(20, Duration.ZERO, Duration.ofSeconds(20));

        assertThat(result.successful()).as(result.log()).isEqualTo(20);
        try (Route route = Route.of(lab, host.call("8300"))) {
            assertThat(route.hearing().awaitSound(Duration.ofSeconds(1), 0, SOON))
                    .isTrue();
        }
    }

    @Test
    void takesTheAudioBackAfterAsteriskHasPlayedASoundOfItsOwn(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8308"))) {
            route.caller().play(Tones.sine(700, Duration.ofMinutes(1)));

            assertThat(route.transfer()).isEqualTo("9108");
            assertThat(route.hearing().soundSamples()).isGreaterThan(8_000 * 4);
            assertThat(Tones.share(700, route.hearing().samples())).isGreaterThan(0.3);
        }
    }

    @Test
    @Shows(on = Where.ASTERISK, verbs = "transfer")
    void transfersIntoAContextOfTheDialplan(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8310"))) {
            assertThat(route.step("UserEvent", "lab")).isPresent();
            assertThat(route.hearing().awaitSound(Duration.ofMillis(500), 0, SOON))
                    .isTrue();
        }
    }

    @Test
    void leavesTheCallToAsteriskWhenItIsMovedAway(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8301"))) {
            route.caller().play(Tones.sine(700, Duration.ofSeconds(10)));
            assertThat(route.hearing().awaitSound(Duration.ofMillis(300), 0, SOON))
                    .isTrue();

            lab.ami().redirect(route.caller().uniqueId(), "lab", "9005");

            assertThat(route.step("UserEvent", "lab")).isPresent();
            host.awaitLine("echo is over", SOON);
        }
    }

    @Test
    void sendsTheCallerToAPersonWhenAScriptFails(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8309"))) {
            assertThat(route.reachesPerson()).isTrue();
        }
    }

    @Test
    void sendsTheCallerToAPersonWhenNoScriptHasTheExtension(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8399"))) {
            assertThat(route.reachesPerson()).isTrue();
        }
    }

    @Test
    void sendsTheCallerToAPersonWhenAllLinesAreTaken(AsteriskLab lab, @TempDir Path own) throws Exception {
        try (HostProcess small = HostProcess.start(own, SCRIPTS, "agi:", "  calls-max: 1");
                Route first = Route.of(lab, small.call("8301"))) {
            first.caller().play(Tones.sine(700, Duration.ofSeconds(10)));
            assertThat(first.hearing().awaitSound(Duration.ofMillis(300), 0, SOON))
                    .isTrue();

            try (Route second = Route.of(lab, small.call("8300"))) {
                assertThat(second.reachesPerson()).isTrue();
            }
        }
    }

    @Test
    void sendsTheCallerToAPersonWhenTheHostIsKilled(AsteriskLab lab, @TempDir Path own) throws Exception {
        try (HostProcess mortal = HostProcess.start(own, SCRIPTS);
                Route route = Route.of(lab, mortal.call("8306"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(500), 0, SOON))
                    .isTrue();

            mortal.kill();

            assertThat(route.reachesPerson()).isTrue();
            assertThat(route.hearing().awaitSound(Duration.ofMillis(500), System.nanoTime(), SOON))
                    .isTrue();
        }
    }

    @Test
    void letsRunningCallsEndWhenTheHostIsAskedToStop(AsteriskLab lab, @TempDir Path own) throws Exception {
        try (HostProcess leaving = HostProcess.start(own, SCRIPTS);
                Route route = Route.of(lab, leaving.call("8306"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(500), 0, SOON))
                    .isTrue();

            leaving.terminate();
            await().atMost(SOON).until(() -> refuses(leaving));

            try (Route late = Route.of(lab, leaving.call("8300"))) {
                assertThat(late.reachesPerson()).isTrue();
            }
            assertThat(route.step("Hangup", "lab")).isPresent();
            assertThat(leaving.awaitExit(SOON)).isEqualTo(143);
        }
    }

    /** The signal is on its way for a moment; then the door is shut. */
    private static boolean refuses(HostProcess host) {
        HostPort door = HostPort.parse(host.address());
        try (Socket _ = new Socket(door.host(), door.port())) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** Speech to answer with, in the host's own voice: "Yes please", as heard on the line. */
    private Pcm wordsOfTheHost(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8302"))) {
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
            return new Pcm(route.hearing().samples(), Pcm.TELEPHONE_RATE);
        }
    }
}
