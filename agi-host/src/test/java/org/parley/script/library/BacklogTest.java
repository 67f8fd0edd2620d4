package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;
import org.parley.script.ScriptedCall;
import org.parley.script.compile.CodeFolder;

/** A first start with more scripts than are compiled before calls are served. */
class BacklogTest {
    private static final int MANY = 60;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    @TempDir
    Path kept;

    ScriptFolderFixture scripts;
    final Set<String> live = ConcurrentHashMap.newKeySet();
    final ScriptNews news = new ScriptNews() {
        @Override
        public void live(Script script) {
            live.add(script.name());
        }

        @Override
        public void out(Script script, String why) {}
    };

    @BeforeEach
    void folder() {
        scripts = new ScriptFolderFixture(temporary);
        for (int i = 0; i < MANY; i++) {
            scripts.save("line-%02d.groovy".formatted(i), "extensions '83%02d'\nnote 'line %d'".formatted(i, i));
        }
        scripts.save("y-types.groovy", "extensions '8498'\nnote 'typed'\nint count = 'many'\n");
        scripts.save("z-text.groovy", "extensions '8499'\nnote 'never closed\n");
    }

    @Test
    void callsAreServedBeforeAllIsCompiledAndOneCompilesItsOwn() {
        try (ScriptLibrary library = open()) {
            assertThat(library.status()).extracting(ScriptStatus::state).contains("compiling", "broken");
            Script last = library.forExtension("83%02d".formatted(MANY - 1)).orElseThrow();

            ScriptedCall call = new ScriptedCall();
            call.run(last);

            assertThat(call.path()).contains("note: line 59");
            assertThat(last.isComplete()).isTrue();
            await().atMost(SOON).until(() -> live.size() == MANY);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(library.status())
                            .filteredOn(each -> each.state().equals("live"))
                            .hasSize(MANY));
        }
    }

    @Test
    void whatOnlyTheCompilerFindsIsToldInItsTurnAndReachesNoCallAfter() {
        try (ScriptLibrary library = open()) {
            Script typed = library.forExtension("8498").orElseThrow();
            assertThat(library.forExtension("8499"))
                    .as("reading alone tells that")
                    .isEmpty();

            assertThatThrownBy(() -> new ScriptedCall().run(typed))
                    .isInstanceOf(ScriptFailure.class)
                    .hasMessageContaining("y-types.groovy:3");

            await().atMost(SOON).until(() -> library.forExtension("8498").isEmpty());
            assertThat(status(library, "y-types").state()).isEqualTo("broken");
            assertThat(status(library, "y-types").problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.line()).isEqualTo(3));
            assertThat(live).doesNotContain("y-types");
        }
    }

    @Test
    void anEditMeanwhileIsCompiledAtOnceAndStays() {
        try (ScriptLibrary library = open()) {
            scripts.save("line-59.groovy", "extensions '8359'\nnote 'edited'");
            library.refresh();

            Script edited = library.forExtension("8359").orElseThrow();
            assertThat(edited.isComplete()).isTrue();
            await().atMost(SOON)
                    .until(() -> library.status().stream()
                            .noneMatch(each -> each.state().equals("compiling")));
            assertThat(library.forExtension("8359")).contains(edited);
        }
    }

    @Test
    void theNextStartFindsAllOfThem() {
        try (ScriptLibrary library = open()) {
            await().atMost(SOON).until(() -> live.size() == MANY);
            assertThat(library.compiled()).isGreaterThanOrEqualTo(MANY);
        }
        try (ScriptLibrary library = open()) {
            assertThat(library.compiled()).isZero();
            assertThat(library.status()).extracting(ScriptStatus::state).doesNotContain("compiling");
            assertThat(library.status().stream().map(ScriptStatus::problems).filter(each -> !each.isEmpty()))
                    .hasSize(2);
        }
    }

    private ScriptLibrary open() {
        CodeFolder.prepare(kept, 1 << 26);
        return ScriptLibrary.open(scripts.settings(Duration.ofSeconds(60), 1000).keptIn(kept), news);
    }

    private static ScriptStatus status(ScriptLibrary library, String name) {
        List<ScriptStatus> all = library.status();
        return all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }
}
