package org.parley.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.script.Data;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;
import org.parley.script.Passage;
import org.parley.script.Rows;

/** The host's data for a trial of a script: it reads what calls read, and sends nothing that may change it. */
public record ReadOnlyData(Data host) implements Data {

    @Override
    public HttpReply http(HttpRequest request) {
        return request.isReading() ? host.http(request) : HttpReply.none(HttpReply.Reason.NOT_SENT);
    }

    @Override
    public Rows sql(String query, List<?> values, Duration within) {
        return host.sql(query, values, within);
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
        return host.secret(name);
    }
}
