package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.Shows.Where;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;

/** Who has answered, as a script learns it. */
class AnsweredByIT {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "MACHINE, 0, true, AMDSTATUS is MACHINE",
        "HUMAN, 5000, false, AMDSTATUS is HUMAN",
        "'', 700, false, waits",
        "NOTSURE, 6000, true, spoke for",
        "'', 0, false, not clear within 4000 ms"
    })
    @Shows(on = Where.AUDIOSOCKET, verbs = "answeredBy")
    void theDialersFindingCountsFirstThenWhatIsHeard(String amd, int speechMillis, boolean isMachine, String why)
            throws Exception {
        try (TalkingHost host = new TalkingHost("openai", home)) {
            SimulatedChannel call = host.call("""
                    def who = answeredBy()
                    note "machine ${who.machine}: ${who.why}"
                    """, Map.of("AMDSTATUS", amd));
            host.awaitEvent("answered");
            if (speechMillis > 0) {
                call.play(InstantVoice.speech(Duration.ofMillis(speechMillis)));
            }
            assertThat(host.awaitEvent("answered-by").data()).containsEntry("machine", isMachine);
            assertThat(host.awaitEvent("note").data().get("text"))
                    .asString()
                    .startsWith("machine " + isMachine)
                    .contains(why);
            call.hangUp();
            host.awaitEvent("ended");
        }
    }
}
