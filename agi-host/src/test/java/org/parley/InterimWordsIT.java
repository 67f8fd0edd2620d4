package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.deepgram.DeepgramManners;
import org.parley.sim.provider.deepgram.FakeDeepgram;
import org.parley.sim.provider.local.FakeVosk;
import org.parley.sim.provider.local.VoskManners;

/** Whole calls with voices and recognisers that tell words while they are spoken, each by its own wire format. */
class InterimWordsIT {
    /** Longer than lies between two that are told. */
    private static final Duration EACH = Duration.ofMillis(350);

    private static final String WORDS = "I have a question";
    private static final String ANSWER = "Here is the answer. It is a longer text.";

    @TempDir
    private Path home;

    /** What was told of the caller's turn before its words were final, and those. */
    private static List<String> turn(TalkingHost host, String saying, String said) throws InterruptedException {
        List<String> soFar = new ArrayList<>();
        while (true) {
            CallEvent event = host.awaitAny(saying, said);
            soFar.add(String.valueOf(event.data().get("text")));
            if (event.kind().equals(said)) {
                return soFar;
            }
        }
    }

    private static void grew(List<String> turn, String whole) {
        assertThat(turn).as("some that grow, and the whole").hasSizeGreaterThan(2);
        assertThat(turn.getLast()).isEqualToIgnoringCase(whole);
        for (int i = 1; i < turn.size(); i++) {
            assertThat(turn.get(i)).startsWith(turn.get(i - 1));
        }
    }

    private void nothingOfItIsKept() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(CallEvent.CALLER_SAYING)
                        .doesNotContain(CallEvent.AGENT_SAYING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void whatAProviderHearsIsToldWhileItIsSpoken(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.understandEachWordIn(EACH);
            host.mind.thinks(WORDS, ANSWER);
            SimulatedChannel call = host.call(TalkingHost.briefTalk(voice));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));

            grew(
                    turn(host, CallEvent.CALLER_SAYING, "caller-said").stream()
                            .filter(text -> !text.equals("Well")) // of the stand-in as soon as somebody speaks
                            .toList(),
                    WORDS);
            call.hangUp();
            CallEvent ended = host.awaitEvent("ended");
            assertThat(host.story().events())
                    .as("of call " + ended.callId())
                    .noneMatch(event -> event.kind().endsWith("-saying"))
                    .anyMatch(event -> event.kind().equals("caller-said"));
            assertThat(host.provider.violations()).isEmpty();
        }
        nothingOfItIsKept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai", "cascade"})
    void whatTheAgentIsSayingIsToldBeforeItWasHeard(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.box.understands(WORDS);
            host.mind.thinks(WORDS, ANSWER);
            SimulatedChannel call = host.call(TalkingHost.briefTalk(voice));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            host.awaitEvent("caller-said");

            List<String> turn = turn(host, CallEvent.AGENT_SAYING, "agent-said");
            assertThat(turn).hasSizeGreaterThan(1);
            assertThat(turn.getLast()).isEqualTo(ANSWER);
            assertThat(turn).allSatisfy(soFar -> assertThat(ANSWER).startsWith(soFar));
            call.hangUp();
            host.awaitEvent("ended");
        }
        nothingOfItIsKept();
    }

    @Test
    void whatDeepgramHearsIsTold() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            DeepgramManners manners = new DeepgramManners();
            manners.eachWord = EACH;
            try (FakeDeepgram deepgram = new FakeDeepgram(manners, host.mind, false)) {
                host.mind.thinks(WORDS, "").thinks("", ANSWER);
                Path key = Files.writeString(home.resolve("deepgram.key"), FakeDeepgram.KEY);
                SimulatedChannel call = host.call(
                        TalkingHost.briefTalk("cascade"),
                        flag("cascade.hearing", "deepgram"),
                        flag("deepgram.url", deepgram.httpUrl()),
                        flag("deepgram.key", "${file:" + key + "}"));
                host.awaitEvent("agent-said");
                call.play(InstantVoice.speech(Duration.ofMillis(900)));

                grew(turn(host, CallEvent.CALLER_SAYING, "caller-said"), WORDS);
                call.hangUp();
                host.awaitEvent("ended");
                assertThat(deepgram.violations()).isEmpty();
            }
        }
    }

    @Test
    void whatVoskHearsIsTold() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home);
                FakeVosk vosk = new FakeVosk(new VoskManners(), host.mind)) {
            host.mind.thinks(WORDS, "").thinks("", ANSWER);
            SimulatedChannel call = host.call(
                    TalkingHost.briefTalk("cascade"),
                    flag("calls.end-of-turn", "2s"),
                    flag("cascade.hearing", "vosk"),
                    flag("vosk.url", vosk.socketUrl()));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));

            assertThat(turn(host, CallEvent.CALLER_SAYING, "caller-said"))
                    .hasSizeGreaterThan(1)
                    .endsWith(WORDS.toLowerCase(Locale.ROOT));
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    @Test
    void aNumberIsNotSeenWhileItIsSpoken() throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            host.understandEachWordIn(Duration.ofMillis(270));
            host.mind.thinks("it is 4111 1111 1111 1111 and I am Ann", "Thank you, 4111 1111 1111 1111 it is.");
            SimulatedChannel call = host.call(TalkingHost.briefTalk("openai"));
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            List<String> caller = turn(host, CallEvent.CALLER_SAYING, "caller-said");
            assertThat(caller).hasSizeGreaterThan(4).endsWith("it is [number masked, ends 1111] and I am Ann");
            host.awaitEvent("agent-said");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.texts(CallEvent.CALLER_SAYING)).noneMatch(text -> text.matches(".*\\d.*"));
            assertThat(host.texts(CallEvent.AGENT_SAYING)).isNotEmpty().noneMatch(text -> text.matches(".*\\d.*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void whatIsOffTheRecordIsNotSeenWhileItIsSpoken(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.understandEachWordIn(EACH);
            host.mind.thinksLast("behind the blue door", "The blue door it is.");
            SimulatedChannel call = host.call("offRecord {\n" + TalkingHost.briefTalk(voice) + "}\nsay 'Thank you.'");
            host.awaitEvent("agent-said");
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(host.awaitEvent("caller-said").data()).containsEntry("text", "[off the record]");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "[off the record]");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.texts(CallEvent.CALLER_SAYING)).isEmpty();
            assertThat(host.texts(CallEvent.AGENT_SAYING)).isEmpty();
        }
    }
}
