package org.parley.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's record while it runs. Each line is the kernel's when its method returns, so that it survives the host;
 * that is a copy in memory, but what is owed is on the disk itself, for which the media loop must not wait. Any thread
 * may call. Nothing here throws at a call: what cannot be kept is counted and logged once.
 */
public final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    /** Longer words are cut: nobody speaks so much in one turn. */
    static final int TEXT_CHARS_MAX = 16_000;
    /** The data of a longer event is left out, and its size told. */
    static final int EVENT_BYTES_MAX = 64_000;

    private final ReentrantLock writing = new ReentrantLock();
    private final CallJournal journal;
    private final CallLines lines;
    private final long bytesMax;
    private final long startedNanos = System.nanoTime();
    private final String id;
    // the rest is guarded by writing
    private CallStart start;
    private boolean lost; // the disk refused a line: what follows would be a record with a hole
    private long bytes;
    private long dropped;
    private @Nullable CallIdentity identity;
    private @Nullable CallKeys keys;
    private @Nullable CallResult owed;
    private @Nullable Instant answeredAt;
    private boolean ended;

    CallLog(CallJournal journal, CallStart start, CallLines lines, long bytesMax) {
        this.journal = journal;
        this.id = start.id();
        this.start = start;
        this.lines = lines;
        this.bytesMax = bytesMax;
        write(new JournalLine.Started(start));
    }

    /** The call's id. */
    public String id() {
        return id;
    }

    /** Milliseconds since the call began, the clock of its turns and events. */
    public long elapsedMs() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /**
     * How the dialer knows the call: first what the channel says, then with the keys of its rows. From then on the
     * call owes the dialer its end, even when this host dies.
     */
    public void dialed(CallIdentity identity, @Nullable CallKeys keys) {
        writing.lock();
        try {
            this.identity = identity;
            this.keys = keys;
            write(new JournalLine.Dialed(identity, keys));
        } finally {
            writing.unlock();
        }
    }

    /** Which script it has got, when that was not known when it began: its record begins anew with that. */
    public void routed(String script, String version) {
        writing.lock();
        try {
            start = start.routed(script, version);
            write(new JournalLine.Started(start));
            journal.announce(start);
        } finally {
            writing.unlock();
        }
    }

    /** What the call owes the dialer, once it has ended; on the disk itself before this returns. */
    public void owes(CallResult result) {
        writing.lock();
        try {
            owed = result;
            // also when the journal is full: this line must not be among those that are dropped
            byte[] line = encoded(new JournalLine.Owed(result));
            if (!ended && append(line)) {
                force(line.length);
            }
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
            byte[] json = new JournalLine.Event(new EventRow(atMs, kind, Collections.unmodifiableMap(data))).bytes();
            line = json.length > EVENT_BYTES_MAX ? omitted(atMs, kind, json.length + " bytes of JSON") : framed(json);
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
            if (kept) {
                journal.finished(lines);
            } else {
                Debt debt = identity == null || owed == null ? null : new Debt(identity, keys, owed);
                CallRow row = JournalStory.row(start, keys, answeredAt, end);
                journal.summaryOnly(new CallStory(row, List.of(), List.of(), debt), lines);
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
        if (lost) {
            return false;
        }
        try {
            lines.append(line);
            bytes += line.length;
            return true;
        } catch (IOException e) {
            lost = true;
            LOG.warn("call {}: of the rest only a summary is kept: {}", id(), e.toString());
            return false;
        }
    }

    /** Guarded by writing. */
    private void force(int length) {
        try {
            lines.force(length);
        } catch (IOException e) {
            LOG.error("call {}: what it owes may not be on the disk: {}", id(), e.toString());
        }
    }

    private byte[] omitted(long atMs, String kind, String why) {
        return encoded(new JournalLine.Event(new EventRow(atMs, kind, Map.of("omitted", why))));
    }

    /** For lines of our own making, which Jackson always takes. */
    private byte[] encoded(JournalLine line) {
        try {
            return framed(line.bytes());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a journal line to be JSON: " + line, e);
        }
    }

    private byte[] framed(byte[] json) {
        return SegmentLine.encode(id(), System.currentTimeMillis(), json);
    }
}
