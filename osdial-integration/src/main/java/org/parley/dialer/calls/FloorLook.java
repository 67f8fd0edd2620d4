package org.parley.dialer.calls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.parley.dialer.Staff.Colleague;
import org.parley.dialer.Staff.Floor;
import org.parley.dialer.Staff.InGroup;
import org.parley.dialer.Staff.Named;
import org.parley.dialer.schema.Schema;

/** One look at everybody who is logged in and at all in-groups; three statements and one for each call time. */
final class FloorLook {
    private static final int QUERY_SECONDS_MAX = 3;
    /** OSDial has an in-group for each agent, VICIdial one or some for all of them. */
    private static final String OF_ONE_OSDIAL = "A2A_";

    private static final String OF_ONE_VICIDIAL = "AGENTDIRECT";

    private final Schema schema;
    private final Handle handle;
    private final int most;

    FloorLook(Schema schema, Handle handle, int most) {
        this.schema = schema;
        this.handle =
                handle.configure(SqlStatements.class, statements -> statements.setQueryTimeout(QUERY_SECONDS_MAX));
        this.most = most;
    }

    /** @param takes the in-groups whose calls he takes, each between spaces */
    private record Person(
            String user, String name, String campaign, String status, boolean free, boolean inbound, String takes) {
        boolean takes(String group) {
            return inbound && takes.contains(" " + group + " ");
        }
    }

    private record Group(String id, String name, String callTime) {}

    Floor floor() {
        List<Person> people = people();
        List<Group> groups = groups();
        Map<String, Integer> waiting = waiting();
        Map<String, Boolean> open = new HashMap<>();
        List<Named> named = new ArrayList<>();
        for (Group group : groups.subList(0, Math.min(most, groups.size()))) {
            List<Person> its =
                    people.stream().filter(each -> each.takes(group.id())).toList();
            int free = (int) its.stream().filter(Person::free).count();
            named.add(new Named(
                    group.name(),
                    new InGroup(
                            group.id(),
                            open.computeIfAbsent(group.callTime(), time -> SqlStaff.isOpen(schema, handle, time)),
                            its.size(),
                            Math.max(0, free - waiting.getOrDefault(group.id(), 0)))));
        }
        List<Colleague> colleagues = people.stream()
                .limit(most)
                .map(each -> new Colleague(
                        each.user(), each.name(), each.campaign(), each.status(), each.free(), isDirect(each)))
                .toList();
        return new Floor(named, colleagues, people.size() <= most && groups.size() <= most);
    }

    private boolean isDirect(Person person) {
        return schema.isOsdial()
                ? person.takes(OF_ONE_OSDIAL + person.user())
                : person.inbound() && person.takes().contains(OF_ONE_VICIDIAL);
    }

    private List<Person> people() {
        boolean named = schema.has("users", "full_name");
        return handle.createQuery("""
                        SELECT a.user, <name> AS name, COALESCE(a.campaign_id, '') AS campaign,
                               COALESCE(a.status, '') AS status, <free> AS free, <inbound> AS inbound,
                               CONCAT(' ', COALESCE(a.closer_campaigns, ''), ' ') AS takes
                          FROM <live_agents> a
                          <names>
                         WHERE <person>
                         ORDER BY a.user
                         LIMIT :most
                        """)
                .define("name", named ? "COALESCE(u.full_name, '')" : "''")
                .define("names", named ? "LEFT JOIN " + schema.table("users") + " u ON u.user = a.user" : "")
                .define("free", SqlStaff.FREE)
                .define("inbound", SqlStaff.takesInbound(schema))
                .define("person", SqlStaff.PERSON)
                .bind("most", most + 1)
                .map((row, context) -> new Person(
                        row.getString("user"),
                        row.getString("name"),
                        row.getString("campaign"),
                        row.getString("status"),
                        row.getBoolean("free"),
                        row.getBoolean("inbound"),
                        row.getString("takes")))
                .list();
    }

    private List<Group> groups() {
        return handle.createQuery("""
                        SELECT group_id, <name> AS name, <time> AS call_time
                          FROM <inbound_groups>
                         WHERE active = 'Y'
                           AND LEFT(group_id, 4) <> :ofOneOsdial
                           AND group_id NOT LIKE CONCAT('%', :ofOneVicidial, '%')
                         ORDER BY group_id
                         LIMIT :most
                        """)
                .define("name", schema.has("inbound_groups", "group_name") ? "COALESCE(group_name, '')" : "''")
                .define("time", schema.has("inbound_groups", "call_time_id") ? "COALESCE(call_time_id, '')" : "''")
                .bind("ofOneOsdial", OF_ONE_OSDIAL)
                .bind("ofOneVicidial", OF_ONE_VICIDIAL)
                .bind("most", most + 1)
                .map((row, context) ->
                        new Group(row.getString("group_id"), row.getString("name"), row.getString("call_time")))
                .list();
    }

    /** Callers who wait already, by in-group. */
    private Map<String, Integer> waiting() {
        Map<String, Integer> waiting = new HashMap<>();
        handle.createQuery("""
                        SELECT campaign_id, COUNT(*) AS row_count
                          FROM <auto_calls>
                         WHERE call_type = 'IN'
                           AND status = 'LIVE'
                         GROUP BY campaign_id
                        """)
                .map((row, context) -> Map.entry(row.getString("campaign_id"), row.getInt("row_count")))
                .forEach(each -> waiting.put(each.getKey(), each.getValue()));
        return waiting;
    }
}
