package org.parley.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.demo.Terminal;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;
import org.parley.store.DatabaseException;
import org.parley.store.ScriptVersion;
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
                + " A state is live, stale (an edit with a mistake waits beside the version that serves), broken, or"
                + " out (the file's version broke down in too many calls and a host has taken it out of routing).")
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
        Settings all = options.load(surroundings).value();
        ScriptSettings settings = all.scripts();
        List<ScriptStatus> scripts;
        try (Progress _ = Progress.of(Specs.err(spec), "compiling the scripts of " + settings.folder());
                ScriptLibrary library = ScriptLibrary.open(settings)) {
            scripts = library.status();
        }
        Seen seen = seen(all);
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(
                    out, scripts.stream().map(script -> document(script, seen)).toList());
            return ExitCode.OK;
        }
        if (scripts.isEmpty()) {
            out.println("no scripts in " + settings.folder());
        } else {
            table(scripts, seen).print(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static TextTable table(List<ScriptStatus> scripts, Seen seen) {
        TextTable table = new TextTable(
                List.of("SCRIPT", "STATE", "VERSION", "CALLS", "LANGUAGES", "OWNER", "DESCRIPTION", "LAST ERROR"));
        for (ScriptStatus script : scripts) {
            table.add(List.of(
                    script.name(),
                    seen.state(script),
                    shown(script.version()),
                    shown(calls(script)),
                    shown(String.join(" ", script.languages())),
                    shown(script.owner()),
                    shown(script.description()),
                    shown(Terminal.shown(seen.error(script)))));
        }
        return table;
    }

    /** What the hosts' tables tell: which versions are out, by script, and each script's last error. */
    private record Seen(Map<String, ScriptVersion> out, Map<String, String> errors) {
        String state(ScriptStatus script) {
            return isOut(script) ? "out" : script.state();
        }

        String error(ScriptStatus script) {
            if (!script.problems().isEmpty()) {
                return script.problems().getFirst().message();
            }
            String inCalls = errors.getOrDefault(script.name(), "");
            ScriptVersion version = out.get(script.name());
            return inCalls.isEmpty() && version != null && isOut(script) ? version.error() : inCalls;
        }

        private boolean isOut(ScriptStatus script) {
            ScriptVersion version = out.get(script.name());
            return version != null && version.version().equals(script.version());
        }
    }

    /** Nothing when there is no database, or it is away, which is told. */
    private Seen seen(Settings settings) {
        if (!ScriptVersionsDoor.isThere(settings)) {
            return new Seen(Map.of(), Map.of());
        }
        try {
            return ScriptVersionsDoor.in(settings, Specs.err(spec), versions -> {
                Map<String, ScriptVersion> out = new HashMap<>();
                versions.broken().forEach(each -> out.putIfAbsent(each.name(), each));
                return new Seen(out, versions.lastErrors());
            });
        } catch (DatabaseException | CommandFailure away) {
            Specs.err(spec).println("parley: what the calls have seen is not shown: " + away.getMessage());
            return new Seen(Map.of(), Map.of());
        }
    }

    private static Map<String, Object> document(ScriptStatus script, Seen seen) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", script.name());
        document.put("file", script.file());
        document.put("state", seen.state(script));
        document.put("version", script.version());
        document.put("extensions", script.extensions());
        document.put("dids", script.dids());
        document.put("inGroups", script.inGroups());
        document.put("campaigns", script.campaigns());
        document.put("languages", script.languages());
        document.put("owner", script.owner());
        document.put("description", script.description());
        document.put("lastError", seen.error(script));
        return document;
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
