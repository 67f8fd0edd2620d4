package org.parley.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's record while it runs. Each line is on disk when its method returns, so that it survives the host; a line
 * is a write to a local file, which the call's own thread may make and the media loop must not. Any such thread may
 * call. Nothing here throws at a call: what cannot be kept is counted and logged once.
 */
public final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    /** Longer words are cut: nobody speaks so much in one turn. */
    static final int TEXT_CHARS_MAX = 16_000;
    /** The data of a longer event is left out, and its size told. */
    static final int EVENT_BYTES_MAX = 64_000;

    private final ReentrantLock writing = new ReentrantLock();
    private final CallJournal journal;
    private final CallStart start;
    private final Path running;
    private final Path finished;
    private final long bytesMax;
    private final long startedNanos = System.nanoTime();
    // the rest is guarded by writing
    private @Nullable OutputStream out;
    private long bytes;
    private long dropped;
    private JournalLine.@Nullable Recognised recognised;
    private @Nullable Instant answeredAt;
    private boolean ended;

    CallLog(CallJournal journal, CallStart start, Path folder, long bytesMax) {
        this.journal = journal;
        this.start = start;
        this.bytesMax = bytesMax;
        this.running = folder.resolve(start.id() + JournalFile.RUNNING);
        this.finished = folder.resolve(start.id() + JournalFile.FINISHED);
        try {
            out = Files.newOutputStream(running, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            lost("open", e);
        }
        write(new JournalLine.Started(start));
    }

    /** The call's id. */
    public String id() {
        return start.id();
    }

    /** Milliseconds since the call began, the clock of its turns and events. */
    public long elapsedMs() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** What the dialer knows of the call, once it was asked. */
    public void recognised(long leadId, String campaign, String callCode) {
        JournalLine.Recognised line = new JournalLine.Recognised(leadId, campaign, callCode);
        writing.lock();
        try {
            recognised = line;
            write(line);
        } finally {
            writing.unlock();
        }
    }

    /** The channel was answered. */
    public void answered(Instant at) {
        writing.lock();
        try {
            answeredAt = at;
            write(new JournalLine.Answered(at));
        } finally {
            writing.unlock();
        }
    }

    /** One side has spoken; turns are numbered in the order in which they are given. */
    public void turn(TurnRow turn) {
        write(new JournalLine.Turn(
                turn.text().length() <= TEXT_CHARS_MAX
                        ? turn
                        : new TurnRow(
                                turn.side(),
                                turn.text().substring(0, TEXT_CHARS_MAX),
                                turn.startedMs(),
                                turn.endedMs(),
                                turn.latencyMs(),
                                turn.confidence(),
                                turn.interrupted())));
    }

    /** Something happened now. The data must be what JSON knows: maps, lists, texts, numbers, truth values, null. */
    public void event(String kind, Map<String, ? extends @Nullable Object> data) {
        long atMs = elapsedMs();
        byte[] line;
        try {
            line = new JournalLine.Event(new EventRow(atMs, kind, new LinkedHashMap<>(data))).bytes();
            if (line.length > EVENT_BYTES_MAX) {
                line = omitted(atMs, kind, line.length + " bytes of JSON");
            }
        } catch (JsonProcessingException e) {
            line = omitted(atMs, kind, "not JSON: " + e.getOriginalMessage());
        }
        write(line);
    }

    /** The call is over; the record goes to the database. Only the first end counts. */
    public void end(CallEnd end) {
        writing.lock();
        try {
            if (ended) {
                return;
            }
            if (dropped > 0) {
                append(encoded(new JournalLine.Event(
                        new EventRow(elapsedMs(), "journal.truncated", Map.of("linesDropped", dropped)))));
            }
            boolean kept = append(encoded(new JournalLine.Ended(end)));
            ended = true;
            close();
            if (kept && moved()) {
                journal.finished(finished);
            } else {
                journal.summaryOnly(JournalFile.row(start, recognised, answeredAt, end));
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(JournalLine line) {
        write(encoded(line));
    }

    private void write(byte[] line) {
        writing.lock();
        try {
            if (ended || bytes >= bytesMax || !append(line)) {
                if (dropped++ == 0 && bytes >= bytesMax) {
                    LOG.warn("call {}: journal full at {} bytes, further lines are dropped", id(), bytes);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** Guarded by writing. */
    private boolean append(byte[] line) {
        OutputStream open = out;
        if (open == null) {
            return false;
        }
        try {
            open.write(line);
            bytes += line.length;
            return true;
        } catch (IOException e) {
            lost("write", e);
            close();
            return false;
        }
    }

    private boolean moved() {
        try {
            Files.move(running, finished, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            lost("rename", e);
            return false;
        }
    }

    private void close() {
        OutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                lost("close", e);
            }
        }
    }

    private void lost(String act, IOException e) {
        LOG.error("call {}: could not {} its journal file {}: {}", start.id(), act, running, e.toString());
    }

    private static byte[] omitted(long atMs, String kind, String why) {
        return encoded(new JournalLine.Event(new EventRow(atMs, kind, Map.of("omitted", why))));
    }

    /** For lines of our own making, which Jackson always takes. */
    private static byte[] encoded(JournalLine line) {
        try {
            return line.bytes();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a journal line to be JSON: " + line, e);
        }
    }
}
