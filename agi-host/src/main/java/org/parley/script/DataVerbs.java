package org.parley.script;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The verbs of a script that read and keep data: {@code http}, {@code sql}, {@code kb}, {@code remember}. */
public abstract class DataVerbs extends SpeechWords {
    private static final Duration SQL_LIMIT = Duration.ofSeconds(3);
    private static final Duration SQL_LIMIT_MAX = Duration.ofSeconds(15);
    private static final int PASSAGES = 3;
    private static final int PASSAGES_MAX = 20;
    private static final int REMEMBERED_MAX = 2_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    /** Asks a service of the web: {@code def plan = http('https://crm.example/plans/7').json.text('name')}. */
    public HttpReply http(String url) {
        return http(Map.of(), url);
    }

    /**
     * Asks a service of the web, with options. The caller hears that it takes a moment when it does.
     * <pre>
     * def made = http 'https://crm.example/orders', json: [lead: lead.id, plan: 'gold'], within: 3.s,
     *     headers: [Authorization: "Bearer ${secret('crm')}"]
     * if (made.ok) say "Your number is ${made.json.text('order.number')}."
     * </pre>
     *
     * @param options {@code json} or {@code form} to send; {@code query} added to the URL; {@code headers};
     *     {@code method}, else GET, or POST with something to send; {@code within} for all tries, 5.s when not given
     *     and 30.s at most; {@code tries}, 2 for GET and 1 for the others when not given, 5 at most
     * @return {@code ok}, {@code status}, {@code body}, {@code json}, and the {@code reason} when it is not ok: STATUS,
     *     SLOW, UNREACHABLE, TOO_LARGE; never an exception
     */
    public HttpReply http(
            @NamedParams({
                        @NamedParam(value = "json", type = Object.class),
                        @NamedParam(value = "form", type = Map.class),
                        @NamedParam(value = "query", type = Map.class),
                        @NamedParam(value = "headers", type = Map.class),
                        @NamedParam(value = "method", type = CharSequence.class),
                        @NamedParam(value = "within", type = Duration.class),
                        @NamedParam(value = "tries", type = Integer.class)
                    })
                    Map<String, ?> options,
            String url) {
        HttpRequest request = HttpRequest.of(url, options);
        HttpReply reply = beside(() -> call().data().http(request));
        call().mark("http", "went", request.method() + " " + host(url) + " " + reply.reason() + " " + reply.status());
        return reply;
    }

    private static String host(String url) {
        return url.replaceFirst("[?#].*", "").replaceFirst("^(\\w+://[^/]*).*", "$1"); // a path may name a person
    }

    /**
     * Reads rows of a database; nothing can be written by it.
     * <pre>
     * def plans = sql 'SELECT name, price FROM plans WHERE state = ?', lead.state
     * if (plans) say "We have ${plans.size()} plans, such as ${plans.text('name')}."
     * </pre>
     *
     * @param values for the question marks, never put into the text of the query
     * @return at most 200 rows, each a map by column; {@code ok} false with a {@code reason} when the database did not
     *     answer
     */
    public Rows sql(String query, @Nullable Object... values) {
        return sql(Map.of(), query, values);
    }

    /** The same with a time of its own, 3 seconds when not given and 15 at most: {@code sql within: 1.s, '…', 7}. */
    public Rows sql(
            @NamedParams(@NamedParam(value = "within", type = Duration.class)) Map<String, ?> options,
            String query,
            @Nullable Object... values) {
        Duration within = SQL_LIMIT;
        for (Map.Entry<String, ?> option : options.entrySet()) {
            only(option, Set.of("within"));
            within = value(option, Duration.class);
        }
        if (within.isNegative() || within.isZero() || within.compareTo(SQL_LIMIT_MAX) > 0) {
            throw new ScriptException("Expected within: up to 15.s but was " + within, null);
        }
        List<?> given = Arrays.stream(values)
                .map(value -> value instanceof CharSequence text ? text.toString() : value)
                .toList();
        Duration limit = within;
        Rows rows = beside(() -> call().data().sql(query, given, limit));
        call().mark("sql", "went", rows.getReason() + ", rows " + rows.size());
        return rows;
    }

    /**
     * Searches the documents of a folder beside the scripts, {@code scripts/kb/products} for this, by the words of the
     * caller: {@code def found = kb 'products', question.words}.
     *
     * @return up to three passages, best first, with {@code text}, {@code title} and {@code source}; empty when
     *     nothing fits
     */
    public List<Passage> kb(String folder, String words) {
        return kb(Map.of(), folder, words);
    }

    /** The same with up to 20 passages: {@code kb 'products', 'opening hours', most: 5}. */
    public List<Passage> kb(
            @NamedParams(@NamedParam(value = "most", type = Integer.class)) Map<String, ?> options,
            String folder,
            String words) {
        int most = PASSAGES;
        for (Map.Entry<String, ?> option : options.entrySet()) {
            only(option, Set.of("most"));
            most = value(option, Integer.class);
        }
        if (most < 1 || most > PASSAGES_MAX) {
            throw new ScriptException("Expected most: 1 to 20 but was " + most, null);
        }
        int count = most;
        List<Passage> found = beside(() -> call().data().search(folder, words, count));
        call().mark("kb", "went", folder + ", passages " + found.size());
        return found;
    }

    /**
     * What earlier calls, or this one, have kept about this lead under that name; "" when nothing:
     * {@code if (remember('plan') == 'gold') …}. An unknown lead is known again by his number.
     */
    public String remember(String name) {
        return beside(() -> call().recall(named(name)));
    }

    /** Keeps a text about this lead for his later calls: {@code remember 'plan', 'gold'}; "" forgets it. */
    public void remember(String name, Object value) {
        String text = value.toString();
        if (text.length() > REMEMBERED_MAX) {
            throw new ScriptException(
                    "Expected at most " + REMEMBERED_MAX + " characters to remember but were " + text.length(), null);
        }
        call().remember(named(name), text);
    }

    private static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ScriptException(
                    "Expected a name of up to 60 letters, digits, '_', '.' and '-' to remember by but was '" + name
                            + "'",
                    null);
        }
        return name;
    }

    /** A secret, a file of {@code data.secrets-folder}, so that it never stands in a script: {@code secret('crm')}. */
    public String secret(String name) {
        return call().data().secret(name);
    }

    /** Has work done that takes time, while the call goes on. */
    private <T> T beside(Supplier<T> work) {
        T result = call().beside(work);
        Pace.waited();
        return result;
    }
}
