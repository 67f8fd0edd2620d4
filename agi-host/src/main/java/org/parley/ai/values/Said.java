package org.parley.ai.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parley.ai.EnglishNumbers;
import org.parley.ai.Folded;
import org.parley.ai.NumberWords;

/**
 * The words of a caller one by one, in small letters, with the Arabic and Persian words around numbers in English; and
 * the numbers among them, as figures or words.
 */
final class Said {
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d)[,٬](?=\\d{3}(?!\\d))");
    private static final Pattern POINT = Pattern.compile("(?<=\\d)[.٫](?=\\d)");
    private static final Pattern MINUS = Pattern.compile("(?<=^|\\s)[-−](?=\\d)");
    private static final Pattern DOLLARS = Pattern.compile("\\$ ?(\\d[\\d.]*(?: point \\d+)?)");
    private static final Pattern POUNDS = Pattern.compile("£ ?(\\d[\\d.]*(?: point \\d+)?)");
    private static final Pattern EUROS = Pattern.compile("€ ?(\\d[\\d.]*(?: point \\d+)?)");
    private static final Pattern SHORT_THOUSAND = Pattern.compile("(\\d)k\\b");
    private static final Map<String, Integer> SMALL = small();
    private static final Map<String, Long> SCALES =
            Map.of("thousand", 1_000L, "grand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);
    private static final int FIGURES_MAX = 15;
    private static final Map<String, String> ENGLISH = english();

    private enum Last {
        NOTHING,
        UNIT,
        TEEN,
        TENS,
        FIGURES,
        HUNDRED,
        SCALE
    }

    /**
     * A number among the words.
     *
     * @param figures as they are keyed, with leading zeros
     * @param plain without hundred or thousand, so that it may be a part of a longer number
     * @param end the place after it
     */
    record Group(String figures, long value, boolean plain, int end) {}

    private final List<String> words;

    private Said(List<String> words) {
        this.words = words;
    }

    static Said of(String text) {
        String plain =
                POINT.matcher(THOUSANDS.matcher(latin(text)).replaceAll("")).replaceAll(" point ");
        plain = MINUS.matcher(plain).replaceAll("minus ");
        plain = DOLLARS.matcher(plain).replaceAll("$1 dollars");
        plain = POUNDS.matcher(plain).replaceAll("$1 pounds");
        plain = EUROS.matcher(plain).replaceAll("$1 euros");
        plain = SHORT_THOUSAND.matcher(plain).replaceAll("$1 thousand");
        List<String> words = new ArrayList<>();
        for (String word : NumberWords.figures(Folded.of(plain)).split(" ", -1)) {
            if (!word.isEmpty()) {
                words.addAll(List.of(english(word).split(" ", -1)));
            }
        }
        return new Said(List.copyOf(words));
    }

    /** Small letters, and the figures of any script as 0 to 9. */
    static String latin(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        text.toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .forEach(c -> latin.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return latin.toString();
    }

    private static String english(String word) {
        String known = ENGLISH.get(word);
        if (known != null) {
            return known;
        }
        String joined = word.length() > 2 && word.startsWith("و") ? ENGLISH.get(word.substring(1)) : null;
        return joined == null ? word : "and " + joined;
    }

    List<String> words() {
        return words;
    }

    int size() {
        return words.size();
    }

    /** The word at a place, "" behind the last. */
    String at(int place) {
        return place >= 0 && place < words.size() ? words.get(place) : "";
    }

    /** The number that begins at a place. */
    Optional<Group> group(int from) {
        long total = 0;
        long part = 0;
        boolean plain = true;
        String figures = "";
        long lastScale = Long.MAX_VALUE;
        Last last = Last.NOTHING;
        int place = from;
        while (place < words.size()) {
            String word = words.get(place);
            Integer small = SMALL.get(word);
            Long scale = SCALES.get(word);
            boolean opens = last == Last.NOTHING || last == Last.HUNDRED || last == Last.SCALE;
            if (small != null && (opens || (last == Last.TENS && small > 0 && small < 10))) {
                part += small;
                last = small >= 20 ? Last.TENS : small >= 10 ? Last.TEEN : Last.UNIT;
                figures = String.valueOf(part);
            } else if (isFigures(word) && opens && word.length() <= FIGURES_MAX) {
                part += Long.parseLong(word);
                last = Last.FIGURES;
                figures = word;
            } else if (word.equals("a") && last == Last.NOTHING && (isScale(place + 1) || isDozen(place + 1))) {
                place++;
                continue;
            } else if (isDozen(place) && last == Last.NOTHING) {
                return Optional.of(new Group("12", 12, true, place + 1));
            } else if (word.equals("hundred") && (last == Last.NOTHING || isCount(last)) && part < 100) {
                part = Math.max(part, 1) * 100;
                plain = false;
                last = Last.HUNDRED;
            } else if (scale != null
                    && scale < lastScale
                    && (last == Last.NOTHING || ((isCount(last) || last == Last.HUNDRED) && part > 0))
                    && part < scale) {
                total += Math.max(part, 1) * scale;
                part = 0;
                plain = false;
                lastScale = scale;
                last = Last.SCALE;
            } else if (word.equals("and") && (last == Last.HUNDRED || last == Last.SCALE) && isNumber(place + 1)) {
                place++;
                continue;
            } else {
                break;
            }
            place++;
        }
        if (last == Last.NOTHING) {
            return Optional.empty();
        }
        long value = total + part;
        return Optional.of(new Group(plain ? figures : String.valueOf(value), value, plain, place));
    }

    /** The number that begins at a place, as it is dialled: "eight hundred five" is 800 and 5. */
    Optional<Group> dialled(int from) {
        Integer count = SMALL.get(at(from));
        return count != null && count < 100 && at(from + 1).equals("hundred")
                ? Optional.of(new Group(count + "00", count * 100L, true, from + 2))
                : group(from);
    }

    /** The decimals that begin at a place; hundreds and thousands are none. */
    List<Group> decimals(int from) {
        List<Group> decimals = new ArrayList<>();
        int place = from;
        while (isNumber(place)) {
            int here = place;
            Group next = group(place)
                    .filter(Group::plain)
                    .orElseGet(() -> new Group(
                            isFigures(at(here)) ? at(here) : String.valueOf(SMALL.get(at(here))), 0, true, here + 1));
            decimals.add(next);
            place = next.end();
        }
        return decimals;
    }

    /** How much the word at a place multiplies the number before it; 1 when it does not. */
    long scale(int place) {
        return SCALES.getOrDefault(at(place), 1L);
    }

    /** All numbers that follow each other from a place on. */
    List<Group> run(int from) {
        List<Group> run = new ArrayList<>();
        Optional<Group> next = group(from);
        while (next.isPresent()) {
            run.add(next.get());
            next = group(next.get().end());
        }
        return run;
    }

    boolean isNumber(int place) {
        return SMALL.containsKey(at(place)) || isFigures(at(place));
    }

    private boolean isScale(int place) {
        return at(place).equals("hundred") || SCALES.containsKey(at(place));
    }

    private boolean isDozen(int place) {
        return at(place).equals("dozen");
    }

    private static boolean isCount(Last last) {
        return last == Last.UNIT || last == Last.TEEN || last == Last.TENS || last == Last.FIGURES;
    }

    static boolean isFigures(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Map<String, Integer> small() {
        Map<String, Integer> all = new java.util.HashMap<>(EnglishNumbers.VALUES);
        all.put("nought", 0);
        return Map.copyOf(all);
    }

    private static Map<String, String> english() {
        String[] lines = {
            "thousand هزار ألف آلاف ألفا",
            "2_thousand ألفين ألفان",
            "million مليون ملايين میلیون",
            "2_million مليونين مليونان",
            "billion مليار میلیارد",
            "and و",
            "half نصف نص نیم",
            "and_half ونصف ونص ونیم",
            "quarter ربع",
            "point نقطة فاصلة ممیز اعشار",
            "minus منفی سالب ناقص",
            "plus زائد بلس پلاس",
            "dollars دولار دولارا دولارات دلار ريال ريالا ريالات ریال درهم درهما دراهم دينار دينارا دنانير جنيه جنيها"
                    + " جنيهات تومان تومن یورو يورو",
            "cents سنت سنتا سنتات هللة هللات فلس فلسا فلوس قرش قرشا قروش"
        };
        Map<String, String> all = new java.util.HashMap<>();
        for (String line : lines) {
            List<String> each = List.of(line.split(" ", -1));
            each.subList(1, each.size())
                    .forEach(word -> all.put(Folded.of(word), each.getFirst().replace('_', ' ')));
        }
        return Map.copyOf(all);
    }
}
