package org.parley.trial;

import org.parley.trial.LineWords.Decibels;

/** Ratios of loudness as a test writes them: {@code 20.db}. Known to Groovy as an extension module. */
public final class LoudnessWords {
    private LoudnessWords() {}

    /** Decibels: {@code 20.db}. */
    public static Decibels getDb(Number ratio) {
        return new Decibels(ratio.doubleValue());
    }
}
