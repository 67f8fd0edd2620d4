package org.parley.ai.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

class VoiceChainTest {
    private static final AgentSpec SPEC = new AgentSpec("", "Hello.", Locale.ENGLISH, List.of());
    private static final Duration REST = Duration.ofMinutes(1);

    private final Voice first = new Voice("first", Set.of(Capability.HISTORY));
    private final Voice second = new Voice("second", Set.of(Capability.HISTORY));
    private final List<VoiceEvent> events = new CopyOnWriteArrayList<>();
    private final Mouth mouth = new Mouth();
    private final GuardedVoice guardedFirst = new GuardedVoice(first, 2, REST);
    private final VoiceChain chain =
            new VoiceChain(List.of(guardedFirst, new GuardedVoice(second, 2, REST)), mouth, Duration.ofSeconds(2));

    @Test
    void theFirstThatCanTalksAndWhichWasLeftIsTold() throws Exception {
        first.refuses = Kind.NETWORK;
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            session.start(new Quiet());
            assertThat(second.specs.getFirst().greeting()).isEqualTo("Hello.");
            assertThat(events).hasOnlyElementsOfType(VoiceEvent.VoiceLeft.class).hasSize(1);
        }
        assertThat(second.open).hasValue(0);
    }

    @Test
    void whenOneFailsInMidTalkTheNextGoesOnWithWhatWasSaidAndTheGapIsBridged() throws Exception {
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            session.start(new Quiet());
            first.tell(said("Hello."));
            first.tell(heard("hi there"));
            first.tell(new VoiceEvent.Failed(failure("first", Kind.NETWORK)));

            await().until(() -> second.started.get() == 1);
            assertThat(second.specs.getFirst().history())
                    .containsExactly(ChatTurn.agent("Hello."), ChatTurn.caller("hi there"));
            assertThat(second.specs.getFirst().greeting()).isEmpty();
            assertThat(mouth.said).containsExactly("One moment, please.");
            assertThat(first.open).as("the voice that failed is closed").hasValue(0);

            first.tell(said("late"));
            second.tell(said("Good to hear you."));
            assertThat(events.getLast()).isEqualTo(said("Good to hear you."));
            assertThat(events).doesNotContain(said("late"));
        }
    }

    @Test
    void whenNoneIsLeftTheTalkFailsOnce() throws Exception {
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            session.start(new Quiet());
            first.tell(new VoiceEvent.Failed(failure("first", Kind.NETWORK)));
            await().until(() -> second.started.get() == 1);
            second.tell(new VoiceEvent.Failed(failure("second", Kind.SLOW)));
            await().until(() -> events.stream().anyMatch(VoiceEvent.Failed.class::isInstance));
        }
        assertThat(events).filteredOn(VoiceEvent.Failed.class::isInstance).hasSize(1);
        first.refuses = Kind.NETWORK;
        second.refuses = Kind.RATE;
        assertThatThrownBy(() -> chain.open(SPEC, events::add)).isInstanceOf(ProviderException.class);
    }

    @Test
    void aVoiceWhoseKeyIsRefusedIsLeftAloneAtOnceAndOneThatOftenFailsSoon() throws Exception {
        first.refuses = Kind.AUTH;
        chain.open(SPEC, events::add).close();
        assertThat(guardedFirst.isWell()).isFalse();
        chain.open(SPEC, events::add).close();
        assertThat(first.asked).as("not asked again").hasValue(1);

        GuardedVoice often = new GuardedVoice(second, 5, REST);
        VoiceChain alone = new VoiceChain(List.of(often), mouth, Duration.ofSeconds(1));
        second.refuses = Kind.NETWORK;
        for (int i = 0; i < 3; i++) {
            assertThat(often.isWell()).isTrue();
            assertThatThrownBy(() -> alone.open(SPEC, events::add)).isInstanceOf(ProviderException.class);
        }
        assertThat(often.isWell()).isFalse();
    }

    @Test
    void noMoreTalksThanItHasPlacesAndEachGivesItsPlaceBack() throws Exception {
        VoiceSession one = chain.open(SPEC, events::add);
        VoiceSession two = chain.open(SPEC, events::add);
        chain.open(SPEC, events::add).close();
        assertThat(second.asked).as("the third went to the next voice").hasValue(1);
        one.close();
        two.close();
        chain.open(SPEC, events::add).close();
        assertThat(first.asked).hasValue(3);
        assertThat(first.open).hasValue(0);
    }

    @Test
    void oneThatHangsWhileItOpensIsLeftInTimeForTheNext() throws Exception {
        first.opening = new CountDownLatch(1);
        long began = System.nanoTime();
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            session.start(new Quiet());
            assertThat(second.started).hasValue(1);
        }
        assertThat(events).singleElement().isInstanceOf(VoiceEvent.VoiceLeft.class);
        first.opening = new CountDownLatch(0);
        await().untilAsserted(
                        () -> assertThat(first.open).as("opened by nobody").hasValue(0));
        assertThat(first.asked).hasValue(1);
    }

    @Test
    void whatTheFailureCutIsSaidAgainAndAGreetingIsGivenAgain() throws Exception {
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            session.start(new Quiet());
            first.tell(cut("Hello."));
            first.tell(new VoiceEvent.Failed(failure("first", Kind.NETWORK)));
            await().until(() -> second.started.get() == 1);
            assertThat(second.specs.getFirst().greeting()).isEqualTo("Hello.");
            assertThat(second.specs.getFirst().history()).isEmpty();
        }
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            session.start(new Quiet());
            first.tell(said("Hello."));
            first.tell(heard("what does it cost"));
            first.tell(cut("It costs ten a month."));
            first.tell(new VoiceEvent.Failed(failure("first", Kind.NETWORK)));
            await().until(() -> second.started.get() == 2);
            assertThat(second.specs.getLast().history())
                    .containsExactly(ChatTurn.agent("Hello."), ChatTurn.caller("what does it cost"));
        }
    }

    @Test
    void aTurnThatWasLostWithAVoiceIsAskedForAgain() throws Exception {
        try (VoiceSession session = chain.open(SPEC, events::add)) {
            session.start(new Quiet());
            first.tell(said("Hello."));
            session.voice(true, 0);
            session.voice(false, 1_000_000_000L);
            first.tell(new VoiceEvent.Failed(failure("first", Kind.NETWORK)));
            await().until(() -> second.said.contains("Sorry, I did not hear that. Could you say it again?"));
        }
    }

    private static VoiceEvent.AgentSaid cut(String text) {
        return new VoiceEvent.AgentSaid(
                text, "It", new VoiceEvent.AgentSaid.ReplyTimes(0, 0, 1), Duration.ofMillis(200), true);
    }

    private static VoiceEvent.AgentSaid said(String text) {
        return new VoiceEvent.AgentSaid(
                text, text, new VoiceEvent.AgentSaid.ReplyTimes(0, 0, 1), Duration.ofSeconds(1), false);
    }

    private static VoiceEvent.CallerSaid heard(String text) {
        return new VoiceEvent.CallerSaid(text, 1, new VoiceEvent.CallerSaid.SpeechTimes(1, 2, 3, 4));
    }

    private static ProviderException failure(String provider, Kind kind) {
        return new ProviderException(provider, kind, "Expected to go on", null);
    }

    /** A voice that does as it is told. */
    private static final class Voice implements VoiceAgent {
        private final String name;
        private final Set<Capability> capabilities;
        final List<AgentSpec> specs = new ArrayList<>();
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger started = new AtomicInteger();
        final List<String> said = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch opening = new CountDownLatch(0);
        private volatile Kind refuses = Kind.CONTENT; // none
        private volatile Consumer<VoiceEvent> listener = _ -> {};

        Voice(String name, Set<Capability> capabilities) {
            this.name = name;
            this.capabilities = EnumSet.copyOf(capabilities);
        }

        void tell(VoiceEvent event) {
            listener.accept(event);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Capability> capabilities() {
            return capabilities;
        }

        @Override
        public VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException {
            asked.incrementAndGet();
            opening.await();
            if (refuses != Kind.CONTENT) {
                throw failure(name, refuses);
            }
            specs.add(spec);
            listener = events;
            open.incrementAndGet();
            return new VoiceSession() {
                @Override
                public void start(Speaker speaker) {
                    started.incrementAndGet();
                }

                @Override
                public void hear(Pcm caller) {}

                @Override
                public void voice(boolean speaking, long nanos) {}

                @Override
                public void say(String text) {
                    said.add(text);
                }

                @Override
                public void inform(String fact) {}

                @Override
                public void typed(String text) {}

                @Override
                public void answer(ToolCall call, ToolResult result) {}

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void close() {}
    }

    private static final class Mouth implements TextToSpeech {
        final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "mouth";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) {
            said.add(text);
        }

        @Override
        public void close() {}
    }

    /** Takes everything and plays nothing. */
    private static final class Quiet implements Speaker {
        @Override
        public Utterance utterance() {
            return new Utterance() {
                @Override
                public boolean write(Pcm audio) {
                    return true;
                }

                @Override
                public void finish() {}

                @Override
                public Duration heard() {
                    return Duration.ZERO;
                }

                @Override
                public long firstFrameNanos() {
                    return 0;
                }

                @Override
                public State await(Duration limit) {
                    return State.PLAYED;
                }

                @Override
                public State state() {
                    return State.PLAYED;
                }
            };
        }

        @Override
        public Utterance protectedUtterance() {
            return utterance();
        }

        @Override
        public void clear() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public boolean isSpeaking() {
            return false;
        }

        @Override
        public long audibleSinceNanos() {
            return 0;
        }

        @Override
        public Duration queueMax() {
            return Duration.ofSeconds(1);
        }
    }
}
