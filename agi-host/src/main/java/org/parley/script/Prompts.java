package org.parley.script;

import java.util.Locale;
import org.parley.ai.AskingWords;
import org.parley.ai.Listening;
import org.parley.ai.values.ValueWords;

/** What is asked when a script captures a value without a prompt of its own. */
final class Prompts {
    private Prompts() {}

    static String of(Question question, AskingWords words, Locale region) {
        return switch (question.expected()) {
            case Listening.Digits(int min, int max) -> words.digits(min, max);
            case Listening.FutureTime _ -> words.dayAndTime();
            case Listening.Phrases _ when question.choices().isEmpty() -> words.anything();
            case Listening.Phrases _ when question.isYesNo() -> words.yesOrNo();
            case Listening.Phrases _ ->
                words.choose(question.choices().keySet().stream().sorted().toList());
            case Listening.Anything _ -> words.anything();
            case Listening.Value(var kind, var _, var _) ->
                ValueWords.of(region).prompt(kind, region);
            case Listening.Correction _ -> words.yesOrNo();
        };
    }
}
