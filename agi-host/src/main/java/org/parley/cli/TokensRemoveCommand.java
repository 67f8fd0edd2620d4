package org.parley.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.parley.console.doors.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code parley tokens remove}: lets somebody in no more. */
@Command(name = "remove", description = "Take a token away; a running host refuses it from then on.")
final class TokensRemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME", description = "Whose, as ./parley tokens lists them.")
    private String name = "";

    TokensRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Access access = TokensCommand.access(options, surroundings);
        try {
            if (!access.remove(name)) {
                throw new CommandFailure(
                        ExitCode.FAILED, "there is no token '" + name + "'; ./parley tokens lists them");
            }
            return ExitCode.OK;
        } catch (IOException failure) {
            throw TokensCommand.unwritten(failure);
        }
    }
}
