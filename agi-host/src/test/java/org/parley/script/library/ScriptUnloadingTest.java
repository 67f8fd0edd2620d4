package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
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
    private static final int RELOADS = 1000;
    private static final int WARM_UP = 200;
    private static final long MEGABYTE = 1024 * 1024;

    /** What 800 versions may leave behind; each takes some 30 kB while it is there. */
    private static final long GROWTH_MAX = 6 * MEGABYTE;

    @Test
    void theClassesOfDeadVersionsAreUnloaded(@TempDir Path folder) {
        var scripts = new ScriptFolderFixture(folder).save("sales.groovy", "note 'first'");
        List<WeakReference<Script>> versions = new ArrayList<>();
        List<WeakReference<Class<?>>> classes = new ArrayList<>();

        long before = 0;
        try (var library = scripts.openQuiet()) {
            for (int i = 0; i < RELOADS; i++) {
                scripts.save("sales.groovy", "cleanup { note \"last $extension\" }\nnote '" + i + "'");
                library.refresh();
                Script script = library.named("sales").orElseThrow();
                new ScriptedCall().run(script);
                versions.add(new WeakReference<>(script));
                classes.add(new WeakReference<>(script.type()));
                if (i == WARM_UP) {
                    before = settled();
                }
            }

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                System.gc();
                assertThat(classes.stream().filter(each -> each.get() != null).count())
                        .isLessThan(RELOADS / 10);
            });
            long limit = before + GROWTH_MAX;
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(settled())
                            .as("bytes of metaspace after %d reloads", RELOADS)
                            .isLessThan(limit));
            assertThat(versions).last().satisfies(last -> assertThat(last.get()).isNotNull());
        }
    }

    /** Bytes of metaspace in use after a collection. */
    private static long settled() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }
}
