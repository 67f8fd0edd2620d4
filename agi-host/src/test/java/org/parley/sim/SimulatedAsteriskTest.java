package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ami.OutgoingCall;
import org.parley.audio.AudioSocketFrame;
import org.parley.audio.Pcm;
import org.parley.sim.CallEnd.Route;

@Timeout(20)
class SimulatedAsteriskTest {
    private static final OutgoingCall CALL = OutgoingCall.to("parley", "8300").callerId("V1234", "5550123");
    private static final Duration SOON = Duration.ofSeconds(10);

    private AgiScriptHost host;
    private SimulatedAsterisk asterisk;
    private final QuietEar ear = new QuietEar();

    @BeforeEach
    void start() throws Exception {
        host = new AgiScriptHost();
        asterisk = new SimulatedAsterisk();
    }

    @AfterEach
    void stop() throws Exception {
        asterisk.close();
        host.close();
    }

    private CallRequest request() {
        return CallRequest.to(host.address(), CALL);
    }

    @Test
    void sendsTheRequestAsAsteriskDoes() throws Exception {
        asterisk.place(CallRequest.to(host.address(), CALL.accountCode("V01")).script("sales?x=1", "one"), ear);

        try (var session = host.session()) {
            assertThat(session.environment())
                    .startsWith("agi_network: yes", "agi_network_script: sales?x=1")
                    .contains(
                            "agi_request: agi://127.0.0.1:%d/sales?x=1"
                                    .formatted(host.address().getPort()),
                            "agi_extension: 8300",
                            "agi_calleridname: V1234",
                            "agi_callerid: 5550123",
                            "agi_accountcode: V01",
                            "agi_rdnis: unknown",
                            "agi_arg_1: one");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANSWER | 200 result=0",
                "channel status | 200 result=6",
                "CHANNEL STATUS SIP/none | 200 result=-1",
                "NOOP | 200 result=0",
                "VERBOSE \"a word\" 1 | 200 result=1",
                "GET VARIABLE NONE | 200 result=0",
                "GET VARIABLE PLAIN | 200 result=1 (a value)",
                "GET VARIABLE EMPTY | 200 result=1 ()",
                "GET VARIABLE CHANNEL(state) | 200 result=1 (Up)",
                "GET FULL VARIABLE \"is ${PLAIN}.\" | 200 result=1 (is a value.)",
                "GET FULL VARIABLE ${BASE64_ENCODE(${LINES})} | 200 result=1 (b25lCnR3bw==)",
                "SET VARIABLE A \"with \\\"quotes\\\"\" | 200 result=1",
                "STREAM FILE nothing \"\" | 200 result=-1 endpos=0",
                "EXEC NoOp hello | 200 result=0",
                "EXEC Nothing | 200 result=-2",
                "EXEC AudioSocket not-a-uuid,127.0.0.1:1 | 200 result=-1",
                "NONSENSE | 510 Invalid or unknown command",
                "WAIT FOR DIGIT 0 | 200 result=0",
                "WAIT FOR DIGIT x | 200 result=-1",
            })
    void answersEachCommandInAsterisksWords(String command, String reply) throws Exception {
        asterisk.place(
                CallRequest.to(
                        host.address(),
                        CALL.variable("PLAIN", "a value").variable("EMPTY", "").variable("LINES", "one\ntwo")),
                ear);

        try (var session = host.session()) {
            assertThat(session.command(command)).isEqualTo(reply);
        }
    }

    @Test
    void refusesWrongArgumentsWithTheUsage() throws Exception {
        asterisk.place(request(), ear);

        try (var session = host.session()) {
            assertThat(session.command("SET VARIABLE ONLYNAME")).startsWith("520-Invalid command syntax.");
            session.read();
            assertThat(session.read()).isEqualTo("520 End of proper usage.");
        }
    }

    @Test
    void whoIsCalledDoesWhatTheCallersChannelSays() throws Exception {
        String dial = "EXEC Dial Local/500@parley-transfer/n,1,rG(parley-person^s^1)";
        asterisk.place(
                CallRequest.to(
                        host.address(),
                        CALL.variable("SIM_PEOPLE", "unknown,busy,silent,declines")
                                .variable("__PARLEY_PERSON", "agi://127.0.0.1:9/parley-person?id=1")),
                ear);

        try (var session = host.session()) {
            String exists = "GET VARIABLE DIALPLAN_EXISTS(parley-transfer,500,1)";
            assertThat(session.command(exists)).isEqualTo("200 result=1 (0)");
            assertThat(session.command(exists)).as("the next one").isEqualTo("200 result=1 (1)");
            for (String status : List.of("BUSY", "NOANSWER", "ANSWER", "ANSWER")) {
                assertThat(session.command(dial)).isEqualTo("200 result=0");
                assertThat(session.command("GET VARIABLE DIALSTATUS")).isEqualTo("200 result=1 (" + status + ")");
            }
        }
    }

    @Test
    void keysPressedBetweenLegsReachWaitForDigit() throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session()) {
            channel.press('7');
            assertThat(session.command("WAIT FOR DIGIT 5000")).isEqualTo("200 result=55");
            "12#".chars().forEach(key -> channel.press((char) key));
            assertThat(session.command("GET DATA nothing 5000 4")).isEqualTo("200 result=12");
        }
    }

    @Test
    void aHangUpBetweenCommandsIsSaidOnceAndLeavesADeadChannel() throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session()) {
            channel.hangUp();
            assertThat(session.read()).isEqualTo("HANGUP");
            assertThat(session.command("CHANNEL STATUS")).startsWith("511 ");
            assertThat(session.command("SET VARIABLE A b")).isEqualTo("200 result=1");
            assertThat(session.command("EXEC AudioSocket " + UUID.randomUUID() + ",127.0.0.1:1"))
                    .isEqualTo("200 result=-1");
        }
        assertThat(channel.await(SOON).route()).isEqualTo(Route.CALLER_LEFT);
        assertThat(channel.await(SOON).agiStatus()).isEqualTo("HANGUP");
        assertThat(ear.ended.getCount()).isZero();
    }

    @Test
    void aHangUpByTheHostIsToldFromTheCallers() throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session()) {
            assertThat(session.command("HANGUP")).isEqualTo("200 result=1");
            assertThat(session.read()).isEqualTo("HANGUP");
        }

        assertThat(channel.await(SOON).route()).isEqualTo(Route.HOST_HUNG_UP);
    }

    @ParameterizedTest
    @CsvSource({"DONE,DONE", "TRANSFER,TRANSFER", "FAILED,HUMAN", "BUSY,HUMAN", "'',HUMAN"})
    void theDialplanFollowsTheStatusThatTheHostLeft(String status, Route route) throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session()) {
            session.command("SET VARIABLE PARLEY_STATUS \"" + status + "\"");
            session.command("SET VARIABLE PARLEY_TARGET 8500");
        }

        CallEnd end = channel.await(SOON);
        assertThat(end.route()).isEqualTo(route);
        assertThat(end.target()).isEqualTo("8500");
        assertThat(end.agiStatus()).isEqualTo("SUCCESS");
    }

    @Test
    void aHostThatIsNotThereSendsTheCallerToAPerson() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        CallEnd end = asterisk.place(
                        CallRequest.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), closed), "8300"), ear)
                .await(SOON);

        assertThat(end.agiStatus()).isEqualTo("FAILURE");
        assertThat(end.route()).isEqualTo(Route.HUMAN);
    }

    /** A leg with the host's end in the test's hand. */
    private record Leg(AgiScriptHost.Session session, Socket socket) {
        byte[] read(int count) throws Exception {
            return socket.getInputStream().readNBytes(count);
        }

        void send(byte[] message) throws Exception {
            socket.getOutputStream().write(message);
        }
    }

    private Leg leg(AgiScriptHost.Session session, ServerSocket media, UUID id) throws Exception {
        session.begin("EXEC AudioSocket %s,127.0.0.1:%d".formatted(id, media.getLocalPort()));
        Socket socket = media.accept();
        socket.setSoTimeout(5000);
        return new Leg(session, socket);
    }

    @Test
    void audioSocketShowsItsUuidFirstAndThenFramesAndKeys() throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);
        UUID id = UUID.randomUUID();

        try (var session = host.session();
                var media = new ServerSocket(0)) {
            Leg leg = leg(session, media, id);
            assertThat(leg.read(19)).isEqualTo(AudioSocketFrame.uuid(id));

            channel.play(new Pcm(new short[] {1000, 1001}, Pcm.TELEPHONE_RATE));
            channel.press('5');
            boolean speech = false;
            int kind = AudioSocketFrame.AUDIO;
            while (kind == AudioSocketFrame.AUDIO) {
                kind = leg.read(1)[0];
                byte[] length = leg.read(2);
                byte[] payload = leg.read(((length[0] & 0xff) << 8) | (length[1] & 0xff));
                speech |= kind == AudioSocketFrame.AUDIO && payload.length == 320 && payload[0] == (byte) 1000;
                if (kind == AudioSocketFrame.DIGIT) {
                    assertThat(payload).containsExactly('5');
                }
            }
            assertThat(kind).isEqualTo(AudioSocketFrame.DIGIT);
            assertThat(speech).isTrue();

            leg.send(AudioSocketFrame.hangup());
            assertThat(session.read()).isEqualTo("200 result=0");
            assertThat(session.command("CHANNEL STATUS")).isEqualTo("200 result=6");
        }
    }

    @Test
    void theCallerHearsTheHostsFrames() throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session();
                var media = new ServerSocket(0)) {
            Leg leg = leg(session, media, UUID.randomUUID());
            short[] loud = new short[160];
            loud[3] = 12_345;
            leg.send(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, loud, 0, 160));
            assertThat(ear.loud.await(5, TimeUnit.SECONDS)).isTrue();
            leg.socket().close();
            session.read();
        }
        assertThat(channel.await(SOON).firstAudioMillis()).isNotNegative();
    }

    @Test
    void theHostClosingTheLegGivesResultZero() throws Exception {
        asterisk.place(request(), ear);

        try (var session = host.session();
                var media = new ServerSocket(0)) {
            Leg leg = leg(session, media, UUID.randomUUID());
            leg.read(19);
            leg.socket().shutdownOutput();
            assertThat(session.read()).isEqualTo("200 result=0");
        }
    }

    @Test
    void theCallerHangingUpClosesTheLegAndEndsExecBeforeTheHangupLine() throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session();
                var media = new ServerSocket(0)) {
            Leg leg = leg(session, media, UUID.randomUUID());
            leg.read(19);
            channel.hangUp();
            assertThat(session.read()).isEqualTo("200 result=-1");
            assertThat(session.read()).isEqualTo("HANGUP");
            leg.socket().getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "18", "255"})
    void aKindThatAsteriskDoesNotTakeEndsTheStream(int kind) throws Exception {
        SimulatedChannel channel = asterisk.place(request(), ear);

        try (var session = host.session();
                var media = new ServerSocket(0)) {
            Leg leg = leg(session, media, UUID.randomUUID());
            leg.send(AudioSocketFrame.message(kind, new byte[] {1}));
            assertThat(session.read()).isEqualTo("200 result=-1");
        }
        assertThat(channel.await(SOON).faults()).singleElement().asString().contains("0x%02x".formatted(kind));
    }

    @Test
    void aChannelThatIsNotAnsweredConnectsAndClosesWithoutAByte() throws Exception {
        SimulatedChannel channel = asterisk.place(request().ringing(), ear);

        try (var session = host.session();
                var media = new ServerSocket(0)) {
            assertThat(session.command("CHANNEL STATUS")).isEqualTo("200 result=4");
            Leg leg = leg(session, media, UUID.randomUUID());
            assertThat(leg.read(1)).isEmpty();
            assertThat(session.read()).isEqualTo("200 result=-1");
            session.command("ANSWER");
            assertThat(session.command("CHANNEL STATUS")).isEqualTo("200 result=6");
        }
        assertThat(channel.await(SOON).faults()).hasSize(1);
    }

    /** Hears, and says nothing. */
    private static final class QuietEar implements CallerLine.Ear {
        private final CountDownLatch loud = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void tick(CallerLine line, short[] heard, int length) {
            for (int i = 0; i < length; i++) {
                if (heard[i] == 12_345) {
                    loud.countDown();
                }
            }
        }

        @Override
        public void ended() {
            ended.countDown();
        }
    }
}
