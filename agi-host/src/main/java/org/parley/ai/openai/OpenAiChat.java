package org.parley.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.Reply;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolSpec;
import org.parley.ai.Usage;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * A language model behind {@code POST chat/completions} with {@code stream:true}, at OpenAI (OpenAPI description 2.3.0)
 * or a server that speaks as it does. The intents of the spec are told to the model, which names the one it sees by
 * calling a function of ours beside its answer. When it called that function and said nothing, the intent's own answer
 * is spoken, or, when it has none, the model is asked once more; where tools are switched off it puts the name into its
 * text in brackets, which are taken out.
 */
public final class OpenAiChat implements LanguageModel {
    private static final MediaType JSON_TYPE = MediaType.get("application/json");

    private final OpenAiServer server;
    private final OpenAiChatSettings settings;
    private final ObjectNode extra;
    private final Wire wire;

    /**
     * The model at that server.
     *
     * @throws IllegalArgumentException when the extra fields are no JSON object
     */
    public OpenAiChat(OpenAiServer server, OpenAiChatSettings settings) {
        this.server = server;
        this.settings = settings;
        this.extra = extra(settings.extra());
        this.wire = server.wire(new WireLimits(settings.connect(), settings.firstWords(), settings.nextWords()));
    }

    private static ObjectNode extra(String text) {
        try {
            JsonNode read = OpenAiFailures.JSON.readTree(text.isBlank() ? "{}" : text);
            if (read instanceof ObjectNode fields) {
                return fields;
            }
        } catch (JsonProcessingException e) {
            throw noFields(text, e);
        }
        throw noFields(text, null);
    }

    private static IllegalArgumentException noFields(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "Expected more fields of the request as a JSON object such as {\"temperature\":0.3} but was '" + text
                        + "'",
                cause);
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) throws InterruptedException {
        Prompt prompt = new Prompt(spec);
        Set<String> ids = new HashSet<>();
        history.forEach(turn -> turn.calls().forEach(call -> ids.add(call.id())));
        return settings.tools() ? withTools(prompt, spec, history, ids, text) : withMarks(prompt, history, ids, text);
    }

    private Reply withMarks(Prompt prompt, List<ChatTurn> history, Set<String> ids, Consumer<String> text)
            throws InterruptedException {
        StringBuilder said = new StringBuilder();
        IntentMarks marks = new IntentMarks(piece -> {
            said.append(piece);
            text.accept(piece);
        });
        ArrayNode messages = new ChatMessages(settings.systemAnywhere()).of(prompt.instructions(true), history);
        ChatAnswer answer = ask(messages, List.of(), marks::add);
        marks.finish();
        String intent = prompt.intent(marks.mark()).map(Intent::name).orElse("");
        return new Reply(said.toString(), answer.calls(ids), intent, answer.used());
    }

    private Reply withTools(
            Prompt prompt, AgentSpec spec, List<ChatTurn> history, Set<String> ids, Consumer<String> text)
            throws InterruptedException {
        Optional<ToolSpec> intentTool = prompt.intentTool();
        List<ToolSpec> tools = new ArrayList<>(spec.tools());
        intentTool.ifPresent(tools::add);
        ChatMessages talk = new ChatMessages(settings.systemAnywhere());
        ArrayNode messages = talk.of(prompt.instructions(false), history);
        ChatAnswer answer = ask(messages, tools, text);

        List<ToolCall> calls = answer.calls(ids);
        List<ToolCall> ours = calls.stream()
                .filter(call -> intentTool.map(ToolSpec::name).orElse("").equals(call.name()))
                .toList();
        List<ToolCall> theirs =
                calls.stream().filter(call -> !ours.contains(call)).toList();
        Optional<Intent> seen = ours.stream()
                .flatMap(call -> prompt.intent(argument(call)).stream())
                .findFirst();
        String intent = seen.map(Intent::name).orElse("");
        List<Usage> used = new ArrayList<>(answer.used());
        if (ours.isEmpty() || !answer.text().isBlank() || !theirs.isEmpty()) {
            return new Reply(answer.text(), theirs, intent, used);
        }
        String known = seen.map(Intent::answer).orElse("");
        if (!known.isEmpty()) {
            text.accept(known);
            return new Reply(known, List.of(), intent, used);
        }
        talk.calls("", ours);
        ours.forEach(call -> talk.answer(call, "Noted. Now speak your answer."));
        ChatAnswer spoken = ask(messages, spec.tools(), text);
        used.addAll(spoken.used());
        return new Reply(spoken.text(), spoken.calls(ids), intent, used);
    }

    private ChatAnswer ask(ArrayNode messages, List<ToolSpec> tools, Consumer<String> text)
            throws InterruptedException {
        Request request = server.request("chat/completions")
                .header("Accept", "text/event-stream")
                .post(RequestBody.create(body(messages, tools).toString(), JSON_TYPE))
                .build();
        ChatAnswer answer = new ChatAnswer(server.name(), text);
        try (StreamedAnswer stream = StreamedAnswer.open(
                wire, request, settings.answer(), refused -> OpenAiFailures.refused(wire, refused))) {
            answer.read(stream);
        }
        return answer;
    }

    private ObjectNode body(ArrayNode messages, List<ToolSpec> tools) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", settings.model());
        body.set("messages", messages);
        body.put("stream", true);
        if (settings.usage()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        if (!tools.isEmpty()) {
            body.set("tools", ChatMessages.tools(tools));
        }
        if (!settings.tokensField().equals(OpenAiSettings.NONE)) {
            body.put(settings.tokensField(), settings.tokensMax());
        }
        body.setAll(extra);
        return body;
    }

    /** The name of the intent in a call of our function, "" when there is none: outside input. */
    static String argument(ToolCall call) {
        try {
            return OpenAiFailures.JSON
                    .readTree(call.arguments().isEmpty() ? "{}" : call.arguments())
                    .path(Prompt.INTENT_ARGUMENT)
                    .asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
