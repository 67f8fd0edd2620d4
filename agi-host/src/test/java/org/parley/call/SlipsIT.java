package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.SimulatedChannel;
import org.parley.store.TestDatabase;

/** Whatever a writer has done wrong, his caller is not left in silence: the dialplan takes him to a person, and soon. */
class SlipsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "deep(1) ~ int deep(int n) { deep(n + 1) + 1 }",
                "String none = null ~ say none.trim()",
                "if (('x' * 200) ==~ '(x+x+)+y' + /\\1/) note 'x'",
                "script('x') { step('a') { goTo 'b' }; step('b') { goTo 'a' } }",
            })
    void theDialplanTakesTheCaller(String slip) throws Exception {
        String script = "extensions '100'\nsay 'Hello.'\n" + slip.replace(" ~ ", "\n");
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            Flag soon = new Flag("test", "scripts.loop-max", "300ms");
            try (CallWithLead host = new CallWithLead(home, test, new InstantVoice(), script, soon)) {
                SimulatedChannel call = host.afterHearing(1);

                CallEnd end = call.await(SOON);

                assertThat(end.route()).isEqualTo(CallEnd.Route.HUMAN);
                assertThat(end.variables())
                        .containsEntry("PARLEY_STATUS", "FAILED")
                        .hasEntrySatisfying(
                                "PARLEY_REASON", reason -> assertThat(reason).isNotEmpty());
                assertThat(end.faults()).isEmpty();
            }
        }
    }
}
