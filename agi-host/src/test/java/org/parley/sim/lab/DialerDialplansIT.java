package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ami.OutgoingCall;
import org.parley.ami.Watch.Step;

/**
 * The includes for the dialers on a real Asterisk, in the lab's contexts {@code osdial} and {@code default}: what they
 * answer, where callers go, and that the dialer's own h extension always sees the end.
 */
@ExtendWith(AsteriskExtension.class)
final class DialerDialplansIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OSDIAL_CODE = "V1121080000000001001";
    private static final String VICIDIAL_CODE = "V1121080000000001001";

    @ParameterizedTest
    @CsvSource({"osdial, parley-osdial.conf", "default, parley-vicidial.conf"})
    void loadAndAreReachedFromTheDialersContext(String context, String file, AsteriskLab lab) throws Exception {
        String shown = lab.cli("dialplan show 8300@" + context);

        assertThat(shown)
                .contains("'8300' =>")
                .contains("AGI(agi://${PARLEY_HOST}/,${PARLEY_AUDIO})")
                .contains(file);
        if (context.equals("osdial")) {
            assertThat(lab.cli("dialplan show 78300@osdial")).contains("Goto(8300,1)");
            assertThat(lab.cli("dialplan show 98300@osdial")).contains("Hangup()");
        }
    }

    @ParameterizedTest
    @CsvSource({"osdial, 8300", "osdial, 78300", "default, 8300", "default, 127*000*000*001*8300"})
    void askTheHostForTheAgentsExtensionAndLetTheDialerSeeTheEnd(String context, String dialled, AsteriskLab lab)
            throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_STATUS DONE");
                Route route = Route.of(lab, call(context, dialled, host))) {
            assertThat(host.awaitRequest(SOON)).isEqualTo("agi://" + host.address() + "/");
            assertThat(route.step("AGI", context).map(Step::extension)).contains("8300");
            assertThat(route.step("Hangup", context)).isPresent();
            assertThat(ended(route, context)).contains(VICIDIAL_CODE);
        }
    }

    @ParameterizedTest
    @CsvSource({"osdial", "default"})
    void transferToAnInGroupAsTheScriptSays(String context, AsteriskLab lab) throws Exception {
        String target = "990009*SUPPORT**1001*2125550101*9001*";
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_TARGET " + target, "SET VARIABLE PARLEY_STATUS TRANSFER");
                Route route = Route.of(lab, call(context, "8300", host))) {
            assertThat(route.step("UserEvent", context).map(Step::extension)).contains(target);
        }
    }

    @ParameterizedTest
    @CsvSource({"osdial, parley-osdial-human", "default, parley-vicidial-human"})
    void keepWhatTheScriptMayNotReachClosed(String context, String human, AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer(
                        "SET VARIABLE PARLEY_TARGET 900112125550101", "SET VARIABLE PARLEY_STATUS TRANSFER");
                Route route = Route.of(lab, call(context, "8300", host))) {
            assertThat(route.step("Playback", human)).isPresent();
            route.caller().hangUp();
            assertThat(ended(route, context)).contains(OSDIAL_CODE);
        }
    }

    @ParameterizedTest
    @CsvSource({"osdial, 000001001", "default, 0000001001"})
    void sendCallersWhomNobodyServedToTheInGroupOfPeople(String context, String lead, AsteriskLab lab)
            throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_STATUS BUSY");
                Route route = Route.of(lab, call(context, "8300", host).variable("PARLEY_INGROUP", "SUPPORT"))) {
            assertThat(route.step("UserEvent", context).map(Step::extension))
                    .contains("990009*SUPPORT**" + lead + "**2125550101**");
        }
    }

    @Test
    void answersOsdialsAlertForAgentsHarmlessly(AsteriskLab lab) throws Exception {
        try (AgiPeer host = new AgiPeer("SET VARIABLE PARLEY_STATUS DONE");
                Route route = Route.of(lab, call("osdial", "98300", host))) {
            assertThat(route.step("Hangup", "osdial")).isPresent();
            assertThat(host.waiting()).isZero();
        }
    }

    private static OutgoingCall call(String context, String extension, AgiPeer host) {
        OutgoingCall call = new OutgoingCall(context, extension, "", "2125550101", "", java.util.Map.of());
        OutgoingCall coded =
                context.equals("osdial") ? call.accountCode(OSDIAL_CODE) : call.callerId(VICIDIAL_CODE, "2125550101");
        return coded.variable("PARLEY_HOST", host.address());
    }

    /** What the dialer's h extension was told. */
    private static String ended(Route route, String context) throws InterruptedException {
        return route.watch()
                .await(
                        SOON,
                        step -> step.uniqueId().equals(route.caller().uniqueId())
                                && step.extension().equals("h")
                                && step.context().equals(context)
                                && step.application().equals("UserEvent"))
                .map(Step::arguments)
                .orElse("");
    }
}
