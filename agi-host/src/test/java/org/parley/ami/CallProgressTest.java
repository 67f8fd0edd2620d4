package org.parley.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.asteriskjava.manager.event.DialEndEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.VarSetEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.sim.CallEnd;
import org.parley.sim.ami.CallEnds;

/** What is made of Asterisk's events, in the orders in which Asterisk 22 sends them. */
class CallProgressTest {
    private static final String ID = "parley-1";

    private final CallProgress progress =
            new CallProgress("PJSIP/101", ID, Duration.ofSeconds(30), "is it registered?");

    @ParameterizedTest
    @CsvSource({
        "0, '',         Asterisk cannot ring PJSIP/101; is it registered?",
        "0, BUSY,       PJSIP/101 is busy",
        "5, '',         PJSIP/101 is busy",
        "1, '',         PJSIP/101 did not answer within 30 s",
        "3, '',         PJSIP/101 did not answer within 30 s",
        "0, CONGESTION, PJSIP/101 was refused (congestion); look at its trunk",
        "8, '',         PJSIP/101 was refused (congestion); look at its trunk",
    })
    void saysWhyACallCameToNothing(int reason, String dialStatus, String said) {
        dialEnds(dialStatus);
        answers(false, reason);

        assertThatThrownBy(progress::awaitAnswer)
                .isInstanceOf(AmiException.class)
                .hasMessage(said);
        assertThat(progress.isOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DONE,     SUCCESS, DONE,        ''",
        "DONE,     HANGUP,  CALLER_LEFT, ''",
        "TRANSFER, SUCCESS, TRANSFER,    8500",
        "BUSY,     SUCCESS, HUMAN,       ''",
        "'',       FAILURE, HUMAN,       ''",
    })
    void readsTheEndFromTheVariablesOfTheDialplan(String status, String agi, CallEnd.Route route, String target) {
        answers(true, 4);
        sets(ID, "PARLEY_STATUS", status);
        sets(ID, "PARLEY_TARGET", "8500");
        sets(ID, "AGISTATUS", agi);
        sets("another", "AGISTATUS", "SUCCESS");
        hangsUp();

        CallEnd end = CallEnds.of(progress, -1, -1, List.of());
        assertThat(progress.isOver()).isTrue();
        assertThat(progress.failure()).isEmpty();
        assertThat(end.agiStatus()).isEqualTo(agi);
        assertThat(end.route()).isEqualTo(route);
        assertThat(end.target()).isEqualTo(target);
    }

    @Test
    void isOverOnlyOnceBothAnswerAndHangUpAreTold() throws Exception {
        hangsUp();
        assertThat(progress.isOver()).isFalse();

        answers(true, 4);

        progress.awaitAnswer();
        assertThat(progress.isOver()).isTrue();
        assertThat(progress.failure()).isEmpty();
    }

    @Test
    void anEndThatAsteriskKeepsToItselfIsAFault() {
        answers(true, 4);
        hangsUp();

        assertThat(CallEnds.of(progress, -1, -1, List.of("another")).faults())
                .hasSize(2)
                .last()
                .asString()
                .contains("AGISTATUS", "read = call,dialplan");
    }

    @Test
    void aLostConnectionEndsTheCallAndSaysSo() {
        answers(true, 4);
        progress.take(new DisconnectEvent(this));

        assertThat(progress.isOver()).isTrue();
        assertThat(progress.failure())
                .get()
                .extracting(AmiException::found)
                .asString()
                .contains("lost");
    }

    private void answers(boolean success, int reason) {
        OriginateResponseEvent event = new OriginateResponseEvent(this);
        event.setActionId(ID);
        event.setResponse(success ? "Success" : "Failure");
        event.setReason(reason);
        progress.take(event);
    }

    private void dialEnds(String status) {
        DialEndEvent event = new DialEndEvent(this);
        event.setDestUniqueId(ID);
        event.setDialStatus(status);
        progress.take(event);
    }

    private void sets(String id, String name, String value) {
        VarSetEvent event = new VarSetEvent(this);
        event.setUniqueId(id);
        event.setVariable(name);
        event.setValue(value);
        progress.take(event);
    }

    private void hangsUp() {
        HangupEvent event = new HangupEvent(this);
        event.setUniqueId(ID);
        progress.take(event);
    }
}
