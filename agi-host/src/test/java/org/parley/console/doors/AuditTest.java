package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;

class AuditTest {
    private static final Visitor ANNA = new Visitor(new Access.User("anna", Role.ADMIN, "", Instant.EPOCH), "10.0.0.1");

    @TempDir
    private Path folder;

    private Audit audit(long bytesMax) {
        return new Audit(folder.resolve("audit.jsonl"), bytesMax, 3);
    }

    private static List<Object> all(Audit audit, int limit) throws IOException {
        List<Object> found = new ArrayList<>();
        long before = Long.MAX_VALUE;
        do {
            Audit.Page page = audit.page(limit, before);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            page.entries().forEach(entry -> found.add(entry.get("on")));
            before = page.next();
        } while (before != 0);
        return found;
    }

    @Test
    void itIsReadInPagesNewestFirstAcrossFilesAndAnotherStart() throws IOException {
        assertThat(audit(1_000).page(5, Long.MAX_VALUE).entries()).isEmpty();
        for (int i = 1; i <= 10; i++) {
            audit(1_000).note(ANNA, "hangup", "cäll " + i); // each is a host that starts anew
        }
        assertThat(Files.exists(folder.resolve("audit.jsonl.1"))).isTrue();

        for (int limit : List.of(1, 3, 5, 10, 50)) {
            assertThat(all(audit(1_000), limit))
                    .containsExactlyElementsOf(IntStream.range(0, 10)
                            .mapToObj(i -> (Object) ("cäll " + (10 - i)))
                            .toList());
        }
        assertThat(audit(1_000).page(1, Long.MAX_VALUE).entries().getFirst())
                .containsEntry("who", "anna")
                .containsEntry("role", "admin")
                .containsEntry("from", "10.0.0.1")
                .containsEntry("action", "hangup")
                .containsEntry("seq", 10);
        assertThat(Files.getPosixFilePermissions(folder.resolve("audit.jsonl")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theOldestFilesGo() throws IOException {
        Audit audit = audit(1_000);
        for (int i = 1; i <= 100; i++) {
            audit.note(ANNA, "hangup", "call " + i);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
        }
        List<Object> kept = all(audit, 7);
        assertThat(kept)
                .startsWith("call 100", "call 99")
                .hasSizeBetween(10, 40)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLineThatWasCutShortIsLeftOut() throws IOException {
        audit(100_000).note(ANNA, "hangup", "call 1");
        Files.writeString(folder.resolve("audit.jsonl"), "{\"seq\":2,\"at\":", StandardOpenOption.APPEND);
        audit(100_000).note(ANNA, "hangup", "call 2");

        assertThat(all(audit(100_000), 5)).containsExactly("call 2", "call 1");
    }

    @Test
    void longTextsAndLongFilesStayWithinTheirBounds() throws IOException {
        Audit audit = audit(10L << 20);
        for (int i = 0; i < 200; i++) {
            audit.note(ANNA, "say", i + " " + "ö".repeat(5_000));
        }
        assertThat(Files.size(folder.resolve("audit.jsonl"))).isLessThan(200 * 2_300);
        assertThat(all(audit, 500))
                .hasSize(200)
                .first()
                .asString()
                .startsWith("199 ö")
                .hasSize(1_001);
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws IOException {
        Files.createDirectory(folder.resolve("audit.jsonl"));

        assertThatThrownBy(() -> audit(1_000_000).note(ANNA, "hangup", "call"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nothing was done");
        audit(1_000_000).refused(ANNA, "POST /api/x");
    }
}
