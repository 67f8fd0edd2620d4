package org.parley.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;

/** Puts a call together again from its lines. */
final class JournalStory {
    private @Nullable CallStart start;
    private @Nullable Instant answeredAt;
    private @Nullable CallIdentity identity;
    private @Nullable CallKeys keys;
    private @Nullable CallResult owed;
    private @Nullable CallEnd end;
    private final List<TurnRow> turns = new ArrayList<>();
    private final List<EventRow> events = new ArrayList<>();

    private JournalStory() {}

    /** The lines are not a call's journal, now or ever. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    /** The call so far, by the JSON of its lines. */
    static CallStory of(List<byte[]> lines) throws Unreadable {
        JournalStory story = new JournalStory();
        for (int i = 0; i < lines.size(); i++) {
            try {
                story.take(JournalLine.parse(lines.get(i)));
            } catch (IOException | IllegalArgumentException e) {
                throw new Unreadable("line %d is not a line of a call's journal".formatted(i + 1));
            }
        }
        return story.story();
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

    private CallStory story() throws Unreadable {
        if (start == null) {
            throw new Unreadable("there is not a line");
        }
        return new CallStory(row(start, keys, answeredAt, end), List.copyOf(turns), List.copyOf(events), debt());
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
                null,
                forbidden());
    }

    /** What the script had the customer agree to counts also when its host died. */
    private CallResult.@Nullable CallBack agreed() {
        try {
            return new CallResult.CallBack(
                    Instant.parse(lastSaid("callback", "at")), "", lastSaid("callback", "agent"));
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private List<String> forbidden() {
        return events.stream()
                .filter(event -> event.kind().equals("dnc"))
                .map(event -> String.valueOf(event.data().getOrDefault("phone", "")))
                .distinct()
                .toList();
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
                keys == null || !keys.hasLine() ? "" : keys.lineUser(),
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
