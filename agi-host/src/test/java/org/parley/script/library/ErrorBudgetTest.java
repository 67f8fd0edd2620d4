package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;
import org.parley.script.ScriptProblem;

class ErrorBudgetTest {
    private static final String GOOD = "extensions '8300'\nnote 'good'";
    private static final String WEAK = "extensions '8300'\nnote 'weak'";

    @TempDir
    Path folder;

    ScriptFolderFixture scripts;

    @BeforeEach
    void folder() {
        scripts = new ScriptFolderFixture(folder).save("sales.groovy", GOOD);
    }

    @Test
    void fiveFailuresInARowBringTheLastVersionBackThatServedWell() {
        try (var library = scripts.openQuiet()) {
            Script good = serving(library);
            library.served(good, Optional.empty());
            scripts.save("sales.groovy", WEAK);
            library.refresh();
            Script weak = serving(library);

            fail(library, weak, 4);
            library.served(weak, Optional.empty());
            fail(library, weak, 4);
            assertThat(library.isOut(weak)).isFalse();
            fail(library, weak, 1);

            assertThat(library.isOut(weak)).as("at once").isTrue();
            library.refresh();
            assertThat(serving(library).version()).isEqualTo(good.version());
            assertThat(library.isOut(serving(library))).isFalse();
            ScriptStatus status = library.status().getFirst();
            assertThat(status.state()).isEqualTo("fallback");
            assertThat(status.problems().getFirst().render()).isEqualTo("""
                    sales.groovy:2: Version %s broke down in 5 calls in a row (it broke); version %s serves again, until it is saved
                        2 | note 'weak'""".formatted(weak.version(), good.version()));

            scripts.save("sales.groovy", "extensions '8300'\nnote 'mended'");
            library.refresh();
            assertThat(library.status().getFirst().state()).isEqualTo("live");
            assertThat(library.status().getFirst().problems()).isEmpty();
        }
    }

    @Test
    void withoutSuchAVersionCallsAreRefusedUntilItIsSavedAgain() {
        try (var library = scripts.openQuiet()) {
            scripts.save("sales.groovy", WEAK); // the first has served nobody
            library.refresh();
            Script weak = serving(library);
            fail(library, weak, 5);
            library.refresh();

            assertThat(library.isOut(serving(library))).isTrue();
            assertThat(library.mayAnswer("8300"))
                    .as("for the lines at the dialer")
                    .isFalse();
            assertThat(library.status().getFirst().state()).isEqualTo("out");
            library.refresh();
            assertThat(library.isOut(serving(library)))
                    .as("a look changes nothing")
                    .isTrue();

            scripts.save("sales.groovy", WEAK);
            library.refresh();

            assertThat(library.isOut(serving(library))).isFalse();
            assertThat(library.status().getFirst().state()).isEqualTo("live");
        }
    }

    @Test
    void tenFailuresOfTwentyCallsAreTooManyAndOlderOnesDoNotCount() {
        try (var library = scripts.openQuiet()) {
            Script script = serving(library);
            for (int i = 0; i < 9; i++) {
                fail(library, script, 1);
                library.served(script, Optional.empty());
            }
            for (int i = 0; i < 20; i++) {
                library.served(script, Optional.empty());
            }
            for (int i = 0; i < 9; i++) {
                fail(library, script, 1);
                library.served(script, Optional.empty());
            }
            assertThat(library.isOut(script)).as("9 of the last 20").isFalse();
            fail(library, script, 1);
            assertThat(library.isOut(script)).isTrue();
        }
    }

    @Test
    void aCallOfARetiredVersionThatFailsLateChangesNothing() {
        try (var library = scripts.openQuiet()) {
            Script first = serving(library);
            scripts.save("sales.groovy", WEAK);
            library.refresh();
            fail(library, first, 10);
            library.refresh();

            assertThat(library.isOut(first)).isFalse();
            assertThat(library.status().getFirst().state()).isEqualTo("live");
        }
    }

    private static Script serving(ScriptLibrary library) {
        return library.choose(CallFacts.of("", "8300")).orElseThrow().script();
    }

    private static void fail(ScriptLibrary library, Script script, int calls) {
        ScriptProblem problem = ScriptProblem.at("sales.groovy", script.source(), 2, 0, "it broke", "");
        for (int i = 0; i < calls; i++) {
            library.served(script, Optional.of(new ScriptFailure(problem, null)));
        }
    }
}
