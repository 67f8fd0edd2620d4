package org.parley.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How measured values spread. */
final class Spread {
    private static final int[] PERCENTS = {50, 95, 99};

    private Spread() {}

    /** The values at 50, 95 and 99 per cent and the largest, to a hundredth; -1 for each when there are none. */
    static Map<String, Double> of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        Map<String, Double> spread = new LinkedHashMap<>();
        for (int percent : PERCENTS) {
            spread.put("p" + percent, at(sorted, percent / 100.0));
        }
        spread.put("max", at(sorted, 1));
        return spread;
    }

    /** The value in the middle; 0 for none. */
    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** To a hundredth. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double at(double[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? -1 : rounded(sorted[Math.max(0, rank)]);
    }
}
