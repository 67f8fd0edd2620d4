package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.parley.data.DataRoom;
import org.parley.script.compile.ScriptCompiler;
import org.parley.trial.TestResult;
import org.parley.trial.TestSuite;
import org.parley.trial.TrialSettings;

/** The tests that stand beside the scripts. */
class ScriptSuitesTest {

    @TestFactory
    Stream<DynamicNode> everyTestBesideAScriptPasses() throws IOException {
        List<Path> files = TestSuite.filesOf(ShippedScripts.root().resolve("scripts"));
        assertThat(files).hasSizeGreaterThanOrEqualTo(18);
        TestSuite suite = suite();
        return files.stream()
                .flatMap(file -> suite.run(file).stream())
                .map(result -> DynamicTest.dynamicTest(result.title(), () -> pass(result)));
    }

    @Test
    void theExampleOfTheDocumentationPasses(@TempDir Path folder) throws IOException {
        List<String> blocks = Pattern.compile("(?s)```groovy\n(.*?)```")
                .matcher(Files.readString(ShippedScripts.root().resolve("docs/testing-scripts.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        Files.writeString(folder.resolve("sales.groovy"), blocks.getFirst());
        Files.writeString(folder.resolve("sales.test.groovy"), blocks.getLast());

        List<TestResult> results = suite().run(folder.resolve("sales.test.groovy"));

        assertThat(results).hasSize(2).allSatisfy(ScriptSuitesTest::pass);
    }

    private static TestSuite suite() {
        return new TestSuite(
                new ScriptCompiler(Duration.ofSeconds(2)),
                TrialSettings.USUAL,
                DataRoom.beside(ShippedScripts.folder()));
    }

    private static void pass(TestResult result) {
        assertThat(result.ok()).as(result.render(String::toString)).isTrue();
    }
}
