package org.parley.ai;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Utterances in a folder, one file each, so that they need no synthesiser after a start either. Files appear whole or
 * not at all, one that was torn is deleted when it is read, and those unused for longest go when the bound is reached.
 * A disk that fails costs no call anything: it is told once, and the synthesiser speaks. Only the host's user may read
 * the files. Any thread may use it, and several hosts may share a folder.
 */
public final class SpokenFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpokenFiles.class);

    private static final String ENDING = ".spoken";
    private static final String UNFINISHED = ".part";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.spoken");
    /** An unfinished file so old is that of a host that was killed. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);
    /** The time of the last use is kept to within this, so that a greeting is no load. */
    private static final Duration USE_KEPT = Duration.ofHours(1);

    private static final int WAITING_MAX = 64;
    private static final long CLOSE_SECONDS = 2;

    private final Path folder;
    private final long bytesMax;
    private final Map<String, Kept> index = new LinkedHashMap<>(64, 0.75f, true); // guarded by itself; by last use
    private long bytes; // guarded by the index
    private final AtomicBoolean failed = new AtomicBoolean();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofVirtual()
                    .name("spoken-files")
                    .inheritInheritableThreadLocals(false)
                    .factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // a line that waits in vain is written when it comes again

    private record Kept(long bytes, Instant usedAt) {}

    private SpokenFiles(Path folder, long bytesMax) {
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    /** In that folder, with so many bytes in all; 0 keeps nothing and makes no folder. */
    public static SpokenFiles open(Path folder, long bytesMax) {
        SpokenFiles files = new SpokenFiles(folder, bytesMax);
        if (files.isOn()) {
            try {
                Files.createDirectories(folder);
                files.look();
            } catch (IOException | SecurityException e) {
                files.failed(e);
            }
        }
        return files;
    }

    /** Whether anything is kept. */
    boolean isOn() {
        return bytesMax > 0;
    }

    private void look() throws IOException {
        record Found(String name, Kept kept) {}
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                try {
                    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                    Instant usedAt = is.lastModifiedTime().toInstant();
                    if (NAME.matcher(name).matches()) {
                        found.add(new Found(name, new Kept(is.size(), usedAt)));
                    } else if (name.endsWith(UNFINISHED)
                            && usedAt.isBefore(Instant.now().minus(ABANDONED))) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException gone) {
                    // another host has been quicker
                }
            }
        }
        found.sort(Comparator.comparing(each -> each.kept().usedAt()));
        synchronized (index) {
            for (Found each : found) {
                index.put(each.name(), each.kept());
                bytes += each.kept().bytes();
            }
            evict();
        }
    }

    /** The utterance of that name, a hash; reads its file. */
    Optional<Spoken> read(String hash) {
        String name = hash + ENDING;
        synchronized (index) {
            if (index.get(name) == null) {
                return Optional.empty();
            }
        }
        try {
            Optional<Spoken> spoken = Spoken.of(Files.readAllBytes(folder.resolve(name)));
            if (spoken.isPresent()) {
                used(hash);
            } else {
                log.warn("a spoken line on disk was torn and is made anew: {}", name);
                forget(name);
                Files.deleteIfExists(folder.resolve(name));
            }
            return spoken;
        } catch (ClosedByInterruptException cut) {
            return Optional.empty(); // the caller interrupted, and the synthesiser will notice too
        } catch (IOException e) {
            forget(name);
            if (!(e instanceof NoSuchFileException)) {
                failed(e);
            }
            return Optional.empty();
        }
    }

    /** It is used again, from memory: those that never are go first. */
    void used(String hash) {
        String name = hash + ENDING;
        Instant now = Instant.now();
        synchronized (index) {
            Kept kept = index.get(name);
            if (kept == null || kept.usedAt().isAfter(now.minus(USE_KEPT))) {
                return;
            }
            index.put(name, new Kept(kept.bytes(), now));
        }
        writer.execute(() -> {
            try {
                Files.setLastModifiedTime(folder.resolve(name), FileTime.from(now));
            } catch (IOException e) {
                // it was evicted meanwhile, or the next write tells of the disk
            }
        });
    }

    /** Keeps an utterance; soon, on a thread of its own. */
    void keep(String hash, Spoken spoken) {
        String name = hash + ENDING;
        synchronized (index) {
            // one utterance must not push out all others
            if (index.get(name) != null || spoken.bytes() > bytesMax / 4) {
                return;
            }
        }
        writer.execute(() -> write(name, spoken));
    }

    private void write(String name, Spoken spoken) {
        byte[] file = spoken.file();
        try {
            Path part = Files.createTempFile(folder, "", UNFINISHED); // readable by the owner alone
            try {
                Files.write(part, file);
                Files.move(
                        part,
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            failed(e);
            return;
        }
        synchronized (index) {
            Kept before = index.put(name, new Kept(file.length, Instant.now()));
            bytes += file.length - (before == null ? 0 : before.bytes());
            evict();
        }
    }

    /** Holds the index. */
    private void evict() {
        var eldest = index.entrySet().iterator();
        while (bytes > bytesMax && eldest.hasNext()) {
            Map.Entry<String, Kept> entry = eldest.next();
            bytes -= entry.getValue().bytes();
            eldest.remove();
            try {
                Files.deleteIfExists(folder.resolve(entry.getKey()));
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    private void forget(String name) {
        synchronized (index) {
            Kept kept = index.remove(name);
            bytes -= kept == null ? 0 : kept.bytes();
        }
    }

    private void failed(Exception e) {
        if (failed.compareAndSet(false, true)) {
            log.warn(
                    "spoken lines cannot be kept in {} (setting voice.cache-folder) and are synthesised: {}. Said once",
                    folder,
                    e.toString());
        }
    }

    /** Writes what is waiting, for two seconds at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
