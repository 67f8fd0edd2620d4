package org.parley.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Dialer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What calls still owe to the database, on disk: lines of JSON in a row of {@link Segments} that all calls share. A
 * finished call is stored by one writer thread in one transaction, as often as it takes, and its lines then are
 * nobody's. What a killed host left behind is completed when the journal is opened again. Without a database the
 * newest finished calls stay, for {@link CallBook}. Any thread may begin a call.
 */
public final class CallJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);

    private final Limits limits;
    private final FolderLock lock;
    private final Segments segments;
    private final @Nullable JournalWriter writer;
    // without a writer: the finished calls, oldest first
    private final BlockingQueue<CallLines> kept = new LinkedBlockingQueue<>();

    /**
     * What the journal may take: bytes of one call, calls kept without a database, first and longest wait to retry,
     * bytes of a segment and of all of them.
     */
    record Limits(
            long bytesPerCallMax,
            int callsKeptMax,
            Duration retryFirst,
            Duration retryMax,
            int segmentBytes,
            long bytesMax) {
        static final Limits DEFAULT =
                new Limits(8L << 20, 10_000, Duration.ofMillis(500), Duration.ofSeconds(30), 4 << 20, 4L << 30);
    }

    private CallJournal(Limits limits, FolderLock lock, Segments segments, @Nullable JournalWriter writer) {
        this.limits = limits;
        this.lock = lock;
        this.segments = segments;
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
        Segments segments = new Segments(folder, limits.segmentBytes(), limits.bytesMax());
        try {
            List<CallLines> left = new JournalScan(folder, segments).calls();
            JournalWriter writer =
                    jdbi == null ? null : new JournalWriter(folder, new CallTables(jdbi), dialer, limits);
            CallJournal journal = new CallJournal(limits, lock, segments, writer);
            left.forEach(journal::finished);
            if (writer != null) {
                writer.start();
            }
            return journal;
        } catch (IOException e) {
            segments.close();
            lock.close();
            throw new DatabaseException("Could not open the journal in " + folder.toAbsolutePath() + ": " + e, e);
        } catch (RuntimeException e) {
            segments.close();
            lock.close();
            throw e;
        }
    }

    /** A call begins: its first line is written, and a row that shows it running by and by. */
    public CallLog begin(CallStart start) {
        CallLog log = new CallLog(this, start, new CallLines(start.id(), segments), limits.bytesPerCallMax());
        announce(start);
        return log;
    }

    void announce(CallStart start) {
        if (writer != null) {
            writer.announce(JournalStory.row(start, null, null, null));
        }
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
            segments.close();
            lock.close();
        }
    }

    void finished(CallLines call) {
        if (writer != null) {
            call.trim();
            writer.finished(call);
        } else {
            keep(call);
        }
    }

    /** The disk refused the rest of the call: what is known of it goes to the database at least. */
    void summaryOnly(CallStory call, CallLines lines) {
        if (writer != null) {
            writer.summaryOnly(call, lines);
        } else {
            keep(lines);
        }
    }

    /** Without a database: one more call is kept, and the oldest goes when there are too many. */
    private void keep(CallLines call) {
        call.forget();
        kept.add(call);
        while (kept.size() > limits.callsKeptMax() || segments.isCrowded()) {
            CallLines oldest = kept.poll();
            if (oldest == null) {
                return;
            }
            try {
                oldest.done();
            } catch (IOException e) {
                LOG.warn("journal: could not remove call {}: {}", oldest.id(), e.toString());
            }
        }
    }

    /** Puts a call aside that can never be stored, with the reason beside it. */
    static void refuse(Path folder, CallLines call, String reason) throws IOException {
        Path refused = Files.createDirectories(folder.resolve("refused"));
        Path target = refused.resolve(call.id() + ".jsonl");
        try (OutputStream out = Files.newOutputStream(target)) {
            for (byte[] line : call.json()) {
                out.write(line);
                out.write('\n');
            }
        }
        Files.writeString(refused.resolve(call.id() + ".jsonl.reason"), reason + "\n");
        LOG.error("journal: call {} can never be stored and was moved to {}: {}", call.id(), target, reason);
    }
}
