package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.http.Role;
import org.parley.sim.SimulatedChannel;

/** What the OpenAPI document says of the socket and of the stream of events is what they do. */
class SocketDocumentIT {
    private static final String TALK = """
            say 'Hello.'
            note 'begun'
            wait 5.min
            """;
    private static final Pattern COMMANDS = Pattern.compile("Expected one of ([a-z, -]+) but was 'dance'");

    @TempDir
    private Path home;

    private WatchedHost host;
    private SocketClient client;
    private JsonNode document;
    private long number;

    @BeforeEach
    void start() throws Exception {
        host = new WatchedHost(home, TALK);
        client = new SocketClient(
                host.client, host.console.address(), "Authorization", "Bearer " + host.token("anna", Role.SUPERVISOR));
        document = host.json("/api/openapi.json");
    }

    @AfterEach
    void stop() {
        client.close();
        host.close();
    }

    private JsonSchema schema(String way) {
        JsonNode reference = document.at("/paths/~1api~1socket/get/x-websocket/" + way);
        assertThat(reference.fieldNames()).toIterable().containsExactly("$ref");
        return new JsonSchema(document, reference);
    }

    /** Each command with its schema. */
    private Map<String, JsonNode> commands() {
        Map<String, JsonNode> commands = new LinkedHashMap<>();
        JsonNode sent = JsonSchema.resolve(document, document.at("/paths/~1api~1socket/get/x-websocket/sent"));
        for (JsonNode one : sent.get("oneOf")) {
            JsonNode schema = JsonSchema.resolve(document, one);
            commands.put(schema.at("/properties/do/const").textValue(), schema);
        }
        return commands;
    }

    /** A value that fits. */
    private JsonNode value(String field, JsonNode schema) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        return switch (schema.get("type").textValue()) {
            case "integer" -> WatchedHost.JSON.getNodeFactory().numberNode(field.equals("id") ? ++number : 1L);
            case "boolean" -> WatchedHost.JSON.getNodeFactory().booleanNode(true);
            default -> WatchedHost.JSON.getNodeFactory().textNode(field.equals("type") ? "status" : "x");
        };
    }

    private ObjectNode message(JsonNode schema, boolean whole) {
        ObjectNode message = WatchedHost.JSON.createObjectNode();
        List<String> required = new ArrayList<>();
        schema.get("required").forEach(name -> required.add(name.textValue()));
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            if (whole || required.contains(field.getKey())) {
                message.set(field.getKey(), value(field.getKey(), field.getValue()));
            }
        }
        return message;
    }

    /** What is answered, which fits the document, too; 0 when all is well, else the problem's status. */
    private int answer(JsonNode message) throws Exception {
        client.send(message.toString());
        JsonNode answer = client.next(each -> !each.has("event") && !each.has("gap"));
        assertThat(schema("received").violations(answer)).as(answer.toString()).isEmpty();
        JsonNode id = message.get("id");
        assertThat(answer.get("id").asText()).isEqualTo(id != null && id.isNumber() ? id.asText() : "null");
        return answer.has("problem") ? answer.at("/problem/status").intValue() : 0;
    }

    @Test
    void theCommandsAreThoseOfTheDocument() throws Exception {
        client.send("{\"id\":1,\"do\":\"dance\",\"call\":\"x\"}");
        String detail = client.next(_ -> true).at("/problem/detail").textValue();
        Matcher told = COMMANDS.matcher(detail);
        assertThat(told.matches()).as(detail).isTrue();
        List<String> all = new ArrayList<>(List.of("subscribe", "unsubscribe"));
        all.addAll(Arrays.asList(told.group(1).split(", ")));
        Map<String, JsonNode> commands = commands();
        assertThat(commands).hasSizeGreaterThan(6).containsOnlyKeys(all);
        for (String command : all.subList(2, all.size())) {
            JsonNode route =
                    document.at("/paths").path("/api/calls/{id}/" + command).path("post");
            assertThat(Objects.requireNonNull(commands.get(command)).get("x-role"))
                    .as(command)
                    .isEqualTo(route.get("x-role"));
        }
    }

    @Test
    void whatFitsTheDocumentIsUnderstood() throws Exception {
        for (Map.Entry<String, JsonNode> command : commands().entrySet()) {
            for (boolean whole : List.of(false, true)) {
                ObjectNode message = message(command.getValue(), whole);
                assertThat(schema("sent").violations(message))
                        .as(message.toString())
                        .isEmpty();
                // there is no call x, and no subscription that is not there can be ended
                assertThat(answer(message)).as(message.toString()).isIn(0, 404);
            }
        }
    }

    @Test
    void whatDoesNotFitItIsRefused() throws Exception {
        for (Map.Entry<String, JsonNode> command : commands().entrySet()) {
            ObjectNode more = message(command.getValue(), true);
            more.put("colour", "red");
            expectRefused(more);
            for (Map.Entry<String, JsonNode> field :
                    command.getValue().get("properties").properties()) {
                ObjectNode other = message(command.getValue(), true);
                boolean isText = other.get(field.getKey()).isTextual();
                other.set(
                        field.getKey(),
                        isText
                                ? WatchedHost.JSON.getNodeFactory().numberNode(5)
                                : WatchedHost.JSON.getNodeFactory().textNode("5"));
                expectRefused(other);
            }
            for (JsonNode required : command.getValue().get("required")) {
                ObjectNode less = message(command.getValue(), true);
                less.remove(required.textValue());
                expectRefused(less);
            }
        }
    }

    private void expectRefused(ObjectNode message) throws Exception {
        assertThat(schema("sent").violations(message)).as(message.toString()).isNotEmpty();
        assertThat(answer(message)).as(message.toString()).isIn(400, 422);
    }

    @Test
    void whatIsSentFitsTheDocument() throws Exception {
        assertThat(client.ask(1, "\"do\":\"subscribe\",\"after\":900000").has("ok"))
                .isTrue();
        SimulatedChannel call = host.call();
        client.event("note");
        call.hangUp();
        client.event("ended");
        List<JsonNode> received = client.passedOver();
        assertThat(received)
                .anyMatch(each -> each.has("gap"))
                .filteredOn(each -> each.has("event"))
                .hasSizeGreaterThan(3);
        received.forEach(each -> assertThat(schema("received").violations(each))
                .as(each.toString())
                .isEmpty());
    }

    @Test
    void whatTheStreamTellsFitsTheDocument() throws Exception {
        SimulatedChannel call = host.call();
        String id = host.running();
        call.hangUp();
        call.await(WatchedHost.SOON);
        JsonNode content = document.at("/paths/~1api~1events/get/responses/2XX/content/text~1event-stream");
        JsonSchema schema = new JsonSchema(document, content.get("x-item-schema"));
        HttpResponse<InputStream> stream = host.client.send(
                host.request("/api/events?after=0&call=" + id, host.viewer).build(), BodyHandlers.ofInputStream());
        List<JsonNode> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            while (events.isEmpty() || !events.getLast().get("type").textValue().equals("call_ended")) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    events.add(WatchedHost.JSON.readTree(line.substring("data: ".length())));
                }
            }
        }
        assertThat(events)
                .hasSizeGreaterThan(3)
                .allSatisfy(event -> assertThat(schema.violations(event))
                        .as(event.toString())
                        .isEmpty());
    }
}
