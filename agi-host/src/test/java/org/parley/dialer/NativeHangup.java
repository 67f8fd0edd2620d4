package org.parley.dialer;

import org.jdbi.v3.core.Handle;
import org.parley.dialer.NativeDialer.Routed;

/** The call log's script at the end of a channel: it looks, then writes, and others may be in between. */
final class NativeHangup {
    private final NativeDialer natives;

    NativeHangup(NativeDialer natives) {
        this.natives = natives;
    }

    void channelEnds(Routed call) {
        natives.run(handle -> natives.write(handle, call, """
                UPDATE call_log
                   SET end_time = NOW(), end_epoch = UNIX_TIMESTAMP(), length_in_sec = UNIX_TIMESTAMP() - start_epoch
                 WHERE uniqueid = :uniqueid AND server_ip = :server"""));
    }

    void closesRows(Routed call) {
        natives.run(handle -> {
            String row = natives.query(handle, call, natives.isOsdial() ? """
                    SELECT auto_call_id FROM <auto_calls>
                     WHERE channel = :channel AND (uniqueid = :uniqueid OR callerid = :code) LIMIT 1""" : """
                    SELECT auto_call_id FROM <auto_calls> WHERE uniqueid = :uniqueid OR callerid = :code LIMIT 1""");
            if (!row.isEmpty()) {
                natives.write(handle, call, "DELETE FROM <auto_calls> WHERE auto_call_id = " + row);
                if (call.code().startsWith("Y")) {
                    closesInGroupRow(handle, call);
                } else {
                    closesLogRow(handle, call);
                }
            }
            return true;
        });
    }

    private void closesLogRow(Handle handle, Routed call) {
        String where = " WHERE lead_id = :lead AND uniqueid LIKE :prefix";
        String found = natives.query(
                handle,
                call,
                "SELECT CONCAT_WS('|', status, COALESCE(comments, ''), COALESCE(user, ''), COALESCE(term_reason, 'NONE'))"
                        + " FROM <log>" + where + " LIMIT 1");
        if (found.isEmpty()) {
            return;
        }
        String[] seen = found.split("\\|", -1);
        String term = "CALLER";
        if (seen[0].matches("NA|NEW|QUEUE|XFER") && !seen[1].equals("REMOTE")) {
            term = seen[3].matches("AGENT|CALLER|QUEUETIMEOUT")
                    ? seen[3]
                    : seen[2].matches("VDAD|VDCL|") ? "ABANDON" : "CALLER";
            natives.write(handle, call, "UPDATE <log> SET status = 'DROP'" + where);
            natives.write(handle, call, "UPDATE <list> SET status = 'DROP' WHERE lead_id = :lead");
        }
        natives.write(
                handle,
                call,
                "UPDATE <log> SET term_reason = '" + term
                        + "', end_epoch = UNIX_TIMESTAMP(), length_in_sec = UNIX_TIMESTAMP() - start_epoch" + where);
    }

    /** OSDial's never gets so far: it asks once more instead of writing. */
    private void closesInGroupRow(Handle handle, Routed call) {
        String found = natives.query(handle, call, """
                SELECT CONCAT_WS('|', closecallid, status, COALESCE(user, ''), COALESCE(term_reason, 'NONE'),
                                 COALESCE(comments, ''))
                  FROM <closer_log>
                 WHERE lead_id = :lead AND call_date > NOW() - INTERVAL 6 HOUR
                 ORDER BY closecallid DESC
                 LIMIT 1""");
        if (found.isEmpty() || natives.isOsdial()) {
            return;
        }
        String[] seen = found.split("\\|", -1);
        String term = seen[3];
        if (seen[1].matches("DONE|INCALL|XFER")) {
            term = "CALLER";
        } else if (!term.matches("AGENT|CALLER|QUEUETIMEOUT|AFTERHOURS|HOLDRECALLXFER|HOLDTIME|NOAGENT")) {
            term = seen[2].equals("VDCL") ? "ABANDON" : "CALLER";
        }
        String drop = "";
        if (seen[1].equals("QUEUE")) {
            drop = "status = 'DROP', queue_seconds = UNIX_TIMESTAMP() - start_epoch, ";
            if (!seen[4].equals("REMOTE")) {
                natives.write(handle, call, "UPDATE <list> SET status = 'DROP' WHERE lead_id = :lead");
            }
        }
        natives.write(
                handle,
                call,
                "UPDATE <closer_log> SET " + drop + "term_reason = '" + term
                        + "', end_epoch = UNIX_TIMESTAMP(), length_in_sec = UNIX_TIMESTAMP() - start_epoch"
                        + " WHERE closecallid = " + seen[0]);
    }
}
