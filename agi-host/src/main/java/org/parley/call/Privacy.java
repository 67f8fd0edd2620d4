package org.parley.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.ai.SensitiveNumbers;

/**
 * What of a call may be stored and shown: numbers of cards, accounts and social security are masked in everything that
 * was said, and nothing that was said off the record is kept. Any thread may ask.
 */
final class Privacy {
    static final String OFF_RECORD = "[off the record]";

    /** A number that was asked for comes within so many turns, perhaps in pieces. */
    private static final int TURNS_ASKED = 6;

    /** What these keys of events hold is ours and no words. */
    private static final Set<String> OWN = Set.of(
            "recording",
            "version",
            "script",
            "extension",
            "context",
            "campaign",
            "code",
            "line",
            "lead",
            "phone",
            "callerNumber",
            "agent",
            "at",
            "by",
            "rule",
            "sound");

    private int turnsAsked; // guarded by this; so many turns to come may hold a number that was asked for
    private boolean offRecord;
    private int switches; // how often that has changed

    /** A turn of the talk, which may ask for a number. */
    synchronized String turn(String text) {
        if (SensitiveNumbers.asksFor(text)) {
            turnsAsked = TURNS_ASKED;
        }
        boolean asked = turnsAsked > 0;
        turnsAsked = Math.max(0, turnsAsked - 1);
        return offRecord ? OFF_RECORD : SensitiveNumbers.masked(text, asked);
    }

    /** Other words of the call. */
    synchronized String words(String text) {
        return offRecord ? OFF_RECORD : SensitiveNumbers.masked(text, turnsAsked > 0);
    }

    /** Words of a turn that is not over; {@link #OFF_RECORD} when nothing of them may be shown. */
    String soFar(String text) {
        return isOffRecord() ? OFF_RECORD : SensitiveNumbers.maskedSoFar(text);
    }

    /** Whether what is keyed now must not be shown. */
    synchronized boolean hidesKeys() {
        return offRecord || turnsAsked > 0;
    }

    /** From now on nothing that is said is kept, or it is again. */
    synchronized void offRecord(boolean off) {
        switches += offRecord == off ? 0 : 1;
        offRecord = off;
    }

    /** How often it was changed whether something is kept: what spans such a change is not shown. */
    synchronized int switches() {
        return switches;
    }

    /** Whether nothing that is said now is kept. */
    synchronized boolean isOffRecord() {
        return offRecord;
    }

    /** The data of an event, with its words masked. */
    Map<String, Object> data(Map<String, Object> data) {
        Map<String, Object> masked = new LinkedHashMap<>();
        data.forEach((key, value) -> masked.put(key, OWN.contains(key) ? value : value(value)));
        return masked;
    }

    private Object value(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> words(text);
            case List<?> list -> {
                List<Object> each = new ArrayList<>();
                list.forEach(item -> each.add(value(item)));
                yield each;
            }
            default -> value;
        };
    }
}
