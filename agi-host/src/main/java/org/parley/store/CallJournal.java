package org.parley.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Dialer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What calls still owe to the database, on disk: one append-only file of JSON lines per call. A finished file is
 * stored by one writer thread in one transaction and then removed, as often as it takes. What a killed host left
 * behind is completed when the journal is opened again. Without a database the newest finished files stay, for
 * {@link CallBook}. Any thread may begin a call.
 */
public final class CallJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);

    private final Path folder;
    private final Limits limits;
    private final FolderLock lock;
    private final @Nullable JournalWriter writer;
    // without a writer: the finished files, oldest first, so that no call has to list the folder to know the oldest
    private final BlockingQueue<Path> kept = new LinkedBlockingQueue<>();

    /** What the journal may take: bytes of one call, files kept without a database, first and longest wait to retry. */
    record Limits(long bytesPerCallMax, int filesKeptMax, Duration retryFirst, Duration retryMax) {
        static final Limits DEFAULT = new Limits(8L << 20, 10_000, Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    private CallJournal(Path folder, Limits limits, FolderLock lock, @Nullable JournalWriter writer) {
        this.folder = folder;
        this.limits = limits;
        this.lock = lock;
        this.writer = writer;
    }

    /**
     * Opens the journal of that folder and finishes what the last host could not.
     *
     * @param jdbi null for no database
     * @throws DatabaseException when another host uses the folder, or it cannot be written
     */
    public static CallJournal open(Path folder, @Nullable Jdbi jdbi) {
        return open(folder, jdbi, null);
    }

    /** With a dialer that gets what calls owe it. */
    public static CallJournal open(Path folder, @Nullable Jdbi jdbi, @Nullable Dialer dialer) {
        return open(folder, jdbi, dialer, Limits.DEFAULT);
    }

    static CallJournal open(Path folder, @Nullable Jdbi jdbi, @Nullable Dialer dialer, Limits limits) {
        FolderLock lock = FolderLock.takeOrExplain(folder, "give this host another database.journal-folder");
        try {
            completeLeftovers(folder);
            JournalWriter writer =
                    jdbi == null ? null : new JournalWriter(folder, new CallTables(jdbi), dialer, limits);
            CallJournal journal = new CallJournal(folder, limits, lock, writer);
            if (writer == null) {
                finishedFiles(folder).forEach(journal::keep);
            } else {
                writer.start();
            }
            return journal;
        } catch (IOException e) {
            lock.close();
            throw new DatabaseException("Could not read the journal in " + folder.toAbsolutePath() + ": " + e, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A call begins: its file is made, and a row that shows it running is written by and by. */
    public CallLog begin(CallStart start) {
        CallLog log = new CallLog(this, start, folder, limits.bytesPerCallMax());
        if (writer != null) {
            writer.announce(JournalFile.row(start, null, null, null));
        }
        return log;
    }

    /** Finished calls that the database does not have yet. */
    public int waiting() {
        return writer == null ? 0 : writer.waiting();
    }

    /** Stores what it can within 5 s, leaves the rest on disk for the next start, and frees the folder. */
    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            lock.close();
        }
    }

    void finished(Path file) {
        if (writer != null) {
            writer.wake();
        } else {
            keep(file);
        }
    }

    /** The disk refused the call's file: what is known of it goes to the database at least. */
    void summaryOnly(CallStory call) {
        if (writer != null) {
            writer.summaryOnly(call);
        }
    }

    /** Without a database: one more file is kept, and the oldest goes when there are too many. */
    private void keep(Path file) {
        kept.add(file);
        while (kept.size() > limits.filesKeptMax()) {
            Path oldest = kept.poll();
            if (oldest == null) {
                return;
            }
            try {
                Files.deleteIfExists(oldest);
            } catch (IOException e) {
                LOG.warn("journal: could not remove {}: {}", oldest, e.toString());
            }
        }
    }

    /** Oldest first. */
    static List<Path> finishedFiles(Path folder) throws IOException {
        record Dated(Path file, long modified) {}
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(JournalFile::isFinished)
                    .map(file -> new Dated(file, file.toFile().lastModified()))
                    .sorted(Comparator.comparingLong(Dated::modified).thenComparing(Dated::file))
                    .map(Dated::file)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void completeLeftovers(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(JournalFile::isRunning).toList();
        }
        for (Path file : left) {
            try {
                complete(file);
            } catch (JournalFile.Unreadable e) {
                refuse(folder, file, e.getMessage());
            }
        }
        if (!left.isEmpty()) {
            LOG.warn("journal: completed {} calls that were running when the last host died", left.size());
        }
    }

    private static void complete(Path file) throws IOException, JournalFile.Unreadable {
        var story = JournalFile.read(file);
        if (story.isEmpty()) {
            Files.delete(file);
            return;
        }
        CallRow call = story.get().call();
        if (call.endedAt() == null) {
            Instant last = Files.getLastModifiedTime(file).toInstant();
            Instant from = call.answeredAt();
            CallEnd end = new CallEnd(
                    last,
                    CallState.DIED,
                    "",
                    "",
                    "host died",
                    from == null ? 0 : Math.max(0, Duration.between(from, last).toMillis()),
                    "",
                    null,
                    "the host died during the call");
            dropTornLine(file);
            Files.write(file, new JournalLine.Ended(end).bytes(), StandardOpenOption.APPEND);
        }
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - JournalFile.RUNNING.length());
        Files.move(file, file.resolveSibling(id + JournalFile.FINISHED), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Cuts the file behind its last good line, so that what is appended starts a line of its own. */
    private static void dropTornLine(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /** Puts a file aside that can never be stored, with the reason beside it. */
    static void refuse(Path folder, Path file, @Nullable String reason) throws IOException {
        Path refused = Files.createDirectories(folder.resolve("refused"));
        Path target = refused.resolve(file.getFileName());
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(refused.resolve(file.getFileName() + ".reason"), reason + "\n");
        LOG.error("journal: {} can never be stored and was moved to {}: {}", file.getFileName(), target, reason);
    }
}
