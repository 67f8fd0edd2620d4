package org.parley.ai;

import java.util.ArrayList;
import java.util.List;

/**
 * What was said in a talk, for the model that goes on with it. It has a bound: the oldest quarter is forgotten at once,
 * and not one turn each time, so that what providers keep of the beginning stays good for long. Not thread-safe.
 */
public final class TalkHistory {
    /** About 190 turns of the caller. */
    static final int TURNS_MAX = 400;

    private final List<ChatTurn> turns = new ArrayList<>();

    /** The talk goes on from here. */
    public void add(ChatTurn turn) {
        turns.add(turn);
        if (turns.size() > TURNS_MAX) {
            int from = TURNS_MAX / 4;
            while (from < turns.size() - 1 && turns.get(from).role() != ChatTurn.Role.CALLER) {
                from++; // a tool's answer without its call would be refused
            }
            turns.subList(0, from).clear();
        }
    }

    /** A fact for whoever goes on: it stands before the last word, which is still the one to be answered. */
    public void addFact(String text) {
        boolean behindTool =
                turns.isEmpty() || turns.getLast().role() == ChatTurn.Role.TOOL; // which belongs to its call
        if (behindTool) {
            add(ChatTurn.fact(text));
            return;
        }
        ChatTurn last = turns.removeLast();
        add(ChatTurn.fact(text));
        add(last);
    }

    /** All that is still known, oldest first. */
    public List<ChatTurn> turns() {
        return List.copyOf(turns);
    }

    /** Whether the last word was the caller's. */
    public boolean isUnanswered() {
        return !turns.isEmpty() && turns.getLast().role() == ChatTurn.Role.CALLER;
    }

    /** Takes the last turn back. */
    public void removeLast() {
        turns.removeLast();
    }
}
