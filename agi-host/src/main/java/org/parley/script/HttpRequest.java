package org.parley.script;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script asks a service of the web.
 *
 * @param query added to the URL, encoded
 * @param type of the body, or "" for no body
 * @param within for all tries together
 * @param tries at least 1; a further one is made when nothing was answered, or 429, 502, 503 or 504
 */
public record HttpRequest(
        String method,
        String url,
        Map<String, String> query,
        Map<String, String> headers,
        String type,
        String body,
        Duration within,
        int tries) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    public HttpRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Whether it only reads, so that asking twice does no harm. */
    public boolean isReading() {
        return method.equals("GET");
    }

    /** Reads the options of the verb. */
    static HttpRequest of(String url, Map<String, ?> options) {
        String method = "";
        String type = "";
        String body = "";
        Duration within = USUAL;
        int tries = 0;
        Map<String, String> query = Map.of();
        Map<String, String> headers = Map.of();
        for (Map.Entry<String, ?> option : options.entrySet()) {
            switch (option.getKey()) {
                case "method" ->
                    method = QuestionWords.value(option, CharSequence.class)
                            .toString()
                            .toUpperCase(Locale.ROOT);
                case "query" -> query = texts(option);
                case "headers" -> headers = texts(option);
                case "json" -> {
                    type = once(type, "application/json");
                    body = Json.text(option.getValue());
                }
                case "form" -> {
                    type = once(type, "application/x-www-form-urlencoded");
                    body = form(texts(option));
                }
                case "within" -> within = QuestionWords.value(option, Duration.class);
                case "tries" -> tries = QuestionWords.value(option, Integer.class);
                default ->
                    throw new ScriptException(
                            "Expected the options method, query, headers, json, form, within or tries but found '"
                                    + option.getKey() + "'",
                            null);
            }
        }
        method = method.isEmpty() ? type.isEmpty() ? "GET" : "POST" : method;
        tries = tries == 0 ? method.equals("GET") ? 2 : 1 : tries;
        if (!METHODS.contains(method) || (method.equals("GET") && !type.isEmpty())) {
            throw new ScriptException(
                    "Expected GET without a body, or POST, PUT, PATCH or DELETE, but was " + method, null);
        }
        if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0 || tries < 1 || tries > 5) {
            throw new ScriptException(
                    "Expected within: up to 30.s and tries: 1 to 5 but was " + within + " and " + tries, null);
        }
        return new HttpRequest(method, url, query, headers, type, body, within, tries);
    }

    private static String once(String before, String type) {
        if (!before.isEmpty()) {
            throw new ScriptException("Expected json: or form:, not both", null);
        }
        return type;
    }

    private static Map<String, String> texts(Map.Entry<String, ?> option) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<?, ?> given = QuestionWords.value(option, Map.class);
        given.forEach((key, value) -> texts.put(String.valueOf(key), text(value)));
        return texts;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String form(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return form.toString();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
