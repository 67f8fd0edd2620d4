package org.parley.aloud;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.script.Data;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;
import org.parley.script.Passage;
import org.parley.script.Rows;

/** What the test of the moment gives scripts to read. */
final class NextData implements Data {
    private volatile Data data;

    NextData(Data first) {
        data = first;
    }

    void next(Data now) {
        data = now;
    }

    @Override
    public HttpReply http(HttpRequest request) {
        return data.http(request);
    }

    @Override
    public Rows sql(String query, List<?> values, Duration within) {
        return data.sql(query, values, within);
    }

    @Override
    public List<Passage> search(String folder, String words, int most) {
        return data.search(folder, words, most);
    }

    @Override
    public String clip(String name, Map<String, String> values, Locale language, Locale other) {
        return data.clip(name, values, language, other);
    }

    @Override
    public String secret(String name) {
        return data.secret(name);
    }
}
