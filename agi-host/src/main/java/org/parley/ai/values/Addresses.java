package org.parley.ai.values;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads house number, street and the rest of an address, kept as they are said, with figures for the numbers. */
final class Addresses {
    private static final Pattern BEGINNING = Pattern.compile(
            "^(?:(?:yes|yeah|sure|okay|ok|um|uh|well|so|no)[ ,]+)*(?:(?:my|the|our) (?:(?:home|street|mailing) )?"
                    + "address is"
                    + " |i live (?:at|on|in) |we live (?:at|on|in) |it is |it's |its |that is |that's |at )?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ARABIC_BEGINNING =
            Pattern.compile("^(?:(?:نعم|بله)[ ،,]+)?(?:عنواني هو|عنواني|أسكن في|آدرسم|آدرس من) ");
    private static final int LENGTH_MAX = 200;
    private static final int WORDS_MIN = 2;

    private Addresses() {}

    static Optional<String> spoken(String words) {
        String text = ARABIC_BEGINNING
                .matcher(BEGINNING.matcher(words.strip()).replaceFirst(""))
                .replaceFirst("");
        StringBuilder address = new StringBuilder();
        int count = 0;
        for (String line : text.replaceAll("[.?!]+(?=\\s|$)", "").split("\\s*[,،]\\s*", -1)) {
            String tidy = tidy(line.strip());
            if (!tidy.isEmpty()) {
                address.append(address.isEmpty() ? "" : ", ").append(tidy);
                count += tidy.split(" ", -1).length;
            }
        }
        boolean fits = count >= WORDS_MIN
                && address.length() <= LENGTH_MAX
                && address.chars().anyMatch(Character::isLetter)
                && address.chars().anyMatch(Character::isDigit);
        return fits ? Optional.of(address.toString()) : Optional.empty();
    }

    private static String tidy(String line) {
        String[] words = line.split("\\s+", -1);
        StringBuilder tidy = new StringBuilder();
        int at = 0;
        Said said = Said.of(line);
        boolean same = said.size() == words.length; // otherwise signs or words of two parts: kept as they are
        while (at < words.length) {
            Optional<Said.Group> number = same ? said.group(at) : Optional.empty();
            boolean article = words[at].equalsIgnoreCase("a") || words[at].equalsIgnoreCase("o");
            StringBuilder figures = new StringBuilder();
            while (number.isPresent() && !article) {
                figures.append(number.get().figures());
                at = number.get().end();
                number = said.group(at);
            }
            if (figures.isEmpty()) {
                String word = words[at++];
                if (word.length() == 1 && endsInFigure(tidy) && afterUnit(tidy)) {
                    tidy.append(word.toUpperCase(java.util.Locale.ROOT)); // 4B
                } else {
                    append(tidy, word.matches("\\d.*") ? word : Names.cased(word));
                }
            } else {
                append(tidy, figures.toString());
            }
        }
        return tidy.toString();
    }

    private static boolean endsInFigure(StringBuilder text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
    }

    private static boolean afterUnit(StringBuilder text) {
        return text.toString().matches("(?i).*\\b(?:apartment|apt|unit|suite|number|flat|room) \\d+");
    }

    private static void append(StringBuilder text, String word) {
        text.append(text.isEmpty() ? "" : " ").append(word);
    }
}
