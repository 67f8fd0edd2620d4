package org.parley.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the calls that the last host left in the segments of a folder. Used once, while the journal is opened. */
final class JournalScan {
    private static final Logger LOG = LoggerFactory.getLogger(JournalScan.class);

    private final Path folder;
    private final Segments row;
    private final Map<String, CallLines> running = new HashMap<>();
    private final Map<String, CallLines> ended = new LinkedHashMap<>();
    private final Map<String, Instant> lastWritten = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    JournalScan(Path folder, Segments row) {
        this.folder = folder;
        this.row = row;
    }

    /**
     * Hands what was left to {@code row} and begins its own segment; the calls that have ended, in the order of their
     * end, and behind them those that the death of the host has ended.
     */
    List<CallLines> calls() throws IOException {
        for (Path file : Segment.files(folder)) {
            take(file);
        }
        row.begin();
        for (String id : done) {
            release(running.remove(id));
            release(ended.remove(id));
        }
        List<CallLines> calls = new ArrayList<>(ended.values());
        List<CallLines> died = running.values().stream()
                .sorted(Comparator.comparing(call -> lastWritten.getOrDefault(call.id(), Instant.EPOCH)))
                .toList();
        for (CallLines call : died) {
            try {
                complete(call);
                calls.add(call);
            } catch (JournalStory.Unreadable e) {
                CallJournal.refuse(folder, call, String.valueOf(e.getMessage()));
                call.done();
            }
        }
        if (!died.isEmpty()) {
            LOG.warn("journal: completed {} calls that were running when the last host died", died.size());
        }
        row.removeUnpinned();
        return calls;
    }

    private void release(@Nullable CallLines call) {
        if (call != null) {
            row.release(call);
        }
    }

    private void take(Path file) throws IOException {
        Optional<byte[]> bytes = bytes(file);
        if (bytes.isEmpty()) {
            putAside(file, "it is larger than any segment");
            return;
        }
        List<SegmentLine> lines = new ArrayList<>();
        int broken = SegmentLine.scan(bytes.get(), lines::add);
        if (broken > 0) {
            LOG.warn("journal: passed over {} torn or foreign lines in {}", broken, file);
        }
        if (lines.isEmpty()) {
            if (broken > 0) {
                putAside(file, "it has not one line of a call");
            } else {
                Files.delete(file);
            }
            return;
        }
        Segment segment = row.adopt(file, end(bytes.get()));
        for (SegmentLine line : lines) {
            if (line.done()) {
                done.add(line.id());
            }
            CallLines call = ended.getOrDefault(line.id(), running.get(line.id()));
            if (call == null) {
                call = new CallLines(line.id(), row);
                running.put(line.id(), call);
            }
            row.note(call, segment, line.offset());
            lastWritten.put(line.id(), Instant.ofEpochMilli(line.millis()));
            if (line.isEnd() && running.remove(line.id()) != null) {
                ended.put(line.id(), call);
            }
        }
    }

    private void putAside(Path file, String reason) throws IOException {
        Path refused = Files.createDirectories(folder.resolve("refused")).resolve(file.getFileName());
        Files.move(file, refused, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(refused.resolveSibling(refused.getFileName() + ".reason"), reason + "\n");
        LOG.error("journal: {} was moved to {}: {}", file, refused, reason);
    }

    /** All of a segment; empty when it can be none, for its size. */
    static Optional<byte[]> bytes(Path file) throws IOException {
        return Files.size(file) > Segment.FILE_BYTES_MAX ? Optional.empty() : Optional.of(Files.readAllBytes(file));
    }

    /** Where the zeros behind the last line begin. */
    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private void complete(CallLines call) throws IOException, JournalStory.Unreadable {
        Instant from = JournalStory.of(call.json()).call().answeredAt();
        Instant last = lastWritten.getOrDefault(call.id(), Instant.now());
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
        call.append(SegmentLine.encode(call.id(), last.toEpochMilli(), new JournalLine.Ended(end).bytes()));
    }
}
