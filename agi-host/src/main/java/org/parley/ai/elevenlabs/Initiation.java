package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;

/** The first message of a talk, and the instructions that it carries. */
final class Initiation {
    /** Names that ElevenLabs keeps for itself, and those that it never shows the model. */
    private static final String SYSTEM = "system__";

    private static final String SECRET = "secret__";

    private Initiation() {}

    /** {@code conversation_initiation_client_data} with only what is configured. */
    static ObjectNode message(AgentSpec spec, ElevenLabsSettings.AgentSettings settings) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "conversation_initiation_client_data");
        ObjectNode override = JsonNodeFactory.instance.objectNode();
        ObjectNode agent = JsonNodeFactory.instance.objectNode();
        if (settings.overridePrompt()) {
            agent.putObject("prompt").put("prompt", prompt(spec));
        }
        if (settings.overrideGreeting()) {
            agent.put("first_message", literally(spec.greeting()));
        }
        if (settings.overrideLanguage() && !spec.language().getLanguage().isEmpty()) {
            agent.put("language", spec.language().getLanguage());
        }
        if (!agent.isEmpty()) {
            override.set("agent", agent);
        }
        if (!settings.voice().isEmpty()) {
            override.putObject("tts").put("voice_id", settings.voice());
        }
        if (!override.isEmpty()) {
            message.set("conversation_config_override", override);
        }
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(spec.facts()).forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith(SYSTEM)) {
                variables.put(name, value);
            }
        });
        if (!variables.isEmpty()) {
            message.set("dynamic_variables", variables);
        }
        return message;
    }

    /** What was said before by another voice, for an agent that keeps its own instructions, or "". */
    static String before(AgentSpec spec) {
        if (spec.history().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("This talk began before. Do not greet again; go on from here:\n");
        for (ChatTurn turn : spec.history()) {
            String who = switch (turn.role()) {
                case CALLER -> "Caller: ";
                case AGENT -> "You: ";
                case TOOL -> "A tool answered: ";
                case FACT -> "You know: ";
            };
            if (!turn.text().isEmpty()) {
                text.append(who).append(turn.text()).append('\n');
            }
        }
        return text.toString();
    }

    private static String prompt(AgentSpec spec) {
        StringBuilder text = new StringBuilder(spec.instructions());
        if (!spec.intents().isEmpty()) {
            text.append("\n\nExamples of what callers want:\n");
            for (AgentSpec.Intent intent : spec.intents()) {
                text.append("- ")
                        .append(intent.name())
                        .append(": ")
                        .append(String.join(" / ", intent.phrases()))
                        .append(" -> ")
                        .append(intent.answer())
                        .append(intent.ends() ? " Then end the call.\n" : "\n");
            }
        }
        StringBuilder known = new StringBuilder();
        for (Map.Entry<String, String> fact : new TreeMap<>(spec.facts()).entrySet()) {
            if (!fact.getKey().startsWith(SECRET)) {
                known.append("- ")
                        .append(fact.getKey())
                        .append(": ")
                        .append(literally(fact.getValue()))
                        .append('\n');
            }
        }
        if (!known.isEmpty()) {
            text.append("\n\nWhat you know about the call:\n").append(known);
        }
        if (!spec.history().isEmpty()) {
            text.append("\n\n").append(literally(before(spec)));
        }
        return text.toString().strip();
    }

    /** Callers' words and leads' fields must not name variables, for one that is missing ends the talk. */
    private static String literally(String text) {
        return text.replace("{{", "{ {");
    }
}
