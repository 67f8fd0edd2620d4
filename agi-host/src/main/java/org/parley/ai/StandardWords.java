package org.parley.ai;

import java.util.Locale;
import java.util.Map;

/**
 * All that Parley says by itself, in the languages that it speaks by itself: English, Arabic and Persian. Whoever wants
 * another adds it here; until then it gets English.
 *
 * @param stillThere to a caller who is silent, the first time
 * @param stillThereAgain the second time
 * @param goodbyeSilent when he stays silent
 * @param oneMoment while a model or a tool takes its time
 * @param again when his words could not be had
 * @param apology when no voice is left, before a person takes over
 * @param timeIsUp before a call is ended that has cost enough
 * @param notThat in place of what must not be said
 * @param takeIt to somebody who is asked whether he takes a caller
 * @param asking what is said around questions
 */
public record StandardWords(
        String stillThere,
        String stillThereAgain,
        String goodbyeSilent,
        String oneMoment,
        String again,
        String apology,
        String timeIsUp,
        String notThat,
        String takeIt,
        AskingWords asking) {

    private static final StandardWords ENGLISH = new StandardWords(
            "Are you still there?",
            "I cannot hear you. If you are there, please say something.",
            "I still cannot hear you, so I will end this call. Goodbye.",
            "One moment, please.",
            "Sorry, I did not hear that. Could you say it again?",
            "I am sorry, I have a technical problem. I will connect you with a colleague.",
            "I am sorry, our time is up, and I have to end this call. Goodbye.",
            "I cannot say more about that. Is there anything else I can help you with?",
            "Press 1 to take the call, or 2 to decline it.",
            AskingWords.ENGLISH);
    private static final Map<String, StandardWords> OTHERS = Map.of(
            "ar",
            new StandardWords(
                    "هل ما زلت معي؟",
                    "لا أستطيع سماعك. إذا كنت على الخط، فضلاً قل شيئاً.",
                    "ما زلت لا أسمعك، لذلك سأنهي المكالمة. مع السلامة.",
                    "لحظة من فضلك.",
                    "عفواً، لم أسمع ذلك. هل يمكنك أن تعيده؟",
                    "أعتذر، لدي مشكلة فنية. سأوصلك بأحد الزملاء.",
                    "أعتذر، انتهى وقتنا ويجب أن أنهي المكالمة. مع السلامة.",
                    "لا أستطيع أن أقول أكثر عن ذلك. هل هناك شيء آخر أساعدك فيه؟",
                    "اضغط 1 لتأخذ المكالمة، أو 2 لترفضها.",
                    AskingWords.ARABIC),
            "fa",
            new StandardWords(
                    "هنوز پشت خط هستید؟",
                    "صدای شما را نمی‌شنوم. اگر هستید، لطفاً چیزی بگویید.",
                    "هنوز صدای شما را نمی‌شنوم، پس تماس را تمام می‌کنم. خدانگهدار.",
                    "یک لحظه لطفاً.",
                    "ببخشید، نشنیدم. ممکن است دوباره بگویید؟",
                    "متأسفم، مشکل فنی پیش آمده است. شما را به همکارم وصل می‌کنم.",
                    "متأسفم، وقت ما تمام شد و باید تماس را تمام کنم. خدانگهدار.",
                    "بیشتر از این نمی‌توانم در این باره بگویم. کار دیگری هست که کمکتان کنم؟",
                    "برای گرفتن تماس 1 و برای رد آن 2 را فشار دهید.",
                    AskingWords.PERSIAN));

    /** In that language. */
    public static StandardWords of(Locale language) {
        return OTHERS.getOrDefault(language.getLanguage(), ENGLISH);
    }
}
