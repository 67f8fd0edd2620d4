package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.settings.Sources.Flag;
import org.parley.sim.SimulatedChannel;
import org.parley.store.TestDatabase;

/** The verbs that read and keep data, in whole calls with a lead: AGI, audio, tables, a service, documents. */
class DataIT {
    @TempDir
    private Path home;

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"http", "sql", "kb", "remember"})
    void aCallReadsAServiceTablesAndDocumentsAndTheNextCallRemembers() throws Exception {
        String script = """
                extensions '100'
                say remember('plan') ? "Again ${remember('plan')}." : 'First.'
                def made = http 'http://localhost:PORT/orders', json: [lead: lead.id]
                def rows = sql 'SELECT first_name FROM osdial_list WHERE lead_id = ?', lead.id
                def found = kb 'hotel', 'breakfast times'
                say "${made.json.text('number')}, ${rows.text('first_name')}, ${found.first().text}", interruptible: false
                remember 'plan', 'gold'
                dispose 'SALE'
                """;
        Files.createDirectories(home.resolve("scripts/kb/hotel"));
        Files.writeString(home.resolve("scripts/kb/hotel/house.md"), "# Breakfast\n\nFrom seven.\n");
        try (MockWebServer service = new MockWebServer();
                TestDatabase test = TestDatabase.open()) {
            service.start();
            service.enqueue(new MockResponse.Builder()
                    .body("{\"number\":\"A7\"}")
                    .headersDelay(1500, TimeUnit.MILLISECONDS)
                    .build());
            service.enqueue(
                    new MockResponse.Builder().body("{\"number\":\"A8\"}").build());
            test.loadDemoWithCalls();
            InstantVoice voice = new InstantVoice();
            try (CallWithLead host = new CallWithLead(
                    home,
                    test,
                    voice,
                    script.replace("PORT", String.valueOf(service.getPort())),
                    new Flag("test", "data.http-hosts", "localhost"),
                    new Flag("test", "calls.filler", "500ms"))) {
                host.afterHearing(3).await(CallWithLead.SOON);
                await().atMost(CallWithLead.SOON).until(() -> said(test).size() == 3);
                assertThat(said(test)).containsExactly("First.", "One moment, please.", "A7, Alice, From seven.");
                assertThat(String.valueOf(service.takeRequest().getBody())).contains("{\"lead\":1001}");
                await().atMost(CallWithLead.SOON)
                        .until(() -> count(test, "parley_memory WHERE whose = 'lead 1001'") == 1);

                test.loadDemoWithCalls(); // the dialer calls her again
                host.afterHearing(2).await(CallWithLead.SOON);
                await().atMost(CallWithLead.SOON).until(() -> said(test).size() == 5);
                assertThat(said(test).subList(3, 5)).containsExactly("Again gold.", "A8, Alice, From seven.");
            }
        }
    }

    @Test
    void aCallerWhoHangsUpWhileAServiceThinksEndsTheCallAtOnce() throws Exception {
        String script = """
                extensions '100'
                cleanup { note 'cleaned up' }
                say 'Hello.'
                http 'http://localhost:PORT/slow', within: 20.s, tries: 1
                say 'Never.'
                """;
        try (MockWebServer service = new MockWebServer();
                TestDatabase test = TestDatabase.open()) {
            service.start();
            service.enqueue(new MockResponse.Builder()
                    .headersDelay(20, TimeUnit.SECONDS)
                    .build());
            test.loadDemoWithCalls();
            try (CallWithLead host = new CallWithLead(
                    home,
                    test,
                    new InstantVoice(),
                    script.replace("PORT", String.valueOf(service.getPort())),
                    new Flag("test", "data.http-hosts", "localhost"))) {
                SimulatedChannel call = host.afterHearing(1);
                assertThat(service.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
                long began = System.nanoTime();
                call.hangUp();
                await().atMost(CallWithLead.SOON)
                        .until(() -> count(test, "parley_call WHERE end_reason = 'CALLER' AND state = 'DONE'") == 1);
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                        .as("seconds, where the service takes 20")
                        .isLessThan(10);
                assertThat(count(test, "parley_event WHERE kind = 'note' AND data LIKE '%cleaned up%'"))
                        .isOne();
            }
        }
    }

    private static List<String> said(TestDatabase test) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT text FROM parley_turn JOIN parley_call ON id = call_id"
                                + " WHERE side = 'AGENT' ORDER BY started_at, seq")
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
