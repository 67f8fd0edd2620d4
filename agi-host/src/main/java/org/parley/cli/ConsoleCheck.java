package org.parley.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.parley.console.ConsoleSettings;
import org.parley.console.doors.Access;
import org.parley.console.doors.ServerIdentity;
import org.parley.console.doors.TlsSettings;
import org.parley.console.doors.Who;
import org.parley.console.http.Role;

/** Who may come into the console, and from where. */
final class ConsoleCheck {
    private static final String NAME = "console";
    private static final String TLS = "console-tls";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Duration SOON = Duration.ofDays(14);

    private ConsoleCheck() {}

    /** {@code home} is the folder that relative paths of the settings start from. */
    static Check of(ConsoleSettings settings, Path home) {
        if (!settings.on()) {
            return Check.ok(NAME, "off (console.on)");
        }
        Path file = home.resolve(settings.access());
        try {
            if (Files.exists(file) && !PRIVATE.containsAll(Files.getPosixFilePermissions(file))) {
                return Check.fail(NAME, "others may read or write " + file, "chmod 600 " + file);
            }
            Optional<Check> open = open(settings);
            if (open.isPresent()) {
                return open.get();
            }
        } catch (UnknownHostException unknown) {
            return Check.fail(
                    NAME,
                    "console.listen names a host that nobody knows: "
                            + settings.listen().host(),
                    "write an address of this machine");
        } catch (IOException unreadable) {
            return Check.fail(NAME, file + " cannot be looked at: " + unreadable.getMessage(), "chmod 600 " + file);
        }
        return who(settings, new Access(file));
    }

    /** Where others can read what is sent. */
    private static Optional<Check> open(ConsoleSettings settings) throws UnknownHostException {
        boolean isAlone = InetAddress.getByName(settings.listen().host()).isLoopbackAddress();
        if (isAlone || settings.tls().on() || !settings.proxies().isEmpty()) {
            return Optional.empty();
        }
        String finding = "it listens on " + settings.listen() + ", where other machines send passwords in plain text";
        String remedy =
                "set console.tls.certificate and console.tls.key, or listen on 127.0.0.1 with a proxy before it";
        return Optional.of(
                settings.plain()
                        ? Check.warn(NAME, finding + " (console.plain)", remedy)
                        : Check.fail(NAME, finding + ": it will not start", remedy));
    }

    private static Check who(ConsoleSettings settings, Access access) {
        int users = access.users().size();
        int tokens = access.tokens().size();
        if (users + tokens == 0) {
            return Check.ok(
                    NAME,
                    "on " + settings.listen() + ", closed: ./parley users add NAME --role admin lets somebody in");
        }
        String finding = "on %s, users: %d, tokens: %d".formatted(settings.listen(), users, tokens);
        boolean hasAdmin = Stream.<Who>concat(access.users().stream(), access.tokens().stream())
                .anyMatch(who -> who.role() == Role.ADMIN);
        return hasAdmin
                ? Check.ok(NAME, finding)
                : Check.warn(NAME, finding + ", none of them an admin", "./parley users add NAME --role admin");
    }

    /** Whether browsers take the certificate at that time, and for how long. */
    static Check certificate(TlsSettings settings, Instant now) {
        try {
            ServerIdentity identity = ServerIdentity.read(settings);
            Path key = settings.key();
            if (Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
                return Check.fail(TLS, "everybody on this machine may read " + key, "chmod 600 " + key);
            }
            if (identity.expires().isBefore(now)) {
                return Check.fail(TLS, "the certificate is over since " + identity.expires(), "put a new one there");
            }
            if (identity.begins().isAfter(now)) {
                return Check.fail(
                        TLS, "the certificate begins only at " + identity.begins(), "look at this machine's clock");
            }
            String finding = "the certificate lasts until " + identity.expires();
            return identity.expires().isBefore(now.plus(SOON))
                    ? Check.warn(TLS, finding, "put a new one there; a running host takes it by itself")
                    : Check.ok(TLS, finding);
        } catch (IOException unfit) {
            return Check.fail(
                    TLS,
                    "the certificate cannot be used: " + unfit.getMessage(),
                    "look at console.tls.certificate and console.tls.key");
        }
    }
}
