package org.parley.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The word of {@code known} that is fewest edits away, case aside, if it is near enough to be meant; of words with
     * dots the last part alone counts too.
     */
    public static Optional<String> to(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(each -> isNear(wanted, each.toLowerCase(Locale.ROOT)))
                .min(Comparator.<String>comparingInt(each -> far(wanted, each.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A third of its letters may differ; the first one is seldom wrong, so one more when it agrees. */
    private static boolean isNear(String wanted, String each) {
        boolean sameStart = !wanted.isEmpty() && !each.isEmpty() && wanted.charAt(0) == each.charAt(0);
        return far(wanted, each) <= Math.max(1, wanted.length() / 3) + (sameStart ? 1 : 0);
    }

    private static int far(String wanted, String each) {
        int whole = distance(wanted, each);
        // the right key in the wrong section
        return each.indexOf('.') < 0 ? whole : Math.min(whole, distance(last(wanted), last(each)) + 1);
    }

    private static String last(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    /** Letters to add, drop, change or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
