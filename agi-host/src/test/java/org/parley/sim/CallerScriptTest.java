package org.parley.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.sim.CallerStep.HangsUp;
import org.parley.sim.CallerStep.Hears;
import org.parley.sim.CallerStep.Interrupts;
import org.parley.sim.CallerStep.Presses;
import org.parley.sim.CallerStep.Says;
import org.parley.sim.CallerStep.Silent;

class CallerScriptTest {

    @Test
    void readsEveryKindOfStep() {
        CallerScript script = CallerScript.parse("""
                # a caller
                hears
                hears 900ms
                says yes, please  # politely

                interrupts 1500ms no thank you
                presses 12#
                silent 2s
                hangs up
                """, "caller.txt");

        assertThat(script.steps())
                .containsExactly(
                        new Hears(Duration.ofMillis(700)),
                        new Hears(Duration.ofMillis(900)),
                        new Says("yes, please"),
                        new Interrupts(Duration.ofMillis(1500), "no thank you"),
                        new Presses("12#"),
                        new Silent(Duration.ofSeconds(2)),
                        new HangsUp());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shouts help | Expected hears, says",
                "says | Expected words",
                "silent soon | Expected a time such as 700ms or 2s but was 'soon'",
                "presses 12x | Expected 1 to 64 keys",
                "hangs around | Expected 'hangs up'",
                "interrupts 1s | Expected words",
            })
    void namesTheLineOfAMistake(String line, String complaint) {
        assertThatThrownBy(() -> CallerScript.parse("hears\n" + line, "caller.txt"))
                .hasMessageStartingWith("caller.txt:2: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesAFileWithoutASingleStep() {
        assertThatThrownBy(() -> CallerScript.parse("# nothing\n", "caller.txt"))
                .hasMessageContaining("at least one step");
    }
}
