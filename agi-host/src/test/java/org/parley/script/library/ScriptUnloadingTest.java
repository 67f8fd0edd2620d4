package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.script.Script;
import org.parley.script.ScriptedCall;

class ScriptUnloadingTest {
    private static final int RELOADS = 300;

    @Test
    void theClassesOfDeadVersionsAreUnloaded(@TempDir Path folder) {
        var scripts = new ScriptFolderFixture(folder).save("sales.groovy", "note 'first'");
        List<WeakReference<Script>> versions = new ArrayList<>();
        List<WeakReference<Class<?>>> classes = new ArrayList<>();

        try (var library = scripts.openQuiet()) {
            for (int i = 0; i < RELOADS; i++) {
                scripts.save("sales.groovy", "cleanup { note \"last $extension\" }\nnote '" + i + "'");
                library.refresh();
                Script script = library.named("sales").orElseThrow();
                new ScriptedCall().run(script);
                versions.add(new WeakReference<>(script));
                classes.add(new WeakReference<>(script.type()));
            }

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                System.gc();
                assertThat(classes.stream().filter(each -> each.get() != null).count())
                        .isLessThan(RELOADS / 10);
            });
            assertThat(versions).last().satisfies(last -> assertThat(last.get()).isNotNull());
        }
    }
}
