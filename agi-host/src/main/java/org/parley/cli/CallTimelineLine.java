package org.parley.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.parley.demo.Terminal;
import org.parley.store.CallStory;
import org.parley.store.EventRow;
import org.parley.store.TurnRow;

/**
 * One moment of a call on its timeline.
 *
 * @param atMs from the start of the call
 * @param who caller, agent, or "" for an event
 */
record CallTimelineLine(long atMs, String who, String text) {

    /** Turns and events of a call by time; a turn before an event of the same millisecond. */
    static List<CallTimelineLine> of(CallStory story) {
        List<CallTimelineLine> lines = new ArrayList<>();
        story.turns().forEach(turn -> lines.add(of(turn)));
        story.events().forEach(event -> lines.add(of(event)));
        lines.sort(Comparator.comparingLong(CallTimelineLine::atMs));
        return lines;
    }

    /** {@code    1.240 s  caller  Yes please.}. */
    String render() {
        return "%8.3f s  %-6s  %s".formatted(atMs / 1000.0, who, text);
    }

    private static CallTimelineLine of(TurnRow turn) {
        boolean caller = turn.side() == TurnRow.Side.CALLER;
        StringBuilder text = new StringBuilder(Terminal.shown(turn.text()));
        if (turn.interrupted()) {
            text.append(" [interrupted]");
        }
        if (turn.latencyMs() != null) {
            text.append(" [after ").append(turn.latencyMs()).append(" ms]");
        }
        return new CallTimelineLine(turn.startedMs(), caller ? "caller" : "agent", text.toString());
    }

    private static CallTimelineLine of(EventRow event) {
        String data = event.data().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Terminal.shown(String.valueOf(entry.getValue())))
                .collect(Collectors.joining(" "));
        return new CallTimelineLine(event.atMs(), "", ("· " + event.kind() + " " + data).strip());
    }
}
