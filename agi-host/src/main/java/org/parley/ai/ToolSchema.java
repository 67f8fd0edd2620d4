package org.parley.ai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The parameters of a tool as JSON Schema, the shape that every provider takes. */
public final class ToolSchema {
    private ToolSchema() {}

    /** {@code {"type":"object","properties":{...},"required":[...],"additionalProperties":false}}. */
    public static ObjectNode of(ToolSpec tool) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (ToolSpec.Parameter parameter : tool.parameters()) {
            ObjectNode property = properties.putObject(parameter.name());
            property.put("type", parameter.type().name().toLowerCase(Locale.ROOT));
            property.put("description", parameter.description());
            if (!parameter.choices().isEmpty()) {
                ArrayNode choices = property.putArray("enum");
                parameter.choices().forEach(choices::add);
            }
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
