package org.parley.settings;

import java.util.List;

/**
 * What one source says for one key.
 *
 * @param items the value, or the items of a list in the file
 * @param list whether it was written as a list
 */
record Given(Key key, List<String> items, boolean list, Origin origin) {
    Given {
        items = List.copyOf(items);
    }

    static Given text(Key key, String text, Origin origin) {
        return new Given(key, List.of(text), false, origin);
    }

    String text() {
        return String.join(", ", items);
    }
}
