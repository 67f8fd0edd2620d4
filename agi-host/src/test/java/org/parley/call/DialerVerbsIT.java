package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.SimulatedChannel;
import org.parley.store.TestDatabase;

/** The words of the dialer in a whole call with a lead: its campaign, its people, and what is written when it ends. */
class DialerVerbsIT {
    @TempDir
    private Path home;

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"campaign", "lead", "humansFree", "transfer", "field", "dnc", "secret"})
    void aCallerWaitsWithMusicForThePeopleOfAnInGroupAndTheTablesHaveWhatWasDecided() throws Exception {
        String script = """
                extensions '100'
                note "${campaign.id}: ${campaign.name}, ${campaign.statuses.contains('CONF')}"
                note "${lead.firstName}: ${humansFree('BILLING')} free, ${secret('crm').length()}"
                say 'Hello.'
                def sent = transfer inGroup: 'BILLING', wait: 20.s, say: 'One moment.'
                note "sent ${sent.reason}"
                field 'city', 'Tampa'
                dnc '2125559999'
                dispose sent.ok ? 'XFER' : 'NI'
                """;
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        Files.writeString(secrets.resolve("crm"), "abc123\n");
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            test.jdbi().useHandle(handle -> {
                handle.execute(
                        "INSERT INTO osdial_inbound_groups (group_id, group_name)" + " VALUES ('BILLING', 'Billing')");
                handle.execute(
                        "INSERT INTO osdial_live_agents (user, server_ip, conf_exten, extension, status, lead_id,"
                                + " campaign_id, uniqueid, callerid, channel, random_id, comments, closer_campaigns,"
                                + " last_update_time)"
                                + " VALUES ('6001', '127.0.0.1', '8600051', 'SIP/6001', 'INCALL', 0, 'DEMO', '', '', '', 7, '',"
                                + " ' BILLING -', NOW() + INTERVAL 1 HOUR)");
            });
            try (CallWithLead host = new CallWithLead(
                    home,
                    test,
                    new InstantVoice(),
                    script,
                    new Flag("test", "data.secrets-folder", secrets.toString()))) {
                SimulatedChannel call = host.after("hold", 1);
                test.jdbi()
                        .useHandle(handle ->
                                handle.execute("UPDATE osdial_live_agents SET status = 'READY' WHERE user = '6001'"));

                CallEnd end = call.await(CallWithLead.SOON);
                assertThat(end.variables()).containsEntry("PARLEY_STATUS", "TRANSFER");
                assertThat(end.target()).startsWith("990009*BILLING**1001**");
                await().atMost(CallWithLead.SOON)
                        .until(() -> count(test, "parley_call WHERE state = 'TRANSFERRED'") == 1);
                assertThat(notes(test))
                        .containsExactly("DEMO: Appointment reminders, true", "Alice: 0 free, 6", "sent SENT");
                assertThat(said(test)).containsExactly("Hello.", "One moment.");
                assertThat(count(test, "osdial_list WHERE lead_id = 1001 AND city = 'Tampa'"))
                        .isOne();
                assertThat(count(test, "osdial_dnc WHERE phone_number = '2125559999'"))
                        .isOne();
            }
        }
    }

    private static List<String> notes(TestDatabase test) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT JSON_VALUE(data, '$.text') FROM parley_event WHERE kind = 'note' ORDER BY seq")
                        .mapTo(String.class)
                        .list());
    }

    private static List<String> said(TestDatabase test) {
        return test.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT text FROM parley_turn WHERE side = 'AGENT' ORDER BY seq")
                                .mapTo(String.class)
                                .list());
    }

    private static int count(TestDatabase test, String where) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + where)
                        .mapTo(int.class)
                        .one());
    }
}
