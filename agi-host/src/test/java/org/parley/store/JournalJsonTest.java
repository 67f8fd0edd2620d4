package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Field by field it is what the mapper writes, and is read again as what it was. */
class JournalJsonTest {
    private static final Instant AT = Instant.parse("2026-11-21T16:40:00.123456Z");

    private static Stream<JournalLine> lines() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("text", "quote \" and line\nسلام 🙂");
        data.put("half", "a\ud83dz"); // of a surrogate pair
        data.put("count", 3);
        data.put("long", 4_000_000_000L);
        data.put("share", 0.5);
        data.put("true", true);
        data.put("none", null);
        data.put("list", List.of(1, "two"));
        data.put("map", Map.of("a", 1));
        return Stream.of(
                new JournalLine.Started(
                        new CallStart("c1", "1.2", "SIP/1", "8300", "demo", "v1", "555", 7, "TEST", "V1", AT)),
                new JournalLine.Answered(AT),
                new JournalLine.Turn(new TurnRow(TurnRow.Side.AGENT, "Hello", 1, 2, null, null, true)),
                new JournalLine.Turn(new TurnRow(TurnRow.Side.CALLER, "Yes", 3, 4, 5L, 0.75, false)),
                new JournalLine.Event(new EventRow(12, "note", data)),
                new JournalLine.Event(new EventRow(12, "empty", Map.of())),
                new JournalLine.Ended(new CallEnd(AT, CallState.DONE, "SALE", "", "SCRIPT", 9, "/r.wav", null, "")),
                new JournalLine.Ended(new CallEnd(AT, CallState.FAILED, "", "c", "FAILED", 9, "", 120L, "broke")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void itIsWhatTheMapperWrites(JournalLine line) throws Exception {
        byte[] written = line.bytes();
        JsonNode ours = JournalLine.JSON.readTree(written);
        assertThat(ours).isEqualTo(JournalLine.JSON.readTree(JournalLine.JSON.writeValueAsBytes(line)));
        assertThat(JournalLine.parse(written)).isEqualTo(JournalLine.parse(JournalLine.JSON.writeValueAsBytes(line)));
    }
}
