package org.parley.ai.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.Settings;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.Usage;
import org.parley.ai.openai.OpenAiChat;
import org.parley.ai.openai.OpenAiSettings;
import org.parley.audio.Pcm;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.sim.provider.Mind.Thought;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** The end of a turn as a model behind chat completions judges it, and when that model is late or gone. */
class TurnModelTest {
    private static final int USUAL_MILLIS = 900;
    private static final String WORDS = "I live in the house beside the old station";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Usage> used = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Recogniser recogniser = new Recogniser();
    private volatile String answer = "yes";
    private final FakeOpenAi fake = new FakeOpenAi(new ScriptedMind(), this::think, false);
    private final OpenAiChat chat = chat();
    private final Hearing hearing = new Hearing(
            recogniser,
            HearingSettings.of(Duration.ofMillis(USUAL_MILLIS), Duration.ofSeconds(20)),
            new TurnModel(chat, Duration.ofMillis(250)),
            used::add,
            heard::add);

    private Thought think(String said) {
        asked.add(said);
        return new Thought("", answer, List.of(), false);
    }

    private OpenAiChat chat() {
        OpenAiSettings settings = Settings.load(new Sources(
                        null,
                        Map.of("KEY", FakeOpenAi.KEY),
                        List.of(
                                new Sources.Flag("test", "openai.url", fake.httpUrl() + "/v1"),
                                new Sources.Flag("test", "openai.key", "${env:KEY}")),
                        new Folders(Path.of(""), Path.of(""), Path.of(""))))
                .value()
                .openai();
        return new OpenAiChat(settings.chatServer(), settings.chat().forOneWord("gpt-4.1-nano"));
    }

    @BeforeEach
    void theModelIsWarm() throws Exception {
        chat.reply(new AgentSpec("", "", Locale.US, List.of()), List.of(ChatTurn.caller("warm")), _ -> {});
        asked.clear();
    }

    @AfterEach
    void close() {
        hearing.close();
        chat.close();
        fake.close();
        assertThat(fake.violations()).isEmpty();
    }

    /** The silence, in ms, after which a turn with these words was over. */
    private long silenceAfter(String words) throws InterruptedException {
        hearing.voice(true, System.nanoTime());
        await().until(() -> recogniser.interim != null);
        recogniser.tell(words);
        hearing.voice(false, System.nanoTime());
        while (true) {
            Heard event = heard.poll(5, TimeUnit.SECONDS);
            assertThat(event).as("the end of the turn").isNotNull();
            if (event instanceof Heard.Understood over) {
                recogniser.interim = null;
                return (over.decidedNanos() - over.endOfSpeechNanos()) / 1_000_000;
            }
        }
    }

    @Test
    void aSentenceThatIsCompleteIsAnsweredSooner() throws Exception {
        assertThat(silenceAfter(WORDS)).isLessThan(USUAL_MILLIS - 150);
        assertThat(asked).containsExactly(WORDS);
        assertThat(used).extracting(Usage::unit).contains(Usage.Unit.INPUT_TOKENS, Usage.Unit.OUTPUT_TOKENS);
    }

    @Test
    void whoIsInTheMiddleOfItIsLetFinish() throws Exception {
        answer = "No.";
        assertThat(silenceAfter(WORDS)).isGreaterThanOrEqualTo(USUAL_MILLIS * 5 / 4);
        assertThat(asked).containsExactly(WORDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I think so", "perhaps"})
    void anAnswerThatIsNoneLeavesItToTheSilence(String odd) throws Exception {
        answer = odd;
        assertThat(silenceAfter(WORDS)).isBetween(USUAL_MILLIS - 20L, USUAL_MILLIS + 300L);
    }

    @Test
    void aModelThatIsLateLeavesItToTheSilenceAndItsTokensCountAllTheSame() throws Exception {
        fake.chat().take(Duration.ofMillis(400), Duration.ZERO);
        assertThat(silenceAfter(WORDS)).isBetween(USUAL_MILLIS - 20L, USUAL_MILLIS + 300L);
        await().until(() -> !used.isEmpty());
    }

    @Test
    void aModelThatFailsIsLeftAloneForAWhile() throws Exception {
        for (int turn = 0; turn < 3; turn++) {
            fake.refuseNext(500, "{}");
            assertThat(silenceAfter(WORDS + " number " + "ten ".repeat(turn) + "high"))
                    .isGreaterThanOrEqualTo(USUAL_MILLIS - 20L);
        }
        assertThat(silenceAfter(WORDS)).isGreaterThanOrEqualTo(USUAL_MILLIS - 20L);
        assertThat(asked).isEmpty();
    }

    @Test
    void whereTheRulesKnowNobodyIsAsked() throws Exception {
        assertThat(silenceAfter("yes")).isLessThan(USUAL_MILLIS - 150);
        assertThat(silenceAfter("I would like to and")).isGreaterThan(USUAL_MILLIS);
        assertThat(asked).isEmpty();
    }

    /** Hears what it is told. */
    private static final class Recogniser implements SpeechToText {
        private volatile @Nullable Consumer<Interim> interim;

        void tell(String words) {
            Consumer<Interim> open = interim;
            if (open != null) {
                open.accept(new Interim(words, false));
            }
        }

        @Override
        public String name() {
            return "told";
        }

        @Override
        public Transcriber open(Listening listening, Consumer<Interim> told) {
            interim = told;
            return new Transcriber() {
                @Override
                public void hear(Pcm audio) {}

                @Override
                public Transcript finish(Duration limit) {
                    return new Transcript("words", 1);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
