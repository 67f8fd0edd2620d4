package org.parley.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;

/**
 * Reads a call's journal file back; its name ends in {@value #RUNNING} while the call runs, {@value #FINISHED} after.
 */
final class JournalFile {
    static final String FINISHED = ".jsonl";
    static final String RUNNING = ".running";
    /** Above what a call may write, so that only a foreign file is refused for its size. */
    static final long READ_BYTES_MAX = 32L << 20;

    private @Nullable CallStart start;
    private @Nullable Instant answeredAt;
    private @Nullable CallIdentity identity;
    private @Nullable CallKeys keys;
    private @Nullable CallResult owed;
    private @Nullable CallEnd end;
    private final List<TurnRow> turns = new ArrayList<>();
    private final List<EventRow> events = new ArrayList<>();

    private JournalFile() {}

    /** The file cannot be read as a call's journal, now or ever. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    static boolean isFinished(Path file) {
        return file.getFileName().toString().endsWith(FINISHED);
    }

    static boolean isRunning(Path file) {
        return file.getFileName().toString().endsWith(RUNNING);
    }

    /** The call so far; empty when the file holds not even the start of one. A torn last line is passed over. */
    static Optional<CallStory> read(Path file) throws IOException, Unreadable {
        long size = Files.size(file);
        if (size > READ_BYTES_MAX) {
            throw new Unreadable("expected at most %d bytes but the file has %d".formatted(READ_BYTES_MAX, size));
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        JournalFile journal = new JournalFile();
        for (int i = 0; i < lines.size(); i++) {
            try {
                journal.take(JournalLine.parse(lines.get(i)));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                if (i < lines.size() - 1) {
                    throw new Unreadable("line %d is not a line of a call's journal".formatted(i + 1));
                }
            }
        }
        return journal.story();
    }

    private void take(JournalLine line) throws Unreadable {
        if (start == null && !(line instanceof JournalLine.Started)) {
            throw new Unreadable("the first line is not the start of a call");
        }
        switch (line) {
            case JournalLine.Started(var value) -> start = value;
            case JournalLine.Answered(var at) -> answeredAt = at;
            case JournalLine.Dialed(var value, var known) -> {
                identity = value;
                keys = known;
            }
            case JournalLine.Owed(var result) -> owed = result;
            case JournalLine.Turn(var turn) -> turns.add(turn);
            case JournalLine.Event(var event) -> events.add(event);
            case JournalLine.Ended(var value) -> end = value;
        }
    }

    private Optional<CallStory> story() {
        if (start == null) {
            return Optional.empty();
        }
        return Optional.of(
                new CallStory(row(start, keys, answeredAt, end), List.copyOf(turns), List.copyOf(events), debt()));
    }

    /** What the call owes the dialer; a host that died has left no result, but an end. */
    private @Nullable Debt debt() {
        if (identity == null || start == null || end == null) {
            return null;
        }
        CallResult result = owed == null ? died(start, end) : owed;
        return new Debt(identity, keys, result);
    }

    private CallResult died(CallStart began, CallEnd ended) {
        boolean spoke = turns.stream().anyMatch(turn -> turn.side() == TurnRow.Side.AGENT);
        long seconds = Duration.between(began.startedAt(), ended.endedAt()).toSeconds();
        return new CallResult(
                CallResult.How.FAILED,
                lastSaid("disposition", "status"),
                "",
                spoke,
                Math.clamp(seconds, 0, Integer.MAX_VALUE),
                ended.endedAt(),
                agreed(),
                Map.of(),
                null);
    }

    /** What the script had the customer agree to counts also when its host died. */
    private CallResult.@Nullable CallBack agreed() {
        try {
            return new CallResult.CallBack(Instant.parse(lastSaid("callback", "at")), "");
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private String lastSaid(String kind, String key) {
        return events.reversed().stream()
                .filter(event -> event.kind().equals(kind))
                .map(event -> String.valueOf(event.data().getOrDefault(key, "")))
                .findFirst()
                .orElse("");
    }

    static CallRow row(CallStart start, @Nullable CallKeys keys, @Nullable Instant answeredAt, @Nullable CallEnd end) {
        return new CallRow(
                start.id(),
                start.uniqueId(),
                start.channel(),
                start.extension(),
                start.script(),
                start.scriptVersion(),
                start.callerNumber(),
                keys == null ? start.leadId() : keys.leadId(),
                keys == null ? start.campaign() : keys.campaign(),
                keys == null ? start.callCode() : keys.code(),
                start.startedAt(),
                answeredAt,
                end == null ? null : end.endedAt(),
                end == null ? CallState.RUNNING : end.state(),
                end == null ? "" : end.disposition(),
                end == null ? "" : end.dispositionComment(),
                end == null ? "" : end.endReason(),
                end == null ? 0 : end.talkMs(),
                end == null ? "" : end.recording(),
                end == null ? null : end.firstAudioMs(),
                end == null ? "" : end.error());
    }
}
