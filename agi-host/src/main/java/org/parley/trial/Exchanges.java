package org.parley.trial;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.Reply;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolSpec;

/**
 * What a model was asked in the talks of a test, and what it answered: a file beside the test, to be read and kept with
 * it.
 *
 * @param model whose answers these are
 */
record Exchanges(String model, List<Exchange> exchanges) {
    /** What the names of such files end with. */
    static final String SUFFIX = ".exchange.json";

    private static final int SHOWN_MAX = 200;
    private static final long BYTES_MAX = 8L << 20;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    Exchanges {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * One answer, with all that it was an answer to.
     *
     * @param talk what was said before, a line for each turn
     */
    record Exchange(
            String instructions,
            String language,
            List<String> tools,
            List<String> intents,
            List<String> talk,
            String text,
            String intent,
            List<Called> calls) {

        /** A tool that the model called. */
        record Called(String name, String arguments) {}

        static Exchange of(AgentSpec spec, List<ChatTurn> history, Reply reply) {
            return new Exchange(
                    spec.instructions(),
                    spec.language().toLanguageTag(),
                    spec.tools().stream().map(ToolSpec::name).sorted().toList(),
                    spec.intents().stream().map(AgentSpec.Intent::name).toList(),
                    history.stream().map(Exchange::line).toList(),
                    reply.text(),
                    reply.intent(),
                    reply.toolCalls().stream()
                            .map(call -> new Called(call.name(), call.arguments()))
                            .toList());
        }

        private static String line(ChatTurn turn) {
            String who = switch (turn.role()) {
                case CALLER -> "caller: ";
                case AGENT -> "agent: ";
                case TOOL -> "tool answers: ";
                case FACT -> "told: ";
            };
            StringBuilder line = new StringBuilder(who).append(turn.text());
            turn.calls()
                    .forEach(call -> line.append(" [calls ")
                            .append(call.name())
                            .append(' ')
                            .append(call.arguments())
                            .append(']'));
            return line.toString();
        }

        Reply reply(int number) {
            List<ToolCall> wanted = new ArrayList<>();
            for (Called call : calls) {
                wanted.add(new ToolCall("call-" + number + "-" + wanted.size(), call.name(), call.arguments()));
            }
            return new Reply(text, wanted, intent, List.of());
        }

        /** Why what is asked now is not what this was an answer to; empty when it is. */
        Optional<String> differsFrom(Exchange now) {
            if (!instructions.equals(now.instructions)) {
                return different("the instructions", instructions, now.instructions);
            }
            if (!language.equals(now.language)) {
                return different("the language", language, now.language);
            }
            if (!tools.equals(now.tools)) {
                return different("the tools", String.join(", ", tools), String.join(", ", now.tools));
            }
            if (!intents.equals(now.intents)) {
                return different("the intents", String.join(", ", intents), String.join(", ", now.intents));
            }
            for (int i = 0; i < Math.max(talk.size(), now.talk.size()); i++) {
                String before = i < talk.size() ? talk.get(i) : "nothing more";
                String today = i < now.talk.size() ? now.talk.get(i) : "nothing more";
                if (!before.equals(today)) {
                    return different("line " + (i + 1) + " of the talk", before, today);
                }
            }
            return Optional.empty();
        }

        /** Long texts are shown from shortly before they part. */
        private static Optional<String> different(String what, String before, String now) {
            int same = 0;
            while (same < Math.min(before.length(), now.length()) && before.charAt(same) == now.charAt(same)) {
                same++;
            }
            int from = same < SHOWN_MAX / 2 ? 0 : same - SHOWN_MAX / 4;
            return Optional.of(what + " differ" + (what.endsWith("s") ? "" : "s") + ": recorded was '"
                    + shown(before, from) + "', now it is '" + shown(now, from) + "'");
        }

        private static String shown(String text, int from) {
            int end = Math.min(text.length(), from + SHOWN_MAX);
            return (from == 0 ? "" : "…") + text.substring(Math.min(from, end), end) + (end < text.length() ? "…" : "");
        }
    }

    /**
     * Those in that file.
     *
     * @throws IOException with a message that says what is wrong
     */
    static Exchanges read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no recording " + file.getFileName());
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file.getFileName() + " is too large for a recording");
        }
        try {
            @Nullable Exchanges read = JSON.readValue(file.toFile(), Exchanges.class);
            return Objects.requireNonNull(read);
        } catch (IOException | NullPointerException wrong) {
            throw new IOException(
                    file.getFileName() + " is no recording of a model: "
                            + String.valueOf(wrong.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    wrong);
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }
}
