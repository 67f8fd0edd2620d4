package org.parley.console.doors;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has asked the host to do what, when and from where, and who could not come in: one line of JSON each, in a file.
 * When it is full it becomes FILE.1, that one FILE.2, and so on; the oldest is deleted. Any thread may use it.
 */
public final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final long BYTES_MAX = 10L << 20;
    private static final int FILES_MAX = 10;
    private static final int LINE_CHARACTERS_MAX = 4_096;
    private static final int TEXT_MAX = 1_000;
    private static final String FIRST = "{\"seq\":";
    private static final long UNKNOWN = -1;

    private final Path file;
    private final long bytesMax;
    private final int filesMax;
    private long last = UNKNOWN; // guarded by this

    /** Some of what was written down, newest first, and where to go on behind them; 0 when that is all. */
    record Page(List<Map<String, Object>> entries, long next) {}

    public Audit(Path file) {
        this(file, BYTES_MAX, FILES_MAX);
    }

    Audit(Path file, long bytesMax, int filesMax) {
        this.file = file;
        this.bytesMax = bytesMax;
        this.filesMax = filesMax;
    }

    /**
     * Writes down that the one who asks does that, before it is done.
     *
     * @throws Problem when it cannot be written: then it is not done either
     */
    public void note(Context context, String action, String on) {
        note(Visitor.of(context), action, on);
    }

    /** The same for somebody who has come in by whatever way. */
    public void note(Visitor visitor, String action, String on) {
        write(visitor.name(), visitor.who().role().word(), visitor.from(), action, on);
    }

    /** Somebody could not show that he is that one. */
    void failed(Client from, String name, String why) {
        write(name, Role.ANYONE.word(), from.address(), "sign-in-failed", why);
    }

    /** Somebody who has come in asked for what he may not do; it is refused even when it cannot be written down. */
    public void refused(Visitor visitor, String what) {
        try {
            note(visitor, "refused", what);
        } catch (Problem unwritten) {
            log.warn("{} was refused {}, and that could not be written down", visitor.name(), what);
        }
    }

    private synchronized void write(String who, String role, String from, String action, String on) {
        Map<String, Object> line = new LinkedHashMap<>();
        try {
            prepare();
            line.put("seq", last + 1);
            line.put("at", Instant.now());
            line.put("who", who);
            line.put("role", role);
            line.put("from", from);
            line.put("action", action);
            line.put("on", on.length() > TEXT_MAX ? on.substring(0, TEXT_MAX) + "…" : on);
            Files.writeString(file, Json.text(line) + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            last++;
        } catch (IOException failure) {
            throw new Problem(
                    500,
                    "Not written down",
                    "What somebody does must be written down, and " + file.getFileName()
                            + " cannot be written (console.audit); nothing was done.");
        }
    }

    private void prepare() throws IOException {
        if (last == UNKNOWN) {
            last = newest();
            endLine();
        }
        if (Files.exists(file) && Files.size(file) > bytesMax) {
            for (int i = filesMax - 2; i >= 0; i--) {
                if (Files.exists(kept(i))) {
                    Files.move(
                            kept(i), kept(i + 1), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** What a crash has cut short stays a line of its own. */
    private void endLine() throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
                written.seek(written.length() - 1);
                if (written.read() != '\n') {
                    written.write('\n');
                }
            }
        }
    }

    private Path kept(int number) {
        return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    private long newest() throws IOException {
        for (int i = 0; i < filesMax; i++) {
            if (Files.exists(kept(i))) {
                try (LinesBackwards lines = new LinesBackwards(kept(i), LINE_CHARACTERS_MAX)) {
                    String line;
                    while ((line = lines.next()) != null) {
                        if (seq(line) > 0) {
                            return seq(line);
                        }
                    }
                }
            }
        }
        return 0;
    }

    /**
     * The newest that are older than {@code before}.
     *
     * @param before a number, as {@code next} of a page has it; {@link Long#MAX_VALUE} for the newest of all
     */
    synchronized Page page(int limit, long before) throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (int i = 0; i < filesMax; i++) {
            if (!Files.exists(kept(i))) {
                continue;
            }
            try (LinesBackwards lines = new LinesBackwards(kept(i), LINE_CHARACTERS_MAX)) {
                String line;
                while ((line = lines.next()) != null) {
                    long seq = seq(line);
                    if (seq <= 0 || seq >= before) {
                        continue;
                    }
                    if (entries.size() == limit) { // there is another one
                        return new Page(entries, seqOf(entries.getLast()));
                    }
                    entries.add(Json.read(line.getBytes(StandardCharsets.UTF_8), new TypeReference<>() {}));
                }
            }
        }
        return new Page(entries, 0);
    }

    /** The number of a line; 0 when it has none, as one that was cut short by a crash. */
    private static long seq(String line) {
        int end = line.indexOf(',');
        boolean isWhole = line.startsWith(FIRST) && line.endsWith("}") && end > 0;
        String digits = isWhole ? line.substring(FIRST.length(), end) : "";
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static long seqOf(Map<String, Object> entry) {
        return entry.get("seq") instanceof Number seq ? seq.longValue() : 0;
    }
}
