package org.parley.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document, read by paths such as {@code customer.name} or {@code items[0].price}. What is not there is "",
 * null, false or empty, never an error.
 */
public final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ELEMENT = Pattern.compile("\\[(\\d{1,6})]");

    private final JsonNode node;

    private Json(JsonNode node) {
        this.node = node;
    }

    /** The document of a text; one in which nothing is when the text is no JSON. */
    public static Json of(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            return new Json(read == null ? MissingNode.getInstance() : read);
        } catch (JsonProcessingException notJson) {
            return new Json(MissingNode.getInstance());
        }
    }

    /** The text of a value made of maps, lists, texts, numbers and truths. */
    static String text(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException notJson) {
            throw new ScriptException(
                    "Expected json: of maps, lists, texts and numbers but " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> text.toString(); // a GString is no bean
            case java.util.Map<?, ?> map -> {
                var all = new java.util.LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, each) -> all.put(String.valueOf(key), plain(each)));
                yield all;
            }
            case Iterable<?> list ->
                StreamSupport.stream(list.spliterator(), false).map(Json::plain).toList();
            case Number number -> number;
            case Boolean truth -> truth;
            case null -> null;
            default -> value.toString();
        };
    }

    /** The text, number or truth at that place as text; "" when there is none. */
    public String text(String path) {
        JsonNode found = at(path);
        return found.isValueNode() && !found.isNull() ? found.asText() : "";
    }

    /** The number at that place, or null when there is none; a text that is a number counts. */
    public @Nullable BigDecimal number(String path) {
        try {
            String text = text(path);
            return text.isEmpty() ? null : new BigDecimal(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** Whether true is at that place. */
    public boolean flag(String path) {
        return at(path).asBoolean(false);
    }

    /** The elements of the list at that place; "" is the document itself. */
    public List<Json> list(String path) {
        JsonNode found = at(path);
        return found.isArray()
                ? StreamSupport.stream(found.spliterator(), false)
                        .map(Json::new)
                        .toList()
                : List.of();
    }

    /** Whether something is at that place, be it null. */
    public boolean has(String path) {
        return !at(path).isMissingNode();
    }

    private JsonNode at(String path) {
        JsonNode here = node;
        for (String step : ELEMENT.matcher(path).replaceAll(".$1").split("\\.", -1)) {
            if (!step.isEmpty()) {
                here = here.isArray() && step.matches("\\d{1,6}") ? here.path(Integer.parseInt(step)) : here.path(step);
            }
        }
        return here;
    }

    /** The document as JSON; "" when there is none. */
    @Override
    public String toString() {
        return node.toString();
    }
}
