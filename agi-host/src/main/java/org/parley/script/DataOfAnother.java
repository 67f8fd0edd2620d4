package org.parley.script;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Data that another one has, but for what is said otherwise here. */
public interface DataOfAnother extends Data {

    /** Who is asked. */
    Data other();

    @Override
    default HttpReply http(HttpRequest request) {
        return other().http(request);
    }

    @Override
    default Rows sql(String query, List<?> values, Duration within) {
        return other().sql(query, values, within);
    }

    @Override
    default List<Passage> search(String folder, String words, int most) {
        return other().search(folder, words, most);
    }

    @Override
    default String clip(String name, Map<String, String> values, Locale language, Locale second) {
        return other().clip(name, values, language, second);
    }

    @Override
    default String secret(String name) {
        return other().secret(name);
    }
}
