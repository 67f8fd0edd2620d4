package org.parley.dialer.calls;

import org.jdbi.v3.core.Handle;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.schema.Schema;

/** Call-backs as the dialer's hopper finds them when they are due. */
final class CallBacks {
    /** What the dialer calls a lead that waits for its call-back; at its own status it could be dialed at once. */
    static final String HELD = "CBHOLD";
    /** What the call itself is logged as. */
    static final String AGREED = "CALLBK";

    private CallBacks() {}

    /**
     * Stores the call-back once, however often it is asked to: the same lead at the same moment is the same call-back.
     * Older open ones of the lead are set aside, as the agents' screen does. The moment is an epoch, which the
     * database turns into its own wall clock, where the dialer reads it. For anyone, unless it is an agent's own: one
     * for a line's user alone would never be dialed, as nobody sits there.
     */
    static void store(Handle handle, Schema schema, CallKeys keys, String campaign, CallBack callBack) {
        int inserted = handle.createUpdate("""
                        INSERT INTO <callbacks>
                               (lead_id, list_id, campaign_id, status, entry_time, callback_time, user, recipient,
                                comments <columns>)
                        SELECT :lead, :list, :campaign, 'ACTIVE', NOW(), FROM_UNIXTIME(:at), :user, :recipient,
                               :comment <values>
                          FROM DUAL
                         WHERE NOT EXISTS (SELECT 1
                                             FROM <callbacks>
                                            WHERE lead_id = :lead
                                              AND callback_time = FROM_UNIXTIME(:at))
                        """)
                .define(
                        "columns",
                        schema.when("callbacks", "user_group", ", user_group")
                                + schema.when("callbacks", "lead_status", ", lead_status"))
                .define(
                        "values",
                        schema.when("callbacks", "user_group", ", '" + word(keys.userGroup()) + "'")
                                + schema.when("callbacks", "lead_status", ", '" + AGREED + "'"))
                .bind("lead", keys.leadId())
                .bind("list", keys.listId())
                .bind("campaign", schema.storable("callbacks", "campaign_id", campaign))
                .bind("at", callBack.at().getEpochSecond())
                .bind("user", callBack.agent().isEmpty() ? keys.lineUser() : callBack.agent())
                .bind("recipient", callBack.agent().isEmpty() ? "ANYONE" : "USERONLY")
                .bind("comment", schema.storable("callbacks", "comments", callBack.comment()))
                .execute();
        if (inserted > 0) {
            handle.createUpdate("""
                            UPDATE <callbacks>
                               SET status = 'INACTIVE'
                             WHERE lead_id = :lead
                               AND status = 'ACTIVE'
                               AND callback_time != FROM_UNIXTIME(:at)
                            """)
                    .bind("lead", keys.leadId())
                    .bind("at", callBack.at().getEpochSecond())
                    .execute();
        }
    }

    /** A group's name as it may stand in a statement: the dialer allows letters, digits, '-' and '_'. */
    private static String word(String group) {
        return group.replaceAll("[^A-Za-z0-9_-]", "");
    }
}
