package org.parley.ai.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.Transcript;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.talk.HearingSettings;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.sim.InstantEars;

class CascadeAgentTest {
    private static final CascadeSettings QUICK = new CascadeSettings(
            new HearingSettings(
                    Duration.ofMillis(40),
                    Duration.ofSeconds(5),
                    Duration.ZERO,
                    Duration.ofMillis(40),
                    Duration.ofSeconds(1)),
            Duration.ofSeconds(30));
    private static final AgentSpec SPEC = new AgentSpec(
            "", "Hello.", Locale.ENGLISH, List.of(new AgentSpec.Intent("bye", List.of("bye"), "Goodbye.", true)));

    private final BlockingQueue<VoiceEvent> events = new LinkedBlockingQueue<>();
    private final Deque<String> callerWords = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Locale found; // in what the caller says
    private final List<String> spokenIn = new CopyOnWriteArrayList<>();
    private final HandSpeaker speaker = new HandSpeaker();
    private final List<List<ChatTurn>> histories = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final VoiceSession session = new CascadeAgent(
                    new InstantEars(this::understood), new Model(), new Synthesiser(), QUICK)
            .open(SPEC, events::add);

    private final List<String> soFar = new ArrayList<>(); // what the agent was saying

    @BeforeEach
    void start() {
        session.start(speaker);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void greetsHearsAnswersAndEndsAfterTheGoodbyeWasHeard() throws Exception {
        replies.add(new Reply("Goodbye. Take care.", List.of(), "bye", List.of()));
        speaker.playAll(1);
        assertThat(said()).isEqualTo("Hello.");

        callerSays("bye");
        assertThat(callerSaid()).isEqualTo("bye");
        speaker.awaitUtterances(3);
        assertThat(events).as("not over before the goodbye was heard").noneMatch(VoiceEvent.Ended.class::isInstance);
        speaker.playAll(0);
        assertThat(said()).isEqualTo("Goodbye. Take care.");
        assertThat(soFar).containsExactly("Hello.", "Goodbye.", "Goodbye. Take care.");
        assertThat(next()).isEqualTo(new VoiceEvent.IntentSeen("bye", true));
        assertThat(next()).isEqualTo(new VoiceEvent.Ended("bye"));
    }

    @Test
    void aCallerWhoSpeaksOverTheAgentCutsItAndTheModelLearnsWhatWasHeardToTheWord() throws Exception {
        replies.add(new Reply("First. Two three four. Fifth.", List.of(), "", List.of()));
        replies.add(new Reply("Yes.", List.of(), "", List.of()));
        speaker.playAll(1);
        said();
        callerSays("tell me");
        callerSaid();
        speaker.awaitUtterances(4);
        speaker.play(speaker.utterances.get(1));
        speaker.utterances.get(2).heard = Duration.ofMillis(70); // of a hundred: "Two three" and a part of "four"

        callerSays("wait");
        assertThat(callerSaid()).isEqualTo("wait");
        assertThat(next()).isInstanceOfSatisfying(VoiceEvent.AgentSaid.class, event -> {
            assertThat(event.cut()).isTrue();
            assertThat(event.heardText()).isEqualTo("First. Two three");
        });
        speaker.awaitUtterances(5);
        assertThat(histories.getLast())
                .extracting(ChatTurn::text)
                .containsExactly("Hello.", "tell me", "First. Two three …", "wait");
    }

    @Test
    void whoeverOnlyShowsThatHeListensChangesNothing() throws Exception {
        replies.add(new Reply("First. Second.", List.of(), "", List.of()));
        speaker.playAll(1);
        said();
        callerSays("tell me");
        callerSaid();
        speaker.awaitUtterances(3);
        speaker.play(speaker.utterances.get(1));

        callerSays("uh-huh");
        assertThat(callerSaid()).isEqualTo("uh-huh");
        speaker.playAll(0);

        assertThat(next())
                .isInstanceOfSatisfying(
                        VoiceEvent.AgentSaid.class,
                        event -> assertThat(event.cut()).isFalse());
        assertThat(histories).hasSize(1);
    }

    @Test
    void whoeverInterruptsTheGoodbyeIsHeard() throws Exception {
        replies.add(new Reply("Goodbye.", List.of(), "bye", List.of()));
        replies.add(new Reply("Of course.", List.of(), "", List.of()));
        speaker.playAll(1);
        said();
        callerSays("bye");
        callerSaid();
        speaker.awaitUtterances(2);
        speaker.utterances.get(1).heard = Duration.ofMillis(10);

        callerSays("one more thing");
        callerSaid();
        said();
        speaker.playAll(1);
        assertThat(said()).isEqualTo("Of course.");
        assertThat(events).noneMatch(VoiceEvent.Ended.class::isInstance);
    }

    @Test
    void aTurnThatCouldNotBeHeardIsAskedForOnceAndThenTheTalkFails() throws Exception {
        speaker.playAll(1);
        said();
        callerSays("!");
        speaker.playAll(2);
        assertThat(said()).startsWith("Sorry");
        callerSays("!");
        assertThat(next()).isInstanceOf(VoiceEvent.Failed.class);
    }

    @Test
    void aCallerWhoChangesHisLanguageIsAnsweredInItOnceThatIsSure() throws Exception {
        for (String text : new String[] {"One.", "اثنان.", "ثلاثة.", "Four."}) {
            replies.add(new Reply(text, List.of(), "", List.of()));
        }
        speaker.playAll(1);
        said();
        found = Locale.of("ar");
        callerSays("اوكي");
        callerSaid();
        speaker.playAll(1);
        assertThat(said()).as("one short word proves nothing").isEqualTo("One.");
        callerSays("نعم");
        callerSaid();
        assertThat(next()).isEqualTo(new VoiceEvent.LanguageHeard(Locale.of("ar")));
        speaker.playAll(1);
        assertThat(said()).isEqualTo("اثنان.");
        callerSays("أريد أن أحجز موعداً");
        callerSaid();
        speaker.playAll(1);
        assertThat(said()).isEqualTo("ثلاثة.");
        found = Locale.of("lo");
        callerSays("what cannot be spoken here");
        callerSaid();
        assertThat(next()).isEqualTo(new VoiceEvent.LanguageHeard(Locale.of("lo")));
        speaker.playAll(1);
        assertThat(said()).isEqualTo("Four.");

        assertThat(spokenIn).containsExactly("en", "en", "ar", "ar", "ar");
        assertThat(histories.get(1))
                .extracting(ChatTurn::text)
                .endsWith("The caller speaks Arabic now: go on in it.", "نعم");
    }

    @Test
    void aModelThatFailsFailsTheTalk() throws Exception {
        speaker.playAll(1);
        said();
        callerSays("hello");
        callerSaid();
        assertThat(next()).isInstanceOf(VoiceEvent.Failed.class);
    }

    @Test
    void toolsAreCalledAndTheModelGoesOnWhenAllHaveAnswered() throws Exception {
        ToolCall first = new ToolCall("1", "look", "{}");
        ToolCall second = new ToolCall("2", "look", "{\"at\":2}");
        replies.add(new Reply("One moment.", List.of(first, second), "", List.of()));
        replies.add(new Reply("Found.", List.of(), "", List.of()));
        speaker.playAll(1);
        said();
        callerSays("where");
        callerSaid();
        speaker.playAll(1);
        assertThat(said()).isEqualTo("One moment.");
        assertThat(next()).isEqualTo(new VoiceEvent.ToolCalled(first));
        assertThat(next()).isEqualTo(new VoiceEvent.ToolCalled(second));

        session.answer(second, ToolResult.of("b"));
        assertThat(histories).hasSize(1);
        session.answer(first, ToolResult.failure("a"));
        speaker.playAll(1);
        assertThat(said()).isEqualTo("Found.");
        assertThat(histories.getLast())
                .extracting(ChatTurn::role)
                .endsWith(ChatTurn.Role.AGENT, ChatTurn.Role.AGENT, ChatTurn.Role.TOOL, ChatTurn.Role.TOOL);
    }

    private String callerSaid() throws InterruptedException {
        return ((VoiceEvent.CallerSaid) next()).text();
    }

    private void callerSays(String words) {
        callerWords.add(words);
        session.voice(true, System.nanoTime());
        session.hear(new Pcm(new short[160], Pcm.TELEPHONE_RATE));
        session.voice(false, System.nanoTime());
    }

    private VoiceEvent next() throws InterruptedException {
        while (true) {
            VoiceEvent event = events.poll(5, TimeUnit.SECONDS);
            assertThat(event).as("an event within five seconds").isNotNull();
            switch (event) {
                case VoiceEvent.Used _ -> {} // what it costs is another matter
                case VoiceEvent.AgentSaying(String words) -> soFar.add(words);
                default -> {
                    return event;
                }
            }
        }
    }

    private String said() throws InterruptedException {
        return ((VoiceEvent.AgentSaid) next()).text();
    }

    /** Plays what the test lets it play. */
    private static final class HandSpeaker implements Speaker {
        final List<HandUtterance> utterances = new CopyOnWriteArrayList<>();

        @Override
        public synchronized Utterance utterance() {
            HandUtterance utterance = new HandUtterance();
            utterances.add(utterance);
            notifyAll();
            return utterance;
        }

        synchronized void awaitUtterances(int count) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (utterances.size() < count) {
                long left = deadline - System.nanoTime();
                assertThat(left).as("%d utterances within five seconds", count).isPositive();
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }

        void playAll(int more) throws InterruptedException {
            int before = (int) utterances.stream()
                    .filter(utterance -> utterance.state != Utterance.State.PENDING)
                    .count();
            awaitUtterances(before + more);
            utterances.forEach(this::play);
        }

        void play(HandUtterance utterance) {
            utterance.end(Utterance.State.PLAYED);
        }

        @Override
        public Utterance protectedUtterance() {
            return utterance();
        }

        @Override
        public long audibleSinceNanos() {
            return isSpeaking() ? 1 : 0;
        }

        @Override
        public synchronized void clear() {
            utterances.forEach(utterance -> utterance.end(Utterance.State.CUT));
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public synchronized boolean isSpeaking() {
            return utterances.stream().anyMatch(utterance -> utterance.state == Utterance.State.PENDING);
        }

        @Override
        public Duration queueMax() {
            return Duration.ofSeconds(5);
        }
    }

    private static final class HandUtterance implements Utterance {
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile State state = State.PENDING;
        private volatile Duration heard = Duration.ZERO;

        void end(State how) {
            if (state == State.PENDING) {
                state = how;
                over.countDown();
            }
        }

        @Override
        public boolean write(Pcm audio) {
            return state == State.PENDING;
        }

        @Override
        public void finish() {}

        @Override
        public Duration heard() {
            return state == State.PLAYED ? Duration.ofMillis(100) : heard;
        }

        @Override
        public long firstFrameNanos() {
            return state == State.PLAYED || heard.isPositive() ? 1 : 0;
        }

        @Override
        public State await(Duration limit) throws InterruptedException {
            assertThat(over.await(limit.toNanos(), TimeUnit.NANOSECONDS)).isTrue();
            return state;
        }

        @Override
        public State state() {
            return state;
        }
    }

    private Transcript understood() {
        String words = callerWords.remove();
        if (words.equals("!")) {
            throw new ProviderException("words", ProviderException.Kind.RATE, "none free", null);
        }
        return new Transcript(words, 1, found);
    }

    private final class Model implements LanguageModel {
        @Override
        public String name() {
            return "given";
        }

        @Override
        public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) {
            histories.add(history);
            Reply reply = replies.poll();
            if (reply == null) {
                throw new ProviderException(name(), ProviderException.Kind.PROTOCOL, "no reply", null);
            }
            Arrays.stream(reply.text().split("(?<=[ .])")).forEach(text);
            return reply;
        }

        @Override
        public void close() {}
    }

    private final class Synthesiser implements TextToSpeech {
        @Override
        public String name() {
            return "silence";
        }

        @Override
        public boolean speaks(Locale language) {
            return !language.getLanguage().equals("lo");
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) {
            spokenIn.add(language.toLanguageTag());
            boolean _ = sink.audio(new Pcm(new short[800], Pcm.TELEPHONE_RATE));
        }

        @Override
        public void close() {}
    }
}
