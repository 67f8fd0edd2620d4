package org.parley.ai.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.ai.http.HttpRequestSettings.Method;
import org.parley.ai.wire.Wire;

/** How a service is asked: address, headers and body, with the values of one request in their places. */
final class RequestRecipe {
    /** What every part of a request may have in it. */
    static final Set<String> NAMES = Set.of("language", "locale", "voice", "model", "rate", "key");

    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Map<String, String> SAMPLES = Map.of(
            "text", "\"a\" \\ <b> & {c}\n", "audio", "UklGRg==", "language", "fa", "locale", "fa-IR", "id", "a/b");
    private static final HttpUrl NOWHERE = HttpUrl.get("http://localhost/");
    private static final Template NOTHING = new Template("", Place.PLAIN);

    private final HttpUrl base;
    private final Method method;
    private final Template path;
    private final List<Header> headers = new ArrayList<>();
    private final Map<String, String> constants;
    private final String type;
    private final Template body;

    private record Header(String name, Template value) {}

    /**
     * From the settings.
     *
     * @param constants the values of model, voice and rate; those that are used must not be ""
     * @param content what a request is about, text or audio
     * @param templated whether its body is the template
     */
    RequestRecipe(
            HttpRequestSettings settings,
            Draft draft,
            Map<String, String> constants,
            String content,
            boolean templated) {
        this.constants = new HashMap<>(constants);
        this.constants.put("key", settings.key().reveal());
        this.method = settings.method();
        this.base = draft.read("request.url", () -> address(draft.text("request.url", settings.url())))
                .orElse(NOWHERE);
        String line = draft.text("request.path", settings.path());
        Set<String> inPath = new TreeSet<>(NAMES);
        inPath.addAll(content.equals("text") ? Set.of("text") : Set.of());
        this.path = draft.read("request.path", () -> line(line.isEmpty() ? "/" : line, inPath))
                .orElse(NOTHING);
        for (String header : draft.list("request.headers", settings.headers())) {
            draft.read("request.headers", () -> header(header)).ifPresent(headers::add);
        }
        this.type = settings.type();
        boolean sends = templated && method != Method.GET;
        String text = draft.text("request.body", settings.body());
        Optional<Place> place = sends ? draft.read("request.type", () -> Place.in(type)) : Optional.empty();
        Set<String> inBody = new TreeSet<>(NAMES);
        inBody.add(content);
        this.body = place.flatMap(where -> draft.read("request.body", () -> body(text, where, inBody, content)))
                .orElse(NOTHING);
        needs(draft, path, this.constants);
        needs(draft, body, this.constants);
        if (!draft.text("needs-key", "").isEmpty() && key().isEmpty()) {
            draft.mistake("request.key", "the key of that service, as ${env:NAME} or ${file:PATH}");
        }
        if (templated && !sends && !path.names().contains(content)) {
            draft.mistake("request.path", "{" + content + "} in it, since a GET has no body");
        }
    }

    private static HttpUrl address(String text) {
        Optional<HttpUrl> url = Wire.address(text);
        if (url.isEmpty() || url.get().query() != null) {
            throw new IllegalArgumentException(
                    "an address such as https://speech.example.com, without a query, or a preset that has one");
        }
        return url.get();
    }

    /** A path and query behind the base. */
    Template line(String text, Set<String> names) {
        Template line = Template.of(text, Place.URL, names);
        if (!text.startsWith("/") || HttpUrl.parse(below(line.filled(samples()))) == null) {
            throw new IllegalArgumentException("a path that begins with /, such as /v1/speak?text={text}");
        }
        return line;
    }

    private Header header(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).strip();
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("NAME: VALUE such as Authorization: Bearer {key}");
        }
        Header header = new Header(name, Template.of(text.substring(colon + 1).strip(), Place.PLAIN, NAMES));
        if (!header.value.filled(samples()).matches("[\\x20-\\x7e]*")) {
            throw new IllegalArgumentException("values of plain ASCII in the header " + name);
        }
        return header;
    }

    private Template body(String text, Place place, Set<String> names, String content) {
        Template made = Template.of(text, place, names);
        if (!made.names().contains(content)) {
            throw new IllegalArgumentException("a body with {" + content + "} in it");
        }
        if (place == Place.JSON) {
            try {
                var _ = STRICT.readTree(made.filled(samples()));
            } catch (JsonProcessingException none) {
                throw new IllegalArgumentException(
                        "JSON, in which {" + content + "} and other texts stand between quotes", none);
            }
        }
        return made;
    }

    /** What is used must be set. */
    static void needs(Draft draft, Template template, Map<String, String> constants) {
        for (String name : template.names()) {
            if (constants.getOrDefault(name, " ").isEmpty()) {
                draft.mistake(
                        name.equals("key") ? "request.key" : name,
                        "a value, since the request has {" + name + "} in it");
            }
        }
    }

    private Map<String, String> samples() {
        return with(SAMPLES);
    }

    private Map<String, String> with(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(constants);
        all.putAll(values);
        return all;
    }

    private String below(String line) {
        return base.toString().replaceFirst("/+$", "") + line;
    }

    HttpUrl base() {
        return base;
    }

    /** The key, "" for none, so that nobody shows it. */
    String key() {
        return constants.getOrDefault("key", "");
    }

    /** A template in a field beside the body. */
    String field(Template template, Map<String, String> values) {
        return template.filled(with(values));
    }

    /** What a request in this language has for values. */
    static Map<String, String> values(Locale language) {
        return Map.of("language", language.getLanguage(), "locale", language.toLanguageTag());
    }

    /** The request with its template as body. */
    Request request(Map<String, String> values) {
        boolean sends = method != Method.GET;
        ByteString filled = ByteString.encodeUtf8(body.filled(with(values)));
        return request(values, sends ? RequestBody.create(filled, MediaType.parse(type)) : null);
    }

    /** The request with that body. */
    Request request(Map<String, String> values, @Nullable RequestBody content) {
        Request.Builder request = new Request.Builder().url(below(path.filled(with(values))));
        return headed(request, values).method(method.name(), content).build();
    }

    /** The request that asks again. */
    Request again(Template line, Map<String, String> values) {
        return headed(new Request.Builder().url(below(line.filled(with(values)))), values)
                .get()
                .build();
    }

    /** With the headers, but for those with a key that is not there. */
    Request.Builder headed(Request.Builder request, Map<String, String> values) {
        for (Header header : headers) {
            if (!header.value.names().contains("key") || !key().isEmpty()) {
                request.addHeader(header.name, header.value.filled(with(values)));
            }
        }
        return request;
    }
}
