package org.parley.ai;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the numbers of cards, accounts and social security in what was said or keyed, as figures or as words, and puts
 * a mask in their place. Without a hint from the talk a number is judged by its length: 9 digits, and 12 and more, are
 * masked; telephone numbers, dates, sums and US postal codes are not. A talk that asks for such a number hides shorter
 * ones too.
 */
public final class SensitiveNumbers {
    private static final int SOCIAL_SECURITY = 9;
    private static final int PHONE_MAX = 15;
    private static final int LONG_MIN = 12;
    private static final int ASKED_MIN = 3;
    private static final int CARD_MIN = 13;
    private static final int TAIL = 4;

    private static final Map<String, String> WORDS = words();
    private static final Pattern ARABIC_LETTER = Pattern.compile("\\p{IsArabic}");
    /** English words as they are, Arabic and Persian ones in any spelling and with an "and" before them. */
    private static final String WORD = Stream.concat(
                    longestFirst(WORDS.keySet()).map(Pattern::quote),
                    longestFirst(NumberWords.known())
                            .map(SensitiveNumbers::anySpelling)
                            .map(word -> "(?:و ?)?" + word))
            .collect(Collectors.joining("|"));
    /** Figures, and number words in English, Arabic and Persian, with what people put between them; no mask of ours. */
    private static final Pattern RUN = Pattern.compile(
            "(?<![\\p{L}\\p{Nd}])(?<!masked, ends )\\+?FIGURE(?:[ ,،.\\-]{0,3}(?<!\\p{L})FIGURE)*(?!\\p{L})"
                    .replace("FIGURE", "(?:\\p{Nd}+|(?:" + WORD + "|double|triple|hundred)(?!\\p{L}))"),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What {@link #RUN} is made of beside figures: a text of ASCII without these and without figures has no number. */
    private static final Set<String> SPOKEN = Stream.of(
                    WORDS.keySet(), NumberWords.known(), Set.of("double", "triple", "hundred"))
            .flatMap(Set::stream)
            .flatMap(Pattern.compile("\\P{L}+")::splitAsStream)
            .collect(Collectors.toUnmodifiableSet());

    private static final int SPOKEN_MAX =
            SPOKEN.stream().mapToInt(String::length).max().orElse(0);

    private static final Pattern TOKEN = Pattern.compile("\\p{Nd}+|\\p{L}+");
    private static final Pattern MONEY_OR_POSTAL_CODE =
            Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{5}-\\d{4}");
    private static final Pattern SOCIAL_SECURITY_FORM = Pattern.compile("\\d{3}-\\d{2}-\\d{4}");
    private static final Pattern IBAN =
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");
    /** What may become such a number while it is spoken. */
    private static final Pattern IBAN_BEGUN =
            Pattern.compile("\\b[A-Z]{2}\\d(?:\\d(?: ?[A-Z0-9]{1,4}){0,8})?(?![A-Za-z0-9])");

    /** What a number may still go on behind: no word, or one that may be half of a number's. */
    private static final Pattern OPEN_END = Pattern.compile("[^\\p{L}\\p{Nd}]*\\p{L}*");

    private static final Pattern ASKS = Pattern.compile(
            "\\b(?:(?:credit|debit|bank) cards?|card(?:'s)? (?:number|details)|cvv|cvc|security code|expir\\w+ date"
                    + "|account(?:'s)? number|number of your (?:card|account)|routing number|sort code|iban"
                    + "|social security|ssn|pin(?: code)?|password)\\b"
                    + "|بطاقة|رقم الحساب|شماره کارت|شماره حساب|رمز",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private SensitiveNumbers() {}

    /** Whether this speaks of such a number, so that one is likely to follow. */
    public static boolean asksFor(String text) {
        return ASKS.matcher(text).find();
    }

    /** The text with a mask for each such number; {@code asked} when the talk is about one. */
    public static String masked(String text, boolean asked) {
        if (isWithout(text)) {
            return text;
        }
        String plain = IBAN.matcher(text).replaceAll("[account masked]");
        boolean now = asked || asksFor(plain);
        Matcher run = RUN.matcher(plain);
        StringBuilder masked = new StringBuilder();
        while (run.find()) {
            run.appendReplacement(masked, Matcher.quoteReplacement(maskedRun(run.group(), now)));
        }
        return run.appendTail(masked).toString();
    }

    /**
     * The same for words that are still being spoken, where nobody knows yet what a number will be: none of three
     * figures or more is shown, and none at the end, which may grow.
     */
    public static String maskedSoFar(String text) {
        if (isWithout(text)) {
            return text;
        }
        String plain = IBAN_BEGUN.matcher(text).replaceAll("…");
        Matcher run = RUN.matcher(plain);
        StringBuilder masked = new StringBuilder();
        while (run.find()) {
            boolean grows =
                    OPEN_END.matcher(plain).region(run.end(), plain.length()).matches();
            boolean shown = !grows && digits(run.group()).length() < ASKED_MIN;
            run.appendReplacement(masked, Matcher.quoteReplacement(shown ? run.group() : "…"));
        }
        return run.appendTail(masked).toString();
    }

    /** Whether it is sure, without the patterns, that there is no number in it; so with most that a call notes. */
    private static boolean isWithout(String text) {
        int begin = 0; // of the word that is read
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= 128 || (c >= '0' && c <= '9')) {
                return false;
            }
            if (!Character.isLetter(c)) {
                int length = i - begin;
                if (length > 0
                        && length <= SPOKEN_MAX
                        && SPOKEN.contains(text.substring(begin, i).toLowerCase(Locale.ROOT))) {
                    return false;
                }
                begin = i + 1;
            }
        }
        return true;
    }

    private static String maskedRun(String run, boolean asked) {
        String digits = digits(run);
        int count = digits.length();
        boolean hidden;
        if (asked) {
            hidden = count >= ASKED_MIN;
        } else if (SOCIAL_SECURITY_FORM.matcher(run).matches()) {
            hidden = true;
        } else if (MONEY_OR_POSTAL_CODE.matcher(run).matches() || isInternational(run, digits)) {
            hidden = false;
        } else {
            hidden = count == SOCIAL_SECURITY || count >= LONG_MIN;
        }
        if (!hidden) {
            return run;
        }
        return count >= CARD_MIN ? "[number masked, ends " + digits.substring(count - TAIL) + "]" : "[number masked]";
    }

    private static boolean isInternational(String run, String digits) {
        return digits.length() <= PHONE_MAX
                && (run.startsWith("+") || digits.startsWith("00") || digits.startsWith("011"));
    }

    private static Stream<String> longestFirst(Set<String> words) {
        return words.stream().sorted((a, b) -> b.length() - a.length());
    }

    /** A pattern of all ways to write a word that {@link Folded} brings to this one. */
    private static String anySpelling(String folded) {
        return folded.replace("ا", "[اأإآ]")
                .replace("ي", "[يیىئ]")
                .replace("ك", "[كک]")
                .replaceAll("ه$", "[هة]");
    }

    /** The figures of a run; number words count as they are dialled: forty two is 42, double five 55. */
    private static String digits(String run) {
        String whole = ARABIC_LETTER.matcher(run).find() ? Digits.parse(run) : "";
        if (!whole.isEmpty()) {
            return whole;
        }
        StringBuilder digits = new StringBuilder();
        Matcher token = TOKEN.matcher(run);
        int repeat = 1;
        boolean tens = false;
        while (token.find()) {
            String word = token.group().toLowerCase(Locale.ROOT);
            switch (word) {
                case "double" -> repeat = 2;
                case "triple" -> repeat = 3;
                case "hundred" -> digits.append("00");
                default -> {
                    String figures =
                            Character.isDigit(word.codePointAt(0)) ? latin(word) : WORDS.getOrDefault(word, "");
                    boolean unit = figures.length() == 1 && figures.charAt(0) != '0';
                    if (tens && unit) {
                        digits.setCharAt(digits.length() - 1, figures.charAt(0));
                    } else {
                        digits.append(figures.repeat(repeat));
                    }
                    tens = figures.length() == 2 && figures.charAt(1) == '0' && word.endsWith("ty");
                    repeat = 1;
                }
            }
        }
        return digits.toString();
    }

    private static String latin(String figures) {
        return figures.codePoints()
                .map(Character::getNumericValue)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining());
    }

    private static Map<String, String> words() {
        return EnglishNumbers.VALUES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, word -> String.valueOf(word.getValue())));
    }
}
