package org.parley.script.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was compiled before, in a folder, one file for each text, so that a start reads and does not compile. A file is
 * found by the text and by the build that compiled it; it appears whole or not at all, and one that is torn counts for
 * nothing. What is kept here is code that the host runs: a folder that somebody else may write to is not used. A disk
 * that fails costs time only, and is told once. Any thread may use it, and several hosts may share a folder.
 */
public final class CodeFolder {
    /** Keeps nothing. */
    public static final CodeFolder NONE = new CodeFolder(null, 0, "");

    private static final Logger LOG = LoggerFactory.getLogger(CodeFolder.class);

    private static final String ENDING = ".code";
    private static final String UNFINISHED = ".part";
    private static final int FILE_BYTES_MAX = 16 * 1024 * 1024;
    /** So many new files and the folder is looked through. */
    private static final int LOOK_AFTER = 100;
    /** An unfinished file so old is that of a host that was killed. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);
    /** The time of the last use is kept to within this. */
    private static final Duration USE_KEPT = Duration.ofDays(1);

    private static final Duration UNUSED_MAX = Duration.ofDays(60);

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final @Nullable Path folder; // null keeps nothing
    private final long bytesMax;
    private final String build;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();

    private CodeFolder(@Nullable Path folder, long bytesMax, String build) {
        this.folder = folder;
        this.bytesMax = bytesMax;
        this.build = build;
    }

    /**
     * Makes that folder where there is none, for this user alone, and says in one line of the log when it cannot be
     * used; for a host. What only looks at scripts uses the folder as it is, and makes none.
     */
    public static void prepare(Path folder, long bytesMax) {
        if (bytesMax <= 0) {
            return;
        }
        String fault;
        try {
            if (!Files.isDirectory(folder)) {
                make(folder);
            }
            fault = fault(folder);
        } catch (IOException | UnsupportedOperationException unusable) {
            fault = folder + " (setting scripts.cache-folder) cannot be used: " + unusable;
        }
        if (!fault.isEmpty()) {
            LOG.warn("compiled scripts are not kept, and every start compiles them: {}", fault);
        }
    }

    /** In that folder, with so many bytes in all; keeps nothing where it cannot be used. */
    public static CodeFolder open(Path folder, long bytesMax) {
        return bytesMax <= 0 || !Files.isDirectory(folder) ? NONE : open(folder, bytesMax, BuildMark.get());
    }

    /** The same for a compiler of that build. */
    static CodeFolder open(Path folder, long bytesMax, String build) {
        try {
            if (!fault(folder).isEmpty()) {
                return NONE;
            }
            CodeFolder opened = new CodeFolder(folder, bytesMax, build);
            opened.clean();
            return opened;
        } catch (IOException | UnsupportedOperationException unusable) {
            LOG.debug("compiled scripts are not kept in {}", folder, unusable);
            return NONE;
        }
    }

    private static void make(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Why its files must not be run; "" when only this user can have written them. */
    private static String fault(Path folder) throws IOException {
        Path own = Files.createTempFile(folder, "", UNFINISHED);
        try {
            PosixFileAttributes is = Files.readAttributes(folder, PosixFileAttributes.class);
            if (!is.owner().equals(Files.getOwner(own))) {
                return "the folder " + folder + " belongs to " + is.owner().getName()
                        + "; give it to the host's user, or name another with scripts.cache-folder";
            }
            if (is.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
                return "others may write to the folder " + folder + "; take that from them: chmod 700 " + folder;
            }
            return "";
        } finally {
            Files.deleteIfExists(own);
        }
    }

    /** By what the code of this text, in a file of that name and upon that base class, is found again. */
    String key(String file, String source, String base) {
        return folder == null ? "" : hash(List.of(build, base, file, source));
    }

    /** The SHA-256 of texts, in hex. */
    static String hash(List<String> parts) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                hash.update(part.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("Every JDK has SHA-256", never);
        }
    }

    /** What was kept; null when there is nothing, or nothing whole. */
    @Nullable
    CompiledCode find(String key) {
        if (folder == null) {
            return null;
        }
        Path file = folder.resolve(key + ENDING);
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            if (!is.isRegularFile() || is.size() > FILE_BYTES_MAX) {
                return null;
            }
            CompiledCode found = CodeFile.read(Files.readAllBytes(file)).orElse(null);
            Instant now = Instant.now();
            if (found != null && is.lastModifiedTime().toInstant().isBefore(now.minus(USE_KEPT))) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
            return found;
        } catch (NoSuchFileException unknown) {
            return null;
        } catch (IOException broken) {
            failed(broken);
            return null;
        }
    }

    void keep(String key, CompiledCode code) {
        if (folder == null) {
            return;
        }
        try {
            byte[] bytes = CodeFile.bytes(code);
            if (bytes.length > FILE_BYTES_MAX) {
                return;
            }
            Path part = Files.createTempFile(folder, "", UNFINISHED); // readable by the owner alone
            try {
                Files.write(part, bytes);
                Files.move(
                        part,
                        folder.resolve(key + ENDING),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            if (written.incrementAndGet() % LOOK_AFTER == 0) {
                clean();
            }
        } catch (IOException broken) {
            failed(broken);
        }
    }

    private record Found(Path file, long bytes, Instant usedAt) {}

    /** Deletes what nobody has used for long, and the rest from the least used on, down to the bound. */
    private void clean() throws IOException {
        if (folder == null) {
            return;
        }
        List<Found> found = new ArrayList<>();
        Instant now = Instant.now();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                try {
                    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                    Instant usedAt = is.lastModifiedTime().toInstant();
                    if (name.endsWith(ENDING)) {
                        found.add(new Found(file, is.size(), usedAt));
                    } else if (name.endsWith(UNFINISHED) && usedAt.isBefore(now.minus(ABANDONED))) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException gone) {
                    // another host has been quicker
                }
            }
        }
        found.sort(Comparator.comparing(Found::usedAt));
        long bytes = found.stream().mapToLong(Found::bytes).sum();
        for (Found each : found) {
            if (bytes <= bytesMax && !each.usedAt().isBefore(now.minus(UNUSED_MAX))) {
                break;
            }
            Files.deleteIfExists(each.file());
            bytes -= each.bytes();
        }
    }

    private void failed(IOException broken) {
        if (failed.compareAndSet(false, true)) {
            LOG.warn(
                    "compiled scripts cannot be kept in {} (setting scripts.cache-folder): {}. Said once",
                    folder,
                    broken.toString());
        }
    }
}
