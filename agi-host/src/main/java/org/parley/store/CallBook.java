package org.parley.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the calls that were: from the database, or without one from the journal's files. Any thread may use it. */
public final class CallBook {
    private final Path folder;
    private final @Nullable CallTables tables;

    /**
     * @param folder the journal's, which is only read and need not exist
     * @param jdbi null for no database
     */
    public CallBook(Path folder, @Nullable Jdbi jdbi) {
        this.folder = folder;
        this.tables = jdbi == null ? null : new CallTables(jdbi);
    }

    /** The newest calls, newest first. */
    public List<CallRow> list(int limit) {
        if (tables != null) {
            return tables.newest(limit);
        }
        return newestFiles(limit).stream()
                .flatMap(file -> read(file).stream())
                .map(CallStory::call)
                .sorted(Comparator.comparing(CallRow::startedAt).reversed())
                .toList();
    }

    /** One call whole; empty when it is not known, also for what can be no id. */
    public Optional<CallStory> show(String id) {
        if (!CallStart.isId(id)) {
            return Optional.empty();
        }
        Optional<CallStory> stored = tables == null ? Optional.empty() : tables.story(id);
        // a running call has its turns on disk only
        if (stored.isPresent() && stored.get().call().state() != CallState.RUNNING) {
            return stored;
        }
        return Stream.of(JournalFile.FINISHED, JournalFile.RUNNING)
                .map(ending -> folder.resolve(id + ending))
                .flatMap(file -> read(file).stream())
                .findFirst()
                .or(() -> stored);
    }

    private List<Path> newestFiles(int limit) {
        record Dated(Path file, long modified) {}
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Dated> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> JournalFile.isFinished(file) || JournalFile.isRunning(file))
                    .forEach(file -> found.add(new Dated(file, file.toFile().lastModified())));
        } catch (IOException e) {
            throw new DatabaseException("Could not read the journal in " + folder.toAbsolutePath() + ": " + e, e);
        }
        return found.stream()
                .sorted(Comparator.comparingLong(Dated::modified).reversed())
                .limit(limit)
                .map(Dated::file)
                .toList();
    }

    /**
     * Empty for a file that went away between look and read, because its call ended or was stored, or is unreadable.
     */
    private static Optional<CallStory> read(Path file) {
        try {
            return JournalFile.read(file);
        } catch (IOException | JournalFile.Unreadable gone) {
            return Optional.empty();
        }
    }
}
