package org.parley.ai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers below a thousand that are spoken in Arabic or Persian: "خمسة وعشرون" and "بیست و پنج" are 25. In Persian the
 * greater part comes first, in Arabic the units before the tens.
 */
public final class NumberWords {
    private static final Map<String, Value> WORDS = new HashMap<>();

    /** Its value; {@code persian} when only Persian has the word. */
    private record Value(int value, boolean persian) {
        boolean isUnit() {
            return value >= 1 && value <= 9;
        }

        boolean isTens() {
            return value >= 20 && value < 100 && value % 10 == 0;
        }
    }

    static {
        String[] persian = {
            "0",
            "1 یک یه",
            "2 دو",
            "3 سه",
            "4 چهار چار",
            "5 پنج",
            "6 شش شیش",
            "7 هفت",
            "8 هشت",
            "9 نه",
            "10 ده",
            "11 یازده",
            "12 دوازده",
            "13 سیزده",
            "14 چهارده",
            "15 پانزده پونزده",
            "16 شانزده شونزده",
            "17 هفده هیفده",
            "18 هجده هیجده",
            "19 نوزده",
            "20 بیست",
            "30 سی",
            "40 چهل",
            "50 پنجاه",
            "60 شصت",
            "70 هفتاد",
            "80 هشتاد",
            "90 نود",
            "100 صد",
            "200 دویست",
            "300 سیصد",
            "400 چهارصد",
            "500 پانصد پونصد",
            "600 ششصد شیشصد",
            "700 هفتصد",
            "800 هشتصد",
            "900 نهصد"
        };
        String[] arabic = {
            "0 صفر زيرو",
            "1 واحد واحدة وحدة",
            "2 اثنان اثنين اثنتان اثنتين اتنين ثنين تنين",
            "3 ثلاثة ثلاث تلاتة تلات",
            "4 أربعة أربع",
            "5 خمسة خمس",
            "6 ستة ست",
            "7 سبعة سبع",
            "8 ثمانية ثماني ثمان تمانية تمان",
            "9 تسعة تسع",
            "10 عشرة عشر",
            "11 أحدعشر إحدعشر حداشر",
            "12 اثناعشر اثنعشر اتناشر",
            "13 تلتاشر ثلاثتعشر",
            "14 أربعتاشر",
            "15 خمستاشر",
            "16 ستاشر",
            "17 سبعتاشر",
            "18 تمنتاشر",
            "19 تسعتاشر",
            "20 عشرون عشرين",
            "30 ثلاثون ثلاثين تلاتين",
            "40 أربعون أربعين",
            "50 خمسون خمسين",
            "60 ستون ستين",
            "70 سبعون سبعين",
            "80 ثمانون ثمانين تمانين",
            "90 تسعون تسعين",
            "100 مئة مائة مية",
            "200 مئتان مئتين مائتان مائتين ميتين",
            "300 ثلاثمئة ثلاثمائة تلتمية",
            "400 أربعمئة أربعمائة أربعمية",
            "500 خمسمئة خمسمائة خمسمية",
            "600 ستمئة ستمائة ستمية",
            "700 سبعمئة سبعمائة سبعمية",
            "800 ثمانمئة ثمانمائة تمنمية",
            "900 تسعمئة تسعمائة تسعمية"
        };
        learn(persian, true);
        learn(arabic, false);
    }

    /** Units that stand only before "عشر". */
    private static final Map<String, Integer> BEFORE_TEN =
            Map.of("احد", 1, "احدي", 1, "اثنا", 2, "اثني", 2, "اثنتا", 2, "اثنتي", 2);

    private static final String AND = "و";

    private final List<String> words;
    private int at;

    private NumberWords(List<String> words) {
        this.words = words;
    }

    private static void learn(String[] lines, boolean persian) {
        for (String line : lines) {
            List<String> each = List.of(line.split(" ", -1));
            int value = Integer.parseInt(each.getFirst());
            each.subList(1, each.size()).forEach(word -> WORDS.put(Folded.of(word), new Value(value, persian)));
        }
    }

    /** The words that it knows, folded. */
    static Set<String> known() {
        return Set.copyOf(WORDS.keySet());
    }

    /** Folded words with figures in place of numbers; "and" before one stands alone: "3 و 20". */
    public static String figures(String folded) {
        return folded.isEmpty() ? "" : new NumberWords(List.of(folded.split(" ", -1))).read();
    }

    private String read() {
        StringBuilder text = new StringBuilder();
        while (at < words.size()) {
            String word = words.get(at);
            boolean teens = BEFORE_TEN.containsKey(word) && isTen(at + 1);
            if (number(word) == null && !teens && isJoined(at)) {
                append(text, AND);
                append(text, String.valueOf(belowThousand(word.substring(1))));
            } else if (number(word) != null || teens) {
                append(text, String.valueOf(belowThousand(word)));
            } else {
                append(text, word);
                at++;
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String word) {
        text.append(text.isEmpty() ? "" : " ").append(word);
    }

    /** The number that begins with this word, which is the one at the place. */
    private int belowThousand(String word) {
        Value first = number(word);
        if (first == null || first.value() < 100) {
            return belowHundred(word);
        }
        at++;
        String next = afterAnd();
        Value rest = next == null ? null : number(next);
        if (next == null || rest == null || rest.value() == 0 || rest.value() >= 100) {
            return first.value();
        }
        skipAnd();
        return first.value() + belowHundred(next);
    }

    private int belowHundred(String word) {
        Integer unit = BEFORE_TEN.get(word);
        Value first = number(word);
        at++;
        if (isTen(at) && (unit != null || (first != null && first.isUnit() && !first.persian()))) {
            at++;
            return 10 + (unit != null ? unit : first == null ? 0 : first.value());
        }
        if (first == null) {
            throw new IllegalStateException("Expected a number but was " + word);
        }
        String next = afterAnd();
        Value second = next == null ? null : number(next);
        boolean arabic = second != null && first.isUnit() && second.isTens() && !second.persian();
        boolean persian = second != null && first.isTens() && first.persian() && second.isUnit();
        if (second == null || !(arabic || persian)) {
            return first.value();
        }
        skipAnd();
        at++;
        return first.value() + second.value();
    }

    private boolean isTen(int place) {
        return place < words.size()
                && (words.get(place).equals("عشر") || words.get(place).equals("عشره"));
    }

    /** The word behind an "and" that stands here, alone or at the word; null when there is none. */
    private @Nullable String afterAnd() {
        if (at < words.size() && words.get(at).equals(AND)) {
            return at + 1 < words.size() ? words.get(at + 1) : null;
        }
        return isJoined(at) ? words.get(at).substring(1) : null;
    }

    private void skipAnd() {
        if (words.get(at).equals(AND)) {
            at++;
        }
    }

    /** "وعشرون": the "and" is part of the word. */
    private boolean isJoined(int place) {
        return place < words.size()
                && words.get(place).length() > 2
                && words.get(place).startsWith(AND)
                && number(words.get(place)) == null
                && number(words.get(place).substring(1)) != null;
    }

    private static @Nullable Value number(String word) {
        return WORDS.get(word);
    }
}
