package org.parley.dialer;

import static org.parley.dialer.DialerDatabase.SERVER;

import java.util.List;

/** The call centre of {@link DialerDatabase}, as its admin has set it up. */
final class DialerWorld {
    /** Statuses as the dialers ship them whose calls somebody answered, and those that nobody did. */
    private static final List<String> OSDIAL_ANSWERED = List.of(
            "DROP", "XDROP", "XFER", "CALLBK", "CBHOLD", "DEC", "DNC", "SALE", "NI", "NP", "INCALL", "INBND", "PD");

    private static final List<String> OSDIAL_OTHERS = List.of(
            "NEW", "QUEUE", "NA", "A", "AA", "AM", "AB", "B", "DC", "ADC", "N", "PU", "PM", "DNCL", "DNCC", "TIMEOT");

    private static final List<String> VICIDIAL_ANSWERED = List.of(
            "DROP", "XDROP", "PDROP", "XFER", "CALLBK", "CBHOLD", "DEC", "DNC", "SALE", "NI", "NP", "RQXFER", "TIMEOT",
            "AFTHRS", "NANQUE", "IQNANQ", "IVRXFR", "MAXCAL");

    private static final List<String> VICIDIAL_OTHERS = List.of(
            "NEW", "QUEUE", "INCALL", "NA", "A", "AA", "AM", "AL", "AB", "B", "DC", "ADC", "N", "PU", "PM", "DNCL",
            "DNCC", "QVMAIL", "ERI", "LSMERG");

    private DialerWorld() {}

    static void build(DialerDatabase at) {
        boolean osdial = at.kind().isOsdial();
        at.insert(
                "system_settings",
                "version",
                at.version(),
                "install_date",
                "2013-01-01",
                "db_schema_version",
                at.number(),
                "svn_revision",
                3900,
                "custom_fields_enabled",
                "1");
        at.insert(
                "servers",
                "server_id",
                "BOX",
                "server_description",
                "the one box",
                "server_ip",
                SERVER,
                "active",
                "Y",
                "asterisk_version",
                "18.9",
                "ext_context",
                osdial ? "osdial" : "default");
        at.insert(
                "user_groups",
                "user_group",
                "ADMIN",
                "group_name",
                "Everybody",
                "allowed_campaigns",
                " -ALL-CAMPAIGNS- - -");
        at.insert(
                "users",
                "user",
                "1001",
                "full_name",
                "Ann Agent",
                "user_level",
                7,
                "user_group",
                "ADMIN",
                "pass",
                "",
                "active",
                "Y");
        campaign(at, "SALES", "Y", "RATIO");
        campaign(at, "SURVEY", "Y", "MANUAL");
        campaign(at, "OLD", "N", "RATIO");
        for (String group : List.of("SUPPORT", "BILLING", "CLOSED")) {
            at.insert(
                    "inbound_groups",
                    "group_id",
                    group,
                    "group_name",
                    group,
                    "group_color",
                    "green",
                    "active",
                    group.equals("CLOSED") ? "N" : "Y",
                    "playlist_id",
                    0);
        }
        for (String status : osdial ? OSDIAL_ANSWERED : VICIDIAL_ANSWERED) {
            status(at, status, "Y");
        }
        for (String status : osdial ? OSDIAL_OTHERS : VICIDIAL_OTHERS) {
            status(at, status, "N");
        }
        at.insert(
                "campaign_statuses",
                "status",
                "RAXFER",
                "status_name",
                "AI passed on",
                "selectable",
                "Y",
                "campaign_id",
                "SALES",
                "human_answered",
                "Y");
        at.insert(
                "campaign_statuses",
                "status",
                "APPT",
                "status_name",
                "Appointment",
                "selectable",
                "Y",
                "campaign_id",
                "SALES",
                "human_answered",
                "Y",
                "sale",
                "Y");
        at.insert(
                "call_times",
                "call_time_id",
                "24hours",
                "call_time_name",
                "always",
                "ct_default_start",
                0,
                "ct_default_stop",
                2400);
        at.insert(
                "call_times",
                "call_time_id",
                "9am-9pm",
                "call_time_name",
                "by day",
                "ct_default_start",
                900,
                "ct_default_stop",
                2100);
        at.insert("lists", "list_id", 101, "list_name", "Customers", "campaign_id", "SALES", "active", "Y");
        at.insert("lists", "list_id", 999, "list_name", "Inbound", "campaign_id", "SALES", "active", "N");
        for (int lead = 1; lead <= 10; lead++) {
            at.insert(
                    "list",
                    "lead_id",
                    lead,
                    "entry_date",
                    "2026-01-01 10:00:00",
                    "status",
                    "NEW",
                    "user",
                    "",
                    "list_id",
                    101,
                    "gmt_offset_now",
                    -5,
                    "phone_code",
                    "1",
                    "phone_number",
                    phone(lead),
                    "first_name",
                    "First" + lead,
                    "last_name",
                    "Last" + lead,
                    "city",
                    "New York",
                    "state",
                    "NY",
                    "postal_code",
                    "10001",
                    "email",
                    "",
                    "comments",
                    "",
                    "called_since_last_reset",
                    "N",
                    "post_date",
                    "2026-01-01 10:00:00");
        }
        customFields(at);
    }

    static String phone(long lead) {
        return "2125550" + (100 + lead);
    }

    private static void campaign(DialerDatabase at, String campaign, String active, String method) {
        at.insert(
                "campaigns",
                "campaign_id",
                campaign,
                "campaign_name",
                campaign,
                "active",
                active,
                "dial_method",
                method,
                "auto_dial_level",
                "1",
                "dial_statuses",
                " NEW CALLBK -",
                "closer_campaigns",
                " SUPPORT BILLING -",
                "xfer_groups",
                " SUPPORT BILLING -",
                "default_xfer_group",
                "SUPPORT",
                "allow_closers",
                "Y",
                "campaign_allow_inbound",
                "Y",
                "scheduled_callbacks",
                "Y",
                "use_internal_dnc",
                "Y",
                "use_campaign_dnc",
                "Y",
                "local_call_time",
                "24hours",
                "auto_alt_dial_statuses",
                " B NA -",
                "playlist_id",
                0);
    }

    private static void status(DialerDatabase at, String status, String answered) {
        at.insert(
                "statuses",
                "status",
                status,
                "status_name",
                status.equals("NI") ? "Not interested" : status,
                "selectable",
                "Y",
                "human_answered",
                answered,
                "dnc",
                status.startsWith("DNC") ? "Y" : "N",
                "scheduled_callback",
                status.equals("CALLBK") ? "Y" : "N");
    }

    /** The lead's field of the name "clinic", which in OSDial belongs to the form VISIT. */
    private static void customFields(DialerDatabase at) {
        if (at.kind().isOsdial()) {
            at.insert("campaign_forms", "id", 1, "campaigns", "SALES", "name", "VISIT", "deleted", 0);
            at.insert("campaign_fields", "id", 1, "form_id", 1, "name", "clinic", "deleted", 0);
        } else {
            at.insert(
                    "lists_fields",
                    "list_id",
                    101,
                    "field_label",
                    "clinic",
                    "field_name",
                    "Clinic",
                    "field_type",
                    "TEXT",
                    "field_max",
                    50);
            at.insert(
                    "lists_fields",
                    "list_id",
                    101,
                    "field_label",
                    "remarks",
                    "field_name",
                    "Remarks",
                    "field_type",
                    "AREA",
                    "field_max",
                    500);
        }
    }
}
