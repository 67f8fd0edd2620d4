package org.parley.dialer.schema;

import java.util.List;
import java.util.Map;

/** What Parley cannot serve a dialer's call without. */
final class Needs {
    static final Map<String, List<String>> OF_A_CALL = Map.ofEntries(
            Map.entry(
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
                            "calls_today")),
            Map.entry(
                    "auto_calls", List.of("server_ip", "callerid", "campaign_id", "uniqueid", "lead_id", "call_type")),
            Map.entry(
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
                            "comments",
                            "gmt_offset_now")),
            Map.entry("lists", List.of("list_id", "campaign_id")),
            Map.entry(
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
                            "comments")),
            Map.entry(
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
                            "term_reason")),
            Map.entry(
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
                            "term_reason")),
            Map.entry("users", List.of("user", "user_group")),
            Map.entry("remote_agents", List.of("server_ip", "conf_exten", "status", "user_start")),
            Map.entry("statuses", List.of("status")),
            Map.entry("campaign_statuses", List.of("status", "campaign_id")),
            Map.entry("campaigns", List.of("campaign_id")));

    /** What a call goes without when the table is not there. */
    static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("agent_log", "agents' times stay out of the reports"),
            Map.entry("recording_log", "recordings are not listed"),
            Map.entry("dnc", "nobody is put on the list of numbers not to be called"));

    static final Map<String, String> WITHOUT_AT_OSDIAL = Map.of(
            "list_fields", "custom fields cannot be written",
            "campaign_fields", "custom fields cannot be written",
            "campaign_forms", "custom fields cannot be written",
            "server_keepalive_processes", "the dialer's daemon is recognised by the lines' random numbers only");

    static final Map<String, String> WITHOUT_AT_VICIDIAL = Map.of(
            "campaign_dnc", "nobody is put on a campaign's list of numbers not to be called",
            "call_notes", "notes have no place but Parley's own tables",
            "hopper", "alternate numbers on hold are not released",
            "live_inbound_agents", "calls of in-groups are not counted per agent",
            "inbound_group_agents", "calls of in-groups are not counted per agent");

    private Needs() {}
}
