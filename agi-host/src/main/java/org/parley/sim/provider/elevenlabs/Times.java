package org.parley.sim.provider.elevenlabs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The characters that begin in a piece of a text's sound, with their times in milliseconds from the piece's start; all
 * characters take the same time.
 */
record Times(List<String> chars, List<Integer> starts, List<Integer> ends) {

    /** Of the piece from one byte to another of so many. */
    static Times of(String text, int bytes, int from, int to, double millisPerByte) {
        List<String> chars = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        double bytesPerChar = (double) bytes / text.length();
        int first = (int) Math.ceil(from / bytesPerChar);
        int last = Math.min(text.length(), (int) Math.ceil(to / bytesPerChar));
        for (int i = first; i < last; i++) {
            chars.add(String.valueOf(text.charAt(i)));
            starts.add(i == first ? 0 : (int) Math.round((i * bytesPerChar - from) * millisPerByte));
            double end = i + 1 == last ? to : (i + 1) * bytesPerChar;
            ends.add((int) Math.round((end - from) * millisPerByte));
        }
        return new Times(chars, starts, ends);
    }

    /** In milliseconds, starts and durations. */
    void into(ObjectNode alignment, String charsName, String startsName, String durationsName) {
        ArrayNode letters = alignment.putArray(charsName);
        ArrayNode begins = alignment.putArray(startsName);
        ArrayNode lasts = alignment.putArray(durationsName);
        for (int i = 0; i < chars.size(); i++) {
            letters.add(chars.get(i));
            begins.add(starts.get(i));
            lasts.add(ends.get(i) - starts.get(i));
        }
    }

    /** In seconds, starts and ends, counted from the start of the whole. */
    void intoSeconds(ObjectNode alignment, double offsetMillis) {
        ArrayNode letters = alignment.putArray("characters");
        ArrayNode begins = alignment.putArray("character_start_times_seconds");
        ArrayNode stops = alignment.putArray("character_end_times_seconds");
        for (int i = 0; i < chars.size(); i++) {
            letters.add(chars.get(i));
            begins.add((starts.get(i) + offsetMillis) / 1000);
            stops.add((ends.get(i) + offsetMillis) / 1000);
        }
    }
}
