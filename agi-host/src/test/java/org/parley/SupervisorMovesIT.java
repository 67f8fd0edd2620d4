package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.SupervisedHost.SOON;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.ami.OutgoingCall;
import org.parley.sim.CallEnd;
import org.parley.sim.SimulatedChannel;

/** Callers whom a supervisor sends on, or has taken over, over HTTP: one host, a call after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // all calls have one voice
class SupervisorMovesIT {
    @TempDir
    private static Path home;

    // made before the first test
    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private SupervisedHost host;

    @BeforeAll
    void start() throws Exception {
        host = new SupervisedHost(home);
    }

    @AfterEach
    void endCalls() {
        host.endCalls();
    }

    // --- to somebody else

    @Test
    void theCallerIsSentOnAndTheScriptEndsAsForItsOwnTransfer() throws Exception {
        SimulatedChannel call = host.place("101");
        host.events().next("agent-says");

        host.ordered("transfer", "{\"extension\": \"500\", \"say\": \"One moment.\"}");

        assertThat(host.news("transfer", "begun").data()).containsEntry("to", "extension 500");
        assertThat(host.events().text("agent-said")).isEqualTo("One moment.");
        assertThat(host.news("transfer", "done").data()).containsEntry("reason", "SENT");
        CallEnd end = call.await(SOON);
        assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
        assertThat(end.target()).isEqualTo("500");
        assertThat(host.story().call().endReason()).isEqualTo("TRANSFER");
        assertThat(host.sentence()).matches("A supervisor \\(anna\\) sent the caller on to 500 after .*");
    }

    @Test
    void aTransferThatCannotBeIsToldAndTheCallGoesOn() throws Exception {
        SimulatedChannel call = host.place("101");
        host.events().next("agent-said");

        host.ordered("transfer", "{\"inGroup\": \"CLOSERS\"}");

        assertThat(host.news("transfer", "begun").data()).containsEntry("to", "inGroup CLOSERS");
        assertThat(host.news("transfer", "failed").data()).containsEntry("reason", "REFUSED");
        host.says(call, "sales");
        assertThat(host.events().text("note")).isEqualTo("MATCH sales");
        call.await(SOON);
    }

    @Test
    void anExtensionTakesTheCallerOverFromAFreeTalk() throws Exception {
        SimulatedChannel call = host.place(OutgoingCall.to("parley", "103").variable("PARLEY_ROUTE", "parley"));
        host.events().next("agent-said");

        host.ordered("takeover", "{\"extension\": \"6001\"}");

        assertThat(host.news("takeover", "begun").data()).containsEntry("to", "extension 6001");
        assertThat(host.events().next("person").data()).containsEntry("reason", "ANSWERED");
        assertThat(host.news("takeover", "done").data()).containsEntry("reason", "ANSWERED");
        CallEnd end = call.await(SOON);
        assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
        assertThat(end.variables()).containsEntry("PARLEY_CONTEXT", "parley-person");
        assertThat(host.sentence())
                .matches("The extension 6001 took the caller over, as a supervisor \\(anna\\) wanted, after .*");
    }

    @Test
    void aTelephoneNumberTakesTheCallerOver() throws Exception {
        SimulatedChannel call = host.place(OutgoingCall.to("parley", "101").variable("PARLEY_ROUTE", "parley"));
        host.events().next("agent-said");

        String id = host.running();
        String wanted = "{\"number\": \"+4930555\"}";
        HttpResponse<String> first = host.post(id, "takeover", wanted, "once");
        HttpResponse<String> again = host.post(id, "takeover", wanted, "once");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.body()).as("asked twice, done once").isEqualTo(first.body());
        assertThat(host.post(id, "takeover", "{\"number\": \"22\"}", "once").statusCode())
                .isEqualTo(422);
        assertThat(host.audit().lines().filter(line -> line.contains(id)))
                .singleElement()
                .asString()
                .contains("\"who\":\"anna\"", "\"action\":\"takeover\"", "number +4930555");

        assertThat(host.news("takeover", "begun").data()).containsEntry("to", "number +4930555");
        assertThat(host.events().next("person").data())
                .containsEntry("extension", "4930555")
                .containsEntry("reason", "ANSWERED");
        assertThat(call.await(SOON).variables()).containsEntry("PARLEY_CONTEXT", "parley-person");
    }

    @Test
    void theTalkGoesOnWhenNobodyTakesTheCallerOver() throws Exception {
        OutgoingCall outgoing = OutgoingCall.to("parley", "103")
                .variable("PARLEY_ROUTE", "parley")
                .variable("SIM_PEOPLE", "busy");
        SimulatedChannel call = host.place(outgoing);
        host.events().next("agent-said");

        host.ordered("takeover", "{\"extension\": \"6001\"}");

        host.news("takeover", "begun");
        assertThat(host.news("takeover", "failed").data()).containsEntry("reason", "BUSY");
        host.says(call, "opening hours");
        assertThat(host.events().text("agent-said")).isEqualTo("From nine to five.");
        host.says(call, "goodbye");
        assertThat(host.events().text("note")).isEqualTo("talk bye INTENT");
        call.await(SOON);
    }
}
