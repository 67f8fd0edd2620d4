package org.parley.script;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;
import org.parley.call.Given;

/** What a caller without audio means by what he says and keys: values as in a call, in the US and of today. */
final class ScriptedValues {
    private ScriptedValues() {}

    static Answer value(Question question, String heard, @Nullable Character key, String words) {
        if (question.expected() instanceof Listening.Value) {
            return of(question, heard, words.isEmpty());
        }
        String value = switch (question.expected()) {
            case Listening.Digits(int min, int max) -> heard.matches("[0-9]{" + min + "," + max + "}") ? heard : null;
            case Listening.Anything() -> heard;
            case Listening.FutureTime _, Listening.Value _, Listening.Correction _ -> null;
            case Listening.Phrases(List<String> phrases) -> {
                String byKey = key == null ? null : question.keys().get(key);
                String said = heard.toLowerCase(Locale.ROOT);
                yield byKey != null
                        ? byKey
                        : question.choices().entrySet().stream()
                                .filter(choice -> choice.getValue().contains(said))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(question.choices().isEmpty() && phrases.contains(said) ? said : null);
            }
        };
        return value == null
                ? new Answer(Answer.Outcome.NO_MATCH, "", words, 1, null)
                : new Answer(Answer.Outcome.MATCH, Objects.requireNonNull(value), words, 1, null);
    }

    private static Answer of(Question question, String heard, boolean keys) {
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
