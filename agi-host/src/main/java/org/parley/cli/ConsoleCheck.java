package org.parley.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.parley.console.Access;
import org.parley.console.ConsoleSettings;

/** Who may come into the console, and from where. */
final class ConsoleCheck {
    private static final String NAME = "console";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

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
            if (!InetAddress.getByName(settings.listen().host()).isLoopbackAddress()) {
                return Check.warn(
                        NAME,
                        "it listens on " + settings.listen() + ", where other machines send tokens in plain text",
                        "listen on 127.0.0.1 and put a proxy with TLS before it");
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
        int tokens = new Access(file).tokens().size();
        return Check.ok(
                NAME,
                "on " + settings.listen()
                        + (tokens == 0
                                ? ", closed: ./parley tokens add NAME lets somebody in"
                                : ", tokens: " + tokens));
    }
}
