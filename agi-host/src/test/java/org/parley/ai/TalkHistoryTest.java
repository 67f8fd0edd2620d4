package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.ai.ChatTurn.Role;

class TalkHistoryTest {
    private final TalkHistory history = new TalkHistory();

    @Test
    void theOldestQuarterIsForgottenAtOnceAndTheRestBeginsWithTheCaller() {
        ToolCall call = new ToolCall("1", "price", "{}");
        for (int turn = 0; turn < 1000; turn++) {
            history.add(ChatTurn.caller("question " + turn));
            history.add(ChatTurn.calls("", List.of(call)));
            history.add(ChatTurn.result(call, ToolResult.of("12")));
            history.add(ChatTurn.agent("answer " + turn));
            assertThat(history.turns().size()).isLessThanOrEqualTo(TalkHistory.TURNS_MAX);
            assertThat(history.turns().getFirst().role()).isEqualTo(Role.CALLER);
            assertThat(history.turns().getLast().text()).isEqualTo("answer " + turn);
        }
        assertThat(history.turns()).hasSizeGreaterThan(TalkHistory.TURNS_MAX * 3 / 4 - 4);
    }

    @Test
    void aFactLeavesTheCallersWordToBeAnswered() {
        history.addFact("it is noon");
        history.add(ChatTurn.caller("hello"));
        history.addFact("he is upset");
        ToolCall call = new ToolCall("1", "price", "{}");
        assertThat(history.isUnanswered()).isTrue();
        history.add(ChatTurn.calls("", List.of(call)));
        history.add(ChatTurn.result(call, ToolResult.of("12")));
        history.addFact("he is calm");
        assertThat(history.turns())
                .extracting(ChatTurn::text)
                .containsExactly("it is noon", "he is upset", "hello", "", "12", "he is calm");
    }

    @Test
    void oneThatHasNoWordOfTheCallerKeepsItsLast() {
        for (int turn = 0; turn <= TalkHistory.TURNS_MAX; turn++) {
            history.add(ChatTurn.agent("part " + turn));
        }
        assertThat(history.turns()).extracting(ChatTurn::text).containsExactly("part " + TalkHistory.TURNS_MAX);
        assertThat(history.isUnanswered()).isFalse();
    }
}
