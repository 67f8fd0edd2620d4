package org.parley.ai.values;

import java.util.Locale;
import java.util.Map;
import org.parley.ai.Listening.Kind;

/**
 * What is said around values, in English, Arabic and Persian.
 *
 * @param prompts what asks for a value of each kind
 * @param keyedMonthFirst added to the prompt for a day
 * @param keyedDayFirst the same where the day comes first
 * @param keyedYearFirst the same where the year comes first
 * @param keyedCode the prompt for a code in figures
 * @param asIn a letter, and a word that begins with it
 * @param dot in a mail address
 * @param at in a mail address
 * @param dash in a mail address
 * @param underscore in a mail address
 * @param plus before and in numbers
 * @param point in numbers
 * @param dollars a sum of whole ones
 * @param cents what follows it
 */
public record ValueWords(
        Map<Kind, String> prompts,
        String keyedMonthFirst,
        String keyedDayFirst,
        String keyedYearFirst,
        String keyedCode,
        String asIn,
        String dot,
        String at,
        String dash,
        String underscore,
        String plus,
        String point,
        String dollars,
        String cents) {

    private static final ValueWords ENGLISH = new ValueWords(
            Map.of(
                    Kind.NUMBER, "How many? Please say or key in the number.",
                    Kind.MONEY, "How much? Please say the amount, or key it in with star for the point.",
                    Kind.DATE, "Which day?",
                    Kind.PHONE, "Please say or key in the telephone number.",
                    Kind.EMAIL, "What is your email address?",
                    Kind.POSTCODE, "What is your postal code?",
                    Kind.NAME, "What is your name?",
                    Kind.ADDRESS, "What is your address, with house number and street?"),
            " You can key it in too: two digits for the month, two for the day, and four for the year.",
            " You can key it in too: two digits for the day, two for the month, and four for the year.",
            " You can key it in too: four digits for the year, two for the month, and two for the day.",
            "Please say or key in your postal code.",
            "%s as in %s",
            "dot",
            "at",
            "dash",
            "underscore",
            "plus",
            "point",
            "%s dollars",
            " and %s cents");
    private static final ValueWords ARABIC = new ValueWords(
            Map.of(
                    Kind.NUMBER, "كم العدد؟ فضلاً قله أو اضغط أرقامه.",
                    Kind.MONEY, "كم المبلغ؟ فضلاً قله أو اضغط أرقامه، والنجمة للفاصلة.",
                    Kind.DATE, "في أي يوم؟",
                    Kind.PHONE, "فضلاً قل رقم الهاتف أو اضغط أرقامه.",
                    Kind.EMAIL, "ما هو بريدك الإلكتروني؟",
                    Kind.POSTCODE, "ما هو رمزك البريدي؟",
                    Kind.NAME, "ما اسمك؟",
                    Kind.ADDRESS, "ما هو عنوانك، مع رقم المنزل والشارع؟"),
            " ويمكنك أن تضغط الأرقام: رقمان للشهر ثم رقمان لليوم ثم أربعة للسنة.",
            " ويمكنك أن تضغط الأرقام: رقمان لليوم ثم رقمان للشهر ثم أربعة للسنة.",
            " ويمكنك أن تضغط الأرقام: أربعة للسنة ثم رقمان للشهر ثم رقمان لليوم.",
            "فضلاً قل رمزك البريدي أو اضغط أرقامه.",
            "%s",
            "نقطة",
            "آت",
            "شرطة",
            "شرطة سفلية",
            "زائد",
            "فاصلة",
            "%s",
            " و %s من المئة");
    private static final ValueWords PERSIAN = new ValueWords(
            Map.of(
                    Kind.NUMBER, "چند تا؟ لطفاً عدد را بگویید یا وارد کنید.",
                    Kind.MONEY, "چه مبلغی؟ لطفاً بگویید یا وارد کنید؛ ستاره برای ممیز است.",
                    Kind.DATE, "چه روزی؟",
                    Kind.PHONE, "لطفاً شماره تلفن را بگویید یا وارد کنید.",
                    Kind.EMAIL, "ایمیل شما چیست؟",
                    Kind.POSTCODE, "کد پستی شما چیست؟",
                    Kind.NAME, "نام شما چیست؟",
                    Kind.ADDRESS, "نشانی شما چیست، با پلاک و خیابان؟"),
            " می‌توانید وارد هم کنید: دو رقم ماه، دو رقم روز و چهار رقم سال.",
            " می‌توانید وارد هم کنید: دو رقم روز، دو رقم ماه و چهار رقم سال.",
            " می‌توانید وارد هم کنید: چهار رقم سال، دو رقم ماه و دو رقم روز.",
            "لطفاً کد پستی را بگویید یا وارد کنید.",
            "%s",
            "نقطه",
            "ات",
            "خط تیره",
            "خط زیر",
            "به‌اضافه",
            "ممیز",
            "%s",
            " و %s صدم");

    /** In that language; others get English. */
    public static ValueWords of(Locale language) {
        return switch (language.getLanguage()) {
            case "ar" -> ARABIC;
            case "fa" -> PERSIAN;
            default -> ENGLISH;
        };
    }

    /** What asks for a value of this kind there. */
    public String prompt(Kind kind, Locale region) {
        String usual = prompts.getOrDefault(kind, "");
        if (kind == Kind.POSTCODE && Values.takesKeys(kind, region)) {
            return keyedCode;
        }
        if (kind != Kind.DATE) {
            return usual;
        }
        String keyed =
                Days.isYearFirst(region) ? keyedYearFirst : Days.isMonthFirst(region) ? keyedMonthFirst : keyedDayFirst;
        return usual + keyed;
    }
}
