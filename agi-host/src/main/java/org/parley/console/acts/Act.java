package org.parley.console.acts;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.parley.console.doors.Visitor;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;
import org.parley.console.http.Route;
import org.parley.console.http.Route.Parameter;

/**
 * Something that may be done to a call that runs: over HTTP and over a socket it is this one thing.
 *
 * @param name as commands and paths have it
 * @param operation a word for programs, of its own among all routes
 * @param summary what it does, for people
 * @param role who may
 * @param fields what may be given
 * @param doing does it, and gives what was begun
 */
public record Act(String name, String operation, String summary, Role role, List<Field> fields, Doing doing) {

    public Act {
        fields = List.copyOf(fields);
    }

    /** Does it to that call with what was given, which has no field that it does not know. */
    public interface Doing {
        Map<String, Object> begin(String call, Given given, Visitor who) throws InterruptedException;
    }

    /** What may be given: name, JSON Schema type (string, boolean, integer), whether it must be, what it means. */
    public record Field(String name, String type, boolean required, String text) {
        private boolean takes(JsonNode value) {
            return switch (type) {
                case "boolean" -> value.isBoolean();
                case "integer" -> value.isInt();
                default -> value.isTextual();
            };
        }
    }

    /** The same over HTTP, at that path. */
    public Route route(String path, List<Parameter> parameters, Handler handler) {
        return new Route("POST", path, role, operation, summary, Route.JSON, parameters, schema(), handler);
    }

    /** As a JSON Schema. */
    Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : fields) {
            properties.put(field.name(), Map.of("type", field.type(), "description", field.text()));
            if (field.required()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /**
     * What was given, checked against the fields.
     *
     * @throws Problem when it does not fit them
     */
    public Given given(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.refused("Expected a JSON object for " + name + " but was " + word(body));
        }
        body.fieldNames().forEachRemaining(given -> {
            if (fields.stream().noneMatch(field -> field.name().equals(given))) {
                throw Problem.refused("%s: expected %s but was '%s'".formatted(name, names(), Problem.shown(given)));
            }
        });
        for (Field field : fields) {
            JsonNode value = body.get(field.name());
            if (value == null && field.required()) {
                throw Problem.unfit("%s: expected '%s', %s".formatted(name, field.name(), field.text()));
            }
            if (value != null && !field.takes(value)) {
                throw Problem.refused("%s: expected '%s' to be of the type %s but was %s"
                        .formatted(name, field.name(), field.type(), word(value)));
            }
        }
        return new Given(body);
    }

    private String names() {
        List<String> names = fields.stream().map(Field::name).toList();
        return names.isEmpty() ? "nothing" : "one of " + String.join(", ", names);
    }

    private static String word(JsonNode value) {
        return "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** The values of an act's fields, each of its type. */
    public record Given(JsonNode values) {
        public Optional<String> text(String field) {
            return Optional.ofNullable(values.get(field)).map(JsonNode::textValue);
        }

        public boolean has(String field) {
            return values.has(field);
        }

        public boolean flag(String field) {
            return values.path(field).asBoolean(false);
        }

        public int number(String field, int usual) {
            return values.path(field).asInt(usual);
        }
    }
}
