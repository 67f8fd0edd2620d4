package org.parley.ai.openai;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ChatTurn;

/**
 * What was said in a talk, in the order in which it was begun, for a session that takes over. A turn's place is taken
 * when it begins and filled when its words are known. One thread.
 */
final class TalkMemory {
    private static final int TURNS_MAX = 400;

    private final Deque<Place> places = new ArrayDeque<>();
    private final Map<String, Place> byItem = new HashMap<>();

    /** Where a turn will stand. */
    static final class Place {
        private final String item;
        private @Nullable ChatTurn turn;

        private Place(String item, @Nullable ChatTurn turn) {
            this.item = item;
            this.turn = turn;
        }

        /** These were the words; none when they are blank. */
        void fill(ChatTurn words) {
            turn = words.text().isBlank() ? null : words;
        }
    }

    TalkMemory(List<ChatTurn> history) {
        history.forEach(this::add);
    }

    /** A turn that is known. */
    void add(ChatTurn turn) {
        take("", turn);
    }

    /** A turn of the agent that begins. */
    Place begun() {
        return take("", null);
    }

    /** A turn of the caller that is being written down under that id. */
    void begun(String item) {
        byItem.putIfAbsent(item, take(item, null));
    }

    /** The caller's words under that id. */
    void caller(String item, String words) {
        Place place = byItem.remove(item);
        (place == null ? take(item, null) : place).fill(ChatTurn.caller(words));
    }

    /** All turns whose words are known. */
    List<ChatTurn> turns() {
        List<ChatTurn> turns = new ArrayList<>();
        for (Place place : places) {
            if (place.turn != null) {
                turns.add(place.turn);
            }
        }
        return turns;
    }

    private Place take(String item, @Nullable ChatTurn turn) {
        Place place = new Place(item, turn);
        places.add(place);
        while (places.size() > TURNS_MAX) {
            byItem.remove(places.remove().item);
        }
        return place;
    }
}
