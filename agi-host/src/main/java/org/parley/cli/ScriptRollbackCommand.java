package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptSettings;
import org.parley.store.ScriptVersion;
import org.parley.store.ScriptVersions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley scripts rollback}: an earlier version of a script comes back into its file. */
@Command(
        name = "rollback",
        description = "Write an earlier version of a script back into its file; a running host takes it as any other"
                + " edit. What the file holds now is kept as a version.")
final class ScriptRollbackCommand implements Callable<Integer> {
    private static final int PREFIX_MIN = 4;

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The script.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version, or its first four digits or more. Default: the good one that was live before.")
    private @Nullable String version;

    @Option(names = "--diff", description = "Only show what would change.")
    private boolean diff;

    ScriptRollbackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String script = ScriptVersionsDoor.name(name);
        Settings settings = options.load(surroundings).value();
        return ScriptVersionsDoor.in(
                settings, Specs.err(spec), versions -> rollBack(settings.scripts(), versions, script));
    }

    private int rollBack(ScriptSettings settings, ScriptVersions versions, String script) {
        PrintWriter out = Specs.out(spec);
        Path file = settings.folder().resolve(script + Script.SUFFIX);
        String now = read(file);
        String present = now.isEmpty() ? "" : ScriptFile.version(now);
        ScriptVersion wanted = wanted(versions.list(script), script, present);
        String source = versions.source(script, wanted.version())
                .orElseThrow(
                        () -> new CommandFailure(ExitCode.FAILED, "version " + wanted.version() + " has just gone"));
        if (diff) {
            out.println("--- " + (present.isEmpty() ? "nothing" : present));
            out.println("+++ " + wanted.version());
            TextDifference.of(now, source).forEach(out::println);
            out.flush();
            return ExitCode.OK;
        }
        ScriptCompiler compiler = settings.compiler();
        if (compiler.compile(script + Script.SUFFIX, source) instanceof Compiled.Bad(List<ScriptProblem> problems)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "version %s is no good script for this Parley: %s"
                            .formatted(wanted.version(), problems.getFirst().message()));
        }
        boolean kept = !now.isEmpty() && keep(versions, compiler, script, present, now);
        write(file, source);
        out.println("%s is version %s again, first live %s; a running host has it within %d ms"
                .formatted(
                        file,
                        wanted.version(),
                        ScriptVersionsCommand.MOMENT.format(wanted.firstSeen()),
                        2 * settings.reloadAfter().toMillis()));
        if (kept) {
            out.println("what it held is kept: ./parley scripts rollback " + script + " " + present);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static boolean keep(
            ScriptVersions versions, ScriptCompiler compiler, String script, String present, String now) {
        boolean known =
                versions.list(script).stream().anyMatch(each -> each.version().equals(present));
        if (!known) {
            versions.keep(script, present, now, "");
        }
        if (compiler.compile(script + Script.SUFFIX, now) instanceof Compiled.Bad(List<ScriptProblem> problems)) {
            versions.broken(script, present, problems.getFirst().message());
        }
        return true;
    }

    private ScriptVersion wanted(List<ScriptVersion> versions, String script, String present) {
        String asked = version;
        if (asked == null) {
            return versions.stream()
                    .filter(each -> !each.version().equals(present) && each.brokenAt() == null)
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.FAILED, "no good version of " + script + " but the present one is kept"));
        }
        List<ScriptVersion> found = asked.length() < PREFIX_MIN
                ? List.of()
                : versions.stream()
                        .filter(each -> each.version().startsWith(asked))
                        .toList();
        if (found.size() != 1) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "expected one version of %s that begins with %s but found %d; ./parley scripts versions %s"
                            .formatted(script, asked, found.size(), script));
        }
        if (found.getFirst().version().equals(present)) {
            throw new CommandFailure(ExitCode.FAILED, "the file holds version " + present + " already");
        }
        return found.getFirst();
    }

    /** The text of the file, or "" when there is none. */
    private static String read(Path file) {
        try {
            return Files.exists(file) ? ScriptFile.read(file) : "";
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.FAILED, file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** The host sees the old text or the new one, and never half of it. */
    private static void write(Path file, String source) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(part, source);
            PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (Files.exists(file) && old != null) {
                Files.setPosixFilePermissions(part, old.readAttributes().permissions());
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException refused) {
            String why = refused.getReason() == null ? refused.getClass().getSimpleName() : refused.getReason();
            throw new CommandFailure(ExitCode.FAILED, file + " cannot be written: " + why);
        } catch (IOException refused) {
            throw new CommandFailure(ExitCode.FAILED, file + " cannot be written: " + refused.getMessage());
        }
    }
}
