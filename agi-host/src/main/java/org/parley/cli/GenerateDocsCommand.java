package org.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley generate-docs}: for whoever changes a setting or a command. */
@Command(
        name = "generate-docs",
        hidden = true,
        description = "Write docs/configuration.md, docs/commands.md, docs/verbs.md and scripts/parley.gdsl anew.")
final class GenerateDocsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    GenerateDocsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path docs = Files.createDirectories(surroundings.folders().program().resolve("docs"));
        Files.writeString(docs.resolve("configuration.md"), Manuals.configuration());
        Files.writeString(docs.resolve("commands.md"), Manuals.commands(ParleyCommand.line(surroundings)));
        Path sources = VerbsManual.sources(surroundings.folders().program());
        Files.writeString(docs.resolve("verbs.md"), VerbsManual.page(sources));
        Files.writeString(docs.resolveSibling("scripts").resolve(EditorFiles.GDSL), EditorFiles.gdsl(sources));
        Specs.out(spec).println("wrote configuration.md, commands.md and verbs.md in " + docs + ", and the GDSL");
        return ExitCode.OK;
    }
}
