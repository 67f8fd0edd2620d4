package org.parley.script;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where scripts have data from beside the lead: services, tables, documents. Every method blocks up to its deadline,
 * is for any thread, and tells what went wrong out there as a value; what the writer did wrong is a
 * {@link ScriptException}.
 */
public interface Data {

    /** Asks a service of the web. */
    HttpReply http(HttpRequest request);

    /** Reads rows; the values stand for the question marks of the query. */
    Rows sql(String query, List<?> values, Duration within);

    /** The passages of a folder's documents that fit best, best first. */
    List<Passage> search(String folder, String words, int most);

    /** The words of a recorded clip in that language, else in the other, with its values in their slots. */
    String clip(String name, Map<String, String> values, Locale language, Locale other);

    /** A secret of the settings, by its name. */
    String secret(String name);
}
