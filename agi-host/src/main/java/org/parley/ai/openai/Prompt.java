package org.parley.ai.openai;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ToolSpec;
import org.parley.ai.ToolSpec.Parameter;

/**
 * What a model is told of an {@link AgentSpec}: its instructions, language, facts, and the intents as examples. The
 * model names the intent that it sees by calling a function of ours; where tools cannot be used, by a mark in its text.
 */
final class Prompt {
    /** The argument of {@link #intentTool}. */
    static final String INTENT_ARGUMENT = "intent";

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final AgentSpec spec;

    Prompt(AgentSpec spec) {
        this.spec = spec;
    }

    /** The instructions; {@code byMark} when the model cannot call our function. */
    String instructions(boolean byMark) {
        StringBuilder text = new StringBuilder(spec.instructions().strip());
        if (!spec.language().getLanguage().isEmpty()) {
            paragraph(text, "Language of the talk: " + spec.language().getDisplayName(Locale.ENGLISH) + ".");
        }
        if (!spec.facts().isEmpty()) {
            StringBuilder facts = new StringBuilder("What is known about the call and the caller:");
            new TreeMap<>(spec.facts())
                    .forEach((name, value) ->
                            facts.append("\n- ").append(name).append(": ").append(value));
            paragraph(text, facts.toString());
        }
        if (!spec.intents().isEmpty()) {
            paragraph(text, intents(byMark));
        }
        return text.toString();
    }

    private String intents(boolean byMark) {
        StringBuilder text = new StringBuilder("Callers often want one of the following. When the caller does, ");
        text.append(
                byMark
                        ? "begin your answer with its name in double brackets, such as [["
                                + spec.intents().getFirst().name()
                                + "]], and answer in its sense; never write brackets otherwise."
                        : "say your answer in its sense and, in the same turn, call the function " + intentName()
                                + " with its name. Never speak of that function.");
        for (Intent intent : spec.intents()) {
            text.append("\n- ").append(intent.name());
            if (!intent.phrases().isEmpty()) {
                text.append("; he says for instance \"")
                        .append(String.join("\", \"", intent.phrases()))
                        .append('"');
            }
            if (!intent.answer().isEmpty()) {
                text.append("; the answer is \"").append(intent.answer()).append('"');
            }
            if (intent.ends()) {
                text.append("; the talk ends with it");
            }
        }
        return text.toString();
    }

    /** The function by which the model names an intent; nothing when there are none. */
    Optional<ToolSpec> intentTool() {
        if (spec.intents().isEmpty()) {
            return Optional.empty();
        }
        List<String> names =
                spec.intents().stream().map(Intent::name).distinct().toList();
        return Optional.of(new ToolSpec(
                intentName(),
                "Notes what the caller wants, beside your spoken answer",
                List.of(new Parameter(INTENT_ARGUMENT, ToolSpec.Type.STRING, "What he wants", true, names)),
                AT_ONCE));
    }

    /** The function by which the model ends the talk. */
    ToolSpec endTool() {
        return new ToolSpec(
                free("end_talk"),
                "Hangs up, when everything is said and you have spoken your farewell in the same turn",
                List.of(),
                AT_ONCE);
    }

    private String intentName() {
        return free("note_intent");
    }

    /** A name that is no tool of the script. */
    private String free(String wanted) {
        String name = wanted;
        while (taken(name)) {
            name += "_";
        }
        return name;
    }

    private boolean taken(String name) {
        return spec.tools().stream().anyMatch(tool -> tool.name().equals(name));
    }

    /** The intent of that name. */
    Optional<Intent> intent(String name) {
        return spec.intents().stream()
                .filter(intent -> intent.name().equals(name))
                .findFirst();
    }

    private static void paragraph(StringBuilder text, String paragraph) {
        text.append(text.isEmpty() ? "" : "\n\n").append(paragraph);
    }
}
