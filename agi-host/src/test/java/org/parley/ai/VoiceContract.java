package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.parley.ai.TalkLog.isCut;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceEvent.ToolCalled;
import org.parley.ai.VoiceEvent.Used;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;

/**
 * What the call relies on with every voice that hears and speaks by itself, tried against the stand-in of its provider
 * over real sockets and in real time. A vendor's test extends it.
 */
public abstract class VoiceContract {
    protected static final String GREETING = "Good morning, this is Parley.";
    protected static final String LONG =
            "We have soup, bread, rice with saffron, grilled fish, and a cake with pistachios and roses for you.";
    protected static final Duration SPEECH = Duration.ofMillis(700);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ToolSpec BALANCE = new ToolSpec(
            "balance",
            "What an account holds",
            List.of(new ToolSpec.Parameter("account", ToolSpec.Type.STRING, "Its number", true, List.of())),
            Duration.ofSeconds(5));

    protected final ScriptedMind mind = new ScriptedMind();
    protected final TalkLog log = new TalkLog();
    protected final TestLine line = new TestLine();
    protected FakeProvider provider;
    protected VoiceAgent agent;
    protected @Nullable VoiceSession session;

    /** The stand-in, thinking with that mind, which ends a turn after at most 400 ms of silence. */
    protected abstract FakeProvider provider(ScriptedMind thinker);

    /** The voice against it, with a key, that waits no longer than that for anything. */
    protected abstract VoiceAgent agent(FakeProvider against, Duration deadline);

    /** The next talk is refused for its key. */
    protected void refuseTheKey() {
        provider.refuseNext(401, "{\"detail\":{\"status\":\"invalid_api_key\",\"message\":\"Invalid API key\"}}");
    }

    /** The kind of a close of the provider with 1011. */
    protected Kind kindOfBreakdown() {
        return Kind.NETWORK;
    }

    @BeforeEach
    void open() {
        provider = provider(mind);
        agent = agent(provider, Duration.ofSeconds(15));
    }

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
        line.close();
        agent.close();
        List<String> violations = provider.violations();
        provider.close();
        assertThat(violations).as("what the provider would not have taken").isEmpty();
    }

    @Test
    void theGreetingIsSpokenAndTold() throws Exception {
        talk(spec(GREETING));

        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.text()).isEqualTo(GREETING);
        assertThat(said.heardText()).isEqualTo(GREETING);
        assertThat(said.cut()).isFalse();
        assertThat(said.heard().toMillis())
                .as("its length")
                .isCloseTo(ScriptedMind.length(GREETING) / 8, TalkLog.within(120));
        assertThat(said.times().firstAudioNanos()).isPositive();
        assertThat(said.times().firstFrameNanos())
                .isGreaterThanOrEqualTo(said.times().firstAudioNanos());
        assertThat(line.heard(mind.hertz(GREETING)).toMillis())
                .as("played of it")
                .isGreaterThan(ScriptedMind.length(GREETING) / 8 * 7L / 10);
    }

    @Test
    void aTurnOfTheCallerIsHeardAndAnsweredWithTimesInOrder() throws Exception {
        mind.thinks("I am hungry", "Then eat.");
        talk(spec(""));
        line.say(SPEECH);

        CallerSaid caller = log.next(CallerSaid.class);
        assertThat(caller.text()).isEqualTo("I am hungry");
        CallerSaid.SpeechTimes heard = caller.times();
        TalkLog.assertInOrder(heard.startNanos(), heard.endNanos(), heard.decidedNanos(), heard.finalNanos());
        assertThat(heard.finalNanos()).isGreaterThan(line.spokeNanos());
        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.text()).isEqualTo("Then eat.");
        assertThat(said.cut()).isFalse();
        TalkLog.assertInOrder(
                line.spokeNanos(), said.times().firstAudioNanos(), said.times().firstFrameNanos());
        assertThat(log.all(AgentSaid.class)).as("nobody was greeted").hasSize(1);
        assertThat(mind.heard().getFirst().length / 8)
                .as("of the caller's speech came, in ms")
                .isGreaterThan((int) SPEECH.toMillis() * 7 / 10);
    }

    @Test
    void anInterruptionSilencesAtOnceAndTellsWhatWasHeard() throws Exception {
        mind.thinks("What is there?", LONG).thinks("Stop", "Sorry.");
        talk(spec(""));
        line.say(SPEECH);
        int tone = mind.hertz(LONG);
        await().until(() -> line.heard(tone).toMillis() > 500);
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class, said -> said.text().equals(LONG));
        assertThat(cut).matches(isCut(), "cut");
        assertThat(LONG).startsWith(cut.heardText().strip());
        assertThat(cut.heardText().strip()).isNotEmpty().isNotEqualTo(LONG);
        assertThat(cut.heard().toMillis()).isBetween(400L, ScriptedMind.length(LONG) / 8 * 9L / 10);
        AgentSaid after = log.next(AgentSaid.class, said -> said.text().equals("Sorry."));
        assertThat(after.cut()).isFalse();
        assertThat(line.clears()).as("the speaker was cleared").isNotEmpty();
        assertThat(line.lastNanos(tone))
                .as("nothing of the dropped answer is played after the silence")
                .isLessThanOrEqualTo(line.clears().getFirst());
        assertThat((line.clears().getFirst() - line.spokeNanos()) / 1_000_000)
                .as("ms from the caller's speech to silence")
                .isLessThan(900);
    }

    @Test
    void aToolIsCalledAndItsAnswerReachesTheModel() throws Exception {
        if (!agent.capabilities().contains(Capability.TOOLS)) {
            return;
        }
        mind.calls("How much?", new ToolCall("t1", "balance", "{\"account\":\"7\"}"));
        mind.saysThen("Five tomans.");
        talk(new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of(), List.of(BALANCE), Map.of(), List.of()));
        line.say(SPEECH);

        ToolCall call = log.next(ToolCalled.class).call();
        assertThat(call.name()).isEqualTo("balance");
        assertThat(JSON.readTree(call.arguments())).isEqualTo(JSON.readTree("{\"account\":\"7\"}"));
        session().answer(call, ToolResult.of("five tomans in account 7"));
        assertThat(log.next(AgentSaid.class, said -> !said.text().isEmpty()).text())
                .isEqualTo("Five tomans.");
        assertThat(mind.results()).containsExactly(List.of(ToolResult.of("five tomans in account 7")));
    }

    @Test
    void factsAndHistoryReachTheProvider() throws Exception {
        talk(new AgentSpec(
                "Be kind.",
                "",
                Locale.ENGLISH,
                List.of(),
                List.of(),
                Map.of("caller_name", "Zahra"),
                List.of(ChatTurn.caller("I want a melon"), ChatTurn.agent("A yellow one?"))));
        await().until(() -> seen("Zahra") && seen("I want a melon") && seen("A yellow one?"));

        session().inform("The shop closes at nine");
        if (session().heeds()) {
            await().until(() -> seen("The shop closes at nine"));
        }
        await().during(Duration.ofMillis(300))
                .until(() -> log.all(AgentSaid.class).isEmpty());
    }

    @Test
    void aRefusedKeyIsTold() {
        refuseTheKey();
        assertThatThrownBy(() -> openTalk(spec(GREETING)))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.AUTH));
        assertThat(log.all(Failed.class)).isEmpty();
    }

    @Test
    void aProviderThatCannotBeReachedIsTheNetworks() {
        provider.close();
        assertThatThrownBy(() -> openTalk(spec(GREETING)))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NETWORK));
    }

    @Test
    void aProviderThatNeverAnswersIsSlow() {
        provider.ignoreNext();
        try (VoiceAgent hasty = agent(provider, Duration.ofSeconds(1))) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> hasty.open(spec(GREETING), log))
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void whoOpensATalkMayGiveItUp() throws Exception {
        provider.ignoreNext();
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<VoiceSession> opening = new FutureTask<>(() -> {
            begun.countDown();
            return agent.open(spec(GREETING), log);
        });
        Thread caller = Thread.ofVirtual().start(opening);
        begun.await();
        caller.interrupt();
        assertThatThrownBy(() -> opening.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void aBreakdownInMidTalkIsToldOnceByItsKind() throws Exception {
        talk(spec(LONG));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 200);
        provider.sockets().forEach(socket -> socket.close(1011, "internal error"));

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(kindOfBreakdown());
        assertNothingFollows();
    }

    @Test
    void aResetInMidTalkIsToldOnce() throws Exception {
        talk(spec(LONG));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 200);
        provider.sockets().forEach(FakeSocket::reset);

        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.NETWORK);
        assertNothingFollows();
    }

    @Test
    void theVoiceEndsTheTalkWhenItsLastWordsWereHeard() throws Exception {
        mind.thinksLast("Goodbye", "Farewell, and thank you for calling us.");
        talk(spec(""));
        line.say(SPEECH);

        Ended _ = log.next(Ended.class);
        List<AgentSaid> said = log.all(AgentSaid.class);
        assertThat(said).hasSize(1);
        assertThat(said.getFirst().cut()).isFalse();
        assertThat(said.getFirst().heardText()).isEqualTo("Farewell, and thank you for calling us.");
        assertUsed();
        assertNothingFollows();
    }

    @Test
    void afterCloseNothingIsToldAndNothingIsLeft() throws Exception {
        talk(spec(LONG));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 200);
        line.say(SPEECH);
        session().close();
        assertUsed();
        int told = log.size();

        await().until(() -> provider.sockets().isEmpty());
        session().say("Hello?");
        session().inform("Nobody");
        session().hear(Pcm.silence(Duration.ofMillis(20), Pcm.TELEPHONE_RATE));
        session().close();
        line.speaker().clear();
        await().during(Duration.ofMillis(600)).until(() -> log.size() == told);
        agent.close();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(TalkLog.busyThreads()).isEmpty());
    }

    @Test
    void aProviderThatDoesNotReadHoldsNobodyUp() throws Exception {
        talk(spec(""));
        provider.stopReading();
        short[] speech = TestLine.speech(Duration.ofMillis(100));
        // more than all buffers on the way can hold: who waits for the provider never gets to the end
        Thread loop = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < 12_000; i++) {
                session().hear(new Pcm(speech, Pcm.TELEPHONE_RATE));
            }
        });
        assertThat(loop.join(Duration.ofMinutes(1)))
                .as("all audio was taken or dropped")
                .isTrue();
        FutureTask<Void> closing = new FutureTask<>(() -> session().close(), null);
        Thread.ofVirtual().start(closing);
        closing.get(5, TimeUnit.SECONDS);
    }

    /** Somebody who is asked for nothing special. */
    protected static AgentSpec spec(String greeting) {
        return new AgentSpec("Be kind.", greeting, Locale.ENGLISH, List.of());
    }

    /** Opens a talk and puts it on the line. */
    protected final void talk(AgentSpec spec) throws InterruptedException {
        VoiceSession opened = openTalk(spec);
        opened.start(line.speaker());
        line.connect(opened::hear, opened::voice);
    }

    /** The talk that goes on. */
    protected final VoiceSession session() {
        if (session == null) {
            throw new AssertionError("Expected a talk that was opened");
        }
        return session;
    }

    private VoiceSession openTalk(AgentSpec spec) throws InterruptedException {
        VoiceSession opened = agent.open(spec, log);
        session = opened;
        return opened;
    }

    /** True when a client has sent that. */
    protected final boolean seen(String text) {
        return provider.seen().stream().anyMatch(message -> message.text().contains(text));
    }

    /** The time of the talk was counted. */
    private void assertUsed() {
        assertThat(log.all(Used.class)).extracting(used -> used.usage().unit()).contains(Usage.Unit.TALK_MS);
    }

    /** The last event was the last. */
    private void assertNothingFollows() {
        int told = log.size();
        await().during(Duration.ofMillis(400)).until(() -> log.size() == told);
        session().close();
        assertThat(log.size()).as("events after the end").isEqualTo(told);
        assertThat(log.all(Failed.class).size() + log.all(Ended.class).size()).isEqualTo(1);
    }
}
