package org.parley.ai.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.ai.EnglishNumbers;
import org.parley.ai.Folded;
import org.parley.ai.NumberWords;

/**
 * Brings how a day is said in English, Arabic or Persian into few words: ordinals as numbers, months as {@code
 * month3}, or {@code solar1} in the calendar of Iran.
 */
final class DayWords {
    private static final Pattern ARABIC_LETTER = Pattern.compile("\\p{IsArabic}");
    private static final Pattern SUFFIX = Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)\\b");
    private static final Map<String, String> ORDINALS = ordinals();
    private static final Pattern ORDINAL = Pattern.compile("\\b(?:" + String.join("|", ORDINALS.keySet()) + ")\\b");
    private static final Pattern MONTH = Pattern.compile("\\b(?:(jan)(?:uary)?|(feb)(?:ruary)?|(mar)(?:ch)?"
            + "|(apr)(?:il)?"
            + "|(may)|(june?)|(july?)|(aug)(?:ust)?|(sept?)(?:ember)?|(oct)(?:ober)?|(nov)(?:ember)?"
            + "|(dec)(?:ember)?)\\b");
    private static final List<Map.Entry<Pattern, String>> OTHERS = new ArrayList<>();

    static {
        String[] gregorian = {
            "يناير|كانون الثاني|ژانویه",
            "فبراير|شباط|فوریه",
            "مارس|آذار",
            "أبريل|إبريل|نيسان|آوریل",
            "مايو|أيار|می|مه",
            "يونيو|حزيران|ژوئن",
            "يوليو|تموز|ژوئیه|جولای",
            "أغسطس|آب|اوت|آگوست",
            "سبتمبر|أيلول|سپتامبر",
            "أكتوبر|تشرين الأول|اکتبر",
            "نوفمبر|تشرين الثاني|نوامبر",
            "ديسمبر|كانون الأول|دسامبر"
        };
        String[] solar = {
            "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"
        };
        for (int i = 0; i < 12; i++) {
            say(gregorian[i], "month" + (i + 1));
            say("(?:و )?" + solar[i] + "(?: ماه)?", "solar" + (i + 1));
        }
        say("بعد (?:ال)?غدا?|بعد بكر[ةا]|پس ?فردا", "day after tomorrow");
        say("أول (?:أمس|امبارح)|پریروز", "day before yesterday");
        say("غدا?|الغد|بكر[ةا]|باكر|فردا", "tomorrow");
        say("اليوم|النهارده|امروز", "today");
        say("أمس|امبارح|البارحة|دیروز", "yesterday");
        say("(?:بعد|خلال) يومين", "in 2 days");
        say("(?:بعد|خلال) أسبوعين", "in 2 weeks");
        say("(?:بعد|خلال) شهرين", "in 2 months");
        say("(?:بعد|خلال) (\\d{1,3} )?(?:أيام|يوما?)", "in $1 days");
        say("(?:بعد|خلال) (\\d{1,3} )?(?:أسابيع|أسبوعا?)", "in $1 weeks");
        say("(?:بعد|خلال) (\\d{1,3} )?(?:أشهر|شهرا?)", "in $1 months");
        say("قبل (\\d{1,3} )?(?:أيام|يوما?)", "$1 days ago");
        say("قبل (\\d{1,3} )?(?:أسابيع|أسبوعا?)", "$1 weeks ago");
        say("(\\d{1,3} )روز (?:ديگه|ديگر|بعد)", "in $1 days");
        say("(\\d{1,3} )هفته (?:ديگه|ديگر|بعد)", "in $1 weeks");
        say("(\\d{1,3} )ماه (?:ديگه|ديگر|بعد)", "in $1 months");
        say("(\\d{1,3} )روز (?:پیش|قبل)", "$1 days ago");
        say("(\\d{1,3} )هفته (?:پیش|قبل)", "$1 weeks ago");
        say("(?:ال)?أسبوع (?:القادم|المقبل|الجاي)|هفته (?:بعد|آينده|ديگه|ديگر)", "next week");
        say("(?:ال)?شهر (?:القادم|المقبل|الجاي)|ماه (?:بعد|آينده|ديگه|ديگر)", "next month");
        String[] arabic = {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"};
        String[] persian = {
            "دوشنبه|2 شنبه", "سه ?شنبه|3 شنبه", "چهارشنبه|4 شنبه", "پنجشنبه|5 شنبه", "جمعه", "شنبه", "یکشنبه|1 شنبه"
        };
        String[] english = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
        for (int i : new int[] {0, 1, 2, 3, 4, 6, 5}) {
            say(arabic[i] + "|" + persian[i], english[i]);
        }
        say("الماضي|الماضية|گذشته|پیش", "last");
        say("عام|سنة|سال|ماه|شهر|يوم|روز|في|من|م|میلادی|شمسی", " ");
        String[] numbers = {
            "أول|یکم|اول",
            "ثاني|دوم",
            "ثالث|سوم",
            "رابع|چهارم",
            "خامس|پنجم",
            "سادس|ششم",
            "سابع|هفتم",
            "ثامن|هشتم",
            "تاسع|نهم",
            "عاشر|دهم"
        };
        for (int i = 0; i < numbers.length; i++) {
            say("(?:ال)?(?:" + numbers[i] + ")", String.valueOf(i + 1));
        }
        say("پانزدهم", "15");
        say("بیستم", "20");
        say("سی ?ام", "30");
        for (int i = 1; i <= 9; i++) {
            say("20 و " + i, "2" + i);
        }
        say("30 و 1", "31");
    }

    private DayWords() {}

    static Said of(String text) {
        String plain = Said.latin(text);
        if (ARABIC_LETTER.matcher(plain).find()) {
            plain = NumberWords.figures(Folded.of(plain));
            for (Map.Entry<Pattern, String> other : OTHERS) {
                plain = other.getKey()
                        .matcher(plain)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                filled(other.getValue(), found.groupCount() > 0 ? found.group(1) : null)));
            }
        }
        plain = SUFFIX.matcher(plain.replace('-', ' ')).replaceAll("$1");
        plain = ORDINAL.matcher(plain).replaceAll(found -> ORDINALS.get(found.group()));
        plain = MONTH.matcher(plain).replaceAll(found -> {
            int month = 1;
            while (found.group(month) == null) {
                month++;
            }
            return "month" + month;
        });
        return Said.of(plain);
    }

    private static String filled(String text, @org.jspecify.annotations.Nullable String group) {
        return text.replace("$1", group == null ? "1" : group.strip());
    }

    private static void say(String words, String english) {
        OTHERS.add(Map.entry(Pattern.compile("(?<!\\S)(?:" + folded(words) + ")(?!\\S)"), english));
    }

    /** Each word in the one spelling of all, the signs of a pattern as they are. */
    private static String folded(String words) {
        StringBuilder folded = new StringBuilder();
        for (String piece : words.split("(?<=[^\\p{IsArabic}])|(?=[^\\p{IsArabic}])", -1)) {
            folded.append(ARABIC_LETTER.matcher(piece).find() ? Folded.of(piece) : piece);
        }
        return folded.toString();
    }

    private static Map<String, String> ordinals() {
        String[] units = {
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth"
        };
        Map<String, String> all = new java.util.TreeMap<>(java.util.Comparator.reverseOrder()); // longest first
        for (int i = 0; i < units.length; i++) {
            all.put(units[i], EnglishNumbers.word(i + 1));
        }
        all.put("thirtieth", "thirty");
        return all;
    }
}
