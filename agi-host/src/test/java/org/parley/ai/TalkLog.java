package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;

/** Keeps what a talk tells, for a test to wait for. */
public final class TalkLog implements Consumer<VoiceEvent> {
    private final List<VoiceEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void accept(VoiceEvent event) {
        events.add(event);
    }

    /** All that was told of this kind. */
    public <T extends VoiceEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The first of this kind, waited for. */
    public <T extends VoiceEvent> T next(Class<T> kind) {
        return next(kind, _ -> true);
    }

    /** The first of this kind that is like that, waited for. */
    public <T extends VoiceEvent> T next(Class<T> kind, Predicate<T> wanted) {
        AtomicReference<T> found = new AtomicReference<>();
        Awaitility.await(kind.getSimpleName() + " among " + events).untilAsserted(() -> {
            List<T> all = all(kind).stream().filter(wanted).toList();
            assertThat(all).as("%s among %s", kind.getSimpleName(), events).isNotEmpty();
            found.set(all.getFirst());
        });
        return found.get();
    }

    /** How much was told. */
    public int size() {
        return events.size();
    }

    static Predicate<VoiceEvent.AgentSaid> isCut() {
        return VoiceEvent.AgentSaid::cut;
    }

    static Offset<Long> within(long millis) {
        return Offset.offset(millis);
    }

    /** Times that are not known are left out. */
    static void assertInOrder(long... nanos) {
        long before = 0;
        for (long time : nanos) {
            assertThat(time)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isZero(),
                            known -> assertThat(known).isPositive());
            if (time != 0) {
                assertThat(before == 0 || time - before >= 0)
                        .as("%s in order", List.of(nanos))
                        .isTrue();
                before = time;
            }
        }
    }

    /** The stacks of all threads, also virtual ones, that do a voice's work: all that runs code of ai's rooms. */
    static Collection<String> busyThreads() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("threads.json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
        List<String> busy = new ArrayList<>();
        try {
            for (JsonNode container : new ObjectMapper().readTree(dump.toFile()).findValues("threads")) {
                for (JsonNode thread : container) {
                    String stack = thread.path("stack").toString();
                    if (stack.contains("org.parley.ai.")
                            && !stack.contains(TalkLog.class.getName())
                            && !stack.contains(VoiceContract.class.getName())) {
                        busy.add(thread.path("name").asText() + " " + stack);
                    }
                }
            }
        } finally {
            Files.delete(dump);
            Files.delete(folder);
        }
        return busy;
    }
}
