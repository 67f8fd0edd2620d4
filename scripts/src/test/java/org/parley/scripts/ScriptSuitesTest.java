package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.parley.script.ScriptCompiler;
import org.parley.trial.TestResult;
import org.parley.trial.TestSuite;
import org.parley.trial.TrialSettings;

/** The tests that stand beside the scripts. */
class ScriptSuitesTest {

    @TestFactory
    Stream<DynamicNode> everyTestBesideAScriptPasses() throws IOException {
        List<Path> files = TestSuite.filesOf(ShippedScripts.root().resolve("scripts"));
        assertThat(files).hasSizeGreaterThanOrEqualTo(6);
        TestSuite suite = new TestSuite(new ScriptCompiler(Duration.ofSeconds(2)), TrialSettings.USUAL);
        return files.stream()
                .flatMap(file -> suite.run(file).stream())
                .map(result -> DynamicTest.dynamicTest(result.title(), () -> pass(result)));
    }

    private static void pass(TestResult result) {
        assertThat(result.ok()).as(result.render(String::toString)).isTrue();
    }
}
