package org.parley.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ChatTurn;
import org.parley.ai.Reply;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;

class RuleModelTest {
    private static final AgentSpec SPEC = new AgentSpec(
            "",
            "",
            Locale.ENGLISH,
            List.of(
                    new Intent("hours", List.of("opening hours", "when are you open"), "Nine to five.", false),
                    new Intent("person", List.of("speak to a person", "person"), "One moment.", true),
                    new Intent("stop", List.of("stop calling me", "stop"), "I take you off the list.", true)));

    private final RuleModel model = new RuleModel();

    @ParameterizedTest
    @CsvSource({
        "when are you open,                       hours",
        "When are you guys open?,                 hours",
        "can i please speak to a person,          person",
        "stop calling me and find another person, stop",
        "the weather is nice,                     ''",
        "'',                                      ''",
        "'???',                                   ''"
    })
    void theLongestPhraseInTheSentenceDecides(String said, String intent) {
        assertThat(reply(List.of(ChatTurn.caller(said))).intent()).isEqualTo(intent);
    }

    @Test
    void asksAgainInOtherWordsTheSecondTime() {
        List<ChatTurn> history = new ArrayList<>();
        history.add(ChatTurn.caller("blue"));
        String first = reply(history).text();
        history.add(ChatTurn.agent(first));
        history.add(ChatTurn.caller("green"));
        assertThat(reply(history).text()).isNotEqualTo(first).isNotEmpty();
    }

    @Test
    void anIntentWithTheNameOfAToolCallsItAndSaysWhatItAnswered() {
        ToolSpec stock = new ToolSpec("stock", "How many are left.", List.of(), Duration.ofSeconds(1));
        AgentSpec spec = new AgentSpec(
                "",
                "",
                Locale.ENGLISH,
                List.of(new Intent("stock", List.of("any left"), "We have {result} of them.", false)),
                List.of(stock),
                Map.of(),
                List.of());
        List<ChatTurn> history = new ArrayList<>(List.of(ChatTurn.caller("Do you have any left?")));

        Reply asks = model.reply(spec, history, text -> {});

        ToolCall call = asks.toolCalls().getFirst();
        assertThat(call.name()).isEqualTo("stock");
        assertThat(asks.text() + asks.intent()).isEmpty();
        history.add(ChatTurn.calls("", asks.toolCalls()));
        history.add(ChatTurn.result(call, ToolResult.of("seven")));
        assertThat(model.reply(spec, history, text -> {}))
                .returns("We have seven of them.", Reply::text)
                .returns("stock", Reply::intent);
        history.removeLast();
        history.add(ChatTurn.result(call, ToolResult.failure("It failed: tell the caller")));
        assertThat(model.reply(spec, history, text -> {}).text())
                .contains("not possible")
                .doesNotContain("tell");
    }

    private Reply reply(List<ChatTurn> history) {
        StringBuilder streamed = new StringBuilder();
        Reply reply = model.reply(SPEC, history, streamed::append);
        assertThat(streamed).hasToString(reply.text());
        return reply;
    }
}
