package org.parley.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley tokens add}: lets somebody in. */
@Command(
        name = "add",
        description = "Make a token for the console and print it, once: only its hash is kept. It is sent as"
                + " 'Authorization: Bearer TOKEN'.")
final class TokensAddCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME", description = "Who or what has it, such as grafana.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = TokensCommand.ROLES,
            defaultValue = "viewer",
            description = TokensCommand.ROLE_MEANING)
    private String role = "viewer";

    TokensAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            String token = TokensCommand.access(options, surroundings)
                    .add(name, TokensCommand.role("--role", role, TokensCommand.ROLES));
            Specs.out(spec).println(token);
            Specs.out(spec).flush();
            return ExitCode.OK;
        } catch (IllegalArgumentException unfit) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(unfit.getMessage()));
        } catch (IOException failure) {
            throw TokensCommand.unwritten(failure);
        }
    }
}
