package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.store.CallRow;
import org.parley.store.CallState;
import org.parley.store.CallStory;
import org.parley.store.EventRow;
import org.parley.store.TurnRow;
import org.parley.store.TurnRow.Side;

class CallTimelineLineTest {
    private static final CallRow CALL = new CallRow(
            "id",
            "1.1",
            "Local/1",
            "8300",
            "sales",
            "abc",
            "5550100",
            7,
            "DEMO",
            "",
            "",
            Instant.EPOCH,
            null,
            null,
            CallState.DONE,
            "SALE",
            "",
            "hang-up",
            4000,
            "",
            90L,
            "");

    @Test
    void turnsAndEventsStandInTheOrderInWhichTheyHappened() {
        CallStory story = new CallStory(
                CALL,
                List.of(
                        new TurnRow(Side.AGENT, "Hello, will you come?", 100, 1800, null, null, true),
                        new TurnRow(Side.CALLER, "Yes.", 1700, 2100, null, 0.9, false),
                        new TurnRow(Side.AGENT, "Good.", 2950, 3300, 850L, null, false)),
                List.of(new EventRow(0, "answered", Map.of()), new EventRow(1700, "barge-in", Map.of("ms", 240))));

        assertThat(CallTimelineLine.of(story))
                .extracting(CallTimelineLine::render)
                .containsExactly(
                        "   0.000 s          · answered",
                        "   0.100 s  agent   Hello, will you come? [interrupted]",
                        "   1.700 s  caller  Yes.",
                        "   1.700 s          · barge-in ms=240",
                        "   2.950 s  agent   Good. [after 850 ms]");
    }

    @Test
    void wordsFromRightToLeftStandForThemselvesAndNothingInThemTurnsTheLine() {
        CallStory story = new CallStory(
                CALL,
                List.of(
                        new TurnRow(Side.CALLER, "می‌خواهم ۲ بلیت", 100, 1800, null, null, true),
                        new TurnRow(Side.CALLER, "\u202eevil\u2066 \u001b[31m", 1900, 2100, null, 0.9, false)),
                List.of(new EventRow(1800, "note", Map.of("text", "سلام"))));

        assertThat(CallTimelineLine.of(story))
                .extracting(CallTimelineLine::render)
                .containsExactly(
                        "   0.100 s  caller  \u2068می‌خواهم ۲ بلیت\u2069 [interrupted]",
                        "   1.800 s          · note text=\u2068سلام\u2069",
                        "   1.900 s  caller  evil  [31m");
    }
}
