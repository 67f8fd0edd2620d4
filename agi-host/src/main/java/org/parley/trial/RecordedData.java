package org.parley.trial;

import java.time.Duration;
import java.util.List;
import org.parley.script.Data;
import org.parley.script.DataOfAnother;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;
import org.parley.script.Passage;
import org.parley.script.Rows;

/** Data of a trial: what was asked for stands in its path. */
record RecordedData(Data other, List<String> path) implements DataOfAnother {

    @Override
    public HttpReply http(HttpRequest request) {
        path.add("asks: %s %s %s"
                .formatted(request.method(), request.url(), request.body())
                .strip());
        return other.http(request);
    }

    @Override
    public Rows sql(String query, List<?> values, Duration within) {
        path.add("reads: " + query.strip().replaceAll("\\s+", " ") + " " + values);
        return other.sql(query, values, within);
    }

    @Override
    public List<Passage> search(String folder, String words, int most) {
        path.add("searches: " + folder + " " + words);
        return other.search(folder, words, most);
    }
}
