package org.parley.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads the calls that were, and those that run: from the database, or without one from the journal. Any thread of any
 * process may use it while the host writes on.
 */
public final class CallBook {
    private final Path folder;
    private final @Nullable Jdbi jdbi;
    private final @Nullable CallTables tables;

    /**
     * @param folder the journal's, which is only read and need not exist
     * @param jdbi null for no database
     */
    public CallBook(Path folder, @Nullable Jdbi jdbi) {
        this.folder = folder;
        this.jdbi = jdbi;
        this.tables = jdbi == null ? null : new CallTables(jdbi);
    }

    /** The newest calls, newest first. */
    public List<CallRow> list(int limit) {
        return list(CallQuery.newest(limit)).calls();
    }

    /** Those that are asked for, newest first. */
    public CallPage list(CallQuery asked) {
        return CallPage.of(jdbi == null ? written(asked) : CallLists.list(jdbi, asked), asked.limit());
    }

    /** One call whole; empty when it is not known, also for what can be no id. */
    public Optional<CallStory> show(String id) {
        if (!CallStart.isId(id)) {
            return Optional.empty();
        }
        Optional<CallStory> stored = stored(id);
        // a running call has its turns in the journal only
        if (stored.isPresent() && stored.get().call().state() != CallState.RUNNING) {
            return stored;
        }
        // when it is not in the journal, then it may have been stored while that was read
        return written(id).or(() -> stored(id));
    }

    /** One call without what was said and what happened; empty when it is not known. */
    public Optional<CallRow> row(String id) {
        if (tables != null && CallStart.isId(id)) {
            Optional<CallRow> stored = tables.row(id);
            if (stored.isPresent() && stored.get().state() != CallState.RUNNING) {
                return stored;
            }
        }
        return show(id).map(CallStory::call);
    }

    private Optional<CallStory> stored(String id) {
        return tables == null ? Optional.empty() : tables.story(id);
    }

    /**
     * Goes back from the newest line until it has one call more than asked for: what began in the older segments began
     * earlier.
     */
    private List<CallRow> written(CallQuery asked) {
        Map<String, List<byte[]>> backwards = new HashMap<>(); // of calls whose start is still to be found
        Set<String> done = new HashSet<>();
        List<CallRow> rows = new ArrayList<>();
        for (Path file : files()) {
            List<SegmentLine> lines = lines(file);
            lines.stream().filter(SegmentLine::done).forEach(line -> done.add(line.id()));
            for (SegmentLine line : lines.reversed()) {
                if (!done.contains(line.id()) && line.isOfTheRow()) {
                    backwards.computeIfAbsent(line.id(), _ -> new ArrayList<>()).add(line.json());
                }
                if (line.isStart() && backwards.containsKey(line.id())) {
                    story(backwards.remove(line.id()).reversed())
                            .map(CallStory::call)
                            .filter(asked::fits)
                            .ifPresent(rows::add);
                }
            }
            if (rows.size() > asked.limit()) {
                break;
            }
        }
        rows.sort(CallQuery.NEWEST_FIRST);
        return rows;
    }

    private Optional<CallStory> written(String id) {
        List<byte[]> backwards = new ArrayList<>();
        for (Path file : files()) {
            boolean begun = false;
            for (SegmentLine line : lines(file).reversed()) {
                if (line.id().equals(id)) {
                    backwards.add(line.json());
                    begun |= line.isStart();
                }
            }
            if (begun) {
                break;
            }
        }
        return story(backwards.reversed());
    }

    /** Empty when the call's first lines went while they were read, or it is no call's journal. */
    private static Optional<CallStory> story(List<byte[]> lines) {
        try {
            return Optional.of(JournalStory.of(lines));
        } catch (JournalStory.Unreadable gone) {
            return Optional.empty();
        }
    }

    /** Newest first. */
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            return Segment.files(folder).reversed();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** None when the segment went away between look and read, because no call needs it. */
    private List<SegmentLine> lines(Path file) {
        List<SegmentLine> lines = new ArrayList<>();
        try {
            SegmentLine.scan(JournalScan.bytes(file).orElse(new byte[0]), lines::add);
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(e);
        }
        return lines;
    }

    private DatabaseException unreadable(IOException e) {
        return new DatabaseException("Could not read the journal in " + folder.toAbsolutePath() + ": " + e, e);
    }
}
