package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley tokens}: who may come into the console. */
@Command(
        name = "tokens",
        description = "List the tokens that may come into the console (health, metrics, API, live events), with their"
                + " roles. A running host heeds changes at once.")
final class TokensCommand implements Callable<Integer> {
    static final String ROLES = "viewer|supervisor|admin";
    static final String ROLE_MEANING =
            "What may be done: read; also step into calls; also change scripts, lines and access. Default: viewer.";

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON array of tokens; the tokens themselves are not known.")
    private boolean json;

    private TokensCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new TokensCommand(surroundings))
                .addSubcommand(new TokensAddCommand(surroundings))
                .addSubcommand(new TokensRemoveCommand(surroundings));
    }

    static Access access(SettingsOptions options, Surroundings surroundings) {
        return new Access(surroundings
                .folders()
                .home()
                .resolve(options.load(surroundings).value().console().access()));
    }

    static Role role(String where, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "viewer" -> Role.VIEWER;
            case "supervisor" -> Role.SUPERVISOR;
            case "admin" -> Role.ADMIN;
            default ->
                throw new CommandFailure(
                        ExitCode.USAGE, where + ": expected viewer, supervisor or admin but was '" + word + "'");
        };
    }

    static CommandFailure unwritten(IOException failure) {
        return new CommandFailure(
                ExitCode.FAILED, "the file of who may come in cannot be written (console.access): " + failure);
    }

    @Override
    public Integer call() {
        List<Shown> tokens = access(options, surroundings).tokens().stream()
                .map(token -> new Shown(
                        token.name(), token.role().word(), token.made().toString()))
                .toList();
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, tokens);
        } else if (tokens.isEmpty()) {
            out.println("no tokens; ./parley tokens add NAME makes one");
        } else {
            tokens.forEach(
                    token -> out.println("%-24s  %-10s  %s".formatted(token.name(), token.role(), token.made())));
        }
        out.flush();
        return ExitCode.OK;
    }

    private record Shown(String name, String role, String made) {}
}
