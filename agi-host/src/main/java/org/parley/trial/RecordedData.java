package org.parley.trial;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.script.Data;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;
import org.parley.script.Passage;
import org.parley.script.Rows;

/** Data of a trial: what was asked for stands in its path. */
record RecordedData(Data behind, List<String> path) implements Data {

    @Override
    public HttpReply http(HttpRequest request) {
        path.add("asks: %s %s %s"
                .formatted(request.method(), request.url(), request.body())
                .strip());
        return behind.http(request);
    }

    @Override
    public Rows sql(String query, List<?> values, Duration within) {
        path.add("reads: " + query.strip().replaceAll("\\s+", " ") + " " + values);
        return behind.sql(query, values, within);
    }

    @Override
    public List<Passage> search(String folder, String words, int most) {
        path.add("searches: " + folder + " " + words);
        return behind.search(folder, words, most);
    }

    @Override
    public String clip(String name, Map<String, String> values, Locale language, Locale other) {
        return behind.clip(name, values, language, other);
    }

    @Override
    public String secret(String name) {
        return behind.secret(name);
    }
}
