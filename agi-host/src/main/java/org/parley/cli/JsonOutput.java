package org.parley.cli;

import java.io.PrintWriter;
import org.parley.console.http.Json;

/** Writes what a command found as one JSON document on one line: records and maps, times in ISO 8601, paths as text. */
public final class JsonOutput {
    private JsonOutput() {}

    /** Prints {@code value} and ends the line. */
    public static void print(PrintWriter out, Object value) {
        out.println(Json.text(value));
        out.flush();
    }
}
