package org.parley.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Brings how Arabic and Persian speakers name a time into the English words that {@link FutureTimes} reads: "غداً
 * الساعة الثالثة والنصف عصراً" is "tomorrow at 3:30 afternoon". A list of rules, each made on what those before have
 * left.
 */
final class TimeWords {
    private static final Pattern ARABIC_LETTER = Pattern.compile("\\p{IsArabic}");
    private static final String HOUR = "(\\d{1,2}(?::\\d\\d)?)";
    private static final List<Rule> RULES = new ArrayList<>();

    private record Rule(Pattern pattern, Function<MatchResult, String> english) {}

    static {
        hours();
        daysThatBeginWithAfter();
        partsOfTheDay();
        laterInArabic();
        laterInPersian();
        days();
    }

    private TimeWords() {}

    /** English words of the same meaning; text without an Arabic letter as it is. */
    static String english(String words) {
        if (!ARABIC_LETTER.matcher(words).find()) {
            return words;
        }
        String text = NumberWords.figures(Folded.of(words));
        for (Rule rule : RULES) {
            text = rule.pattern().matcher(text).replaceAll(rule.english());
        }
        return text;
    }

    private static void hours() {
        // of the clock, as the hour's number in a row; an "and" before what follows is often written at it
        String[] ordinals = {
            "واحدة|أولى", "ثانية", "ثالثة", "رابعة", "خامسة", "سادسة", "سابعة", "ثامنة", "تاسعة", "عاشرة"
        };
        say("ال(?:حادية|واحدة) (?:عشرة?|10)", "11");
        say("الثانية (?:عشرة?|10)", "12");
        for (int i = 0; i < ordinals.length; i++) {
            say("ال(?:" + ordinals[i] + ")", String.valueOf(i + 1));
        }
        tell("(?:1 )?ربع به (\\d{1,2})", found -> clock(found, -15));
        tell("(\\d{1,2}) (?:دقيقة )?به (\\d{1,2})(?= |$)", found -> clock(found.group(2), -number(found, 1)));
        tell("(\\d{1,2}) إلا (?:ال)?ربعا?", found -> clock(found, -15));
        tell("(\\d{1,2}) إلا (?:ال)?ثلثا?", found -> clock(found, -20));
        tell("(\\d{1,2}) إلا (\\d{1,2})(?: دقيقة| دقائق)?", found -> clock(found, -number(found, 2)));
        String ofClock = "(\\d{1,2})";
        tell(ofClock + " و ?(?:ال)?(?:نصف|نص|نيم)", found -> clock(found, 30));
        tell(ofClock + " و ?(?:ال)?ربع", found -> clock(found, 15));
        tell(ofClock + " و ?(?:ال)?ثلث", found -> clock(found, 20));
        tell(ofClock + " و (\\d{1,2})(?: دقيقة| دقائق)?", found -> clock(found, number(found, 2)));
    }

    private static void daysThatBeginWithAfter() {
        say("بعد (?:ال)?غدا?|بعد بكر[ةا]|پس ?فردا", "day after tomorrow");
        say("بعد ?از ?ظهر|بعد الظهر", "afternoon");
        say("قبل ?از ?ظهر|قبل الظهر", "morning");
    }

    private static void partsOfTheDay() {
        say("منتصف الليل|نيمه ?شب|نصف ?شب", "midnight");
        say("12 (?:شب|ليلا|بالليل|الليل|في الليل)", "midnight");
        tell("12(:\\d\\d) (?:شب|ليلا|بالليل|الليل)", found -> "0" + found.group(1));
        say("([1-4](?::\\d\\d)?) (?:شب|ليلا|بالليل|الليل|فجرا|الفجر)", "$1 morning");
        say("(1[01](?::\\d\\d)?) (?:ال)?ظهرا?", "$1 morning");
        say(HOUR + " (?:ال)?ظهرا?", "$1 afternoon");
        say("(?:ال)?ظهرا?", "noon");
        say("(?:ال)?عصرا?", "afternoon");
        say("(?:ال|ب)?(?:صباحا?|صبح)|الصباحية|الفجر|فجرا", "morning");
        say("الليلة|الليله|امشب", "tonight");
        say("(?:ال)?مسا|مغرب|المغرب|غروب|شب|ليلا|بالليل|الليل", "evening");
    }

    private static void laterInArabic() {
        String after = "(?:بعد|خلال|في غضون) ";
        say(after + "(?:نصف|نص) ساعة", "in 30 minutes");
        say(after + "ربع ساعة", "in 15 minutes");
        say(after + "ساعة و ?(?:نصف|نص)", "in 90 minutes");
        say(after + "ساعتين", "in 2 hours");
        say(after + "دقيقتين", "in 2 minutes");
        say(after + "يومين", "in 2 days");
        say(after + "أسبوعين", "in 2 weeks");
        say(after + "(\\d{1,3}) (?:ساعات|ساعة)", "in $1 hours");
        say(after + "(\\d{1,3}) (?:دقائق|دقيقة)", "in $1 minutes");
        say(after + "(\\d{1,3}) (?:أيام|يوم|يوما)", "in $1 days");
        say(after + "(\\d{1,3}) (?:أسابيع|أسبوعا?)", "in $1 weeks");
        say(after + "ساعة", "in 1 hour");
        say(after + "دقيقة", "in 1 minute");
        say(after + "يوم", "in 1 day");
        say(after + "أسبوع", "in 1 week");
        say(after + "شهر", "in 30 days");
    }

    private static void laterInPersian() {
        for (String form : List.of("(?:تا )?UNIT (?:ديگه|ديگر|بعد)", "(?:بعد|پس) از UNIT")) {
            say(form.replace("UNIT", "نيم ساعت"), "in 30 minutes");
            say(form.replace("UNIT", "(?:1 )?ربع(?: ساعت)?"), "in 15 minutes");
            tell(
                    form.replace("UNIT", "(\\d{1,2}) ساعت و ?نيم"),
                    found -> "in " + (60 * number(found, 1) + 30) + " minutes");
            say(form.replace("UNIT", "(\\d{1,3}) دقيقه"), "in $1 minutes");
            say(form.replace("UNIT", "(\\d{1,3}) ساعت"), "in $1 hours");
            say(form.replace("UNIT", "(\\d{1,3}) روز"), "in $1 days");
            say(form.replace("UNIT", "(\\d{1,3}) هفته"), "in $1 weeks");
            say(form.replace("UNIT", "(?:1 )?ماه"), "in 30 days");
        }
    }

    private static void days() {
        say("(?:ال)?أسبوع (?:القادم|المقبل|الجاي)|هفته (?:بعد|آينده|ديگه|ديگر)", "next week");
        say("غدا?|الغد|بكر[ةا]|باكر|باچر|فردا", "tomorrow");
        say("اليوم|النهارده|امروز", "today");
        String[] arabic = {"الاثنين|الأثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"};
        String[] persian = {
            "دوشنبه|2 شنبه",
            "سه ?شنبه|3 شنبه",
            "چهارشنبه|چارشنبه|4 شنبه",
            "پنجشنبه|5 شنبه",
            "جمعه",
            "شنبه",
            "يكشنبه|1 شنبه"
        };
        String[] english = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
        // the bare Persian word for Saturday ends all others: last
        for (int i : new int[] {0, 1, 2, 3, 4, 6, 5}) {
            say(arabic[i] + "|" + persian[i], english[i]);
        }
        say("الساعة|ساعت", "at");
    }

    private static String clock(MatchResult found, int minutes) {
        return clock(found.group(1), minutes);
    }

    /** The hour with minutes past it or, below zero, to it. */
    private static String clock(String hour, int minutes) {
        int whole = Integer.parseInt(hour) * 60 + minutes;
        int twelve = whole < 60 ? whole + 12 * 60 : whole;
        return "%d:%02d".formatted(twelve / 60, twelve % 60);
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static void say(String words, String english) {
        RULES.add(new Rule(whole(words), found -> {
            String text = english;
            for (int i = 1; i <= found.groupCount(); i++) {
                text = text.replace("$" + i, String.valueOf(found.group(i)));
            }
            return text;
        }));
    }

    private static void tell(String words, Function<MatchResult, String> english) {
        RULES.add(new Rule(whole(words), english));
    }

    /** Whole words only, in the spelling of {@link Folded}. */
    private static Pattern whole(String words) {
        return Pattern.compile("(?<!\\S)(?:" + Folded.letters(words) + ")(?!\\S)");
    }
}
