package org.parley.dialer.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallKeys;
import org.parley.dialer.Lead;
import org.parley.dialer.schema.Schema;

/** Leads: found, made for a stranger, marked as with an agent, and given their result. */
final class Leads {
    private static final String COLUMNS = """
            lead_id, list_id, status, first_name, last_name, phone_number, city, state, postal_code, email, comments,
            ROUND(gmt_offset_now * 60) AS clock_minutes""";
    /** UTC-12 to UTC+14, beyond which no clock is. */
    private static final int CLOCK_MINUTES_MIN = -12 * 60;

    private static final int CLOCK_MINUTES_MAX = 14 * 60;

    private Leads() {}

    static Optional<Lead> byId(Handle handle, long leadId) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM <list> WHERE lead_id = :lead")
                .bind("lead", leadId)
                .map((row, context) -> lead(row))
                .findFirst();
    }

    /** The newest lead with exactly these digits. */
    static Optional<Lead> byPhone(Handle handle, String digits) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM <list>
                        WHERE phone_number = :digits
                        ORDER BY lead_id DESC
                        LIMIT 1
                        """)
                .bind("digits", digits)
                .map((row, context) -> lead(row))
                .findFirst();
    }

    /**
     * As the dialer's inbound routing makes a lead for a number that it does not know; on the dialer's own clock, until
     * its nightly program has looked up where the number is.
     */
    static Lead create(Handle handle, Schema schema, String digits, long listId) {
        String phone = schema.storable("list", "phone_number", digits);
        long id = handle.createUpdate("""
                        INSERT INTO <list>
                               (entry_date, status, user, list_id, phone_number, called_since_last_reset, called_count,
                                source_id, gmt_offset_now <more>)
                        VALUES (NOW(), 'INBND', 'VDCL', :list, :phone, 'Y', 1, 'VDCL',
                                TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), NOW()) / 60 <values>)
                        """)
                .define("more", schema.when("list", "post_date", ", post_date"))
                .define("values", schema.when("list", "post_date", ", NOW()"))
                .bind("list", listId)
                .bind("phone", phone)
                .executeAndReturnGeneratedKeys("lead_id")
                .mapTo(Long.class)
                .one();
        return new Lead(id, listId, "INBND", "", "", phone, "", "", "", "", "", "", null);
    }

    /** The campaign that the lead's list belongs to, or "". */
    static String campaignOf(Handle handle, long listId) {
        return handle.createQuery("SELECT campaign_id FROM <lists> WHERE list_id = :list")
                .bind("list", listId)
                .map((row, context) -> LiveLines.text(row, "campaign_id"))
                .findFirst()
                .orElse("");
    }

    /** The daemon's part for a line that we took before it did: the lead is with this agent. */
    static void withAgent(Handle handle, CallKeys keys) {
        handle.createUpdate("""
                        UPDATE <list>
                           SET status = 'XFER',
                               user   = :user
                         WHERE lead_id = :lead
                        """)
                .bind("lead", keys.leadId())
                .bind("user", keys.lineUser())
                .execute();
    }

    /**
     * The result of the call, where the lead is still this call's: in the hands of its agent, or of the dialer whose
     * hang-up program came first, and in no state that somebody has given it since. A lead that was dialed again
     * belongs to that call.
     */
    static boolean finish(Handle handle, CallKeys keys, String status) {
        return handle.createUpdate("""
                        UPDATE <list>
                           SET status = :status,
                               user   = IF(:user = '', user, :user)
                         WHERE lead_id = :lead
                           AND (user = NULLIF(:user, '')
                                OR (user IN ('', 'VDAD', 'VDCL') AND status IN ('DROP', 'XFER', 'INBND')))
                           AND status IN ('', 'NEW', 'QUEUE', 'INCALL', 'XFER', 'PU', 'DROP', 'INBND')
                           AND NOT EXISTS (SELECT 1
                                             FROM <auto_calls>
                                            WHERE lead_id = :lead
                                              AND callerid != :code)
                           AND NOT EXISTS (SELECT 1
                                             FROM <log>
                                            WHERE lead_id = :lead
                                              AND start_epoch > :end)
                        """)
                        .bind("lead", keys.leadId())
                        .bind("status", status)
                        .bind("user", keys.lineUser())
                        .bind("code", keys.code())
                        .bind("end", keys.logStart() == 0 ? keys.beganEpoch() : keys.logStart())
                        .execute()
                > 0;
    }

    /** The result of a call that the dialer did not route, unless the dialer has the lead on its way by now. */
    static boolean finishStranger(Handle handle, CallKeys keys, String status) {
        return handle.createUpdate("""
                        UPDATE <list>
                           SET status = :status
                         WHERE lead_id = :lead
                           AND modify_date <= FROM_UNIXTIME(:began)
                           AND NOT EXISTS (SELECT 1
                                             FROM <auto_calls>
                                            WHERE lead_id = :lead)
                        """)
                        .bind("lead", keys.leadId())
                        .bind("status", status)
                        .bind("began", keys.beganEpoch())
                        .execute()
                > 0;
    }

    private static Lead lead(ResultSet row) throws SQLException {
        return new Lead(
                row.getLong("lead_id"),
                row.getLong("list_id"),
                LiveLines.text(row, "status"),
                LiveLines.text(row, "first_name"),
                LiveLines.text(row, "last_name"),
                LiveLines.text(row, "phone_number"),
                LiveLines.text(row, "city"),
                LiveLines.text(row, "state"),
                LiveLines.text(row, "postal_code"),
                LiveLines.text(row, "email"),
                LiveLines.text(row, "comments"),
                "",
                clock(row));
    }

    private static @Nullable ZoneOffset clock(ResultSet row) throws SQLException {
        int minutes = row.getInt("clock_minutes");
        boolean known = !row.wasNull() && minutes >= CLOCK_MINUTES_MIN && minutes <= CLOCK_MINUTES_MAX;
        return known ? ZoneOffset.ofTotalSeconds(minutes * 60) : null;
    }
}
