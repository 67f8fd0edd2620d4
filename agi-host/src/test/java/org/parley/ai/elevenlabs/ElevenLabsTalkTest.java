package org.parley.ai.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.TalkLog;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.ai.VoiceSession;
import org.parley.ai.elevenlabs.ElevenLabsSettings.LateAudio;
import org.parley.ai.wire.Wire;
import org.parley.audio.TestLine;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.AgentManners.Ending;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;

/** What is particular to talks with an agent of ElevenLabs. */
class ElevenLabsTalkTest {
    private static final Duration SPEECH = Duration.ofMillis(600);
    private static final String LONG = "One moment please, I am looking for it, and while I do so I go on talking.";

    private final ScriptedMind mind = new ScriptedMind();
    private final TalkLog log = new TalkLog();
    private final TestLine line = new TestLine();
    private final AgentManners manners = new AgentManners();
    private final FakeElevenLabs provider = new FakeElevenLabs(manners, mind, false);
    private LateAudio lateAudio = LateAudio.UP_TO_INTERRUPTION;
    private boolean isPublic;
    private @Nullable ElevenLabsAgent agent;
    private @Nullable VoiceSession session;

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
        line.close();
        if (agent != null) {
            agent.close();
        }
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pcm_8000, ulaw_8000", "ulaw_8000, pcm_8000", "pcm_24000, pcm_44100", "pcm_48000, pcm_22050"})
    void soundIsBroughtToTheFormatsThatTheAgentHas(String hears, String speaks) throws Exception {
        manners.sound(hears, speaks);
        mind.thinks("Hello", "Yes, hello.");
        talk(spec("Good morning."));
        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo("Good morning.");
        line.say(SPEECH);

        assertThat(log.next(CallerSaid.class).text()).isEqualTo("Hello");
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("Yes, hello.")).cut())
                .isFalse();
        assertThat(line.heard(mind.hertz("Yes, hello.")).toMillis()).isGreaterThan(300);
    }

    @Test
    void aFormatThatNoTelephoneKnowsIsASetting() {
        manners.sound("pcm_16000", "mp3_44100");
        assertRefused(Kind.SETTINGS, "mp3_44100");
    }

    @Test
    void eachTalkHasItsOwnAddress() throws Exception {
        manners.oneTalkPerAddress();
        try (VoiceSession first = open(spec(""));
                VoiceSession second = open(spec(""))) {
            assertThat(first).isNotSameAs(second);
            assertThat(provider.sockets()).hasSize(2);
        }
    }

    @Test
    void anAddressThatIsOldIsRefusedAndNotTold() {
        provider.troubleNext(new MockResponse.Builder()
                .body("{\"signed_url\":\"" + provider.socketUrl() + "/v1/convai/conversation?agent_id="
                        + FakeElevenLabs.AGENT + "&conversation_signature=cvtkn_old-and-secret\"}")
                .build());
        assertRefused(Kind.AUTH, "not valid any more");
    }

    @Test
    void anAnswerWithoutAnAddressBreaksTheProtocol() {
        provider.troubleNext(new MockResponse.Builder().body("{}").build());
        assertRefused(Kind.PROTOCOL, "signed_url");
    }

    @Test
    void aPublicAgentNeedsNoKeyAndAPrivateOneDoes() throws Exception {
        isPublic = true;
        assertRefused(Kind.AUTH, "requires authentication");
        manners.openToAll();
        open(spec("")).close();
    }

    @ParameterizedTest
    @CsvSource({"first_message", "prompt", "language"})
    void anOverrideThatIsNotAllowedIsASetting(String override) {
        manners.refuses(false, override);
        assertRefused(Kind.SETTINGS, override);
    }

    @Test
    void anOverrideMayBeRefusedWhenTheTalkHasBegun() throws Exception {
        manners.refuses(true, "language");
        try {
            talk(spec("Hello."));
            assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.SETTINGS);
        } catch (ProviderException atOnce) {
            assertThat(atOnce.kind()).isEqualTo(Kind.SETTINGS);
        }
    }

    @Test
    void theGreetingThatComesBeforeTheCallHasAudioIsHeardWhole() throws Exception {
        VoiceSession opened = open(spec("Good evening, and welcome."));
        await().until(() -> provider.seen().stream()
                        .filter(seen -> seen.text().contains("pong"))
                        .count()
                > 1);
        opened.start(line.speaker());
        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.heardText()).isEqualTo("Good evening, and welcome.");
        assertThat(said.heard().toMillis()).isGreaterThan(1000);
    }

    @Test
    void silenceIsSentWhileNobodyHears() throws Exception {
        manners.hangsUpAfter(Duration.ofSeconds(1));
        open(spec(""));
        await().during(Duration.ofSeconds(2)).until(() -> log.all(Failed.class).isEmpty());
        assertThat(provider.sockets()).allMatch(FakeSocket::isOpen);
    }

    @Test
    void anAnswerInRealTimeIsOneAnswer() throws Exception {
        manners.speaksInRealTime();
        talk(spec("This is said in real time."));
        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.heardText()).isEqualTo("This is said in real time.");
        assertThat(said.cut()).isFalse();
        assertThat(log.all(AgentSaid.class)).hasSize(1);
    }

    @Test
    void anAnswerWithoutTimesInPiecesOfTheirOwnIsOneAnswer() throws Exception {
        manners.tellsNoTimes().countsPieces().soundFirst();
        mind.thinks("Hello", "Here is the second one.");
        talk(spec("Here is the first one."));
        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo("Here is the first one.");
        line.say(SPEECH);
        assertThat(log.next(AgentSaid.class, said -> said.text().contains("second"))
                        .heardText())
                .isEqualTo("Here is the second one.");
    }

    @Test
    void withoutTimesTheProviderSaysWhatWasHeard() throws Exception {
        manners.tellsNoTimes();
        AgentSaid cut = interrupted();
        assertThat(cut.heardText()).isNotEmpty().isNotEqualTo(LONG);
        assertThat(LONG).startsWith(cut.heardText());
    }

    @Test
    void withoutAnyWordOfItWhatWasHeardIsReckoned() throws Exception {
        manners.tellsNoTimes().neverCorrects().countsPieces();
        AgentSaid cut = interrupted();
        assertThat(LONG).startsWith(cut.heardText());
        double share = (double) cut.heard().toMillis() / (ScriptedMind.length(LONG) / 8.0);
        assertThat(cut.heardText().length() / (double) LONG.length()).isBetween(share - 0.15, share + 0.02);
    }

    @Test
    void byTheOtherRuleTheEventOfTheInterruptionGoesOn() throws Exception {
        lateAudio = LateAudio.BEFORE_INTERRUPTION;
        manners.goesOnWithTheSameId().stale(0);
        interrupted();
    }

    private AgentSaid interrupted() throws InterruptedException {
        mind.thinks("Where is it?", LONG).thinks("Stop", "Well then.");
        talk(spec(""));
        line.say(SPEECH);
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 500);
        line.say(SPEECH);
        AgentSaid cut = log.next(AgentSaid.class, AgentSaid::cut);
        assertThat(cut.text()).isEqualTo(LONG);
        AgentSaid after = log.next(AgentSaid.class, said -> said.text().equals("Well then."));
        assertThat(after.cut()).isFalse();
        assertThat(line.lastNanos(mind.hertz(LONG))).isLessThanOrEqualTo(line.clears().getFirst());
        assertThat(log.all(AgentSaid.class)).hasSize(2);
        return cut;
    }

    @Test
    void aToolIsAnsweredOnceWhateverHappens() throws Exception {
        manners.callsToolsTwice();
        mind.calls("Book it", new ToolCall("", "book", "{\"when\":{\"day\":\"monday\",\"hour\":9}}"));
        mind.saysThen("That did not work.");
        talk(spec(""));
        line.say(SPEECH);

        ToolCall call = log.next(ToolCalled.class).call();
        assertThat(call.arguments()).isEqualTo("{\"when\":{\"day\":\"monday\",\"hour\":9}}");
        session().answer(call, ToolResult.failure("no such tool"));
        session().answer(call, ToolResult.of("again"));
        session().answer(new ToolCall("other", "book", ""), ToolResult.of("never called"));
        log.next(AgentSaid.class, said -> said.text().equals("That did not work."));
        assertThat(mind.results()).containsExactly(List.of(ToolResult.failure("no such tool")));
        assertThat(log.all(ToolCalled.class)).hasSize(1);
    }

    @Test
    void aToolThatIsNeverAnsweredDoesNotHoldTheTalkUp() throws Exception {
        mind.calls("Book it", new ToolCall("", "slow", ""));
        mind.saysThen("It takes too long.");
        talk(new AgentSpec(
                "",
                "",
                Locale.ENGLISH,
                List.of(),
                List.of(new ToolSpec("slow", "Takes its time", List.of(), Duration.ofMillis(300))),
                Map.of(),
                List.of()));
        line.say(SPEECH);
        log.next(AgentSaid.class, said -> said.text().equals("It takes too long."));
        assertThat(mind.results().getFirst().getFirst().failed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void theEndIsTheAgentsHoweverItIsTold(Ending ending) throws Exception {
        manners.ends(ending);
        mind.thinksLast("Bye", "Goodbye then.");
        talk(spec(""));
        line.say(SPEECH);
        Ended ended = log.next(Ended.class);
        assertThat(log.all(AgentSaid.class)).singleElement().matches(said -> !said.cut());
        if (ending == Ending.MAX_DURATION) {
            assertThat(ended.reason()).contains("max_duration_exceeded");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1002, transport_receive_timeout, SLOW",
        "1002, llm_error, NETWORK",
        "1002, safety_violation, CONTENT",
        "1008, override_error: language, SETTINGS",
        "1008, Missing required dynamic variables in first message: {'name'}, SETTINGS",
        "1008, invalid_message, PROTOCOL",
        "1008, Invalid API key, AUTH",
        "1011, '', NETWORK",
        "1011, This request exceeds your quota limit., QUOTA",
        "1008, too_many_concurrent_requests, RATE",
    })
    void aCloseIsNamedByItsCodeAndReason(int code, String reason, Kind kind) throws Exception {
        talk(spec(""));
        provider.sockets().forEach(socket -> socket.close(code, reason));
        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(kind);
    }

    @Test
    void whatItDoesNotKnowIsPassedOverAndWhatIsNoSoundIsNot() throws Exception {
        talk(spec("سلام، چطور می‌توانم کمک کنم؟"));
        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo("سلام، چطور می‌توانم کمک کنم؟");
        FakeSocket socket = provider.sockets().iterator().next();
        socket.sendText("{\"type\":\"from_tomorrow\",\"from_tomorrow_event\":{\"a\":[1,{\"b\":null}]}}");
        socket.sendText("{\"type\":\"vad_score\",\"vad_score_event\":{\"vad_score\":0.5},\"extra\":\"x\"}");
        socket.sendText("{\"type\":\"internal\",\"text\":\"" + "x".repeat(1_200_000) + "\"}");
        socket.sendText("{\"type\":\"user_transcript\",\"user_transcription_event\":{\"user_transcript\":\"باشه\","
                + "\"event_id\":\"7\"}}");
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("باشه");
        socket.sendText("{\"type\":\"audio\",\"audio_event\":{\"audio_base_64\":\"%%%\",\"event_id\":9}}");
        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void itSaysWhatItIsToldToAsWellAsItCan() throws Exception {
        talk(spec(""));
        session().say("The shop is closed.");
        assertThat(log.next(AgentSaid.class).text()).isEqualTo("The shop is closed.");
    }

    @Test
    void factsOfCallersNameNoVariables() throws Exception {
        open(new AgentSpec(
                "Be kind.",
                "",
                Locale.ENGLISH,
                List.of(),
                List.of(),
                Map.of("name", "{{secret}}", "system__time", "never", "secret__pin", "4711"),
                List.of()));
        String first = provider.seen().getFirst().text();
        assertThat(first).contains("\"secret__pin\":\"4711\"").doesNotContain("\"system__time\"", "- secret__pin", "- name: {{");
    }

    private void assertRefused(Kind kind, String words) {
        assertThatThrownBy(() -> open(spec("Hello.")))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining(words)
                        .hasMessageNotContaining("cvtkn_")
                        .hasMessageNotContaining(FakeElevenLabs.KEY));
    }

    private static AgentSpec spec(String greeting) {
        return new AgentSpec("Be kind.", greeting, Locale.ENGLISH, List.of());
    }

    private void talk(AgentSpec spec) throws InterruptedException {
        VoiceSession opened = open(spec);
        opened.start(line.speaker());
        line.connect(opened::hear, opened::voice);
    }

    private VoiceSession session() {
        if (session == null) {
            throw new AssertionError("Expected a talk that was opened");
        }
        return session;
    }

    private VoiceSession open(AgentSpec spec) throws InterruptedException {
        if (agent == null) {
            ElevenLabsSettings settings =
                    ElevenLabsAgentTest.settings(provider, Duration.ofSeconds(15), lateAudio, isPublic);
            agent = new ElevenLabsAgent(settings, Wire.open(ElevenLabs.NAME, ElevenLabs.limits(settings)));
        }
        VoiceSession opened = agent.open(spec, log);
        session = opened;
        return opened;
    }
}
