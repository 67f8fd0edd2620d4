package org.parley.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley scripts}: which scripts there are, how they stand, and which calls lead to them. */
@Command(
        name = "scripts",
        description = "List the scripts: state, version, the calls that lead to each, languages, owner, description."
                + " A state is live, stale (an edit with a mistake waits beside the version that serves) or broken.")
final class ScriptsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON array of scripts.")
    private boolean json;

    private ScriptsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new ScriptsCommand(surroundings))
                .addSubcommand(new ScriptsWhyCommand(surroundings))
                .addSubcommand(new ScriptVersionsCommand(surroundings))
                .addSubcommand(new ScriptRollbackCommand(surroundings));
    }

    @Override
    public Integer call() {
        ScriptSettings settings = options.load(surroundings).value().scripts();
        List<ScriptStatus> scripts;
        try (Progress _ = Progress.of(Specs.err(spec), "compiling the scripts of " + settings.folder());
                ScriptLibrary library = ScriptLibrary.open(settings)) {
            scripts = library.status();
        }
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, scripts);
            return ExitCode.OK;
        }
        if (scripts.isEmpty()) {
            out.println("no scripts in " + settings.folder());
        } else {
            table(scripts).print(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static TextTable table(List<ScriptStatus> scripts) {
        TextTable table =
                new TextTable(List.of("SCRIPT", "STATE", "VERSION", "CALLS", "LANGUAGES", "OWNER", "DESCRIPTION"));
        for (ScriptStatus script : scripts) {
            table.add(List.of(
                    script.name(),
                    script.state(),
                    shown(script.version()),
                    shown(calls(script)),
                    shown(String.join(" ", script.languages())),
                    shown(script.owner()),
                    shown(script.description())));
        }
        return table;
    }

    private static String calls(ScriptStatus script) {
        List<String> all = new ArrayList<>(script.extensions());
        script.dids().forEach(did -> all.add("did " + did));
        script.inGroups().forEach(group -> all.add("in-group " + group));
        script.campaigns().forEach(campaign -> all.add("campaign " + campaign));
        return String.join(", ", all);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
