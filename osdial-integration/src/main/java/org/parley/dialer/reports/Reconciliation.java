package org.parley.dialer.reports;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one comparison found.
 *
 * @param calls how many were compared
 * @param cut whether there were more calls than it may look at
 */
public record Reconciliation(int calls, boolean cut, List<Difference> differences) {
    public Reconciliation {
        differences = List.copyOf(differences);
    }

    /** Those that are still there and that somebody should look after. */
    public long left() {
        return differences.stream().filter(Difference::isLeft).count();
    }

    /** Those that a repair has removed. */
    public long repaired() {
        return differences.stream().filter(Difference::repaired).count();
    }

    /** Where a person has decided otherwise, which stays so. */
    public long changed() {
        return differences.stream()
                .filter(difference -> difference.kind() == Difference.Kind.CHANGED)
                .count();
    }

    /** Those that are left, by kind; a kind without any is absent. */
    public Map<String, Long> kinds() {
        return differences.stream()
                .filter(Difference::isLeft)
                .collect(Collectors.groupingBy(
                        difference -> difference.kind().word(), TreeMap::new, Collectors.counting()));
    }

    /** The figures in one line. */
    public String summary() {
        return "%d calls compared%s: %d differences left, %d repaired, %d changed by somebody"
                .formatted(calls, cut ? " (the newest; there are more)" : "", left(), repaired(), changed());
    }
}
