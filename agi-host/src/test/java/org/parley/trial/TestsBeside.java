package org.parley.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.parley.data.DataRoom;
import org.parley.script.compile.ScriptCompiler;

/** A script in a folder of its own with tests beside it; its documents are in {@code kb}. */
public final class TestsBeside {
    private TestsBeside() {}

    /** What came of these tests of that script. */
    public static List<TestResult> run(Path folder, String script, String tests) throws IOException {
        Files.writeString(folder.resolve("sales.groovy"), script);
        Path beside = Files.writeString(folder.resolve("sales.test.groovy"), tests);
        try (DataRoom documents = DataRoom.beside(folder)) {
            return new TestSuite(new ScriptCompiler(Duration.ofSeconds(1)), TrialSettings.USUAL, documents).run(beside);
        }
    }
}
