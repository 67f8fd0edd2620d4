package org.parley.dialer.reports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallResult;

/** The statuses of the system, under "", and of each campaign; which of them say that a person answered. */
final class KnownStatuses {
    private final Map<String, Set<String>> all = new HashMap<>();
    private final Map<String, Set<String>> answered = new HashMap<>();

    KnownStatuses(Handle handle) {
        handle.createQuery("""
                        SELECT '' AS campaign_id, status, human_answered FROM <statuses>
                        UNION ALL
                        SELECT campaign_id, status, human_answered FROM <campaign_statuses>
                        """)
                .map((row, context) -> new String[] {
                    LogLook.text(row, "campaign_id"), LogLook.text(row, "status"), LogLook.text(row, "human_answered")
                })
                .forEach(row -> {
                    all.computeIfAbsent(row[0], campaign -> new HashSet<>()).add(row[1]);
                    if (row[2].equals("Y")) {
                        answered.computeIfAbsent(row[0], campaign -> new HashSet<>())
                                .add(row[1]);
                    }
                });
    }

    /** What a call with that result was written as: the status, else the fallback, else XFER. */
    String written(String campaign, String status, String fallback) {
        String wanted = status.toUpperCase(Locale.ROOT);
        if (has(all, campaign, wanted)) {
            return wanted;
        }
        if (wanted.equals(CallResult.TRANSFERRED)) {
            return "XFER";
        }
        return has(all, campaign, fallback) ? fallback : "XFER";
    }

    /** Whether a call of that campaign with that status is one that a person answered. */
    boolean isAnswered(String campaign, String status) {
        return has(answered, campaign, status);
    }

    private static boolean has(Map<String, Set<String>> map, String campaign, String status) {
        return map.getOrDefault("", Set.of()).contains(status)
                || map.getOrDefault(campaign, Set.of()).contains(status);
    }
}
