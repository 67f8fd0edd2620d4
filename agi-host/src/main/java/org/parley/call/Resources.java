package org.parley.call;

import java.util.Map;
import java.util.function.Function;
import org.parley.script.Data;

/**
 * What the scripts of all calls may read.
 *
 * @param data services, tables and documents
 * @param memory what earlier calls have kept, by whose it is
 */
public record Resources(Data data, Function<String, Map<String, String>> memory) {

    /** The same for somebody who only tries a script. */
    Resources readOnly() {
        return new Resources(new ReadOnlyData(data), memory);
    }
}
