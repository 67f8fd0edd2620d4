package org.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a JSON document by their paths, such as {@code variants.nio.frames}. */
final class Figures {
    private Figures() {}

    /** All numbers in order; an element of a list goes by its "variant" or "name" where it has one. */
    static Map<String, Double> of(JsonNode document) {
        Map<String, Double> figures = new LinkedHashMap<>();
        collect("", document, figures);
        return figures;
    }

    /** One line: name, figure before, figure now, and the ratio of now by before where that means something. */
    static String compared(String name, double now, @Nullable Double before) {
        if (before == null) {
            return "%-56s %12s %12s".formatted(name, "-", text(now));
        }
        String ratio = before == 0 ? (now == 0 ? "1.00" : "-") : String.format(Locale.ROOT, "%.2f", now / before);
        return "%-56s %12s %12s  x %s".formatted(name, text(before), text(now), ratio);
    }

    static String text(double figure) {
        return figure == Math.rint(figure) && Math.abs(figure) < 1e15
                ? Long.toString((long) figure)
                : String.format(Locale.ROOT, "%.3f", figure);
    }

    private static void collect(String path, JsonNode node, Map<String, Double> figures) {
        if (node.isNumber()) {
            figures.put(path, node.doubleValue());
        } else if (node.isObject()) {
            node.properties().forEach(child -> collect(join(path, child.getKey()), child.getValue(), figures));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode element = node.get(i);
                String name =
                        element.path("variant").asText(element.path("name").asText(Integer.toString(i)));
                collect(join(path, name), element, figures);
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
