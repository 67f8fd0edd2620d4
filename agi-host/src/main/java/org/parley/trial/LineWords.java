package org.parley.trial;

import java.math.BigDecimal;
import java.util.Map;
import org.parley.script.ScriptException;

/**
 * The line of a test's caller: {@code line noise: 20.db, loss: 2, muLaw: true}.
 *
 * @param signalToNoiseDb how far the caller stands out of the noise; infinite for a quiet line
 * @param lossPercent of the caller's pieces of 20 ms that are lost
 * @param muLaw whether both directions go through the telephone network's code
 */
public record LineWords(double signalToNoiseDb, int lossPercent, boolean muLaw) {
    /** Nothing is lost, and nothing added. */
    public static final LineWords PERFECT = new LineWords(Double.POSITIVE_INFINITY, 0, false);

    private static final int NOISE_MAX_DB = 60;
    private static final int LOSS_MAX = 50;

    /** Reads what stands in a test. */
    static LineWords of(Map<String, ?> options) {
        double noise = Double.POSITIVE_INFINITY;
        int loss = 0;
        boolean muLaw = false;
        for (Map.Entry<String, ?> option : options.entrySet()) {
            Object value = option.getValue();
            switch (option.getKey()) {
                case "noise" -> noise = noise(value);
                case "loss" -> loss = loss(value);
                case "muLaw" -> muLaw = muLaw(value);
                default -> throw wrong("noise, loss or muLaw", option.getKey());
            }
        }
        return new LineWords(noise, loss, muLaw);
    }

    private static double noise(Object value) {
        if (value instanceof Decibels(double db) && db >= 0 && db <= NOISE_MAX_DB) {
            return db;
        }
        throw wrong("noise as 0.db to " + NOISE_MAX_DB + ".db, so far below the caller's voice,", value);
    }

    private static int loss(Object value) {
        if (value instanceof Integer percent && percent >= 0 && percent <= LOSS_MAX) {
            return percent;
        }
        throw wrong("loss as a whole number of percent from 0 to " + LOSS_MAX, value);
    }

    private static boolean muLaw(Object value) {
        if (value instanceof Boolean wanted) {
            return wanted;
        }
        throw wrong("muLaw as true or false", value);
    }

    private static ScriptException wrong(String expected, Object came) {
        return new ScriptException("Expected " + expected + " of line but was '" + came + "'", null);
    }

    /** A ratio of loudness, as {@code 20.db} writes it. */
    public record Decibels(double db) {
        @Override
        public String toString() {
            return BigDecimal.valueOf(db).stripTrailingZeros().toPlainString() + ".db";
        }
    }
}
