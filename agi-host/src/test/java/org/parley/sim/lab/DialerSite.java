package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.OutgoingCall;
import org.parley.call.InstantVoice;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.NativeDialer.Routed;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/**
 * A dialer with its tables and programs, three AI lines from 9001 on, and Parley beside it. The lead's city tells the
 * script what to do.
 */
final class DialerSite implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(15);
    static final Map<String, String> SCRIPTS = Map.of("talk.groovy", """
            extensions '8300'
            def plan = lead.city
            if (plan != 'blank') dispose 'SALE', 'wanted it'
            say 'Good day to you.'
            switch (plan) {
                case 'end'     : return
                case 'hang up' : hangup(); return
                case 'broken'  : say "${1.intdiv(plan.indexOf('b'))}"; return
                case 'blank'   : transfer '500'; return
                case 'keys'    : transfer capture(digits(3), tries: 1).value; return
            }
            if (plan.startsWith('to ')) {
                transfer plan.substring(3)
                return
            }
            def people = plan.startsWith('in ') ? transfer(inGroup: plan.substring(3), say: 'One moment.')
                       : plan.startsWith('wait ') ? transfer(inGroup: plan.substring(5), wait: 20.s)
                       : plan.startsWith('agent ') ? transfer(agent: plan.substring(6))
                       : plan.startsWith('call ') ? transfer(extension: plan.substring(5), wait: 10.s) : null
            if (people != null) {
                note "people ${people.reason}, free ${humansFree('BILLING')} for ${campaign.id}"
                if (!people.ok) transfer '500'
                return
            }
            echo()
            """);
    /** Where the dialer's dialplan takes calls that it has placed, and callers. */
    static final String OUTBOUND = "8364";

    static final String INBOUND = "8365";
    private static final int LINES = 3;
    private static final long PHONE = 2_125_560_000L;

    private final DialerDatabase at;
    private final DialerPrograms programs;
    private long leads = 100;

    private DialerSite(DialerDatabase at, DialerPrograms programs) {
        this.at = at;
        this.programs = programs;
    }

    static DialerSite open(Kind kind) throws IOException {
        DialerDatabase at = DialerDatabase.open(kind, Mode.STRICT);
        at.remoteAgent(9001, LINES, "8300", "SALES", "SUPPORT");
        return new DialerSite(at, new DialerPrograms(at));
    }

    private Path secret(Path home) throws IOException {
        return Files.writeString(
                home.resolve("secret"), at.test().settings().password().reveal());
    }

    /** A host of its own process, with the voice of the box. */
    HostProcess process(Path home) throws Exception {
        return HostProcess.start(
                home,
                SCRIPTS,
                "database:",
                "  url: " + at.test().settings().url(),
                "  user: " + at.test().settings().user(),
                "  password: ${file:" + secret(home) + "}");
    }

    /** A host in this process, with an instant voice. */
    Parley host(Path home) throws IOException {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(scripts.resolve(script.getKey()), script.getValue());
        }
        Path secret = secret(home);
        InstantVoice voice = new InstantVoice();
        return Parley.start(
                Settings.load(new Sources(
                                null,
                                Map.of(),
                                List.of(
                                        flag("agi.listen", "127.0.0.1:0"),
                                        flag("audio.listen", "127.0.0.1:0"),
                                        flag(
                                                "database.url",
                                                at.test().settings().url()),
                                        flag(
                                                "database.user",
                                                at.test().settings().user()),
                                        flag("database.password", "${file:" + secret + "}"),
                                        flag("calls.drain", "0s")),
                                new Folders(home, home, home)))
                        .value(),
                home,
                voice.ears(),
                voice.mouth());
    }

    private static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    DialerDatabase at() {
        return at;
    }

    DialerPrograms programs() {
        return programs;
    }

    /** The lead of the next call. */
    long nextLead() {
        return leads + 1;
    }

    String nextPhone() {
        return String.valueOf(PHONE + nextLead());
    }

    /** Waits until the dialer's hang-up program has had this call. */
    void awaitHangup(Routed call) {
        await("the end of " + call).atMost(SOON).until(() -> programs.ended().contains(call.code()));
        assertThat(at.count("<auto_calls> WHERE callerid = ?", call.code())).isZero();
    }

    /** A new lead with this city, called by the dialer or calling in; the host's address is for PARLEY_HOST. */
    Visit call(AsteriskLab lab, String host, boolean inbound, String plan) {
        return call(lab, host, "BILLING", inbound, plan);
    }

    /** The same where callers whom the host does not serve go to that in-group, or to nobody. */
    Visit call(AsteriskLab lab, String host, String people, boolean inbound, String plan) {
        return call(
                lab,
                OutgoingCall.to(context(), inbound ? INBOUND : OUTBOUND)
                        .variable("PARLEY_HOST", host)
                        .variable("PARLEY_INGROUP", people)
                        .variable("LAB_DIALER", programs.address()),
                plan);
    }

    /** The dialer's own context. */
    String context() {
        return at.kind().isOsdial() ? "osdial" : "default";
    }

    /** The same, placed like this. */
    Visit call(AsteriskLab lab, OutgoingCall like, String plan) {
        String phone = nextPhone();
        long number = ++leads;
        at.insert(
                "list",
                "lead_id",
                number,
                "entry_date",
                "2026-01-01 10:00:00",
                "status",
                "NEW",
                "user",
                "",
                "list_id",
                101,
                "phone_code",
                "1",
                "phone_number",
                phone,
                "first_name",
                "Ana",
                "city",
                plan,
                "comments",
                "",
                "post_date",
                "2026-01-01 10:00:00");
        return new Visit(this, Route.of(lab, like.callerId("", phone)), number, phone);
    }

    /** The call as the dialer has it now. */
    Routed routed(Visit visit) {
        return programs.call(visit.lead());
    }

    /** A caller's visit to the site. */
    record Visit(DialerSite site, Route route, long lead, String phone) implements AutoCloseable {
        /** Waits until he hears the host; the call is the line's by then. */
        Routed isServed() throws InterruptedException {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(100), 0, SOON))
                    .isTrue();
            return site.routed(this);
        }

        /** Waits until the dialer has him in another in-group. */
        Routed awaitsAnother(Routed first) {
            return await("a call after " + first)
                    .atMost(SOON)
                    .until(() -> site.routed(this), call -> !call.code().equals(first.code()));
        }

        @Override
        public void close() {
            route.close();
        }
    }

    /**
     * Waits until the call has left these things behind: one final log row with an agent, a lead, a talk in the chain of
     * its line, no live row.
     *
     * @param most how many seconds after the routing it can have ended
     */
    void leaves(Routed call, String status, String term, int most) {
        String who = " " + call.line() + " ";
        await("the log row of " + call)
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(log(call, most)).isEqualTo(status + who + "ADMIN REMOTE " + term + " 1 1"));
        await("the talk of " + call)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(talk(call, most)).isEqualTo(status + who + "1 1"));
        await("no live row of " + call).atMost(SOON).untilAsserted(() -> {
            assertThat(at.count("<auto_calls> WHERE callerid = ?", call.code())).isZero();
            assertThat(at.count("<live_agents> WHERE callerid = ?", call.code()))
                    .isZero();
        });
        assertThat(brokenChains()).isZero();
        assertThat(programs.faults()).isEmpty();
    }

    /** Status and agent of the lead. */
    String lead(long lead) {
        return at.value("SELECT CONCAT_WS(' ', status, user) FROM <list> WHERE lead_id = ?", lead);
    }

    /** All of the call's log row, to see that it stays as it is. */
    String row(Routed call) {
        return at.value(
                "SELECT CONCAT_WS(' ', status, user, user_group, comments, term_reason, start_epoch, end_epoch,"
                        + " length_in_sec) " + from(call),
                call.uniqueId(),
                call.lead());
    }

    private String log(Routed call, int most) {
        return at.value(
                "SELECT CONCAT_WS(' ', status, user, user_group, comments, term_reason,"
                        + " length_in_sec = end_epoch - start_epoch, length_in_sec BETWEEN 0 AND " + most + ") "
                        + from(call),
                call.uniqueId(),
                call.lead());
    }

    /** The first row of an in-group, as somebody may have sent the call on to another. */
    private static String from(Routed call) {
        return call.inGroup().isEmpty()
                ? "FROM <log> WHERE uniqueid = ? AND lead_id = ?"
                : "FROM <closer_log> WHERE uniqueid = ? AND lead_id = ? AND campaign_id = '" + call.inGroup()
                        + "' ORDER BY closecallid LIMIT 1";
    }

    private String talk(Routed call, int most) {
        return at.value(
                "SELECT CONCAT_WS(' ', status, user, talk_sec = dispo_epoch - talk_epoch, talk_sec BETWEEN 0 AND "
                        + most + ") FROM <agent_log> WHERE uniqueid = ? AND lead_id = ?",
                call.uniqueId(),
                call.lead());
    }

    /** Talks that are not followed by a wait from the same second on. */
    private int brokenChains() {
        return at.count("""
                <agent_log> a
                 WHERE a.status IS NOT NULL
                   AND COALESCE((SELECT b.pause_epoch
                                   FROM <agent_log> b
                                  WHERE b.user = a.user AND b.agent_log_id > a.agent_log_id
                                  ORDER BY b.agent_log_id
                                  LIMIT 1), 0) <> a.dispo_epoch + a.dispo_sec""");
    }

    /** Waits until all lines wait for calls again; calls that are with people may go on. */
    void allLinesAreFree(int withPeople) {
        await("all lines are free")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                at.count("<live_agents> WHERE status = 'READY' AND lead_id = 0 AND callerid = ''"
                                        + " AND uniqueid = '' AND channel = ''"))
                        .isEqualTo(LINES));
        assertThat(at.count("<auto_calls>")).isEqualTo(withPeople);
    }

    @Override
    public void close() throws IOException {
        programs.close();
        at.close();
    }
}
