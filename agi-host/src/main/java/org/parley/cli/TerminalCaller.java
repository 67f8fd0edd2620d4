package org.parley.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.trial.TrialCaller;

/** A caller at the terminal: each line that he writes is what he says. */
final class TerminalCaller implements TrialCaller {
    private final BufferedReader in;
    private final PrintWriter out;
    private final boolean asked;

    /** @param asked whether a person sees the output and is asked for each line */
    TerminalCaller(BufferedReader in, PrintWriter out, boolean asked) {
        this.in = in;
        this.out = out;
        this.asked = asked;
    }

    @Override
    public Optional<Interruption> begins(String text, Duration silence, boolean interruptible) {
        return Optional.empty();
    }

    @Override
    public boolean heard(String text) {
        return false;
    }

    @Override
    public Move next() {
        String line = line();
        if (line == null) {
            out.println(asked ? "" : "caller> (hangs up)");
            return new Move.HangsUp();
        }
        if (line.isBlank() && !asked) {
            out.println("caller> (silence)");
        }
        return Move.of(line);
    }

    private @Nullable String line() {
        if (asked) {
            out.print("caller> ");
            out.flush();
        }
        try {
            return in.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
