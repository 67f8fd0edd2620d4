package org.parley.ai;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.ai.Listening.Expected;

/**
 * Who the agent is in one talk: instructions, the greeting to speak first (or ""), the language, the intents that a
 * rule-based model answers by, the tools that it may call, facts by name about call and caller, and what was said
 * before by another voice, and what it must never say.
 */
public record AgentSpec(
        String instructions,
        String greeting,
        Locale language,
        List<Intent> intents,
        List<ToolSpec> tools,
        Map<String, String> facts,
        List<ChatTurn> history,
        Forbidden never) {
    public AgentSpec {
        intents = List.copyOf(intents);
        tools = List.copyOf(tools);
        facts = Map.copyOf(facts);
        history = List.copyOf(history);
    }

    /** Of an agent that may say everything. */
    public AgentSpec(
            String instructions,
            String greeting,
            Locale language,
            List<Intent> intents,
            List<ToolSpec> tools,
            Map<String, String> facts,
            List<ChatTurn> history) {
        this(instructions, greeting, language, intents, tools, facts, history, Forbidden.NONE);
    }

    /** Of a talk that begins, without tools and facts. */
    public AgentSpec(String instructions, String greeting, Locale language, List<Intent> intents) {
        this(instructions, greeting, language, intents, List.of(), Map.of(), List.of());
    }

    /**
     * What a caller may want: its name, the phrases that mean it, what to answer, and whether the talk ends there. A
     * free model reads them as examples.
     */
    public record Intent(String name, List<String> phrases, String answer, boolean ends) {
        public Intent {
            phrases = List.copyOf(phrases);
        }
    }

    /** The same in another language. */
    public AgentSpec in(Locale other) {
        return new AgentSpec(instructions, greeting, other, intents, tools, facts, history, never);
    }

    /** The same with these tools. */
    public AgentSpec with(List<ToolSpec> others) {
        return new AgentSpec(instructions, greeting, language, intents, others, facts, history, never);
    }

    /**
     * Everything that the intents expect to hear, for a recogniser that wants a grammar: without what is written in the
     * letters of other languages, which would make it refuse the rest.
     */
    public Expected expected() {
        return new Listening.Phrases(intents.stream()
                .flatMap(intent -> intent.phrases().stream())
                .filter(phrase -> Languages.mayWrite(language, phrase))
                .toList());
    }
}
