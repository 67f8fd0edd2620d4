package org.parley.ai.talk;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What listeners say to show that they listen. */
public final class BackChannels {
    private static final Set<String> SOUNDS = Set.of(
            "uh", "huh", "uhuh", "uhhuh", "mm", "mmm", "mhm", "mmhm", "mmhmm", "hm", "hmm", "hmmm", "ah", "aha", "oh",
            "uhm", "um", "er", "erm");
    private static final Map<String, Set<String>> WORDS = Map.of(
            "en",
            Set.of(
                    "yeah",
                    "yep",
                    "yup",
                    "yes",
                    "ok",
                    "okay",
                    "right",
                    "sure",
                    "alright",
                    "all",
                    "i",
                    "see",
                    "got",
                    "it",
                    "good",
                    "great",
                    "fine",
                    "cool",
                    "of",
                    "course",
                    "exactly",
                    "true",
                    "understood"),
            "ar",
            Set.of("نعم", "أيوه", "ايوه", "أيوا", "تمام", "طيب", "ماشي", "آه", "اه", "صح", "صحيح", "حاضر", "فهمت"),
            "fa",
            Set.of("بله", "آره", "اره", "خب", "باشه", "اوهوم", "اوکی", "درسته", "آها", "اها", "صحیح", "فهمیدم"));
    private static final int WORDS_MAX = 4;

    private BackChannels() {}

    /** True when the words only say that the caller listens; false for none. */
    public static boolean isOne(String words, Locale language) {
        String[] said = words.toLowerCase(Locale.ROOT).replace("-", "").split("[^\\p{L}\\p{M}\\p{N}']+", -1);
        Set<String> own = WORDS.getOrDefault(language.getLanguage(), Set.of());
        int count = 0;
        for (String word : said) {
            if (word.isEmpty()) {
                continue;
            }
            if (!SOUNDS.contains(word) && !own.contains(word)) {
                return false;
            }
            count++;
        }
        return count > 0 && count <= WORDS_MAX;
    }
}
