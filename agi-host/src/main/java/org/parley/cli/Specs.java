package org.parley.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The streams of a command. Picocli sets the spec before it runs the command, never to null. */
final class Specs {
    private Specs() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return command(spec).getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return command(spec).getErr();
    }

    static CommandLine command(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("Expected a command that picocli runs");
        }
        return spec.commandLine();
    }
}
