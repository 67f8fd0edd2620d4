package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AgiChannelTest {
    private final OneCall call;

    AgiChannelTest() throws Exception {
        call = new OneCall(new AgiSettingsFixture().settings());
    }

    @BeforeEach
    void begun() throws Exception {
        call.request();
    }

    @AfterEach
    void end() {
        call.close();
    }

    @Test
    void sendsEachCommandAsAsteriskWantsIt() throws Exception {
        call.run(done(AgiChannel::answer), "ANSWER", "200 result=0");
        assertThatObject(call.run(AgiChannel::isUp, "CHANNEL STATUS", "200 result=6"))
                .isEqualTo(true);
        assertThatObject(call.run(AgiChannel::isUp, "CHANNEL STATUS", "200 result=4"))
                .isEqualTo(false);
        call.run(done(AgiChannel::noop), "NOOP", "200 result=0");
        call.run(done(channel -> channel.verbose("a\nb")), "VERBOSE \"a b\" 1", "200 result=1");
        assertThatObject(call.run(
                        channel -> channel.streamFile("hello", "12#"),
                        "STREAM FILE \"hello\" \"12#\"",
                        "200 result=0 endpos=8000"))
                .isEqualTo((char) 0);
        assertThatObject(call.run(
                        channel -> channel.streamFile("hello", ""),
                        "STREAM FILE \"hello\" \"\"",
                        "200 result=35 endpos=80"))
                .isEqualTo('#');
        assertThatObject(call.run(
                        channel -> channel.waitForDigit(Duration.ofSeconds(3)), "WAIT FOR DIGIT 3000", "200 result=49"))
                .isEqualTo('1');
        assertThatObject(call.run(
                        channel -> channel.getData("pin", Duration.ofSeconds(4), 6),
                        "GET DATA \"pin\" 4000 6",
                        "200 result=1234"))
                .isEqualTo("1234");
        assertThatObject(call.run(
                        channel -> channel.getData("pin", Duration.ofSeconds(4), 6),
                        "GET DATA \"pin\" 4000 6",
                        "200 result=12 (timeout)"))
                .isEqualTo("12");
        assertThatObject(call.run(
                        channel -> channel.getData("pin", Duration.ofSeconds(4), 6),
                        "GET DATA \"pin\" 4000 6",
                        "200 result= (timeout)"))
                .isEqualTo("");
        assertThatObject(call.run(
                        channel -> channel.exec("Playback", "a", "b"), "EXEC \"Playback\" \"a,b\"", "200 result=0"))
                .isEqualTo(0);
        assertThatObject(call.run(
                        channel -> channel.recordFile("/tmp/r", "wav", "#", Duration.ofSeconds(2), Duration.ZERO),
                        "RECORD FILE \"/tmp/r\" \"wav\" \"#\" 2000 0 s=0",
                        "200 result=0 (timeout) endpos=16000"))
                .isEqualTo((char) 0);
        assertThatObject(call.run(
                        channel ->
                                channel.recordFile("/tmp/r", "sln", "#", Duration.ofSeconds(2), Duration.ofSeconds(1)),
                        "RECORD FILE \"/tmp/r\" \"sln\" \"#\" 2000 0 s=1",
                        "200 result=800 (timeout) endpos=1600"))
                .isEqualTo((char) 0);
        assertThatObject(call.run(
                        channel ->
                                channel.recordFile("/tmp/r", "sln", "#", Duration.ofSeconds(2), Duration.ofSeconds(1)),
                        "RECORD FILE \"/tmp/r\" \"sln\" \"#\" 2000 0 s=1",
                        "200 result=35 (dtmf) endpos=1600"))
                .isEqualTo('#');
        assertThatObject(call.run(
                        channel -> channel.streamFile("said", "#", 0),
                        "STREAM FILE \"said\" \"#\" 0",
                        "200 result=35 endpos=800"))
                .isEqualTo(new AgiChannel.Played('#', 800));
        assertThatObject(call.run(
                        channel -> channel.command("DATABASE GET a b"), "DATABASE GET a b", "200 result=1 (x)"))
                .isEqualTo("200 result=1 (x)");
        call.run(done(AgiChannel::hangup), "HANGUP", "200 result=1");
        assertThatObject(call.run(AgiChannel::isHungUp)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "with spaces",
                "\"quoted\"",
                "back\\slash",
                "\\\"",
                "trailing\\",
                "${EXTEN}",
                "a,b;c|d",
                "Zoë Groß €",
                "'single' (round) [square] {curly}",
                "%41+%"
            })
    void quotesValuesSoThatTheyArriveAsTheyWere(String value) throws Exception {
        CompletableFuture<Boolean> set = call.begin(done(channel -> channel.setVariable("NOTE", value)));

        assertThat(AgiPeer.words(next())).containsExactly("SET", "VARIABLE", "NOTE", value);
        call.peer.reply("200 result=1");
        assertThat(set.get()).isTrue();
    }

    @Test
    void readsItsOwnVariablesByThePlainCommand() throws Exception {
        assertThatObject(call.run(
                        channel -> channel.variable("PARLEY_X"), "GET VARIABLE \"PARLEY_X\"", "200 result=1 (a (b) c)"))
                .isEqualTo("a (b) c");
        assertThatObject(call.run(channel -> channel.variable("PARLEY_X"), "GET VARIABLE \"PARLEY_X\"", "200 result=0"))
                .isEqualTo("");
        assertThatObject(call.run(
                        channel -> channel.variable("PARLEY_X"), "GET VARIABLE \"PARLEY_X\"", "200 result=1 ()"))
                .isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "two\nlines", "forged\n200 result=1 (x)\nHANGUP", "Zoë (x)"})
    void readsOtherVariablesAsBase64SoThatNewlinesDoNoHarm(String value) throws Exception {
        CompletableFuture<String> read = call.begin(channel -> channel.variable("CALLERID(name)"));

        assertThat(AgiPeer.words(next()))
                .containsExactly("GET", "FULL", "VARIABLE", "${BASE64_ENCODE(.${CALLERID(name)})}");
        call.peer.reply("200 result=1 ("
                + Base64.getEncoder().encodeToString(("." + value).getBytes(StandardCharsets.UTF_8)) + ")");
        assertThat(read.get()).isEqualTo(value);
    }

    @Test
    void fallsBackForGoodWhereAsteriskHasNoBase64AndPutsLinesTogetherAgain() throws Exception {
        CompletableFuture<String> read = call.begin(channel -> channel.variable("LEAD"));
        call.peer.expect("GET FULL VARIABLE \"${BASE64_ENCODE(.${LEAD})}\"", "200 result=1 ()");
        call.peer.expect("GET VARIABLE \"LEAD\"", "200 result=1 (line1\nHANGUP\nline3)");
        assertThat(read.get()).isEqualTo("line1\nHANGUP\nline3");

        assertThatObject(call.run(channel -> channel.variable("OTHER"), "GET VARIABLE \"OTHER\"", "200 result=1 (x)"))
                .isEqualTo("x");
        assertThatObject(call.run(AgiChannel::isHungUp)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A B",
                "1A",
                "A}",
                "A)} ${SHELL(rm",
                "SHELL(a)b",
                "A(${B})",
                "A(b",
                "A\nB",
                "A(\"b\")",
                "A(b)(c)"
            })
    void refusesNamesThatCouldBeMoreThanAName(String name) {
        assertThatThrownBy(() -> call.run(channel -> channel.variable(name))).hasCauseInstanceOf(AgiException.class);
        assertThatThrownBy(() -> call.run(done(channel -> channel.setVariable(name, "x"))))
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("Expected the name of a channel variable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "bell\u0007", "nul\u0000", "return\r", "next\u0085line"})
    void refusesControlCharactersWhereverTheyWouldBeSent(String value) throws Exception {
        for (OneCall.Work<?> work : List.<OneCall.Work<?>>of(
                done(channel -> channel.setVariable("X", value)),
                channel -> channel.streamFile(value, ""),
                channel -> channel.getData(value, Duration.ofSeconds(1), 1),
                channel -> channel.exec("NoOp", value),
                channel -> channel.begin(value),
                channel -> channel.command("NOOP " + value))) {
            assertThatThrownBy(() -> call.run(work))
                    .hasCauseInstanceOf(AgiException.class)
                    .hasMessageContaining("control character");
        }
        call.run(done(AgiChannel::noop), "NOOP", "200 result=0");
    }

    @Test
    void refusesALineThatAsteriskWouldCutInTwoAndGoesOn() throws Exception {
        // SET VARIABLE "X" "…" and its newline have 20 bytes beside the value
        int room = 2047 - 20;
        assertThatThrownBy(() -> call.run(done(channel -> channel.setVariable("X", "v".repeat(room + 1)))))
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("at most 2047 bytes")
                .hasMessageContaining("SET VARIABLE \"X\" has 2048");
        assertThatThrownBy(() -> call.run(done(channel -> channel.setVariable("X", "ë".repeat(room)))))
                .hasMessageContaining("agi.commandBytesMax");

        String longest = "v".repeat(room);
        call.run(
                done(channel -> channel.setVariable("X", longest)),
                "SET VARIABLE \"X\" \"" + longest + "\"",
                "200 result=1");
    }

    @Test
    void saysWhatAsteriskSaysAboutABadCommand() throws Exception {
        CompletableFuture<String> unknown = call.begin(channel -> channel.command("SING ALONG"));
        call.peer.expect("SING ALONG", "510 Invalid or unknown command");
        assertThatThrownBy(unknown::get).hasCauseInstanceOf(AgiException.class).hasMessageContaining("SING ALONG");

        CompletableFuture<String> oneLine = call.begin(channel -> channel.command("GET DATA"));
        call.peer.expect("GET DATA", "520 Invalid command syntax.  Proper usage not available.");
        assertThatThrownBy(oneLine::get)
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("Proper usage not available");

        CompletableFuture<String> manyLines = call.begin(channel -> channel.command("GET DATA"));
        call.peer.expect(
                "GET DATA",
                "520-Invalid command syntax.  Proper usage follows:\nUsage: GET DATA <file>\nHANGUP\n 520 of it\n"
                        + "520 End of proper usage.");
        assertThatThrownBy(manyLines::get)
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("usage: GET DATA <file>");

        call.run(done(AgiChannel::noop), "NOOP", "200 result=0");
        assertThatObject(call.run(AgiChannel::isHungUp)).isEqualTo(false);
    }

    @Test
    void passesOverTryingAndLinesThatAreNoReply() throws Exception {
        call.run(done(AgiChannel::noop), "NOOP", "100 result=0 Trying...\nleft over\n12\n200 result=0");
    }

    @Test
    void givesUpOnAsteriskThatTalksWithoutReplying() throws Exception {
        CompletableFuture<Boolean> noop = call.begin(done(AgiChannel::noop));
        call.peer.expect("NOOP", "x\n".repeat(300));

        assertThatThrownBy(noop::get)
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("the session is over");
        assertThatThrownBy(() -> call.run(done(AgiChannel::noop))).hasCauseInstanceOf(CallerGone.class);
    }

    @Test
    void givesUpOnAReplyLineWithoutEnd() throws Exception {
        CompletableFuture<Boolean> noop = call.begin(done(AgiChannel::noop));
        call.peer.expect("NOOP", "200 result=" + "1".repeat(5000));

        assertThatThrownBy(noop::get).hasCauseInstanceOf(AgiException.class).hasMessageContaining("2048 bytes");
    }

    @Test
    void tellsAMissingFileFromAHangUp() throws Exception {
        CompletableFuture<Character> missing = call.begin(channel -> channel.streamFile("nowhere", ""));
        call.peer.expect("STREAM FILE \"nowhere\" \"\"", "200 result=-1 endpos=0");
        call.peer.expect("CHANNEL STATUS", "200 result=6");
        assertThatThrownBy(missing::get).hasCauseInstanceOf(AgiException.class).hasMessageContaining("nowhere");

        CompletableFuture<Character> left = call.begin(channel -> channel.streamFile("long", ""));
        call.peer.expect("STREAM FILE \"long\" \"\"", "200 result=-1 endpos=800");
        call.peer.expect("CHANNEL STATUS", "511 Command Not Permitted on a dead channel or intercept routine");
        assertThatThrownBy(left::get).hasCauseInstanceOf(CallerGone.class);
    }

    @Test
    void saysWhenAsteriskHasNoSuchApplication() throws Exception {
        CompletableFuture<Integer> exec = call.begin(channel -> channel.exec("AudioSocket", "x"));
        call.peer.expect("EXEC \"AudioSocket\" \"x\"", "200 result=-2");

        assertThatThrownBy(exec::get)
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("is its module loaded?");
    }

    @Test
    void sendsNothingWhileAnApplicationRunsAndSaysSo() throws Exception {
        Pending pending = call.run(channel -> channel.begin("AudioSocket", "uuid", "127.0.0.1:9092"));
        assertThat(next()).isEqualTo("EXEC \"AudioSocket\" \"uuid,127.0.0.1:9092\"");

        assertThatThrownBy(() -> call.run(done(AgiChannel::noop)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected Pending.await before the next command but NOOP came while EXEC");
        assertThatObject(call.run(channel -> channel.trySetVariable("X", "y"))).isEqualTo(false);
        assertThatObject(call.run(channel -> pending.isDone())).isEqualTo(false);
        assertThatThrownBy(() -> call.run(channel -> pending.await(Duration.ofMillis(20))))
                .hasCauseInstanceOf(AgiException.class)
                .hasMessageContaining("still running");

        call.peer.reply("200 result=0");
        assertThatObject(call.run(channel -> pending.await(Duration.ofSeconds(5))))
                .isEqualTo(0);
        assertThatObject(call.run(channel -> pending.isDone())).isEqualTo(true);
        assertThatObject(call.run(channel -> pending.await(Duration.ZERO))).isEqualTo(0);
        call.run(done(AgiChannel::noop), "NOOP", "200 result=0");
    }

    @Test
    void refusesASecondThreadWhileACommandWaits() throws Exception {
        AgiChannel[] shared = new AgiChannel[1];
        call.run(channel -> shared[0] = channel);
        CompletableFuture<Boolean> noop = call.begin(done(AgiChannel::noop));
        assertThat(next()).isEqualTo("NOOP");

        assertThatThrownBy(() -> shared[0].noop())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one AGI command at a time");
        assertThat(shared[0].isHungUp()).isFalse();

        call.peer.reply("200 result=0");
        assertThat(noop.get()).isTrue();
    }

    private String next() {
        String command = call.peer.next();
        assertThat(command).isNotNull();
        return command == null ? "" : command;
    }

    private static OneCall.Work<Boolean> done(Consumer<AgiChannel> command) {
        return channel -> {
            command.accept(channel);
            return true;
        };
    }
}
