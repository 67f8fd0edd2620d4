package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.ToolSpec;
import org.parley.ai.ToolSpec.Parameter;

class ToolArgumentsTest {
    private static final ToolSpec ORDER = new ToolSpec(
            "order",
            "Orders.",
            List.of(
                    new Parameter("plan", ToolSpec.Type.STRING, "the plan", true, List.of("gold", "silver")),
                    new Parameter("people", ToolSpec.Type.INTEGER, "how many", true, List.of()),
                    new Parameter("price", ToolSpec.Type.NUMBER, "in dollars", false, List.of()),
                    new Parameter("urgent", ToolSpec.Type.BOOLEAN, "whether it is urgent", false, List.of())),
            Duration.ofSeconds(1));

    @Test
    void theyAreReadByTypeAndWhatTheToolDoesNotKnowIsLeftOut() throws Exception {
        assertThat(ToolArguments.of(
                        ORDER, "{\"plan\":\"gold\",\"people\":\"3\",\"price\":9.95,\"urgent\":\"True\",\"mood\":1}"))
                .isEqualTo(Map.of("plan", "gold", "people", 3L, "price", new BigDecimal("9.95"), "urgent", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"plan\":\"iron\",\"people\":1} | 'plan' must be one of 'gold', 'silver' but was \"iron\"",
                "{\"plan\":\"gold\"} | 'people' is missing: a whole number, how many",
                "{\"plan\":\"gold\",\"people\":null} | 'people' is missing",
                "{\"plan\":\"gold\",\"people\":1.5} | 'people' must be a whole number, how many but was 1.5",
                "{\"plan\":\"gold\",\"people\":\"many\"} | 'people' must be a whole number, how many but was \"many\"",
                "{\"plan\":{\"a\":1},\"people\":1} | 'plan' must be one of",
                "{\"plan\":\"gold\",\"people\":1,\"urgent\":\"perhaps\"} | 'urgent' must be true or false",
                "[1,2] | Expected the arguments as one JSON object but got: [1,2]",
                "plan=gold | Expected the arguments as one JSON object but got: plan=gold"
            })
    void whatIsWrongIsToldWithWhatWasExpected(String json, String told) {
        assertThatThrownBy(() -> ToolArguments.of(ORDER, json))
                .isInstanceOf(ToolArguments.Wrong.class)
                .hasMessageContaining(told);
    }

    @Test
    void moreThanAModelWritesInEarnestIsRefusedUnread() {
        assertThatThrownBy(() -> ToolArguments.of(ORDER, " ".repeat(20_000)))
                .hasMessageContaining("up to 16000 characters but got 20000");
    }
}
