package org.parley.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley generate-completion}. */
@Command(
        name = "generate-completion",
        description = "Print the completion of commands and options for bash and zsh, to be sourced.")
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine top = Specs.command(spec).getCommandSpec().root().commandLine();
        Specs.out(spec).print(AutoComplete.bash("parley", top));
        Specs.out(spec).flush();
        return ExitCode.OK;
    }
}
