package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Secret;

final class PrivateServerIT {
    /** System tables made once, for those tests that do not ask how they are made. */
    @TempDir
    static Path prepared;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() {
        PrivateServer.start(prepared, step -> {}).close();
    }

    @Test
    void keepsItsDataBetweenStarts() {
        List<String> progress = new ArrayList<>();
        try (Database first = Database.open(embedded(), progress::add)) {
            first.jdbi().useHandle(handle -> handle.execute("CREATE TABLE kept (n INT)"));
        }
        assertThat(progress).containsExactly("preparing the private database (once)");
        progress.clear();
        try (Database second = Database.open(embedded(), progress::add)) {
            assertThat(tables(second)).contains("kept");
        }
        assertThat(progress).isEmpty();
    }

    @Test
    void stopsTheServerThatAKilledHostLeftBehind() throws Exception {
        usePrepared();
        List<String> progress = new ArrayList<>();
        Process host = hostThatWillBeKilled();
        ProcessHandle orphan;
        try {
            // log lines may come before
            assertThat(host.inputReader().lines().anyMatch("ready"::equals)).isTrue();
            orphan = host.children().findFirst().orElseThrow();
        } finally {
            host.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(orphan.isAlive()).isTrue();
        try (Database database = Database.open(embedded(), progress::add)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(tables(database)).contains("of_the_killed_host");
        }
        assertThat(progress)
                .containsExactly("stopping the database server " + orphan.pid() + " that a killed host left behind");
    }

    @Test
    void refusesAFolderThatAnotherHostUsesAndNamesIt() throws Exception {
        usePrepared();
        try (Database first = Database.open(embedded(), step -> {})) {
            assertThat(tables(first)).contains("parley_call");
            assertThatThrownBy(() -> Database.open(embedded(), step -> {}))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " uses it")
                    .hasMessageContaining("database.embedded-folder");
        }
    }

    @Test
    void joinsTheServerOfARunningHostAndLeavesItRunning() throws Exception {
        usePrepared();
        try (Database host = Database.open(embedded(), step -> {})) {
            try (Database beside = Database.join(embedded(), step -> {})) {
                assertThat(tables(beside)).contains("parley_call");
            }
            assertThat(tables(host)).contains("parley_call");
        }
    }

    @Test
    void aHalfMadeDataFolderIsMadeAgain() throws Exception {
        Files.createDirectories(folder.resolve("data.new/mysql"));
        Files.writeString(folder.resolve("data.new/mysql/torn"), "x");
        Files.writeString(folder.resolve("server.pid"), "not a number");
        try (Database database = Database.open(embedded(), step -> {})) {
            assertThat(tables(database)).contains("parley_call");
        }
    }

    @Test
    void sparesAProcessThatOnlyHasTheNumberOfTheOldServer() throws Exception {
        usePrepared();
        Process innocent = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("server.pid"), Long.toString(innocent.pid()));
            Database.open(embedded(), step -> {}).close();
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroy();
        }
    }

    @Test
    void saysWhatBrokeInABrokenDataFolder() throws Exception {
        usePrepared();
        Database.open(embedded(), step -> {}).close();
        Files.delete(folder.resolve("data/aria_log_control"));
        Files.write(folder.resolve("data/ibdata1"), new byte[100]);
        assertThatThrownBy(() -> Database.open(embedded(), step -> {}))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("[ERROR]")
                .hasMessageContaining("server.log");
        assertThat(FolderLock.take(folder)).isPresent();
    }

    @Test
    void onlyItsOwnerCanReadThePassword() throws Exception {
        usePrepared();
        try (Database database = Database.open(embedded(), step -> {})) {
            assertThat(database.description()).contains("private, process ");
            for (String file : List.of("server.properties", "init.sql")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    private void usePrepared() throws IOException {
        Path from = prepared.resolve("data");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("data").resolve(from.relativize(file)));
            }
        }
    }

    private DatabaseSettings embedded() {
        return new DatabaseSettings(
                "embedded", "ignored", new Secret(""), 2, Duration.ofSeconds(2), folder, folder.resolve("journal"));
    }

    private static List<String> tables(Database database) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery("SHOW TABLES").mapTo(String.class).list());
    }

    private Process hostThatWillBeKilled() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledHost.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
