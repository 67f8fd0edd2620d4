package org.parley.dialer.calls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallResult;
import org.parley.dialer.Staff;
import org.parley.dialer.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statuses that a campaign knows: the system's and its own. Read anew once a minute; any thread may ask. */
final class Statuses {
    private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int SHOWN_MAX = 20;

    private final Schema schema;
    private final String fallback;
    private volatile Known known = new Known(Map.of(), 0);

    /** What the dialer has of a status: its name, or "", and whether it forbids to call again. */
    private record Meaning(String name, boolean dnc) {
        static final Meaning NONE = new Meaning("", false);
    }

    /** Per campaign, "" for the system's. */
    private record Known(Map<String, Map<String, Meaning>> byCampaign, long readNanos) {
        boolean has(String campaign, String status) {
            return byCampaign.getOrDefault("", Map.of()).containsKey(status)
                    || byCampaign.getOrDefault(campaign, Map.of()).containsKey(status);
        }
    }

    Statuses(Schema schema, String fallback) {
        this.schema = schema;
        this.fallback = fallback;
    }

    /** The status if the campaign knows it, else the fallback if it knows that, else XFER, as the dialer leaves it. */
    String valid(Handle handle, String campaign, String status) {
        Known now = fresh(handle);
        String wanted = status.toUpperCase(Locale.ROOT);
        if (now.has(campaign, wanted)) {
            return wanted;
        }
        if (wanted.equals(CallResult.TRANSFERRED)) {
            return "XFER"; // as it is called where nobody has added the other
        }
        String instead = now.has(campaign, fallback) ? fallback : "XFER";
        LOG.warn(
                "campaign {} has no status '{}': {} is written instead; add the status to the campaign, or correct the"
                        + " script",
                campaign,
                status.length() <= SHOWN_MAX ? status : status.substring(0, SHOWN_MAX) + "…",
                instead);
        return instead;
    }

    /** Those of all campaigns. */
    Set<String> all(Handle handle) {
        Set<String> all = new HashSet<>();
        fresh(handle).byCampaign().values().forEach(statuses -> all.addAll(statuses.keySet()));
        return all;
    }

    /** Those with which a call of that campaign may end. */
    List<String> of(Handle handle, String campaign) {
        Set<String> both = new TreeSet<>();
        Map<String, Map<String, Meaning>> all = fresh(handle).byCampaign();
        both.addAll(all.getOrDefault("", Map.of()).keySet());
        both.addAll(all.getOrDefault(campaign, Map.of()).keySet());
        return List.copyOf(both);
    }

    /** What each is called, the system's first, then campaign by campaign. */
    List<Staff.Status> named(Handle handle) {
        List<Staff.Status> all = new ArrayList<>();
        new TreeMap<>(fresh(handle).byCampaign())
                .forEach((campaign, statuses) -> new TreeMap<>(statuses)
                        .forEach((status, meaning) -> all.add(new Staff.Status(campaign, status, meaning.name()))));
        return all;
    }

    /** Whether the lead asked not to be called again; OSDial knows only the status DNC. */
    boolean forbidsCalls(Handle handle, String campaign, String status) {
        if (schema.isOsdial()) {
            return status.equals("DNC");
        }
        Map<String, Map<String, Meaning>> all = fresh(handle).byCampaign();
        return Stream.of(campaign, "")
                .map(whose -> all.getOrDefault(whose, Map.of()).getOrDefault(status, Meaning.NONE))
                .anyMatch(Meaning::dnc);
    }

    private Known fresh(Handle handle) {
        Known now = known;
        long nanos = System.nanoTime();
        if (!now.byCampaign().isEmpty() && nanos - now.readNanos() < FRESH.toNanos()) {
            return now;
        }
        record Status(String campaign, String status, Meaning meaning) {}
        Map<String, Map<String, Meaning>> read = new HashMap<>();
        handle.createQuery("""
                        SELECT '' AS campaign, status, status_name, <dnc> AS dnc FROM <statuses>
                        UNION ALL
                        SELECT campaign_id, status, status_name, <dnc> FROM <campaign_statuses>
                        """)
                .define("dnc", schema.has("statuses", "dnc") ? "COALESCE(dnc, 'N')" : "'N'")
                .map((row, context) -> new Status(
                        LiveLines.text(row, "campaign"),
                        LiveLines.text(row, "status"),
                        new Meaning(LiveLines.text(row, "status_name"), "Y".equals(row.getString("dnc")))))
                .forEach(status -> read.computeIfAbsent(status.campaign(), campaign -> new HashMap<>())
                        .put(status.status(), status.meaning()));
        Known next = new Known(read, nanos);
        known = next;
        return next;
    }
}
