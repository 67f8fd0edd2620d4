package org.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command that has run in this JVM: its exit code and what it printed. */
record Ended(int code, String out, String err) {

    static Ended of(Surroundings surroundings, String... arguments) {
        CommandLine line = ParleyCommand.line(surroundings);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    /** Its last line, which is JSON when it was asked for. */
    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.lines().reduce("", (_, last) -> last));
    }
}
