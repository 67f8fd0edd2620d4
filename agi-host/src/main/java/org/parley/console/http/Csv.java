package org.parley.console.http;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, but with a plain line feed. */
public final class Csv {
    private Csv() {}

    /** The heads, then the rows. */
    public static void print(PrintWriter out, List<String> heads, List<List<Object>> rows) {
        out.print(line(heads));
        rows.forEach(row -> out.print(line(row)));
    }

    private static String line(List<?> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\n";
    }

    private static String quoted(Object cell) {
        String text = cell.toString();
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
