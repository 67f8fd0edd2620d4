package org.parley.dialer.calls;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.Lead;
import org.parley.dialer.Staff;
import org.parley.dialer.schema.Schema;

/** The people behind the tables of either dialer. */
final class SqlStaff implements Staff {
    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    /** Of a row {@code a} of the live agents: somebody whose screen is open, and no line of ours. */
    static final String PERSON =
            "COALESCE(a.extension, '') NOT LIKE 'R/%'" + " AND a.last_update_time > NOW() - INTERVAL 30 SECOND";

    /** Of such a row: he waits for a call. */
    static final String FREE = "(a.status IN ('READY', 'CLOSER') AND COALESCE(a.lead_id, 0) = 0)";

    private static final int NAME_MAX = 20;
    private static final int FIELD_CHARS_MAX = 1000;

    private final Schema schema;
    private final Statuses statuses;
    private final Reads reads;

    /** Runs a reading. */
    interface Reads {
        <T> T run(String act, Function<Handle, T> work);
    }

    SqlStaff(Schema schema, Statuses statuses, Reads reads) {
        this.schema = schema;
        this.statuses = statuses;
        this.reads = reads;
    }

    @Override
    public Optional<InGroup> inGroup(String id, String user) {
        if (!isName(id) || !schema.has("inbound_groups")) {
            return Optional.empty();
        }
        return reads.run("look at an in-group", handle -> group(handle, id).map(group -> inGroup(handle, group, user)));
    }

    @Override
    public Floor floor(int most) {
        return schema.has("inbound_groups")
                ? reads.run("look who is there", handle -> new FloorLook(schema, handle, most).floor())
                : new Floor(List.of(), List.of(), true);
    }

    private record Group(String id, boolean active, String callTime) {}

    private Optional<Group> group(Handle handle, String id) {
        return handle.createQuery("SELECT group_id, COALESCE(active, 'N') AS active, <time> AS call_time"
                        + " FROM <inbound_groups> WHERE group_id = :id")
                .define("time", schema.has("inbound_groups", "call_time_id") ? "COALESCE(call_time_id, '')" : "''")
                .bind("id", id)
                .map((row, context) -> new Group(
                        row.getString("group_id"), row.getString("active").equals("Y"), row.getString("call_time")))
                .findFirst();
    }

    private InGroup inGroup(Handle handle, Group group, String user) {
        int waiting = user.isEmpty() ? waiting(handle, group.id()) : 0;
        return handle.createQuery("""
                        SELECT COUNT(*) AS present,
                               COALESCE(SUM(<free>), 0) AS free
                          FROM <live_agents> a
                         WHERE <person>
                           AND LOCATE(CONCAT(' ', :id, ' '), CONCAT(' ', COALESCE(a.closer_campaigns, ''), ' ')) > 0
                           AND (:user = '' OR a.user = :user)
                           AND <inbound>
                        """)
                .define("free", FREE)
                .define("person", PERSON)
                .define("inbound", takesInbound(schema))
                .bind("id", group.id())
                .bind("user", user)
                .map((row, context) -> new InGroup(
                        group.id(),
                        group.active() && isOpen(schema, handle, group.callTime()),
                        row.getInt("present"),
                        Math.max(0, row.getInt("free") - waiting)))
                .one();
    }

    private static int waiting(Handle handle, String group) {
        return handle.createQuery("""
                        SELECT COUNT(*)
                          FROM <auto_calls>
                         WHERE campaign_id = :id
                           AND call_type = 'IN'
                           AND status = 'LIVE'
                        """).bind("id", group).mapTo(Integer.class).one();
    }

    /** By the database's clock, hours and minutes as one number, as the dialer counts; a day of zeros is as any day. */
    static boolean isOpen(Schema schema, Handle handle, String callTime) {
        if (callTime.isEmpty() || !schema.has("call_times")) {
            return true;
        }
        record Now(int day, int time) {}
        Now now = handle.createQuery("SELECT DAYOFWEEK(NOW()) - 1 AS d, HOUR(NOW()) * 100 + MINUTE(NOW()) AS t")
                .map((row, context) -> new Now(row.getInt("d"), row.getInt("t")))
                .one();
        String day = DAYS.get(now.day());
        return handle.createQuery("""
                        SELECT IF(COALESCE(<start>, 0) + COALESCE(<stop>, 0) > 0, <start>, ct_default_start) AS opens,
                               IF(COALESCE(<start>, 0) + COALESCE(<stop>, 0) > 0, <stop>, ct_default_stop) AS closes
                          FROM <call_times>
                         WHERE call_time_id = :id
                        """)
                .define("start", "ct_" + day + "_start")
                .define("stop", "ct_" + day + "_stop")
                .bind("id", callTime)
                .map((row, context) -> now.time() >= row.getInt("opens") && now.time() < row.getInt("closes"))
                .findFirst()
                .orElse(true);
    }

    @Override
    public String directGroup(String user) {
        if (!isName(user) || !schema.has("inbound_groups")) {
            return "";
        }
        return reads.run(
                "look for an agent's own in-group",
                handle -> handle.createQuery("""
                        SELECT g.group_id
                          FROM <inbound_groups> g
                          LEFT JOIN <live_agents> a
                            ON a.user = :user
                           AND LOCATE(CONCAT(' ', g.group_id, ' '),
                                      CONCAT(' ', COALESCE(a.closer_campaigns, ''), ' ')) > 0
                         WHERE g.group_id <direct>
                         ORDER BY a.user IS NULL, g.active = 'Y' DESC, g.group_id
                         LIMIT 1
                        """)
                        .define("direct", schema.isOsdial() ? "= CONCAT('A2A_', :user)" : "LIKE '%AGENTDIRECT%'")
                        .bind("user", user)
                        .mapTo(String.class)
                        .findFirst()
                        .orElse(""));
    }

    @Override
    public Optional<Campaign> campaign(String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return reads.run(
                "read a campaign",
                handle -> handle.createQuery(
                                "SELECT campaign_id, <name> AS name FROM <campaigns> WHERE campaign_id = :id")
                        .define("name", schema.has("campaigns", "campaign_name") ? "COALESCE(campaign_name, '')" : "''")
                        .bind("id", id)
                        .map((row, context) -> new Campaign(
                                row.getString("campaign_id"), row.getString("name"), statuses.of(handle, id)))
                        .findFirst());
    }

    @Override
    public List<Status> statuses() {
        return reads.run("read the statuses", statuses::named);
    }

    @Override
    public String field(Lead lead, String name) {
        return reads.run("read a field", handle -> CustomFields.read(handle, schema, lead, name, FIELD_CHARS_MAX));
    }

    private static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_-]{1," + NAME_MAX + "}");
    }

    /** Whether a row {@code a} is one of an agent whose campaign lets him take callers. */
    static String takesInbound(Schema schema) {
        return schema.isOsdial() || !schema.has("campaigns", "campaign_allow_inbound")
                ? "TRUE"
                : """
            EXISTS (SELECT 1
                      FROM %s c
                     WHERE c.campaign_id = a.campaign_id
                       AND c.active = 'Y'
                       AND c.campaign_allow_inbound = 'Y')""".formatted(schema.table("campaigns"));
    }
}
