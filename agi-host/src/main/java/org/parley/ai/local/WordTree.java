package org.parley.ai.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Phrases as a tree of their words, so that what begins alike is one way through a grammar: the search grows with the
 * ways that begin at every place, not with the phrases.
 */
final class WordTree {
    private final Map<String, WordTree> next = new LinkedHashMap<>();
    private boolean end; // of a phrase

    private WordTree() {}

    /** Of phrases by their words. */
    static WordTree of(List<List<String>> phrases) {
        WordTree root = new WordTree();
        for (List<String> words : phrases) {
            WordTree at = root;
            for (String word : words) {
                at = at.next.computeIfAbsent(word, _ -> new WordTree());
            }
            at.end = true;
        }
        return root;
    }

    /** As alternatives of a JSGF rule: {@code "stop" "calling" ["me" | "here"]}. */
    String alternatives() {
        return next.entrySet().stream()
                .map(each -> '"' + each.getKey() + '"' + each.getValue().rest())
                .collect(Collectors.joining(" | "));
    }

    private String rest() {
        if (next.isEmpty()) {
            return "";
        }
        return end ? " [" + alternatives() + "]" : " (" + alternatives() + ")";
    }
}
