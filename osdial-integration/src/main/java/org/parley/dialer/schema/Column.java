package org.parley.dialer.schema;

import java.util.List;

/**
 * A column as the database describes it.
 *
 * @param charset "" for what is no text
 * @param length in characters, 0 for what is no text or has no bound worth minding
 * @param words of an ENUM, else empty
 * @param updatesItself a timestamp that moves with every change of its row
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        String charset,
        int length,
        List<String> words,
        boolean updatesItself) {
    public Column {
        words = List.copyOf(words);
    }
}
