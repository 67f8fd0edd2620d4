package org.parley.ai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;

/** Reads words out of the answers of models of Whisper's kind, without what these invent on silence. */
public final class Recognised {
    /** "[BLANK_AUDIO]", "(music)": remarks, not words. */
    private static final Pattern REMARK = Pattern.compile("\\[[^\\]]*]|\\([^)]*\\)");

    private static final Pattern MARKS_AT_WORDS = Pattern.compile("(?<=^|\\s)[¿¡\"“«]+|[.,!?;:؟،؛。…\"”»]+(?=\\s|$)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");
    private static final int HINT_MAX = 600;

    private final Locale language;
    private final String hint;
    private final double silence;
    private final boolean finds;

    /** With {@code silence} the probability from which on a stretch counts as invented. */
    public Recognised(Locale language, String hint, double silence) {
        this(language, hint, silence, false);
    }

    /** The same, where with {@code finds} the model was to find out the language by itself. */
    public Recognised(Locale language, String hint, double silence, boolean finds) {
        this.finds = finds;
        this.language = language;
        this.hint = hint;
        this.silence = silence;
    }

    /**
     * From {@code {"text"}} or the verbose form with {@code segments}; of those that tell how likely their words are,
     * the confidence is the mean by length, else it is 1.
     */
    public Transcript of(JsonNode answer) {
        Transcript words = words(answer);
        if (!finds || words.isEmpty()) {
            return words;
        }
        // by its name in English, as in the verbose form, or by its code
        Locale found = Languages.find(answer.path("language").asText("")).orElse(null);
        return new Transcript(words.text(), words.confidence(), found);
    }

    private Transcript words(JsonNode answer) {
        JsonNode segments = answer.path("segments");
        if (!segments.isArray() || segments.isEmpty()) {
            return of(answer.path("text").asText(""), 1);
        }
        StringBuilder text = new StringBuilder();
        double sure = 0;
        long weight = 0;
        for (JsonNode segment : segments) {
            if (segment.path("no_speech_prob").asDouble(0) >= silence) {
                continue;
            }
            String words = segment.path("text").asText("").strip();
            text.append(text.isEmpty() ? "" : " ").append(words);
            sure += words.length()
                    * Math.exp(Math.min(0, segment.path("avg_logprob").asDouble(0)));
            weight += words.length();
        }
        return of(text.toString(), weight == 0 ? 0 : sure / weight);
    }

    /** From plain text. */
    public Transcript of(String text, double confidence) {
        if (!hint.isEmpty() && text.strip().equalsIgnoreCase(hint)) {
            return Transcript.NONE; // said back to us, for want of anything heard
        }
        String words = MARKS_AT_WORDS
                .matcher(REMARK.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(language);
        return WORD.matcher(words).find() ? new Transcript(words, confidence) : Transcript.NONE;
    }

    /** What a model that takes a text before the speech may be told; "" for nothing. */
    public static String hint(Listening.Expected expected) {
        String hint = switch (expected) {
            case Listening.Phrases(var phrases) -> String.join(", ", phrases);
            case Listening.Digits _ -> "0, 1, 2, 3, 4, 5, 6, 7, 8, 9";
            case Listening.Value(var kind, var _, var _) -> hint(kind);
            case Listening.Correction(var phrases, var _) -> String.join(", ", phrases);
            case Listening.FutureTime _ -> "";
            case Listening.Anything _ -> "";
        };
        int end = hint.length() <= HINT_MAX ? hint.length() : hint.lastIndexOf(", ", HINT_MAX);
        return hint.substring(0, end < 0 ? HINT_MAX : end);
    }

    private static String hint(Listening.Kind kind) {
        return switch (kind) {
            case NUMBER, PHONE -> "0, 1, 2, 3, 4, 5, 6, 7, 8, 9";
            case MONEY -> "$0, $1.50, $20";
            case EMAIL -> "@gmail.com, @yahoo.com, @hotmail.com";
            case DATE, POSTCODE, NAME, ADDRESS -> "";
        };
    }
}
