package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Reply;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.Usage;
import org.parley.sim.provider.Mind.Thought;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.ChatManners.Oddity;
import org.parley.sim.provider.openai.FakeOpenAi;

class OpenAiChatTest {
    private static final ToolCall CALL = new ToolCall("call_1", "balance", "{\"account\":\"\u0647\u0641\u062a 7\"}");
    private static final ToolSpec BALANCE = new ToolSpec("balance", "What it holds", List.of(), Duration.ofSeconds(5));
    private static final Intent HOURS = new Intent("hours", List.of("when are you open"), "From eight to five.", false);
    private static final Intent BYE = new Intent("bye", List.of("goodbye"), "", true);
    private static final List<ChatTurn> ASKED = List.of(ChatTurn.caller("How much?"));

    private final ScriptedMind mind = new ScriptedMind();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Deque<Thought> thoughts = new ArrayDeque<>();
    private final FakeOpenAi fake = new FakeOpenAi(mind, this::think, true);
    private final List<String> pieces = new ArrayList<>();
    private OpenAiChat model = model();

    @AfterEach
    void close() {
        model.close();
        fake.close();
    }

    private Thought think(String said) {
        asked.add(said);
        return thoughts.isEmpty() ? new Thought("", "", List.of(), false) : thoughts.remove();
    }

    private OpenAiChat model(String... changes) {
        return new OpenAiChat(
                OpenAiFixture.server(fake), OpenAiFixture.settings(changes).chat());
    }

    private void use(String... changes) {
        model.close();
        model = model(changes);
    }

    private Reply reply(AgentSpec spec, List<ChatTurn> history) throws InterruptedException {
        Reply reply = model.reply(spec, history, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(reply.text());
        assertThat(fake.violations()).isEmpty();
        return reply;
    }

    private static AgentSpec spec(List<Intent> intents, ToolSpec... tools) {
        return new AgentSpec(
                "Be kind.", "", Locale.ENGLISH, intents, List.of(tools), Map.of("name", "Zahra"), List.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FILTERED", "ERROR_IN_STREAM"})
    void aReplyIsTheSameFromEveryServer(Oddity oddity) throws Exception {
        fake.chat().be(oddity);
        if (oddity == Oddity.OLD_FIELDS) {
            use("chat.tokens-field", "max_tokens", "chat.usage", "false");
        } else if (oddity == Oddity.SYSTEM_FIRST) {
            use("chat.system-anywhere", "false");
        }
        ToolCall other = new ToolCall("call_2", "balance", "");
        thoughts.add(new Thought("", "\u0633\u0644\u0627\u0645, one moment.", List.of(CALL, other), false));
        Reply reply = reply(
                spec(List.of(), BALANCE),
                List.of(ChatTurn.agent("Yes?"), ChatTurn.fact("It rains"), ChatTurn.caller("How much?")));

        assertThat(reply.text()).isEqualTo("\u0633\u0644\u0627\u0645, one moment.");
        assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("balance", "balance");
        assertThat(reply.toolCalls()).extracting(ToolCall::arguments).containsExactly(CALL.arguments(), "");
        assertThat(reply.toolCalls())
                .extracting(ToolCall::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        boolean counted = oddity != Oddity.NO_USAGE && oddity != Oddity.OLD_FIELDS;
        assertThat(reply.used())
                .extracting(Usage::unit)
                .isEqualTo(counted ? List.of(Usage.Unit.INPUT_TOKENS, Usage.Unit.OUTPUT_TOKENS) : List.of());
        assertThat(pieces).as("it comes as it is written").hasSizeGreaterThan(1);
        assertThat(asked).containsExactly("How much?");
    }

    @Test
    void answersOfToolsStandBehindTheirCallsHoweverTheyCame() throws Exception {
        ToolCall unanswered = new ToolCall("call_2", "balance", "");
        mind.saysThen("Five.");
        thoughts.add(new Thought("", "Five.", List.of(), false));
        Reply reply = reply(
                spec(List.of(), BALANCE),
                List.of(
                        ChatTurn.caller("How much?"),
                        ChatTurn.calls("", List.of(CALL, unanswered)),
                        ChatTurn.caller(""),
                        ChatTurn.result(CALL, ToolResult.of("5 tomans")),
                        ChatTurn.result(new ToolCall("gone", "x", ""), ToolResult.of("late")),
                        ChatTurn.caller("Well?")));

        assertThat(reply.text()).isEqualTo("Five.");
    }

    @Test
    void theModelAnswersWhatToolsHaveTold() throws Exception {
        mind.saysThen("Five tomans.");
        Reply reply = reply(
                spec(List.of(), BALANCE),
                List.of(
                        ChatTurn.caller("How much?"),
                        ChatTurn.calls("", List.of(CALL)),
                        ChatTurn.result(CALL, ToolResult.of("5 tomans"))));

        assertThat(reply.text()).isEqualTo("Five tomans.");
        assertThat(mind.results()).containsExactly(List.of(ToolResult.of("5 tomans")));
    }

    @ParameterizedTest
    @CsvSource({
        "hours, We open at eight., We open at eight., 1",
        "hours, '', From eight to five., 1",
        "bye, '', Farewell., 2",
        "nonsense, '', Farewell., 2"
    })
    void theModelNamesAnIntentByOurFunction(String named, String says, String spoken, int requests) throws Exception {
        ToolCall note = new ToolCall("c", "note_intent", "{\"intent\":\"" + named + "\"}");
        thoughts.add(new Thought("", says, List.of(note), false));
        mind.saysThen("Farewell.");
        Reply reply = reply(spec(List.of(HOURS, BYE), BALANCE), ASKED);

        assertThat(reply.text()).isEqualTo(spoken);
        assertThat(reply.intent()).isEqualTo(named.equals("nonsense") ? "" : named);
        assertThat(reply.toolCalls()).isEmpty();
        assertThat(asked.size() + mind.results().size()).isEqualTo(requests);
        assertThat(reply.used()).hasSize(2 * requests);
    }

    @Test
    void ourFunctionDoesNotStandInTheWayOfTheScriptsTools() throws Exception {
        ToolCall note = new ToolCall("c", "note_intent_", "{\"intent\":\"hours\"}");
        ToolCall theirs = new ToolCall("d", "note_intent", "{}");
        thoughts.add(new Thought("", "", List.of(note, theirs), false));
        ToolSpec sameName = new ToolSpec("note_intent", "The script's own", List.of(), Duration.ofSeconds(1));
        Reply reply = reply(spec(List.of(HOURS), sameName), ASKED);

        assertThat(reply.toolCalls()).containsExactly(theirs);
        assertThat(reply.intent()).isEqualTo("hours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[hours]] We open at eight. | We open at eight. | hours",
                "We open [[hours]] at eight. | We open  at eight. | hours",
                "[[nonsense]]We open. | We open. | ''",
                "A [1] and [ and [[ | A [1] and [ and [[ | ''"
            })
    void withoutToolsTheModelMarksAnIntentInItsText(String says, String spoken, String intent) throws Exception {
        use("chat.tools", "false");
        thoughts.add(new Thought("", says, List.of(), false));
        Reply reply = reply(spec(List.of(HOURS, BYE), BALANCE), ASKED);

        assertThat(reply.text()).isEqualTo(spoken);
        assertThat(reply.intent()).isEqualTo(intent);
    }

    @Test
    void moreFieldsAreSentAndNonsenseIsRefusedInALine() throws Exception {
        use("chat.extra", "{\"temperature\":0.2,\"seed\":7}");
        thoughts.add(new Thought("", "Fine.", List.of(), false));
        assertThat(reply(spec(List.of()), ASKED).text()).isEqualTo("Fine.");

        use("chat.extra", "{\"num_ctx\":4096}");
        assertThatThrownBy(() -> model.reply(spec(List.of()), ASKED, pieces::add))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS))
                .satisfies(failure -> assertThat(failure).hasMessageContaining("num_ctx"));
        assertThatThrownBy(() -> model("chat.extra", "[1]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":{\"message\":\"bad\",\"code\":\"invalid_api_key\"}} | AUTH",
                "429 | {\"error\":{\"message\":\"pay\",\"code\":\"insufficient_quota\"}} | QUOTA",
                "429 | {\"error\":{\"message\":\"slow\",\"code\":\"rate_limit_exceeded\"}} | RATE",
                "404 | {\"error\":{\"message\":\"no model\",\"code\":\"model_not_found\"}} | SETTINGS",
                "400 | {\"error\":{\"message\":\"long\",\"code\":\"context_length_exceeded\"}} | CONTENT",
                "400 | {\"error\":\"does not support tools\"} | SETTINGS",
                "422 | {\"detail\":[{\"loc\":[\"body\"],\"msg\":\"extra fields\"}]} | SETTINGS",
                "500 | <html>oops</html> | NETWORK",
                "503 | {\"error\":{\"message\":\"loading\",\"type\":\"server_error\"}} | NETWORK"
            })
    void aRefusalIsNamedByItsKind(int status, String body, Kind kind) {
        fake.refuseNext(status, body);
        assertFails(kind);
    }

    @Test
    void whatBreaksOffOrIsHeldBackIsNamed() {
        thoughts.add(new Thought("", "One two three four five.", List.of(), false));
        fake.chat().be(Oddity.ERROR_IN_STREAM);
        assertFails(Kind.NETWORK);
        thoughts.add(new Thought("", "One two three four five.", List.of(), false));
        fake.chat().be(Oddity.FILTERED);
        assertFails(Kind.CONTENT);
        thoughts.add(new Thought("", "One two three four five.", List.of(), false));
        fake.chat().be();
        fake.chat().breakAfter(3);
        assertFails(Kind.NETWORK);
        fake.resetNext();
        assertFails(Kind.NETWORK);
    }

    @Test
    void eachWaitHasItsOwnDeadline() {
        use("chat.first-words", "400ms", "chat.next-words", "400ms");
        fake.ignoreNext();
        assertFails(Kind.SLOW);
        thoughts.add(new Thought("", "One two three.", List.of(), false));
        fake.chat().take(Duration.ofSeconds(20), Duration.ZERO);
        assertFails(Kind.SLOW); // the head of the answer came at once
        thoughts.add(new Thought("", "One two three.", List.of(), false));
        fake.chat().take(Duration.ZERO, Duration.ofSeconds(20));
        assertFails(Kind.SLOW);
        use("chat.answer", "1s");
        thoughts.add(new Thought("", "word ".repeat(100), List.of(), false));
        fake.chat().take(Duration.ZERO, Duration.ofMillis(100));
        assertFails(Kind.SLOW);
    }

    @Test
    void anInterruptCancels() throws Exception {
        thoughts.add(new Thought("", "One two three.", List.of(), false));
        fake.chat().take(Duration.ZERO, Duration.ofSeconds(20));
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Reply> replying =
                new FutureTask<>(() -> model.reply(spec(List.of()), ASKED, _ -> begun.countDown()));
        Thread thread = Thread.ofVirtual().start(replying);
        await().until(() -> !asked.isEmpty());
        thread.interrupt();
        assertThatThrownBy(() -> replying.get(3, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    private void assertFails(Kind kind) {
        long began = System.nanoTime();
        assertThatThrownBy(() -> model.reply(spec(List.of()), ASKED, pieces::add))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(
                        failure -> assertThat(failure.kind()).as("%s", failure).isEqualTo(kind));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
}
