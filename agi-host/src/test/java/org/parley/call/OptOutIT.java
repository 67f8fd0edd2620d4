package org.parley.call;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.sim.SimulatedChannel;
import org.parley.store.TestDatabase;

/** Who asks to be taken off the list while he is asked for something else: the call's row in the journal says so. */
class OptOutIT {
    @TempDir
    private Path home;

    @Test
    void theCallsRowSaysSoWhateverTheQuestionWas() throws Exception {
        String script = """
                script('fronter') {
                    extensions '100'
                    disclose 'This is a virtual assistant.'
                    anytime { optOut() { finish 'DNC', 'asked for it' } }
                    step('zip') { ask 'What is your postal code?', digits(5), confirm: true, tries: 3 }
                    step('sold') { finish 'SALE' }
                }
                """;
        InstantVoice voice = new InstantVoice();
        voice.understands("stop calling me");
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            try (CallWithLead host = new CallWithLead(home, test, voice, script)) {
                SimulatedChannel call = host.afterHearing(2); // the disclosure, and the question
                call.play(InstantVoice.speech(Duration.ofMillis(600)));
                call.await(CallWithLead.SOON);
                await().atMost(CallWithLead.SOON).until(() -> status(test).equals("DNC"));
            }
        }
    }

    private static String status(TestDatabase test) {
        return test.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT COALESCE(MAX(disposition), '') FROM parley_call WHERE lead_id = 1001")
                        .mapTo(String.class)
                        .one());
    }
}
