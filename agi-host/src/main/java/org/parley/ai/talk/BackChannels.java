package org.parley.ai.talk;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.ai.Folded;

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
            folded("نعم", "أيوه", "ايوه", "أيوا", "تمام", "طيب", "ماشي", "آه", "اه", "صح", "صحيح", "حاضر", "فهمت"),
            "fa",
            folded("بله", "آره", "اره", "خب", "باشه", "اوهوم", "اوکی", "درسته", "آها", "اها", "صحیح", "فهمیدم"));
    private static final int WORDS_MAX = 4;

    private BackChannels() {}

    private static Set<String> folded(String... words) {
        return Stream.of(words).map(Folded::of).collect(Collectors.toUnmodifiableSet());
    }

    /** True when the words only say that the caller listens; false for none. */
    public static boolean isOne(String words, Locale language) {
        String[] said = Folded.of(words.replace("-", "")).split(" ", -1);
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
