package org.parley.ai.hume;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The facts that the model was told, the newest of them: they go with the settings of each connection. One thread. */
final class Informed {
    private static final int FACTS_MAX = 50;

    private final Deque<String> facts = new ArrayDeque<>();

    void add(String fact) {
        if (facts.size() == FACTS_MAX) {
            facts.remove();
        }
        facts.add(fact);
    }

    Collection<String> all() {
        return List.copyOf(facts);
    }
}
