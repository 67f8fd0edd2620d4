package org.parley.console.live;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.parley.console.acts.Act;
import org.parley.console.http.Json;

/** What goes over the socket of events and commands, and what an event is, as JSON Schemas for the OpenAPI document. */
public final class SocketSchemas {
    /** The component that describes an event. */
    public static final String EVENT = "LiveEvent";
    /** That of what a client sends. */
    public static final String SENT = "SocketRequest";
    /** That of what he is sent. */
    public static final String RECEIVED = "SocketMessage";

    /** The answer to a command; what was begun is as the route of that act tells it. */
    private static final Map<String, Object> OBJECT = Map.of("type", "object");

    private static final Map<String, String> FILTERS = Map.of(
            "call", "Only events of this call",
            "script", "Only events of calls of this script",
            "campaign", "Only events of this campaign",
            "line", "Only events of these agent lines, by their users, with commas between them",
            "type", "Only these types, with commas between them");

    private SocketSchemas() {}

    /** By the names of their components; they refer to each other, and to the component Problem. */
    public static Map<String, Object> of(List<Act> acts) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(EVENT, event());
        List<Map<String, Object>> sent = new ArrayList<>();
        put(all, sent, "SocketSubscribe", subscribe());
        put(all, sent, "SocketUnsubscribe", closed(fields("unsubscribe"), List.of("id", "do")));
        for (Act act : acts) {
            String name = Character.toUpperCase(act.operation().charAt(0))
                    + act.operation().substring(1);
            put(all, sent, "Socket" + name, command(act));
        }
        all.put(SENT, Map.of("oneOf", sent));
        all.put(RECEIVED, Map.of("oneOf", received()));
        return all;
    }

    /** Where a component is found in the document. */
    public static Map<String, Object> ref(String component) {
        return Map.of("$ref", "#/components/schemas/" + component);
    }

    private static void put(
            Map<String, Object> all, List<Map<String, Object>> among, String name, Map<String, Object> schema) {
        all.put(name, schema);
        among.add(ref(name));
    }

    private static Map<String, Object> event() {
        try (InputStream in = SocketSchemas.class.getResourceAsStream("live-event.schema.json")) {
            Map<String, Object> schema =
                    Json.read(Objects.requireNonNull(in).readAllBytes(), new TypeReference<Map<String, Object>>() {});
            schema.remove("$schema"); // it is that of all components
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read live-event.schema.json", e);
        }
    }

    private static Map<String, Object> subscribe() {
        Map<String, Object> fields = fields("subscribe");
        for (String name : LiveSocket.SUBSCRIBES) {
            fields.computeIfAbsent(
                    name,
                    filter -> filter.equals("after")
                            ? Map.of(
                                    "type",
                                    "integer",
                                    "minimum",
                                    0,
                                    "description",
                                    "Also what came after the event of this number, as far as it is kept")
                            : Map.of(
                                    "type",
                                    "string",
                                    "description",
                                    Objects.requireNonNull(FILTERS.get(filter), filter)));
        }
        return closed(fields, List.of("id", "do"));
    }

    private static Map<String, Object> command(Act act) {
        Map<String, Object> fields = fields(act.name());
        fields.put("call", Map.of("type", "string", "description", "The id of a call that runs"));
        List<String> required = new ArrayList<>(List.of("id", "do", "call"));
        for (Act.Field field : act.fields()) {
            fields.put(field.name(), Map.of("type", field.type(), "description", field.text()));
            if (field.required()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = closed(fields, required);
        schema.put("description", act.summary());
        schema.put("x-role", act.role().word());
        return schema;
    }

    private static Map<String, Object> fields(String command) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "id",
                Map.of(
                        "type",
                        "integer",
                        "minimum",
                        0,
                        "maximum",
                        LiveSocket.ID_MAX,
                        "description",
                        "The client's number for this, which its answer has, too"));
        fields.put("do", Map.of("const", command));
        return fields;
    }

    private static Map<String, Object> closed(Map<String, Object> fields, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("required", required);
        schema.put("properties", fields);
        return schema;
    }

    private static List<Map<String, Object>> received() {
        Map<String, Object> id = Map.of("type", "integer");
        return List.of(
                closed(Map.of("event", ref(EVENT)), List.of("event")),
                closed(Map.of("id", id, "ok", OBJECT), List.of("id", "ok")),
                closed(Map.of("id", id, "gap", Map.of("const", true)), List.of("id", "gap")),
                closed(
                        Map.of("id", Map.of("type", List.of("integer", "null")), "problem", ref("Problem")),
                        List.of("id", "problem")));
    }
}
