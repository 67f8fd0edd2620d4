package org.parley.ai.cascade;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Folded;
import org.parley.ai.Languages;

/**
 * The language of a talk, by what a recogniser finds in the caller's turns. One short word is often taken for another
 * language, so it takes a sentence, or the same finding twice. One thread.
 */
final class SpokenLanguage {
    private static final int WORDS_ENOUGH = 3;

    private Locale now;
    private @Nullable Locale doubtful; // found in a short turn before this one

    SpokenLanguage(Locale begins) {
        now = begins;
    }

    Locale now() {
        return now;
    }

    /** Found in a turn of the caller; true when the talk goes on in it from now. */
    boolean heard(@Nullable Locale found, String words) {
        if (found == null || words.isBlank()) {
            return false;
        }
        if (Languages.same(found, now)) {
            doubtful = null;
            return false;
        }
        Locale before = doubtful;
        boolean sure = Folded.of(words).split(" ", -1).length >= WORDS_ENOUGH
                || (before != null && Languages.same(found, before));
        doubtful = sure ? null : found;
        now = sure ? found : now;
        return sure;
    }
}
