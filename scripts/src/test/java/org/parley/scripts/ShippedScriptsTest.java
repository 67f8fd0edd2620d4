package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.library.ScriptLibrary;

class ShippedScriptsTest {

    @Test
    void everyScriptCompilesWithoutAProblemAndHasAnExtension() {
        try (ScriptLibrary library = ShippedScripts.open()) {
            assertThat(library.status()).hasSizeGreaterThanOrEqualTo(18).allSatisfy(script -> {
                assertThat(script.problems())
                        .as(script.name())
                        .extracting(ScriptProblem::render)
                        .isEmpty();
                assertThat(script.extensions()).as(script.name()).isNotEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/scripts.md", "docs/script-folder.md"})
    void everyExampleInTheDocumentationCompiles(String page) throws IOException {
        List<String> examples = Pattern.compile("(?s)```groovy\n(.*?)```")
                .matcher(Files.readString(ShippedScripts.root().resolve(page)))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(
                                new ScriptCompiler(Duration.ofSeconds(2)).compile("example.groovy", example))
                        .isInstanceOf(ScriptCompiler.Compiled.Good.class));
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
            assertThat(library.forExtension("8306").orElseThrow().name()).isEqualTo("qualify");
        }
    }
}
