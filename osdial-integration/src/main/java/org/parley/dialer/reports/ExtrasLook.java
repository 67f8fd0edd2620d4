package org.parley.dialer.reports;

import java.nio.file.Path;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.Recording;
import org.parley.dialer.reports.Difference.Kind;

/** What a call leaves beside its log: the recording's row and the call-back. */
final class ExtrasLook {
    private final Look look;

    ExtrasLook(Look look) {
        this.look = look;
    }

    void look() {
        if (look.keys.leadId() == 0) {
            return;
        }
        Recording recording = look.result().recording();
        if (recording != null && look.schema.has("recording_log")) {
            recording(recording);
        }
        CallBack callBack = look.result().callBack();
        if (callBack != null) {
            callBack(callBack);
        }
    }

    private void recording(Recording recording) {
        boolean vicidial = look.schema.has("recording_log", "vicidial_id");
        String link = vicidial ? "vicidial_id" : "uniqueid";
        String linked = vicidial && look.keys.inbound() ? String.valueOf(look.keys.logId()) : look.keys.uniqueId();
        String file = Path.of(recording.file()).getFileName().toString();
        String name = look.schema.storable(
                "recording_log", "filename", file.endsWith(".wav") ? file.substring(0, file.length() - 4) : file);
        String there = """
                (SELECT 1 FROM recording_log
                  WHERE lead_id = :lead AND (%s = :linked OR filename = :name)
                    AND start_epoch BETWEEN :began - 3600 AND :began + 3600)
                """.formatted(link);
        if (look.query("SELECT EXISTS " + there)
                .bind("linked", linked)
                .bind("name", name)
                .mapTo(Boolean.class)
                .one()) {
            return;
        }
        Repair repair = look.repair(
                """
                INSERT INTO recording_log
                       (channel, server_ip, extension, start_time, start_epoch, end_time, end_epoch, length_in_sec,
                        length_in_min, filename, location, lead_id, user, %s)
                SELECT '', :server, :phone, FROM_UNIXTIME(:began), :began, FROM_UNIXTIME(:began + :long),
                       :began + :long, :long, ROUND(:long / 60, 2), :name, :location, :lead, :user, :linked
                  FROM DUAL
                 WHERE NOT EXISTS %s
                """.formatted(link, there),
                "linked",
                linked,
                "name",
                name,
                "long",
                recording.seconds(),
                "phone",
                look.schema.storable("recording_log", "extension", look.keys.phoneNumber()),
                "location",
                look.schema.storable("recording_log", "location", recording.file()));
        look.add(
                Kind.NO_RECORDING,
                "recording_log of lead " + look.keys.leadId(),
                "absent",
                "%d s, %s".formatted(recording.seconds(), name),
                repair);
    }

    /** Any that was entered since the call counts: a person may have put it off, the dialer marks those it dials. */
    private void callBack(CallBack callBack) {
        String entered = """
                (SELECT 1 FROM <callbacks>
                  WHERE lead_id = :lead
                    AND (UNIX_TIMESTAMP(entry_time) >= :began - 60 OR callback_time = FROM_UNIXTIME(:at)))
                """;
        String archived = look.schema.has("callbacks_archive")
                ? " AND NOT EXISTS " + entered.replace("<callbacks>", "<callbacks_archive>")
                : "";
        String lacking = "NOT EXISTS " + entered + archived
                + " AND NOT EXISTS (SELECT 1 FROM <log> WHERE lead_id = :lead AND start_epoch > :logstart)";
        long at = callBack.at().getEpochSecond();
        if (!look.query("SELECT " + lacking).bind("at", at).mapTo(Boolean.class).one()) {
            return;
        }
        String group = look.schema.has("callbacks", "user_group") ? ":group" : "";
        String lead = look.schema.has("callbacks", "lead_status") ? "'CALLBK'" : "";
        Repair repair = look.repair(
                """
                INSERT INTO <callbacks>
                       (lead_id, list_id, campaign_id, status, entry_time, callback_time, user, recipient, comments%s%s)
                SELECT :lead, :list, :campaign, 'ACTIVE', NOW(), FROM_UNIXTIME(:at), :user, 'ANYONE', :comment%s%s
                  FROM DUAL
                 WHERE %s
                """.formatted(
                                group.isEmpty() ? "" : ", user_group",
                                lead.isEmpty() ? "" : ", lead_status",
                                group.isEmpty() ? "" : ", " + group,
                                lead.isEmpty() ? "" : ", " + lead,
                                lacking),
                "list",
                look.keys.listId(),
                "campaign",
                look.schema.storable("callbacks", "campaign_id", look.keys.loginCampaign()),
                "at",
                at,
                "comment",
                look.schema.storable("callbacks", "comments", callBack.comment()));
        look.add(
                Kind.NO_CALLBACK,
                "callbacks of lead " + look.keys.leadId(),
                "absent",
                "one at " + callBack.at(),
                repair);
    }
}
