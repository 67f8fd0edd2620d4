package org.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.data.DataSettings;
import org.parley.data.Tables;

/** What scripts may read beside the lead: documents, a database of their own, secrets that nobody else reads. */
final class DataCheck {
    private static final String NAME = "script-data";

    private DataCheck() {}

    static Check of(DataSettings data) {
        List<String> found = new ArrayList<>();
        found.add(documents(data.kbFolder()));
        found.add(data.httpHosts().isEmpty() ? "http to any host" : "http to " + String.join(", ", data.httpHosts()));
        Path open = readableByOthers(data.secretsFolder());
        if (open != null) {
            return Check.warn(
                    NAME,
                    "others may read the secret " + open.getFileName(),
                    "chmod 600 " + open + ", or anybody with a shell here has it");
        }
        if (data.sqlUrl().startsWith("jdbc:")) {
            try (Tables tables = Tables.open(
                    data.sqlUrl(), data.sqlUser(), data.sqlPassword().reveal(), 1)) {
                if (!tables.read("SELECT 1", List.of(), Duration.ofSeconds(2)).isOk()) {
                    return Check.fail(
                            NAME,
                            "the database of the verb sql does not answer",
                            "check data.sql-url, data.sql-user and data.sql-password");
                }
            }
            found.add("sql from a database of its own");
        }
        return Check.ok(NAME, String.join("; ", found));
    }

    private static String documents(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "no knowledge base";
        }
        try (Stream<Path> all = Files.list(folder)) {
            return "knowledge base of " + all.filter(Files::isDirectory).count() + " folders";
        } catch (IOException failure) {
            return "a knowledge base that cannot be read";
        }
    }

    private static @Nullable Path readableByOthers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(DataCheck::isOpen)
                    .sorted()
                    .findFirst()
                    .orElse(null);
        } catch (IOException closed) {
            return null;
        }
    }

    private static boolean isOpen(Path file) {
        try {
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
            return may.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
