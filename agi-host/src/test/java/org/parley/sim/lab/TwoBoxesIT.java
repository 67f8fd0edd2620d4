package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.Parley;
import org.parley.ami.OutgoingCall;
import org.parley.ami.Watch;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.NativeDialer.Routed;
import org.parley.settings.HostPort;
import org.parley.sim.lab.DialerSite.Visit;

/**
 * The layout for a dialer whose Asterisk has no AudioSocket: it asks the host, and dials a second Asterisk by SIP for
 * the audio. The caller comes by SIP too, from the second one as his carrier.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // which dialer is at work is told to the first Asterisk
final class TwoBoxesIT {
    private static final int SECONDS_MAX = 8;

    @TempDir
    private static Path folder;

    private final Map<Kind, DialerSite> sites = new EnumMap<>(Kind.class);
    private final Map<Kind, Parley> hosts = new EnumMap<>(Kind.class);

    // made before the first test
    @SuppressWarnings("NullAway.Init")
    private AsteriskLab old;

    @SuppressWarnings("NullAway.Init")
    private AsteriskLab second;

    @BeforeAll
    void open() throws Exception {
        second = start("second", Map.of("extensions", """

                [carrier]
                exten => _X.,1,Dial(PJSIP/sipp/sip:${EXTEN}@127.0.0.1:${LAB_OLD})
                [sip]
                exten => _0.,1,Goto(parley-audio,${EXTEN},1)
                #include parley-audio.conf
                """));
        old = start("old", Map.of("modules", """

                noload = app_audiosocket.so
                noload = chan_audiosocket.so
                noload = res_audiosocket.so
                """, "pjsip", """

                [parley-audio]
                type = endpoint
                transport = udp
                disallow = all
                allow = ulaw
                direct_media = no
                aors = parley-audio
                [parley-audio]
                type = aor
                contact = sip:127.0.0.1:%d
                """.formatted(second.sipPort()), "extensions", """

                [sip]
                exten => _836X,1,Goto(${LAB_CONTEXT},${EXTEN},1)
                """));
        second.ami().setVariable("", "LAB_OLD", String.valueOf(old.sipPort()));
        for (Kind kind : new Kind[] {Kind.OSDIAL, Kind.VICIDIAL}) {
            DialerSite site = DialerSite.open(kind);
            sites.put(kind, site);
            hosts.put(kind, site.host(folder.resolve(kind.name())));
        }
    }

    private static AsteriskLab start(String name, Map<String, String> more) throws IOException, InterruptedException {
        Path conf = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<String, String> file : more.entrySet()) {
            Files.writeString(conf.resolve(file.getKey() + ".conf"), file.getValue());
        }
        return AsteriskLab.start(
                LabSettings.standard(new HostPort("127.0.0.1", 1)).with(conf));
    }

    @AfterEach
    void linesAreFree() {
        sites.values().forEach(site -> site.allLinesAreFree(0));
    }

    @AfterAll
    void close() throws Exception {
        hosts.values().forEach(Parley::close);
        for (DialerSite site : sites.values()) {
            site.close();
        }
        old.close();
        second.close();
    }

    @Test
    void theFirstAsteriskHasNoAudioSocket() throws Exception {
        assertThat(old.cli("module show like audiosocket")).contains("0 modules loaded");
        assertThat(old.cli("core show application AudioSocket")).contains("not registered");
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void bothHearEachOtherAndTheCallerHangsUp(Kind kind) throws Exception {
        try (Visit visit = call(kind, DialerSite.OUTBOUND, "talk", "PJSIP/parley-audio")) {
            Routed call = visit.isServed();
            visit.route().caller().play(Tones.sine(700, Duration.ofSeconds(20)));
            assertThat(visit.route().hearing().awaitSound(Duration.ofMillis(2500), 0, DialerSite.SOON))
                    .isTrue();
            assertThat(Tones.share(700, visit.route().hearing().samples())).isGreaterThan(0.6);
            visit.route().caller().hangUp();
            leaves(visit, call, "SALE", "CALLER");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void weHangUp(Kind kind) throws Exception {
        try (Visit visit = call(kind, DialerSite.INBOUND, "hang up", "PJSIP/parley-audio")) {
            Routed call = visit.isServed();
            assertThat(visit.route().caller().awaitEnd(DialerSite.SOON)).isTrue();
            leaves(visit, call, "SALE", "AGENT");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void keysArriveAndTheCallGoesOnWhereTheDialerIs(Kind kind) throws Exception {
        try (Watch watch = old.ami().watch();
                Visit visit = call(kind, DialerSite.OUTBOUND, "keys", "PJSIP/parley-audio")) {
            Routed call = visit.isServed();
            for (char key : "500".toCharArray()) {
                visit.route().caller().press(key);
            }
            assertThat(watch.await(
                            DialerSite.SOON,
                            step -> step.application().equals("UserEvent")
                                    && step.extension().equals("500")
                                    && step.uniqueId().equals(call.uniqueId())))
                    .isPresent();
            leaves(visit, call, "SALE", "AGENT");
            assertThat(old.ami().isUp(call.uniqueId())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void peopleTakeTheCallWhenTheSecondAsteriskIsAway(Kind kind) throws Exception {
        try (Visit visit = call(kind, DialerSite.INBOUND, "talk", "PJSIP/nobody")) {
            Routed first = visit.site().programs().awaitCall(visit.lead(), DialerSite.SOON);
            assertThat(visit.awaitsAnother(first).inGroup()).isEqualTo("BILLING");
            leaves(visit, first, "SALE", "AGENT");
        }
    }

    private static void leaves(Visit visit, Routed call, String status, String term) {
        DialerSite site = visit.site();
        site.leaves(call, status, term, SECONDS_MAX);
        String role = call.inGroup().isEmpty() ? "log" : "closer_log";
        assertThat(site.at()
                        .count(
                                "<" + role + "> WHERE lead_id = ? AND campaign_id = ?",
                                call.lead(),
                                call.inGroup().isEmpty() ? call.campaign() : call.inGroup()))
                .isEqualTo(1);
        assertThat(site.at().count("<agent_log> WHERE lead_id = ?", call.lead()))
                .isEqualTo(1);
        assertThat(site.at().count("<list> WHERE phone_number = ?", visit.phone()))
                .isEqualTo(1);
    }

    private Visit call(Kind kind, String extension, String plan, String audio) {
        DialerSite site = Objects.requireNonNull(sites.get(kind));
        Parley host = Objects.requireNonNull(hosts.get(kind));
        Map.of(
                        "LAB_CONTEXT",
                        site.context(),
                        "LAB_DIALER",
                        site.programs().address(),
                        "PARLEY_INGROUP",
                        "BILLING",
                        "PARLEY_HOST",
                        "127.0.0.1:" + host.agiAddress().getPort(),
                        "PARLEY_AUDIO",
                        audio)
                .forEach((name, value) -> old.ami().setVariable("", name, value));
        second.ami()
                .setVariable(
                        "",
                        "PARLEY_AUDIO_HOST",
                        "127.0.0.1:" + host.audioAddress().getPort());
        return site.call(second, OutgoingCall.to("carrier", extension), plan);
    }
}
