package org.parley.ai;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is said around a script's questions, and what means yes and no.
 *
 * @param sorry before a question is asked again that was not understood
 * @param keysOnly the same where nothing spoken can be understood
 * @param readBack with {@code %s} for the value: whether it is right
 * @param oneDigit asks for one digit
 * @param digits asks for {@code %d} digits
 * @param anyDigits asks for digits
 * @param dayAndTime asks for a time to come
 * @param anything asks for anything
 * @param yesOrNo asks for yes or no
 * @param choose with {@code %s} for the choices
 * @param or between two choices
 * @param moment how a time is read back, as a pattern
 * @param again a rule-based model to a caller whom it did not understand
 * @param againAgain the second time and from then on
 * @param notPossible the same where a tool failed
 * @param press with {@code %1$s} for a choice's word and {@code %2$s} for its key
 * @param repeat what asks to hear a menu again
 * @param yes what means yes
 * @param no what means no
 */
public record AskingWords(
        String sorry,
        String keysOnly,
        String readBack,
        String oneDigit,
        String digits,
        String anyDigits,
        String dayAndTime,
        String anything,
        String yesOrNo,
        String choose,
        String or,
        String moment,
        String again,
        String againAgain,
        String notPossible,
        String press,
        List<String> repeat,
        List<String> yes,
        List<String> no) {

    static final AskingWords ENGLISH = new AskingWords(
            "Sorry, I did not get that.",
            "Sorry, I cannot understand speech here. Please use the keys of your telephone.",
            "I have %s. Is that right?",
            "Please say or key in one digit.",
            "Please say or key in the %d digits, one by one.",
            "Please say or key in the digits, one by one.",
            "Which day and time?",
            "Please tell me.",
            "Yes or no?",
            "Please say %s.",
            " or ",
            "EEEE 'at' h:mm a",
            "Sorry, I did not get that. Could you say it in other words?",
            "I am sorry, I still did not understand. What can I do for you?",
            "I am sorry, that is not possible right now.",
            "%1$s, or press %2$s",
            List.of("repeat", "repeat that", "repeat please", "say that again", "again", "what was that"),
            List.of(
                    "yes",
                    "yeah",
                    "yep",
                    "yes please",
                    "sure",
                    "correct",
                    "right",
                    "that is right",
                    "okay",
                    "of course",
                    "i do"),
            List.of(
                    "no",
                    "nope",
                    "no thanks",
                    "no thank you",
                    "not really",
                    "wrong",
                    "that is wrong",
                    "not right",
                    "i do not",
                    "i don't"));

    static final AskingWords ARABIC = new AskingWords(
            "عفواً، لم أفهم ذلك.",
            "عفواً، لا أستطيع فهم الكلام هنا. فضلاً استخدم مفاتيح الهاتف.",
            "لدي %s. هل هذا صحيح؟",
            "فضلاً قل رقماً واحداً أو اضغط عليه.",
            "فضلاً قل الأرقام واحداً واحداً أو اضغط عليها، وعددها %d.",
            "فضلاً قل الأرقام واحداً واحداً أو اضغط عليها.",
            "أي يوم وفي أي ساعة؟",
            "فضلاً أخبرني.",
            "نعم أم لا؟",
            "فضلاً قل %s.",
            " أو ",
            "EEEE 'الساعة' h:mm B",
            "عفواً، لم أفهم ذلك. هل يمكنك أن تقوله بكلمات أخرى؟",
            "أعتذر، ما زلت لم أفهم. كيف أستطيع أن أساعدك؟",
            "أعتذر، هذا غير ممكن الآن.",
            "%1$s، أو اضغط %2$s",
            List.of("أعد", "أعد من فضلك", "كرر", "مرة أخرى", "مرة ثانية", "عيد"),
            List.of(
                    "نعم",
                    "أيوه",
                    "أيوا",
                    "أجل",
                    "بلى",
                    "تمام",
                    "طيب",
                    "صح",
                    "صحيح",
                    "هذا صحيح",
                    "أكيد",
                    "طبعاً",
                    "بالتأكيد",
                    "موافق",
                    "ماشي",
                    "أوكي"),
            List.of(
                    "لا",
                    "لأ",
                    "كلا",
                    "لا شكراً",
                    "غير صحيح",
                    "ليس صحيحاً",
                    "مو صحيح",
                    "مش صحيح",
                    "مو صح",
                    "مش صح",
                    "خطأ",
                    "غلط",
                    "مو موافق",
                    "مش موافق",
                    "غير موافق",
                    "لست موافقاً",
                    "أبداً",
                    "لا أريد"));

    static final AskingWords PERSIAN = new AskingWords(
            "ببخشید، متوجه نشدم.",
            "ببخشید، این‌جا گفتار را نمی‌فهمم. لطفاً از کلیدهای تلفن استفاده کنید.",
            "%s را دارم. درست است؟",
            "لطفاً یک رقم بگویید یا وارد کنید.",
            "لطفاً %d رقم را یکی‌یکی بگویید یا وارد کنید.",
            "لطفاً رقم‌ها را یکی‌یکی بگویید یا وارد کنید.",
            "چه روزی و چه ساعتی؟",
            "لطفاً بگویید.",
            "بله یا نه؟",
            "لطفاً بگویید %s.",
            " یا ",
            "EEEE 'ساعت' h:mm B",
            "ببخشید، متوجه نشدم. ممکن است طور دیگری بگویید؟",
            "متأسفم، هنوز متوجه نشدم. چه کمکی از من برمی‌آید؟",
            "متأسفم، الان این کار ممکن نیست.",
            "%1$s، یا کلید %2$s را بزنید",
            List.of("تکرار", "تکرار کنید", "دوباره", "دوباره بگویید", "دوباره بگو"),
            List.of(
                    "بله",
                    "بلی",
                    "آره",
                    "باشه",
                    "باشد",
                    "درسته",
                    "درست است",
                    "صحیح",
                    "صحیح است",
                    "حتماً",
                    "البته",
                    "موافقم",
                    "اوکی",
                    "می‌خواهم",
                    "می‌خوام"),
            List.of(
                    "نه",
                    "نخیر",
                    "خیر",
                    "نه ممنون",
                    "نه متشکرم",
                    "درست نیست",
                    "صحیح نیست",
                    "اشتباه",
                    "اشتباهه",
                    "اشتباه است",
                    "غلط",
                    "غلطه",
                    "موافق نیستم",
                    "نمی‌خواهم",
                    "نمی‌خوام",
                    "نمی خواهم",
                    "نمی خوام",
                    "اصلاً"));

    /** Yes and no by these names, with the words that mean them. */
    public Map<String, List<String>> yesNo() {
        return Map.of("yes", yes, "no", no);
    }

    /** The prompt for so many digits. */
    public String digits(int min, int max) {
        return min < max ? anyDigits : max == 1 ? oneDigit : digits.formatted(max);
    }

    /** The prompt for one of these. */
    public String choose(List<String> choices) {
        return choose.formatted(choices.stream().collect(Collectors.joining(or)));
    }

    /** A time as it is read back. */
    public String spoken(ZonedDateTime time, Locale language) {
        return DateTimeFormatter.ofPattern(moment, language).format(time).replace(":00", "");
    }
}
