package org.parley.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.parley.console.http.Csv;

/** Rows under a head, for people or for a spreadsheet; numbers stand on the right. */
final class TextTable {
    private final List<String> heads;
    private final List<List<Object>> rows = new ArrayList<>();

    TextTable(List<String> heads) {
        this.heads = List.copyOf(heads);
    }

    void add(List<Object> cells) {
        if (cells.size() != heads.size()) {
            throw new IllegalArgumentException("Expected " + heads.size() + " cells but were " + cells.size());
        }
        rows.add(List.copyOf(cells));
    }

    void print(PrintWriter out) {
        int[] widths = new int[heads.size()];
        boolean[] numbers = new boolean[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    heads.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).toString().length())
                            .max()
                            .orElse(0));
            numbers[i] = !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
        }
        out.println(line(heads, widths, numbers));
        rows.forEach(row -> out.println(line(row, widths, numbers)));
    }

    private static String line(List<?> cells, int[] widths, boolean[] numbers) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            padded.add(("%" + (numbers[i] ? "" : "-") + Math.max(1, widths[i]) + "s").formatted(cells.get(i)));
        }
        return String.join("  ", padded).stripTrailing();
    }

    void printCsv(PrintWriter out) {
        Csv.print(out, heads, rows);
    }
}
