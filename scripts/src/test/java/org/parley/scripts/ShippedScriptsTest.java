package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parley.script.ScriptLibrary;
import org.parley.script.ScriptProblem;

class ShippedScriptsTest {

    @Test
    void everyScriptCompilesWithoutAProblemAndHasAnExtension() {
        try (ScriptLibrary library = ShippedScripts.open()) {
            assertThat(library.status()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(script -> {
                assertThat(script.problems())
                        .as(script.name())
                        .extracting(ScriptProblem::render)
                        .isEmpty();
                assertThat(script.extensions()).as(script.name()).isNotEmpty();
            });
        }
    }

    @Test
    void theExtensionsLeadWhereTheDialplanSaysSo() {
        try (ScriptLibrary library = ShippedScripts.open()) {
            assertThat(library.forExtension("8300").orElseThrow().name()).isEqualTo("demo");
            assertThat(library.forExtension("8301").orElseThrow().name()).isEqualTo("echo");
            assertThat(library.forExtension("8302").orElseThrow().name()).isEqualTo("intents");
            assertThat(library.forExtension("8303").orElseThrow().name()).isEqualTo("keypad");
            assertThat(library.forExtension("8304").orElseThrow().name()).isEqualTo("transfer");
            assertThat(library.forExtension("8305").orElseThrow().name()).isEqualTo("ten-lines");
        }
    }
}
