package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.ami.OutgoingCall;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/** One extension for several campaigns: the dialer's row of the call decides, and is waited for only so long. */
class RoutedCallIT {
    private static final String CODE = "V0101080000000001001";

    @TempDir
    Path home;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "campaigns")
    void theCampaignOfTheDialersRowDecidesAndTheRecordSaysSo() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            try (Parley host = host(test);
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                place(host, asterisk, CODE);

                Map<String, Object> started = next("started").data();
                assertThat(started).containsEntry("script", "campaign").containsEntry("by", "campaign");
                await().atMost(CallWithLead.SOON)
                        .untilAsserted(() -> assertThat(calls(test)).containsExactly("campaign 1001 DONE"));

                place(host, asterisk, "");

                assertThat(next("started").data())
                        .as("a call that the dialer does not know")
                        .containsEntry("script", "fallback")
                        .containsEntry("by", "pattern");
            }
        }
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "inGroups")
    void theInGroupOfACallerDecides() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            test.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE osdial_auto_calls SET callerid = CONCAT('Y', SUBSTRING(callerid, 2)), call_type = 'IN',"
                                    + " campaign_id = 'SUPPORT'"));
            try (Parley host = host(test);
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                place(host, asterisk, CODE.replace('V', 'Y'));

                assertThat(next("started").data())
                        .containsEntry("script", "group")
                        .containsEntry("by", "in-group")
                        .containsEntry("rule", "SUP*");
            }
        }
    }

    @Test
    void aDialerThatIsSlowDelaysTheCallForNoLongerThanTheDeadline() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            try (Parley host = host(test);
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                test.jdbi().useHandle(locking -> {
                    locking.execute("LOCK TABLES osdial_auto_calls WRITE, osdial_live_agents WRITE");
                    try {
                        place(host, asterisk, CODE);

                        CallEvent routed = next("routed");
                        assertThat(routed.data()).containsEntry("known", false);
                        assertThat((Long) routed.data().get("waitedMs")).isBetween(250L, 2000L);
                        assertThat(next("started").data()).containsEntry("script", "fallback");
                    } finally {
                        locking.execute("UNLOCK TABLES");
                    }
                });
                await().atMost(CallWithLead.SOON)
                        .untilAsserted(() -> assertThat(calls(test))
                                .singleElement()
                                .asString()
                                .startsWith("fallback ")
                                .endsWith(" DONE"));
            }
        }
    }

    @Test
    @Shows(on = Where.AUDIOSOCKET, verbs = "dids")
    void theNumberThatWasDialledComesFromTheDialplan() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            try (Parley host = host(test);
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                asterisk.place(
                                CallRequest.to(
                                        host.agiAddress(),
                                        OutgoingCall.to("parley", "100").variable("PARLEY_DID", "18005551234")),
                                new Deaf())
                        .await(CallWithLead.SOON);

                assertThat(next("started").data())
                        .containsEntry("script", "number")
                        .containsEntry("by", "did")
                        .containsEntry("rule", "_1800X.");
            }
        }
    }

    private void place(Parley host, SimulatedAsterisk asterisk, String code) {
        try {
            asterisk.place(
                            CallRequest.to(
                                    host.agiAddress(),
                                    OutgoingCall.to("parley", "100").accountCode(code)),
                            new Deaf())
                    .await(CallWithLead.SOON);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private CallEvent next(String kind) {
        try {
            while (true) {
                CallEvent event = events.poll(CallWithLead.SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(event).as("an event " + kind).isNotNull();
                if (event.kind().equals(kind)) {
                    return event;
                }
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static List<String> calls(TestDatabase test) {
        return test.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT CONCAT_WS(' ', script, lead_id, state) FROM parley_call")
                                .mapTo(String.class)
                                .list());
    }

    private Parley host(TestDatabase test) throws Exception {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        Files.writeString(scripts.resolve("campaign.groovy"), "campaigns 'DEMO*'\nnote 'by campaign'");
        Files.writeString(scripts.resolve("group.groovy"), "inGroups 'SUP*'\nnote 'by in-group'");
        Files.writeString(scripts.resolve("number.groovy"), "dids '_1800X.'\nnote 'by number'");
        Files.writeString(scripts.resolve("fallback.groovy"), "extensions '_10X'\nnote 'by pattern'");
        DatabaseSettings database = test.settings();
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", database.password().reveal()),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "database.url", database.url()),
                                new Flag("test", "database.user", database.user()),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        InstantVoice voice = new InstantVoice();
        Parley host = Parley.start(settings, home, voice.ears(), voice.mouth());
        var _ = host.events().subscribe(events::add);
        return host;
    }
}
