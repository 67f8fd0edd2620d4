package org.parley.script;

import org.parley.ai.Listening;

/** What is asked when a script captures a value without a prompt of its own. */
final class Prompts {
    private Prompts() {}

    static String of(Question question) {
        return switch (question.expected()) {
            case Listening.Digits(int min, int max) when min == max && min == 1 -> "Please say or key in one digit.";
            case Listening.Digits(int min, int max)
            when min == max -> "Please say or key in the " + min + " digits, one by one.";
            case Listening.Digits _ -> "Please say or key in the digits, one by one.";
            case Listening.FutureTime _ -> "Which day and time?";
            case Listening.Phrases _ when question.choices().isEmpty() -> "Please tell me.";
            case Listening.Phrases _ when question.choices().containsKey("yes") -> "Yes or no?";
            case Listening.Phrases _ ->
                "Please say "
                        + String.join(
                                " or ",
                                question.choices().keySet().stream().sorted().toList()) + ".";
            case Listening.Anything _ -> "Please tell me.";
        };
    }
}
