package org.parley.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a demo with that voice has to tell at its end. */
record DemoReport(List<CallReport> calls, int wanted, String voice) {
    DemoReport {
        calls = List.copyOf(calls);
    }

    /** Every call that was wanted ran and has all that belongs to it. */
    boolean isWhole() {
        return calls.size() == wanted
                && calls.stream().allMatch(call -> call.missing().isEmpty());
    }

    /** The smallest value that so many percent of all do not exceed, or -1 of none. */
    static long percentile(List<Long> values, int percent) {
        if (values.isEmpty()) {
            return -1;
        }
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, Math.ceilDiv(percent * sorted.size(), 100) - 1));
    }

    List<Long> latencies() {
        return calls.stream().flatMap(call -> call.turnLatencyMillis().stream()).toList();
    }

    private List<Long> firstAudio() {
        return calls.stream().map(CallReport::firstAudioMillis).toList();
    }

    /** One JSON object in one line. */
    String json() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ok", isWhole());
        object.put("voice", voice);
        object.put("calls", calls.size());
        object.put("callsWanted", wanted);
        object.put(
                "dispositions",
                new TreeMap<>(calls.stream()
                        .collect(Collectors.groupingBy(
                                call -> call.disposition().isEmpty() ? "none" : call.disposition(),
                                Collectors.counting()))));
        object.put("turnLatencyMs", spread(latencies()));
        object.put("firstAudioMs", spread(firstAudio()));
        object.put("recordings", calls.stream().map(CallReport::recording).toList());
        object.put("details", calls.stream().map(DemoReport::detail).toList());
        try {
            return new ObjectMapper().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report cannot be written as JSON", e);
        }
    }

    private static Map<String, Long> spread(List<Long> values) {
        Map<String, Long> spread = new LinkedHashMap<>();
        spread.put("count", (long) values.size());
        spread.put("p50", percentile(values, 50));
        spread.put("p95", percentile(values, 95));
        spread.put("max", percentile(values, 100));
        return spread;
    }

    private static Map<String, @Nullable Object> detail(CallReport call) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("call", call.callId());
        detail.put("code", call.code());
        detail.put("lead", call.leadId());
        detail.put("extension", call.extension());
        detail.put("disposition", call.disposition());
        detail.put("reason", call.reason());
        detail.put("route", call.route());
        detail.put("caller", call.caller().name());
        detail.put("callback", call.callBack());
        detail.put("firstAudioMs", call.firstAudioMillis());
        detail.put("heardFirstAudioMs", call.heardFirstAudioMillis());
        detail.put("turnLatencyMs", call.turnLatencyMillis());
        detail.put("interruptions", call.interruptions());
        detail.put("turns", call.turns());
        detail.put("turnsStored", call.turnsStored());
        detail.put("recording", call.recording());
        detail.put("recordingSeconds", rounded(call.sound().seconds()));
        detail.put("callerSound", rounded(call.sound().left()));
        detail.put("agentSound", rounded(call.sound().right()));
        detail.put("heard", call.exchanges());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DemoDialer.Row row : call.rows()) {
            Map<String, @Nullable Object> columns = new LinkedHashMap<>();
            columns.put("table", row.table());
            row.columns().forEach((name, value) -> columns.put(name, value instanceof Number ? value : shown(value)));
            rows.add(columns);
        }
        detail.put("rows", rows);
        detail.put("missing", call.missing());
        detail.put("faults", call.faults());
        return detail;
    }

    private static @Nullable String shown(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
