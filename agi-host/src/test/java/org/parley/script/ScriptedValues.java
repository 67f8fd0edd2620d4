package org.parley.script;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.parley.ai.Transcript;
import org.parley.call.Given;

/** What a caller without audio means by the values that he says and keys: as in a call, in the US and of today. */
final class ScriptedValues {
    private ScriptedValues() {}

    static Answer of(Question question, String heard, boolean keys) {
        Given given = new Given();
        if (keys) {
            heard.chars().forEach(key -> given.key((char) key));
        } else {
            given.words(new Transcript(heard, 1), Mood.NONE);
        }
        return given.answer(question, true, ZonedDateTime.now(ZoneOffset.UTC), Locale.US, _ -> {})
                .orElseThrow(() -> new AssertionError("The caller's move does not fit this question"));
    }
}
