package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;
import org.parley.script.ScriptedCall;

/** Libraries over the same folder, one after the other, as a host that is started again. */
class KeptCodeTest {
    @TempDir
    Path temporary;

    @TempDir
    Path kept;

    ScriptFolderFixture scripts;

    @BeforeEach
    void folder() {
        scripts = new ScriptFolderFixture(temporary)
                .save("sales.groovy", "extensions '8300'\nnote 'sales'")
                .save("broken.groovy", "note 'a'\nnoet 'b'\n")
                .save("support.groovy", "extensions '8400'\nint none = 0\nnote \"support ${1.intdiv(none)}\"");
    }

    @Test
    void theSecondCompilesNothingAndServesTheSame() {
        List<ScriptStatus> before;
        try (ScriptLibrary first = open()) {
            before = first.status();
            assertThat(first.compiled()).as("three scripts and the rehearsal").isEqualTo(4);
        }
        try (ScriptLibrary second = open()) {
            assertThat(second.compiled()).isZero();
            assertThat(second.status())
                    .usingRecursiveComparison()
                    .ignoringFields("loadedAt")
                    .isEqualTo(before);
            assertThat(second.status().getFirst().problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.render()).contains("broken.groovy:2:1", "note"));
            ScriptedCall call = new ScriptedCall();
            call.run(second.forExtension("8300").orElseThrow());
            assertThat(call.path()).contains("note: sales");
        }
    }

    @Test
    void onlyWhatHasChangedIsCompiled() {
        open().close();
        scripts.save("sales.groovy", "extensions '8300'\nnote 'sold'");

        try (ScriptLibrary second = open()) {
            assertThat(second.compiled()).isEqualTo(1);
        }
    }

    @Test
    void anEditAfterAStartThatCompiledNothingIsLive() {
        open().close();

        ScriptSettings settings = scripts.settings(Duration.ofMillis(50), 1000).keptIn(kept);
        try (ScriptLibrary second = ScriptLibrary.open(settings)) {
            scripts.save("sales.groovy", "extensions '8301'\nnote 'edited'");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.forExtension("8301").isPresent());
            assertThat(second.compiled()).isEqualTo(1);
        }
    }

    @Test
    void aFailureTellsTheLineAsEver() {
        open().close();

        try (ScriptLibrary second = open()) {
            Script script = second.forExtension("8400").orElseThrow();
            assertThatThrownBy(() -> new ScriptedCall().run(script))
                    .isInstanceOfSatisfying(
                            ScriptFailure.class,
                            failure -> assertThat(failure.line()).isEqualTo(3));
        }
    }

    @Test
    void theClassesOfDeadVersionsAreUnloaded() {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        try (ScriptLibrary library = open()) {
            for (int i = 0; i < 100; i++) {
                scripts.save("sales.groovy", "cleanup { note \"last $extension\" }\nnote '" + (i % 2) + "'");
                library.refresh();
                Script script = library.named("sales").orElseThrow();
                new ScriptedCall().run(script);
                classes.add(new WeakReference<>(script.type()));
            }
            assertThat(library.compiled())
                    .as("three scripts, the rehearsal, two edits")
                    .isEqualTo(6);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                System.gc();
                assertThat(classes.stream().filter(each -> each.get() != null).count())
                        .isLessThan(20);
            });
        }
    }

    private ScriptLibrary open() {
        return ScriptLibrary.open(scripts.settings(Duration.ofSeconds(60), 1000).keptIn(kept));
    }
}
