package org.parley.settings;

import java.util.Collection;
import java.util.Optional;

/** The word that somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known} by edit distance, also by its last part after a dot; empty when none is near. */
    public static Optional<String> to(String word, Collection<String> known) {
        String best = "";
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            String tail = candidate.substring(candidate.lastIndexOf('.') + 1);
            String wordTail = word.substring(word.lastIndexOf('.') + 1);
            if (!tail.equals(candidate)) {
                // the right key in the wrong section
                distance = Math.min(distance, distance(wordTail, tail) + 1);
            }
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
