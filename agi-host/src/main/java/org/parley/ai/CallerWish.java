package org.parley.ai;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What any caller may say at any time, in English, Arabic and Persian. The phrases are such as nobody says who means
 * something else: who is taken for an answering machine, or taken off a list, cannot easily take it back.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are not changed
public enum CallerWish {
    /** Not to be called again. */
    OPT_OUT(
            List.of(
                    "take me off your list",
                    "take me off the list",
                    "take me off your call list",
                    "take my name off",
                    "take my number off",
                    "off your list",
                    "off your calling list",
                    "remove me from",
                    "remove my number",
                    "remove my name",
                    "delete my number",
                    "lose my number",
                    "stop calling",
                    "quit calling",
                    "no more calls",
                    "do not call list",
                    "do not call me again",
                    "do not call me anymore",
                    "do not call me any more",
                    "do not call again",
                    "do not call this number",
                    "do not call here",
                    "do not ever call",
                    "never call me",
                    "never call again",
                    "do not contact me",
                    "لا تتصل بي",
                    "لا تتصلوا بي",
                    "لا تتصل مره اخرى",
                    "لا تتصلوا مره اخرى",
                    "لا تتصل علي",
                    "لا تتصلوا علي",
                    "لا تتصلوا مجددا",
                    "احذف رقمي",
                    "احذفوا رقمي",
                    "امسح رقمي",
                    "امسحوا رقمي",
                    "ازيلوا رقمي",
                    "ازل رقمي",
                    "توقفوا عن الاتصال",
                    "توقف عن الاتصال",
                    "شيلوا رقمي",
                    "دیگر زنگ نزنید",
                    "دیگه زنگ نزنید",
                    "دیگه زنگ نزن",
                    "دیگر تماس نگیرید",
                    "دیگه تماس نگیرید",
                    "با من تماس نگیرید",
                    "به من زنگ نزنید",
                    "شماره من را حذف",
                    "شماره من رو حذف",
                    "شماره ام را حذف",
                    "شماره ام رو حذف",
                    "شمارمو حذف",
                    "شماره مو حذف",
                    "از لیست حذف",
                    "از لیستتان حذف",
                    "از لیستتون حذف"),
            List.of("do not call", "do not call me", "take me off", "remove me", "unsubscribe"),
            List.of(
                    "take me off your list",
                    "take me off the list",
                    "take me off your calling list",
                    "take my name off your list",
                    "take my number off your list",
                    "remove me from your list",
                    "remove me from the list",
                    "remove my name from your list",
                    "remove my number from your list",
                    "remove my number",
                    "delete my number",
                    "lose my number",
                    "stop calling",
                    "stop calling me",
                    "stop calling here",
                    "stop calling this number",
                    "quit calling me",
                    "no more calls",
                    "don't call me again",
                    "do not call me again",
                    "don't call me anymore",
                    "do not call me anymore",
                    "don't call again",
                    "don't call here again",
                    "do not call here again",
                    "don't call this number again",
                    "do not call this number again",
                    "don't ever call me again",
                    "never call me again",
                    "put me on your do not call list",
                    "put me on the do not call list",
                    "do not contact me")),

    /** A person instead of an agent. */
    HUMAN(
            List.of(
                    "real person",
                    "real human",
                    "actual person",
                    "actual human",
                    "live person",
                    "live agent",
                    "human being",
                    "human agent",
                    "to a human",
                    "with a human",
                    "to a person",
                    "with a person",
                    "speak to someone",
                    "talk to someone",
                    "speak with someone",
                    "talk with someone",
                    "speak to somebody",
                    "talk to somebody",
                    "speak with somebody",
                    "talk with somebody",
                    "to an agent",
                    "with an agent",
                    "to a representative",
                    "with a representative",
                    "to an operator",
                    "with an operator",
                    "to a manager",
                    "with a manager",
                    "to your manager",
                    "to a supervisor",
                    "with a supervisor",
                    "to your supervisor",
                    "to customer service",
                    "شخص حقيقي",
                    "انسان حقيقي",
                    "مع شخص",
                    "مع انسان",
                    "مع موظف",
                    "مع احد الموظفين",
                    "مع المدير",
                    "مع خدمه العملاء",
                    "حولني الى موظف",
                    "با یک انسان",
                    "با یه انسان",
                    "با آدم واقعی",
                    "با یک آدم",
                    "با یه آدم",
                    "با انسان واقعی",
                    "با یک نفر صحبت",
                    "با یه نفر صحبت",
                    "با اپراتور",
                    "با کارشناس",
                    "با همکارتان",
                    "با همکارتون",
                    "با مدیر",
                    "به اپراتور وصل",
                    "به کارشناس وصل"),
            List.of(
                    "operator",
                    "representative",
                    "agent",
                    "human",
                    "person",
                    "a person",
                    "a human",
                    "supervisor",
                    "customer service",
                    "موظف",
                    "اپراتور",
                    "کارشناس"),
            Stream.concat(
                            Stream.of("", "i want to ", "can i ", "i'd like to ")
                                    .flatMap(before -> Stream.of(before + "speak to", before + "talk to"))
                                    .flatMap(verb -> Stream.of(
                                                    "a person",
                                                    "a real person",
                                                    "a human",
                                                    "someone",
                                                    "somebody",
                                                    "an agent",
                                                    "a representative",
                                                    "an operator",
                                                    "a manager",
                                                    "a supervisor")
                                            .map(whom -> verb + " " + whom)),
                            Stream.of(
                                    "representative",
                                    "operator",
                                    "customer service",
                                    "get me a real person",
                                    "give me a real person",
                                    "transfer me to a person",
                                    "connect me to a person",
                                    "connect me to an operator",
                                    "is there a real person"))
                    .toList()),

    /** To insult or to threaten; what is only rude is none. */
    ABUSE(
            List.of(
                    "fuck you",
                    "fuck off",
                    "fucking idiot",
                    "piece of shit",
                    "son of a bitch",
                    "you bitch",
                    "you asshole",
                    "motherfucker",
                    "go to hell",
                    "i will kill you",
                    "i'll kill you",
                    "going to kill you",
                    "i will find you",
                    "ابن الكلب",
                    "يا كلب",
                    "يا حمار",
                    "ساقتلك",
                    "مادر جنده",
                    "حرامزاده",
                    "پدر سگ",
                    "می کشمت"),
            List.of("bitch", "asshole", "حرامی"),
            List.of(
                    "fuck you",
                    "fuck off",
                    "you fucking idiot",
                    "you piece of shit",
                    "you son of a bitch",
                    "you bitch",
                    "you asshole",
                    "go to hell",
                    "i will kill you",
                    "i'll kill you",
                    "i'm going to kill you",
                    "i will find you")),

    /** None: it is an answering machine that speaks. */
    MACHINE(
            List.of(
                    "please leave a message",
                    "leave me a message",
                    "leave your message",
                    "leave your name",
                    "record your message",
                    "after the tone",
                    "after the beep",
                    "at the tone",
                    "forwarded to voicemail",
                    "forwarded to an automated",
                    "automatic voice message system",
                    "reached the voicemail",
                    "reached the voice mail",
                    "reached the mailbox",
                    "mailbox is full",
                    "can not come to the phone",
                    "can not take your call",
                    "unable to take your call",
                    "اترك رساله",
                    "اترك رسالتك",
                    "بعد الصافره",
                    "البريد الصوتي",
                    "پیغام بگذارید",
                    "پیام بگذارید",
                    "پیغام خود را",
                    "پیام خود را",
                    "بعد از بوق",
                    "پس از شنیدن بوق"),
            List.of(),
            List.of(
                    "please leave a message",
                    "please leave a message after the tone",
                    "please leave a message after the beep",
                    "please leave your message after the tone",
                    "leave your message after the tone",
                    "leave a message at the tone",
                    "leave your name and number",
                    "at the tone please record your message",
                    "please record your message after the tone",
                    "the mailbox is full"));

    private static final Set<String> ARABIC_SCRIPT = Set.of("ar", "fa");
    private final List<String> phrases;
    private final List<String> plain;
    private final List<String> plainAlone;
    private final List<String> sentences;

    CallerWish(List<String> phrases, List<String> alone, List<String> sentences) {
        this.sentences = sentences;
        this.phrases = phrases;
        this.plain = phrases.stream().map(Plain::of).toList();
        this.plainAlone = alone.stream().map(Plain::of).toList();
    }

    /** Whether these words say so. */
    public boolean isIn(String words) {
        String said = Plain.of(words);
        return plain.stream().anyMatch(said::contains)
                || plainAlone.contains(said)
                || plainAlone.contains(
                        " " + Plain.POLITE.matcher(said).replaceAll("").strip() + " ");
    }

    /** What means it wherever it is said, for a talk in that language: English counts in every one. */
    public List<String> phrases(Locale language) {
        boolean latin = !ARABIC_SCRIPT.contains(language.getLanguage());
        return phrases.stream()
                .filter(phrase -> !latin || phrase.charAt(0) < 0x600)
                .toList();
    }

    /** How callers say it in English, for a recogniser that must be told what to listen for. */
    public List<String> sentences() {
        return sentences;
    }

    /** Whether these words have that phrase in them, as whole words; case, marks and ways of writing aside. */
    public static boolean says(String words, String phrase) {
        return !phrase.isBlank() && Plain.of(words).contains(Plain.of(phrase));
    }

    /** Words between blanks, as the recognisers of three languages differ least. */
    private static final class Plain {
        private static final char JOINER = '\u200c'; // written as a blank by some
        private static final Pattern POLITE = Pattern.compile(
                "^(?: (?:please|just|and|so|well|hey|hello|لطفا))+|" + "(?: (?:please|now|thanks|thank you|لطفا))+ $");

        static String of(String words) {
            String text = " " + Folded.of(words.replace(JOINER, ' ')) + " ";
            return text.replace(" don't ", " do not ")
                    .replace(" dont ", " do not ")
                    .replace(" can't ", " can not ")
                    .replace(" cannot ", " can not ");
        }
    }
}
