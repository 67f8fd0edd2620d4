package org.parley.dialer.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.reports.Difference.Kind;

/** The call's row in log or closer_log, and its lead. */
final class LogLook {
    /** What routing and daemon leave while a call runs; a fork of 2013 calls a connected call SENT. */
    private static final List<String> OPEN = List.of("", "QUEUE", "XFER", "INCALL", "LIVE", "SENT");

    /** A lead that is NEW again in our line's name is one that a person has put back. */
    private static final List<String> LEAD_OPEN = List.of("", "QUEUE", "INCALL", "XFER", "PU");

    private static final List<String> LEAD_OPEN_OF_NOBODY = List.of("NEW", "INBND");
    /** In whose name the dialer holds what no agent has. */
    private static final Set<String> NOBODY = Set.of("", "VDAD", "VDCL");

    private static final String CALL_BACK_HELD = "CBHOLD";

    private final Look look;
    private final String role;
    private final String key;

    LogLook(Look look) {
        this.look = look;
        this.role = look.keys.inbound() ? "closer_log" : "log";
        boolean byId = look.keys.logId() > 0;
        this.key = !byId ? "uniqueid = :uniqueid" : look.keys.inbound() ? "closecallid = :logid" : "id = :logid";
    }

    private record Row(
            String status,
            String user,
            boolean ended,
            @Nullable String length,
            String term) {}

    /** The log first: while it is somebody else's the lead is, too. */
    void look() {
        if (look.keys.lineUser().isEmpty() && !look.spoke()) {
            return; // a call of which no agent is known is one that nobody took
        }
        if (look.keys.inbound() && look.keys.logId() == 0) {
            gone(); // the in-group's rows of one channel can be many: only its key tells ours
            return;
        }
        Optional<Row> row = look.query(
                        """
                        SELECT status, user, COALESCE(end_epoch, 0) > 0 AS ended, length_in_sec, term_reason
                        """ + "  FROM <" + role + ">\n WHERE " + key + "\n   AND lead_id = :lead\n LIMIT 1")
                .map((found, context) -> new Row(
                        text(found, "status"),
                        text(found, "user"),
                        found.getBoolean("ended"),
                        found.getString("length_in_sec"),
                        text(found, "term_reason")))
                .findFirst();
        if (row.isEmpty()) {
            gone();
        } else {
            log(row.get());
        }
        lead();
    }

    private void gone() {
        String archive = role + "_archive";
        boolean archived = look.schema.has(archive)
                && look.query("SELECT 1 FROM <" + archive + "> WHERE " + key + " LIMIT 1")
                        .mapTo(Integer.class)
                        .findFirst()
                        .isPresent();
        if (!archived) {
            look.add(Kind.NO_LOG_ROW, where(), "absent", "the call's row, which only the dialer writes");
        }
    }

    private void log(Row row) {
        boolean open = isOpen(row.status());
        if (row.status().equals("DROP") && !open) {
            return; // nobody was heard: the dialer is right
        }
        boolean nobodys = NOBODY.contains(row.user());
        boolean ours = row.user().equals(look.keys.lineUser());
        // of a campaign's call there is one row, so an open one in another's name is that other's call by now
        boolean others = open && !look.keys.inbound() && !ours && !nobodys;
        boolean changed = others || (!open && !row.status().equals(look.status));
        if (changed) {
            look.add(Kind.CHANGED, where(), shown(row.status()) + " of " + shown(row.user()), wanted(look.status));
        }
        if ((!changed || ours)
                && (!row.ended()
                        || row.length() == null
                        || row.term().isEmpty()
                        || row.term().equals("NONE"))) {
            noEnd(row);
        }
        if (!changed
                && ((open && !row.status().equals(look.status))
                        || (nobodys && !look.keys.lineUser().isEmpty()))) {
            status(row);
        }
    }

    private void noEnd(Row row) {
        Repair repair = look.repair("""
                UPDATE <%s>
                   SET length_in_sec = IF(COALESCE(end_epoch, 0) = 0 OR length_in_sec IS NULL,
                                          GREATEST(0, :end - CAST(start_epoch AS SIGNED)), length_in_sec),
                       end_epoch     = IF(COALESCE(end_epoch, 0) = 0, :end, end_epoch),
                       term_reason   = IF(COALESCE(term_reason, '') IN ('', 'NONE'), :term, term_reason)
                 WHERE %s
                   AND lead_id = :lead
                   AND (COALESCE(end_epoch, 0) = 0 OR length_in_sec IS NULL
                        OR COALESCE(term_reason, '') IN ('', 'NONE'))
                   AND COALESCE(user, '') IN (:user, '', 'VDAD', 'VDCL')
                """.formatted(role, key));
        look.add(
                Kind.NO_END,
                where(),
                "%s, length %s, ended by %s"
                        .formatted(
                                row.ended() ? "ended" : "not ended",
                                row.length() == null ? "NULL" : row.length(),
                                row.term().isEmpty() ? "NULL" : row.term()),
                "ended after %d s of ours by %s"
                        .formatted(look.seconds(), look.result().how()),
                repair);
    }

    private void status(Row row) {
        String is = shown(row.status()) + " of " + shown(row.user());
        Repair repair = look.repair("""
                UPDATE <%s>
                   SET term_reason = IF(term_reason = 'ABANDON', :term, term_reason),
                       status      = :status,
                       user        = IF(:user = '', user, :user),
                       user_group  = IF(:user = '', user_group, :group),
                       comments    = 'REMOTE'
                 WHERE %s
                   AND lead_id = :lead
                   AND (COALESCE(status, '') IN (%s)
                        OR (status = :status AND COALESCE(user, '') IN ('', 'VDAD', 'VDCL')))
                   %s
                """.formatted(
                role, key, open(), look.keys.inbound() ? "" : "AND COALESCE(user, '') IN (:user, '', 'VDAD', 'VDCL')"));
        look.add(Kind.STATUS, where(), is, wanted(look.status), repair);
    }

    private void lead() {
        if (look.keys.leadId() == 0) {
            return;
        }
        boolean calledBack = look.result().callBack() != null;
        String wanted = calledBack ? CALL_BACK_HELD : look.status;
        record Lead(String status, String user) {}
        Optional<Lead> lead = look.query("SELECT status, user FROM <list> WHERE lead_id = :lead")
                .map((row, context) -> new Lead(text(row, "status"), text(row, "user")))
                .findFirst();
        if (lead.isEmpty() || lead.get().status().equals(wanted) || isCalledAgain()) {
            return;
        }
        String is = lead.get().status();
        String user = lead.get().user();
        boolean ours = user.equals(look.keys.lineUser());
        boolean nobodys = NOBODY.contains(user) && !user.isEmpty();
        boolean open = ((ours || nobodys) && (LEAD_OPEN.contains(is) || (is.equals("DROP") && look.spoke())))
                || (nobodys && LEAD_OPEN_OF_NOBODY.contains(is));
        String where = "list " + look.keys.leadId();
        if (open) {
            String dropped = look.spoke() ? ", 'DROP'" : "";
            Repair repair = look.repair(
                    """
                    UPDATE <list>
                       SET status = :wanted,
                           user   = IF(:user = '', user, :user)
                     WHERE lead_id = :lead
                       AND ((COALESCE(user, '') IN (:user, 'VDAD', 'VDCL') AND COALESCE(status, '') IN (%s))
                            OR (user IN ('VDAD', 'VDCL') AND status IN (%s)))
                       AND NOT EXISTS (SELECT 1 FROM <auto_calls> WHERE lead_id = :lead AND callerid <> :code)
                       AND NOT EXISTS (SELECT 1 FROM <log> WHERE lead_id = :lead AND start_epoch > :logstart)
                       AND NOT EXISTS (SELECT 1 FROM <closer_log> WHERE lead_id = :lead AND start_epoch > :logstart)
                    """.formatted(quoted(LEAD_OPEN) + dropped, quoted(LEAD_OPEN_OF_NOBODY)), "wanted", wanted);
            look.add(Kind.LEAD, where, shown(is) + " of " + shown(user), wanted(wanted), repair);
        } else if (!(calledBack && is.equals("CALLBK"))) { // which a call-back becomes when it is due
            look.add(Kind.CHANGED, where, shown(is) + " of " + shown(user), wanted(wanted));
        }
    }

    /** The dialer has the lead on its way, or has had it since: it is that call's. */
    private boolean isCalledAgain() {
        return look.query("""
                        SELECT EXISTS (SELECT 1 FROM <auto_calls> WHERE lead_id = :lead AND callerid <> :code)
                            OR EXISTS (SELECT 1 FROM <log> WHERE lead_id = :lead AND start_epoch > :logstart)
                            OR EXISTS (SELECT 1 FROM <closer_log> WHERE lead_id = :lead AND start_epoch > :logstart)
                        """).mapTo(Boolean.class).one();
    }

    private String wanted(String status) {
        return status + (look.keys.lineUser().isEmpty() ? "" : " of " + look.keys.lineUser());
    }

    private boolean isOpen(String status) {
        return OPEN.contains(status) || (status.equals("DROP") && look.spoke());
    }

    private String open() {
        return quoted(OPEN) + (look.spoke() ? ", 'DROP'" : "");
    }

    private String where() {
        String id = look.keys.logId() > 0 ? Long.toString(look.keys.logId()) : look.keys.uniqueId();
        return role + " " + id;
    }

    static String quoted(List<String> words) {
        return "'" + String.join("', '", words) + "'";
    }

    static String shown(String text) {
        return text.isEmpty() ? "''" : text;
    }

    static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
