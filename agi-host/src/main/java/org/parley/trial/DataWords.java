package org.parley.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.script.Data;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;
import org.parley.script.Passage;
import org.parley.script.Rows;
import org.parley.script.ScriptException;

/**
 * What stands inside {@code data { … }} of a test: what services and tables answer. A test reaches neither; what it was
 * not told of is a mistake of the test. Documents are the real ones.
 */
public final class DataWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Http> replies = new ArrayList<>();
    private final List<Read> rows = new ArrayList<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> remembered = new HashMap<>();

    private record Http(Predicate<String> fits, HttpReply reply) {}

    private record Read(Predicate<String> fits, Rows rows) {}

    /**
     * What a service answers to requests whose method and URL match, the first that fits:
     * {@code http ~/crm.example/, json: [name: 'gold']}, {@code http ~/POST/, status: 500}, {@code slow: true}.
     */
    public void http(
            @NamedParams({
                        @NamedParam(value = "json", type = Object.class),
                        @NamedParam(value = "status", type = Integer.class),
                        @NamedParam(value = "slow", type = Boolean.class),
                        @NamedParam(value = "away", type = Boolean.class)
                    })
                    Map<String, ?> options,
            Pattern request) {
        HttpReply reply = HttpReply.of(200, "");
        String body = "";
        int status = 200;
        for (Map.Entry<String, ?> option : options.entrySet()) {
            switch (option.getKey()) {
                case "json" -> body = json(option.getValue());
                case "status" -> status = (Integer) option.getValue();
                case "slow" -> reply = HttpReply.none(HttpReply.Reason.SLOW);
                case "away" -> reply = HttpReply.none(HttpReply.Reason.UNREACHABLE);
                default ->
                    throw new ScriptException(
                            "Expected json, status, slow or away but found '" + option.getKey() + "'", null);
            }
        }
        replies.add(new Http(
                text -> request.matcher(text).find(),
                reply.reason() == HttpReply.Reason.OK ? HttpReply.of(status, body) : reply));
    }

    private static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException wrong) {
            throw new ScriptException("Expected json: of maps, lists, texts and numbers", wrong);
        }
    }

    /** What a table gives to queries that match: {@code sql ~/FROM plans/, [[name: 'gold', price: 9]]}. */
    public void sql(Pattern query, List<? extends Map<String, ?>> found) {
        rows.add(new Read(text -> query.matcher(text).find(), Rows.of(found)));
    }

    /** No database answers queries that match: {@code sqlAway ~/FROM plans/}. */
    public void sqlAway(Pattern query) {
        rows.add(new Read(text -> query.matcher(text).find(), Rows.failed(Rows.Reason.UNREACHABLE)));
    }

    /** The settings' secrets: {@code secrets crm: 'abc'}. */
    public void secrets(Map<String, ?> values) {
        values.forEach((name, value) -> secrets.put(name, String.valueOf(value)));
    }

    /** What earlier calls have kept about the lead: {@code remembered plan: 'gold'}. */
    public void remembered(Map<String, ?> values) {
        values.forEach((name, value) -> remembered.put(name, String.valueOf(value)));
    }

    Map<String, String> kept() {
        return remembered;
    }

    /** These, before documents of the host. */
    Data before(Data host) {
        return new Data() {
            @Override
            public HttpReply http(HttpRequest request) {
                String asked = request.method() + " " + request.url();
                return replies.stream()
                        .filter(each -> each.fits().test(asked))
                        .findFirst()
                        .orElseThrow(() -> untold("http ~/…/, json: […]", asked))
                        .reply();
            }

            @Override
            public Rows sql(String query, List<?> values, Duration within) {
                return rows.stream()
                        .filter(each -> each.fits().test(query))
                        .findFirst()
                        .orElseThrow(() -> untold("sql ~/…/, [[…]]", query))
                        .rows();
            }

            @Override
            public List<Passage> search(String folder, String words, int most) {
                return host.search(folder, words, most);
            }

            @Override
            public String clip(String name, Map<String, String> values, Locale language, Locale other) {
                return host.clip(name, values, language, other);
            }

            @Override
            public String secret(String name) {
                String secret = secrets.get(name);
                if (secret == null) {
                    throw untold("secrets " + name + ": '…'", "the secret " + name);
                }
                return secret;
            }
        };
    }

    private static ScriptException untold(String word, String asked) {
        return new ScriptException(
                "A test reaches no service: expected data { " + word + " } in it but it asks for " + asked, null);
    }
}
