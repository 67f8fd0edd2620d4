package org.parley.ai.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads people's names, said, spelt or both: "Smyth, S M Y T H". */
final class Names {
    private static final Pattern BEGINNING = Pattern.compile(
            "^(?:(?:yes|yeah|yep|sure|okay|ok|um|uh|well|hi|hello|so|no)[ ,.]+)*(?:(?:my|the|her|his)"
                    + " (?:(?:first|last|full|family) )?name(?:'s| is) |(?:first|last) name(?: is)? |name is |this is"
                    + " |i am |i'm |it is |it's |its |that is |that's |you can call me |call me |speaking to )?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ARABIC_BEGINNING =
            Pattern.compile("^(?:(?:نعم|بله|مرحبا|سلام)[ ،,]+)*(?:اسمي هو|اسمي|إسمي|أنا|انا|اسم من|اسمم|نام من|من) ");
    private static final Pattern ENDING =
            Pattern.compile("[ ,]+(?:please|speaking|here|من فضلك|هستم|است|هست)[.]?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern BETWEEN = Pattern.compile(
            "\\b(?:and )?(?:(?:my|the) )?(?:last|family) name(?:'s| is)?\\b|\\bthat is\\b|\\bthat's\\b"
                    + "|\\bspel[lt]e?d\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> NO_NAMES = Set.of(
            "yes", "no", "what", "why", "who", "how", "when", "hello", "hi", "sorry", "pardon", "repeat", "not",
            "don't", "know", "want", "you", "the", "is", "are", "my", "your", "okay", "ok", "sure", "um", "uh", "huh",
            "hmm", "wait", "stop", "call", "calling", "person", "agent", "please", "thanks", "thank", "busy", "name",
            "again", "نعم", "لا", "بله", "نه", "ماذا", "چی", "مرحبا", "سلام");
    private static final Set<String> SMALL =
            Set.of("de", "da", "del", "della", "di", "la", "van", "von", "der", "den", "bin", "ibn", "y");
    private static final int WORDS_MAX = 5;
    private static final int LENGTH_MAX = 30;

    private Names() {}

    static Optional<String> spoken(String words) {
        String text = words.strip().replace('\u2019', '\'');
        text = BEGINNING.matcher(text).replaceFirst("");
        text = ARABIC_BEGINNING.matcher(text).replaceFirst("");
        text = ENDING.matcher(BETWEEN.matcher(text).replaceAll(" ")).replaceFirst("");
        List<String> each = List.of(text.replaceAll("(?<=\\b[A-Za-z])-(?=[A-Za-z]\\b)", " ")
                .replaceAll("[^\\p{L}\\p{M}\\p{Cf}' -]+", " ")
                .strip()
                .split("\\s+", -1));
        List<String> names = names(each);
        boolean fits = !names.isEmpty()
                && names.size() <= WORDS_MAX
                && names.stream().allMatch(Names::mayBe)
                && names.stream().anyMatch(name -> name.length() > 1);
        return fits && text.chars().noneMatch(Character::isDigit)
                ? Optional.of(String.join(" ", names.stream().map(Names::cased).toList()))
                : Optional.empty();
    }

    private static List<String> names(List<String> words) {
        Said said = Said.of(String.join(" ", words));
        boolean latin = said.size() == words.size(); // otherwise signs were lost: no letters to look for
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            StringBuilder spelt = new StringBuilder();
            Optional<Letters.Spelt> letter = latin ? spelt(said, at, false) : Optional.empty();
            while (letter.isPresent()) {
                spelt.append(letter.get().letters());
                at = letter.get().end();
                letter = spelt(said, at, spelt.length() > 0);
            }
            if (spelt.length() > 1) {
                if (!names.isEmpty() && isAlike(names.getLast(), spelt.toString())) {
                    names.removeLast();
                }
                names.add(spelt.toString());
            } else if (spelt.length() == 1) {
                names.add(spelt.toString());
            } else {
                names.add(words.get(at++));
            }
        }
        return names;
    }

    /** A letter, which has no long word's sound unless letters went before; "double l" only among letters. */
    private static Optional<Letters.Spelt> spelt(Said said, int at, boolean among) {
        return said.at(at).equals("double") && !among ? Optional.empty() : Letters.at(said, at, false);
    }

    /** Whether letters may spell the word before them rather than another. */
    private static boolean isAlike(String word, String letters) {
        String said = word.toLowerCase(Locale.ROOT);
        if (said.isEmpty() || said.charAt(0) != letters.charAt(0)) {
            return false;
        }
        int[] row = new int[letters.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= said.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = corner + (said.charAt(i - 1) == letters.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[letters.length()] * 2 <= letters.length();
    }

    private static boolean mayBe(String name) {
        return name.length() <= LENGTH_MAX
                && name.codePoints().anyMatch(Character::isLetter)
                && !NO_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Capitals where names have them; what a recogniser has written with one inside stays. */
    static String cased(String name) {
        boolean mixed = name.chars().skip(1).anyMatch(Character::isUpperCase)
                && name.chars().anyMatch(Character::isLowerCase);
        if (mixed) {
            return name;
        }
        String small = name.toLowerCase(Locale.ROOT);
        if (SMALL.contains(small)) {
            return small;
        }
        StringBuilder cased = new StringBuilder(small.length());
        for (int i = 0; i < small.length(); i++) {
            boolean first = i == 0 || small.charAt(i - 1) == '-' || (i == 2 && small.matches("[do]'.*"));
            boolean mac = i == 2 && small.startsWith("mc") && small.length() > 3;
            cased.append(first || mac ? Character.toUpperCase(small.charAt(i)) : small.charAt(i));
        }
        return cased.toString();
    }
}
