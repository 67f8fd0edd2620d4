package org.parley.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call used of a provider.
 *
 * @param unit that the provider counts by, as V4__usage.sql names them
 */
public record UsageRow(String provider, String unit, long amount) {
    private static final int PROVIDER_MAX = 60;

    private record Key(String provider, String unit) {}

    /** Summed up from the events of the kind "used", by provider and unit. */
    static List<UsageRow> of(List<EventRow> events) {
        Map<Key, Long> sums = new LinkedHashMap<>();
        for (EventRow event : events) {
            if (event.kind().equals("used") && event.data().get("amount") instanceof Number amount) {
                String provider = String.valueOf(event.data().get("provider"));
                Key key = new Key(
                        provider.length() <= PROVIDER_MAX ? provider : provider.substring(0, PROVIDER_MAX),
                        String.valueOf(event.data().get("unit")));
                sums.merge(key, amount.longValue(), Long::sum);
            }
        }
        List<UsageRow> rows = new ArrayList<>();
        sums.forEach((key, amount) -> rows.add(new UsageRow(key.provider(), key.unit(), amount)));
        rows.sort(Comparator.comparing(UsageRow::provider).thenComparing(UsageRow::unit));
        return List.copyOf(rows);
    }
}
