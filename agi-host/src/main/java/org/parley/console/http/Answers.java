package org.parley.console.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How routes answer when all is well; a {@link Problem} is the other way. */
public final class Answers {
    private Answers() {}

    /** That value as JSON. */
    public static void json(Context context, Object value) {
        context.contentType(Route.JSON).result(Json.bytes(value));
    }

    /** A part of a list under that name, and as {@code next} what asks for the part behind it: null at the end. */
    public static void page(Context context, String name, List<?> items, @Nullable Object next) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put(name, items);
        document.put("next", next == null ? null : next.toString());
        json(context, document);
    }
}
