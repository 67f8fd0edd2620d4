package org.parley.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has asked the host to do what, when and from where: one line of JSON each, in a file. Any thread may use it. */
final class Audit {
    private static final long BYTES_MAX = 10L << 20;

    private final Path file;

    Audit(Path file) {
        this.file = file;
    }

    /**
     * Writes down that the one who asks does that, before it is done.
     *
     * @throws Problem when it cannot be written: then it is not done either
     */
    void note(Context context, String action, String on) {
        note(Door.who(context), Client.of(context).address(), action, on);
    }

    /**
     * The same for who is known already.
     *
     * @param from the address
     */
    void note(Who who, String from, String action, String on) {
        write(who.name(), who.role().word(), from, action, on);
    }

    /** The same for who has come in by whatever way. */
    void note(Visitor visitor, String action, String on) {
        note(visitor.who(), visitor.from(), action, on);
    }

    /** Somebody could not show that he is that one. */
    void failed(Client from, String name, String why) {
        write(name, Role.ANYONE.word(), from.address(), "sign-in-failed", why);
    }

    private synchronized void write(String who, String role, String from, String action, String on) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now());
        line.put("who", who);
        line.put("role", role);
        line.put("from", from);
        line.put("action", action);
        line.put("on", on);
        try {
            prepare();
            Files.writeString(file, Json.text(line) + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new Problem(
                    500,
                    "Not written down",
                    "What somebody does must be written down, and " + file.getFileName()
                            + " cannot be written (console.audit); nothing was done.");
        }
    }

    private void prepare() throws IOException {
        if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
