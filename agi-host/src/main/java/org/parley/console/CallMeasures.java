package org.parley.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.call.Prices;
import org.parley.store.CallStory;
import org.parley.store.EventRow;
import org.parley.store.UsageRow;

/** What a call's events come to: what it used and cost, how long the answers took, and where the caller broke in. */
final class CallMeasures {
    private CallMeasures() {}

    /** Adds them to a call's document, under names of their own. */
    static void put(CallStory story, Prices prices, Map<String, @Nullable Object> document) {
        List<Map<String, @Nullable Object>> usage = new ArrayList<>();
        BigDecimal cost = null; // until a price is known
        for (UsageRow used : story.usage()) {
            Optional<BigDecimal> costs = prices.of(used.provider(), used.unit(), used.amount());
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("provider", used.provider());
            row.put("unit", used.unit());
            row.put("amount", used.amount());
            row.put("cost", costs.map(CallMeasures::rounded).orElse(null));
            usage.add(row);
            if (costs.isPresent()) {
                cost = cost == null ? costs.get() : cost.add(costs.get());
            }
        }
        document.put("usage", usage);
        document.put("cost", cost == null ? null : rounded(cost));
        document.put("latencies", rows(story, "latency", null));
        document.put("bargeIns", rows(story, "floor", "CUT"));
    }

    private static BigDecimal rounded(BigDecimal cost) {
        return cost.setScale(4, RoundingMode.HALF_UP);
    }

    /** The events of a kind, with that decision when one is given, each as its data with the moment. */
    private static List<Map<String, @Nullable Object>> rows(CallStory story, String kind, @Nullable String decision) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (EventRow event : story.events()) {
            if (event.kind().equals(kind)
                    && (decision == null || decision.equals(event.data().get("decision")))) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("atMs", event.atMs());
                row.putAll(event.data()); // a floor event tells itself when it was decided
                rows.add(row);
            }
        }
        return rows;
    }
}
