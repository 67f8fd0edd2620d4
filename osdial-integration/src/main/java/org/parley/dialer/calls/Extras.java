package org.parley.dialer.calls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult.Recording;
import org.parley.dialer.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What else a call leaves: notes, the recording's row, changed fields of the lead, the campaign's stamps. */
final class Extras {
    private static final Logger LOG = LoggerFactory.getLogger(Extras.class);

    /** Columns of the lead that a conversation may change: what the agents' screens let an agent edit. */
    private static final Set<String> LEAD_COLUMNS = Set.of(
            "title",
            "first_name",
            "middle_initial",
            "last_name",
            "address1",
            "address2",
            "address3",
            "city",
            "state",
            "province",
            "postal_code",
            "country_code",
            "alt_phone",
            "email",
            "comments",
            "security_phrase",
            "custom1",
            "custom2",
            "vendor_lead_code",
            "date_of_birth",
            "gender");

    private static final int FIELDS_MAX = 100;

    private Extras() {}

    /** VICIdial's notes; OSDial keeps a remark in the lead's comments, where one is not lost that somebody wrote. */
    static void note(Handle handle, Schema schema, CallKeys keys, String text) {
        if (text.isEmpty() || keys.leadId() == 0) {
            return;
        }
        if (schema.has("call_notes")) {
            String link = keys.inbound() ? String.valueOf(keys.logId()) : keys.uniqueId();
            handle.createUpdate("""
                            INSERT INTO <call_notes> (lead_id, vicidial_id, call_date, call_notes)
                            SELECT :lead, :link, FROM_UNIXTIME(:at), :text
                              FROM DUAL
                             WHERE NOT EXISTS (SELECT 1
                                                 FROM <call_notes>
                                                WHERE lead_id = :lead
                                                  AND vicidial_id = :link)
                            """)
                    .bind("lead", keys.leadId())
                    .bind("link", link)
                    .bind("at", keys.beganEpoch())
                    .bind("text", schema.storable("call_notes", "call_notes", text))
                    .execute();
        } else {
            handle.createUpdate(
                            "UPDATE <list> SET comments = :text WHERE lead_id = :lead AND COALESCE(comments, '') = ''")
                    .bind("lead", keys.leadId())
                    .bind("text", schema.storable("list", "comments", text))
                    .execute();
        }
    }

    /** The row by which the dialer's pages find the recording; none when the dialer's own routing has made one. */
    static void recording(Handle handle, Schema schema, CallKeys keys, Recording recording) {
        if (!schema.has("recording_log") || keys.leadId() == 0) {
            return;
        }
        String link = schema.has("recording_log", "vicidial_id") ? "vicidial_id" : "uniqueid";
        String linked = link.equals("vicidial_id") && keys.inbound() ? String.valueOf(keys.logId()) : keys.uniqueId();
        String file = Path.of(recording.file()).getFileName().toString();
        String name = file.endsWith(".wav") ? file.substring(0, file.length() - 4) : file;
        handle.createUpdate("""
                        INSERT INTO recording_log
                               (channel, server_ip, extension, start_time, start_epoch, end_time, end_epoch,
                                length_in_sec, length_in_min, filename, location, lead_id, user, <link>)
                        SELECT '', :server, :phone, FROM_UNIXTIME(:start), :start, FROM_UNIXTIME(:start + :seconds),
                               :start + :seconds, :seconds, ROUND(:seconds / 60, 2), :name, :location, :lead, :user,
                               :linked
                          FROM DUAL
                         WHERE NOT EXISTS (SELECT 1
                                             FROM recording_log
                                            WHERE lead_id = :lead
                                              AND (<link> = :linked OR filename = :name)
                                              AND start_epoch BETWEEN :start - 3600 AND :start + 3600)
                        """)
                .define("link", link)
                .bind("server", keys.serverIp())
                .bind("phone", schema.storable("recording_log", "extension", keys.phoneNumber()))
                .bind("start", keys.beganEpoch())
                .bind("seconds", recording.seconds())
                .bind("name", schema.storable("recording_log", "filename", name))
                .bind("location", schema.storable("recording_log", "location", recording.file()))
                .bind("lead", keys.leadId())
                .bind("user", keys.lineUser())
                .bind("linked", linked)
                .execute();
    }

    /** Changed fields, each to a column of the lead or to a custom field; what neither knows is logged and left out. */
    static void fields(Handle handle, Schema schema, CallKeys keys, Map<String, String> fields) {
        if (keys.leadId() == 0 || fields.isEmpty()) {
            return;
        }
        List<String> sets = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        Map<String, String> custom = new HashMap<>();
        fields.entrySet().stream().limit(FIELDS_MAX).forEach(field -> {
            String column = field.getKey().toLowerCase(Locale.ROOT);
            if (LEAD_COLUMNS.contains(column) && schema.has("list", column)) {
                sets.add("`" + column + "` = :" + column);
                values.put(column, schema.storable("list", column, field.getValue()));
            } else {
                custom.put(field.getKey(), field.getValue());
            }
        });
        if (!sets.isEmpty()) {
            handle.createUpdate("UPDATE <list> SET " + String.join(", ", sets) + " WHERE lead_id = :lead")
                    .bindMap(values)
                    .bind("lead", keys.leadId())
                    .execute();
        }
        custom.forEach((name, value) -> {
            boolean stored = schema.isOsdial()
                    ? osdialField(handle, schema, keys, name, value)
                    : vicidialField(handle, schema, keys, name, value);
            if (!stored) {
                LOG.warn("lead {}: there is no field '{}', so its new value is not stored", keys.leadId(), name);
            }
        });
    }

    /** A custom field is named FORM_FIELD. */
    private static boolean osdialField(Handle handle, Schema schema, CallKeys keys, String name, String value) {
        if (!schema.has("list_fields") || !schema.has("campaign_fields") || !schema.has("campaign_forms")) {
            return false;
        }
        Optional<Long> field =
                handle.createQuery("""
                        SELECT f.id
                          FROM <campaign_fields> f
                          JOIN <campaign_forms> m ON m.id = f.form_id
                         WHERE CONCAT(m.name, '_', f.name) = :name
                           AND f.deleted = 0
                           AND m.deleted = 0
                         LIMIT 1
                        """).bind("name", name).mapTo(Long.class).findFirst();
        field.ifPresent(id -> handle.createUpdate("""
                        INSERT INTO <list_fields> (lead_id, field_id, value)
                        VALUES (:lead, :field, :value)
                            ON DUPLICATE KEY UPDATE value = VALUES(value)
                        """)
                .bind("lead", keys.leadId())
                .bind("field", id)
                .bind("value", schema.storable("list_fields", "value", value))
                .execute());
        return field.isPresent();
    }

    /** A custom field is a column of the table custom_ and the list's number, which only the dialer's admin makes. */
    private static boolean vicidialField(Handle handle, Schema schema, CallKeys keys, String name, String value) {
        if (!schema.has("lists_fields") || !name.matches("[A-Za-z0-9_]{1,64}")) {
            return false;
        }
        long list = CustomFields.list(handle, schema, keys.leadId(), keys.listId());
        boolean known = CustomFields.has(handle, list, name);
        if (known) {
            handle.createUpdate("INSERT INTO custom_" + list + " (lead_id, `" + name + "`) VALUES (:lead, :value)"
                            + " ON DUPLICATE KEY UPDATE `" + name + "` = VALUES(`" + name + "`)")
                    .bind("lead", keys.leadId())
                    .bind("value", value)
                    .execute();
        }
        return known;
    }

    /** When the campaign last had a call, and the lead's alternate numbers, which wait for this call's status. */
    static void housekeeping(Handle handle, Schema schema, CallKeys keys, String status) {
        String stamp = schema.isOsdial() ? "campaign_lastcall" : "campaign_calldate";
        if (schema.has("campaigns", stamp)) {
            handle.createUpdate("UPDATE <campaigns> SET " + stamp + " = NOW() WHERE campaign_id = :campaign")
                    .bind("campaign", keys.loginCampaign())
                    .execute();
        }
        if (!schema.isOsdial() && schema.has("hopper") && schema.has("campaigns", "auto_alt_dial_statuses")) {
            handle.createUpdate("""
                            UPDATE <hopper> h
                              JOIN <campaigns> c ON c.campaign_id = h.campaign_id
                               SET h.status = 'READY'
                             WHERE h.lead_id = :lead
                               AND h.status IN ('HOLD', 'RHOLD')
                               AND c.auto_alt_dial_statuses LIKE CONCAT('% ', :status, ' %')
                            """)
                    .bind("lead", keys.leadId())
                    .bind("status", status)
                    .execute();
            handle.createUpdate("DELETE FROM <hopper> WHERE lead_id = :lead AND status IN ('HOLD', 'RHOLD')")
                    .bind("lead", keys.leadId())
                    .execute();
        }
    }
}
