package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import org.parley.settings.Nearest;
import org.parley.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message and an exit code; a stack trace only for those who ask by PARLEY_TRACE=1. */
final class Errors {
    private final boolean traced;

    Errors(boolean traced) {
        this.traced = traced;
    }

    int ofExecution(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (traced) {
            failure.printStackTrace(err);
        }
        return switch (failure) {
            case CommandFailure known -> say(err, known.exitCode(), String.valueOf(known.getMessage()));
            case SettingsException settings -> say(err, ExitCode.USAGE, String.valueOf(settings.getMessage()));
            case InterruptedException _ -> say(err, 130, "interrupted");
            default -> say(err, ExitCode.FAILED, withCauses(failure));
        };
    }

    int ofUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        CommandSpec spec = command.getCommandSpec();
        String text = Objects.requireNonNullElse(failure.getMessage(), "the command line cannot be used");
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            List<String> known = word.startsWith("-")
                    ? List.copyOf(spec.optionsMap().keySet())
                    : List.copyOf(command.getSubcommands().keySet());
            text = "unknown %s %s%s"
                    .formatted(
                            word.startsWith("-") ? "option" : "word",
                            word,
                            Nearest.to(word, known)
                                    .map("; did you mean %s?"::formatted)
                                    .orElse(""));
        }
        say(command.getErr(), ExitCode.USAGE, text);
        command.getErr().println("Try: " + spec.qualifiedName() + " --help");
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    private static int say(PrintWriter err, int code, String message) {
        err.println("parley: " + message);
        err.flush();
        return code;
    }

    /** Messages from the outside in; the kind of an exception only where it has no words of its own. */
    private static String withCauses(Throwable failure) {
        StringBuilder text = new StringBuilder();
        String last = "";
        int depth = 0;
        for (Throwable one = failure; one != null && depth < 8; one = one.getCause(), depth++) {
            String message = words(one);
            if (!last.contains(message)) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
            last = message;
        }
        return text.toString();
    }

    private static String words(Throwable one) {
        String message = Objects.requireNonNullElse(one.getMessage(), "").strip();
        String kind = one.getClass().getSimpleName();
        if (message.isEmpty()) {
            return kind;
        }
        // these say a path and nothing else
        return one instanceof FileSystemException ? kind + " " + message : message;
    }
}
