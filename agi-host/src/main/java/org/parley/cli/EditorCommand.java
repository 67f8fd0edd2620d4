package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley editor}: completion of the words for whoever writes scripts. */
@Command(
        name = "editor",
        description = "Let editors complete the words of scripts: writes parley.gdsl (IntelliJ IDEA) and"
                + " .vscode/parley.code-snippets (VS Code, no extension needed) into the folder of scripts. Open that"
                + " folder in the editor. Run it again after an update of Parley.")
final class EditorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Default: the folder of the scripts.")
    private @Nullable Path folder;

    EditorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path into = folder == null
                ? options.load(surroundings).value().scripts().folder()
                : surroundings.folders().current().resolve(folder);
        if (!Files.isDirectory(into)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Expected a folder of scripts but " + into + " is none; make it, or name another");
        }
        Path sources = VerbsManual.sources(surroundings.folders().program());
        if (!Files.isDirectory(sources)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Expected Parley's sources, which say what the words are, in " + sources
                            + " but found none; run it where Parley was built");
        }
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(into.resolve(EditorFiles.GDSL), EditorFiles.gdsl(sources));
        files.put(into.resolve(EditorFiles.SNIPPETS), EditorFiles.snippets(sources));
        for (Path file : files.keySet()) {
            if (Files.exists(file) && !Files.readString(file).contains(EditorFiles.MARK)) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "Expected " + file + " to be Parley's but somebody else wrote it; move it away first");
            }
        }
        Files.createDirectories(into.resolve(EditorFiles.SNIPPETS_FOLDER));
        PrintWriter out = Specs.out(spec);
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
            out.println("wrote " + file.getKey());
        }
        out.flush();
        return ExitCode.OK;
    }
}
