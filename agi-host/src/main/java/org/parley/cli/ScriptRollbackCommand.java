package org.parley.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.releases.ReleaseException;
import org.parley.releases.Releases;
import org.parley.releases.TextDifference;
import org.parley.script.library.ScriptSettings;
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
        Releases releases = new Releases(settings, versions);
        Releases.Change change;
        try {
            change = releases.change(script, version);
            if (!diff) {
                releases.carryOut(change);
            }
        } catch (ReleaseException refused) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(refused.getMessage()));
        }
        String wanted = change.wanted().version();
        if (diff) {
            out.println("--- " + (change.present().isEmpty() ? "nothing" : change.present()));
            out.println("+++ " + wanted);
            TextDifference.of(change.now(), change.source()).forEach(out::println);
            out.flush();
            return ExitCode.OK;
        }
        out.println("%s is version %s again, first live %s; a running host has it within %d ms"
                .formatted(
                        change.file(),
                        wanted,
                        ScriptVersionsCommand.MOMENT.format(change.wanted().firstSeen()),
                        2 * settings.reloadAfter().toMillis()));
        if (change.keeps()) {
            out.println("what it held is kept: ./parley scripts rollback " + script + " " + change.present());
        }
        out.flush();
        return ExitCode.OK;
    }
}
