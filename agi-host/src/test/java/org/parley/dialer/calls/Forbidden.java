package org.parley.dialer.calls;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What belongs to the dialer's own programs, and must not be in any statement of ours. */
final class Forbidden {
    private static final Pattern WRITE =
            Pattern.compile("(insert|replace|update|delete|truncate|alter|create|drop)\\b.*");

    private Forbidden() {}

    /** The statements among them that write. */
    static List<String> writes(Stream<String> statements) {
        return statements
                .map(sql -> sql.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .filter(sql -> WRITE.matcher(sql).matches())
                .toList();
    }

    /** Why the write, as {@link #writes} gives it, must not be; "" for one of ours. */
    static String reason(String sql, String prefix) {
        // a heartbeat, a lead's counters and the routing's columns are the dialer's, whatever the statement
        String columns =
                "random_id|last_update_time|called_count =|called_since_last_reset =|queue_seconds|queue_position|xfercallid";
        if (sql.matches(".*\\b(" + columns + ").*")) {
            return "column of the dialer's";
        }
        String table = sql.replaceFirst("^(insert (ignore )?into|replace into|update|delete from) `?(\\w+).*", "$3");
        String role = table.startsWith(prefix) ? table.substring(prefix.length()) : table;
        String verb = sql.substring(0, 6);
        boolean ours = switch (role) {
            case "live_agents", "log", "closer_log", "campaigns", "live_inbound_agents", "inbound_group_agents" ->
                verb.equals("update");
            case "auto_calls" -> verb.equals("delete");
            case "list", "agent_log", "callbacks", "list_fields" -> verb.equals("update") || verb.equals("insert");
            case "dnc", "campaign_dnc", "dnc_company", "dnc_log", "call_notes", "recording_log" ->
                verb.equals("insert");
            case "hopper" -> verb.equals("update") || verb.equals("delete");
            default -> role.startsWith("custom_") && verb.equals("insert");
        };
        return ours ? "" : verb + " on " + table;
    }
}
