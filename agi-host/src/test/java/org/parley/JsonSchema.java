package org.parley;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** As much of JSON Schema 2020-12 as ours use; a word that is not known here fails, so that none is passed over. */
final class JsonSchema {
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$ref",
            "oneOf",
            "x-role", // for readers of the OpenAPI document
            "title",
            "description",
            "type",
            "const",
            "enum",
            "minimum",
            "maximum",
            "format",
            "required",
            "properties",
            "additionalProperties");

    private final JsonNode document;
    private final JsonNode schema;

    JsonSchema(JsonNode schema) {
        this(schema, schema);
    }

    /** One that refers to others of that document. */
    JsonSchema(JsonNode document, JsonNode schema) {
        this.document = document;
        this.schema = schema;
    }

    /** What a reference such as {@code {"$ref": "#/a/b"}} refers to. */
    static JsonNode resolve(JsonNode document, JsonNode reference) {
        String pointer = reference.get("$ref").textValue();
        JsonNode found = document.at(pointer.substring(1));
        if (!pointer.startsWith("#/") || found.isMissingNode()) {
            throw new AssertionError("Expected something in the document but there is no " + pointer);
        }
        return found;
    }

    /** What is wrong with that, none when all is well. */
    List<String> violations(JsonNode value) {
        List<String> found = new ArrayList<>();
        check(schema, value, "$", found);
        return found;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> found) {
        for (Map.Entry<String, JsonNode> word : schema.properties()) {
            if (!WORDS.contains(word.getKey())) {
                throw new AssertionError("Expected a known word of JSON Schema but was " + word.getKey());
            }
            if (word.getKey().equals("$ref")) {
                check(resolve(document, schema), value, at, found);
            } else if (!fits(word.getKey(), word.getValue(), value)) {
                found.add("%s: %s %s but was %s".formatted(at, word.getKey(), word.getValue(), value));
            }
        }
        JsonNode properties = schema.path("properties");
        if (!value.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (properties.has(field.getKey())) {
                check(properties.get(field.getKey()), field.getValue(), at + "." + field.getKey(), found);
            } else if (schema.has("additionalProperties")
                    && !schema.get("additionalProperties").asBoolean()) {
                found.add(at + ": no such field " + field.getKey());
            }
        }
    }

    private boolean fits(String word, JsonNode wanted, JsonNode value) {
        return switch (word) {
            case "type" ->
                wanted.isArray()
                        ? StreamSupport.stream(wanted.spliterator(), false).anyMatch(each -> isOf(each, value))
                        : isOf(wanted, value);
            case "oneOf" ->
                StreamSupport.stream(wanted.spliterator(), false)
                                .filter(each -> new JsonSchema(document, each)
                                        .violations(value)
                                        .isEmpty())
                                .count()
                        == 1;
            case "maximum" -> value.longValue() <= wanted.longValue();
            case "const" -> wanted.equals(value);
            case "enum" -> StreamSupport.stream(wanted.spliterator(), false).anyMatch(value::equals);
            case "minimum" -> value.longValue() >= wanted.longValue();
            case "required" ->
                StreamSupport.stream(wanted.spliterator(), false).allMatch(name -> value.has(name.textValue()));
            case "format" -> isMoment(value.textValue());
            default -> true;
        };
    }

    private static boolean isOf(JsonNode type, JsonNode value) {
        return switch (type.textValue()) {
            case "object" -> value.isObject();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("Expected a known type but was " + type);
        };
    }

    private static boolean isMoment(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException none) {
            return false;
        }
    }
}
