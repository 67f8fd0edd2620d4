package org.parley.dialer.reports;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.schema.Schema;

/** The users whose calls are an AI's: those of the lines of the agents that Parley's own table names. */
final class LineUsers {
    private final Handle handle;
    private final Schema schema;

    LineUsers(Handle handle, Schema schema) {
        this.handle = handle;
        this.schema = schema;
    }

    /** Also of agents that were removed, whose users stay; as many lines as either table has. */
    Set<String> ofOurAgents() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        // one after the other: their columns need not have the same collation
        for (String table : List.of("parley_agent", schema.table("remote_agents"))) {
            boolean ours = table.equals("parley_agent");
            handle.createQuery("SELECT user_start, number_of_lines FROM " + table)
                    .map((row, context) -> Map.entry(LogLook.text(row, "user_start"), row.getInt("number_of_lines")))
                    .filter(agent -> ours || lines.containsKey(agent.getKey()))
                    .forEach(agent -> lines.merge(agent.getKey(), agent.getValue(), Math::max));
        }
        Set<String> users = new LinkedHashSet<>();
        lines.forEach((first, count) -> {
            for (int i = 0; first.matches("\\d{1,15}") && i < count; i++) {
                users.add(String.valueOf(Long.parseLong(first) + i));
            }
        });
        return users;
    }
}
