package org.parley.dialer.schema;

import java.util.List;
import java.util.Map;

/** What Parley cannot serve a dialer's call without. */
final class Needs {
    static final Map<String, List<String>> OF_A_CALL = Map.of(
            "live_agents",
            List.of(
                    "live_agent_id",
                    "user",
                    "server_ip",
                    "conf_exten",
                    "extension",
                    "status",
                    "lead_id",
                    "campaign_id",
                    "uniqueid",
                    "callerid",
                    "channel",
                    "last_call_time",
                    "last_call_finish",
                    "comments",
                    "calls_today"),
            "auto_calls",
            List.of("server_ip", "callerid", "campaign_id", "uniqueid", "lead_id", "call_type"),
            "list",
            List.of(
                    "lead_id",
                    "list_id",
                    "status",
                    "user",
                    "phone_number",
                    "first_name",
                    "last_name",
                    "city",
                    "state",
                    "postal_code",
                    "email",
                    "comments"),
            "lists",
            List.of("list_id", "campaign_id"),
            "callbacks",
            List.of(
                    "callback_id",
                    "lead_id",
                    "list_id",
                    "campaign_id",
                    "status",
                    "entry_time",
                    "callback_time",
                    "user",
                    "recipient",
                    "comments"),
            "log",
            List.of(
                    "uniqueid",
                    "lead_id",
                    "status",
                    "user",
                    "user_group",
                    "comments",
                    "start_epoch",
                    "end_epoch",
                    "length_in_sec",
                    "term_reason"),
            "closer_log",
            List.of(
                    "closecallid",
                    "uniqueid",
                    "lead_id",
                    "campaign_id",
                    "status",
                    "user",
                    "user_group",
                    "comments",
                    "start_epoch",
                    "end_epoch",
                    "length_in_sec",
                    "term_reason"));

    private Needs() {}
}
