package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When each character of a text is spoken, gathered from the messages that bring its audio. Times begin at zero in each
 * message; where they do not, they are taken as counted from the first. Used by one thread at a time.
 */
final class Alignment {
    private static final int SAME_MILLIS = 50;
    private static final int CHARACTERS_MAX = 100_000;

    private final StringBuilder spoken = new StringBuilder();
    private final List<Integer> endMillis = new ArrayList<>(); // of each character of spoken
    private int base; // where the next message's zero is

    /** The times of one message, under any of the names that have been seen; what does not fit together is left out. */
    void add(JsonNode alignment) {
        JsonNode chars = either(alignment, "chars", "characters");
        JsonNode starts = either(alignment, "char_start_times_ms", "charStartTimesMs", "charsStartTimesMs");
        JsonNode lengths = either(alignment, "char_durations_ms", "charDurationsMs", "charsDurationsMs");
        JsonNode startSeconds = alignment.path("character_start_times_seconds");
        JsonNode endSeconds = alignment.path("character_end_times_seconds");
        int count = starts.isArray()
                ? Math.min(chars.size(), Math.min(starts.size(), lengths.size()))
                : Math.min(chars.size(), Math.min(startSeconds.size(), endSeconds.size()));
        if (count == 0 || spoken.length() + count > CHARACTERS_MAX) {
            return;
        }
        boolean seconds = !starts.isArray();
        int first = seconds ? millis(startSeconds.get(0)) : starts.get(0).asInt();
        int zero = base > 0 && first >= base - SAME_MILLIS ? 0 : base;
        for (int i = 0; i < count; i++) {
            int end = seconds
                    ? millis(endSeconds.get(i))
                    : starts.get(i).asInt() + lengths.get(i).asInt();
            String text = chars.get(i).asText();
            for (int at = 0; at < text.length(); at++) {
                spoken.append(text.charAt(at));
                endMillis.add(Math.max(zero + end, base));
            }
            base = Math.max(base, zero + end);
        }
    }

    private static JsonNode either(JsonNode of, String... names) {
        for (String name : names) {
            if (of.path(name).isArray()) {
                return of.path(name);
            }
        }
        return of.path(names[0]);
    }

    private static int millis(JsonNode seconds) {
        return (int) Math.round(seconds.asDouble() * 1000);
    }

    /** True when nothing was told. */
    boolean isEmpty() {
        return endMillis.isEmpty();
    }

    /** True when every letter of the text has its time. */
    boolean covers(String text) {
        return letters(spoken, spoken.length()) >= letters(text, text.length());
    }

    /** How many characters of the text are spoken when so much was heard. */
    int spokenOf(String text, Duration heard) {
        int count = 0;
        while (count < endMillis.size() && endMillis.get(count) <= heard.toMillis()) {
            count++;
        }
        return position(text, letters(spoken, count));
    }

    /** Where each word of the text ends in it, and when it is spoken; from the word on that has that number. */
    List<Mark> words(String text, int from) {
        List<Mark> marks = new ArrayList<>();
        int words = 0;
        int letters = 0;
        for (int i = 0; i < spoken.length(); i++) {
            boolean space = Character.isWhitespace(spoken.charAt(i));
            letters += space ? 0 : 1;
            boolean ends = !space && (i + 1 < spoken.length() && Character.isWhitespace(spoken.charAt(i + 1)));
            if (ends || (i + 1 == spoken.length() && covers(text))) {
                if (words++ >= from) {
                    marks.add(new Mark(position(text, letters), Duration.ofMillis(endMillis.get(i))));
                }
            }
        }
        return marks;
    }

    /** So many characters of the text are spoken then. */
    record Mark(int chars, Duration at) {}

    private static int letters(CharSequence text, int to) {
        int letters = 0;
        for (int i = 0; i < to; i++) {
            letters += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
        }
        return letters;
    }

    /** How long the start of the text is that holds so many letters: spaces may differ from what was sent. */
    private static int position(String text, int letters) {
        int at = 0;
        int left = letters;
        while (at < text.length() && left > 0) {
            left -= Character.isWhitespace(text.charAt(at++)) ? 0 : 1;
        }
        return at;
    }
}
