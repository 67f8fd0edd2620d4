package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.DialerException;
import org.parley.dialer.calls.SqlDialer;
import org.parley.script.ScriptProblem;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;
import org.parley.store.DatabaseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley check}: compiles the scripts as the host would. */
@Command(
        name = "check",
        description = "Compile the conversation scripts as the host would, and show each mistake with its place;"
                + " with a dialer's database named, also each status that the dialer does not have."
                + " Ends with 1 when there is one.")
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON object: folder, scripts with their problems.")
    private boolean json;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings all = options.load(surroundings).value();
        ScriptSettings settings = all.scripts();
        Optional<Set<String>> statuses = statuses(all);
        List<ScriptStatus> scripts;
        try (Progress _ = Progress.of(Specs.err(spec), "compiling the scripts of " + settings.folder());
                ScriptLibrary library = ScriptLibrary.open(settings)) {
            scripts = statuses.map(library::status).orElseGet(library::status);
        }
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, document(settings.folder(), scripts));
        } else {
            print(out, settings.folder(), scripts);
        }
        out.flush();
        return scripts.stream().allMatch(script -> script.problems().isEmpty()) ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The statuses of the dialer, when one is named; a script must not set any other. */
    private Optional<Set<String>> statuses(Settings settings) {
        DatabaseSettings database = settings.database();
        if (!database.url().startsWith("jdbc:")) {
            return Optional.empty();
        }
        try {
            Jdbi jdbi = Jdbi.create(
                    database.url(), database.user(), database.password().reveal());
            return Optional.of(
                    SqlDialer.detect(jdbi, settings.dialer().options()).statuses());
        } catch (DialerException away) {
            Specs.err(spec).println("The statuses were not checked: " + away.getMessage());
            return Optional.empty();
        }
    }

    private static void print(PrintWriter out, Path folder, List<ScriptStatus> scripts) {
        long broken = 0;
        for (ScriptStatus script : scripts) {
            if (script.problems().isEmpty()) {
                String extensions = String.join(", ", script.extensions());
                out.println("ok    " + script.name() + (extensions.isEmpty() ? "" : "  (" + extensions + ")"));
            } else {
                broken++;
                out.println("FAIL  " + script.name());
                for (ScriptProblem problem : script.problems()) {
                    out.println(problem.render().indent(6).stripTrailing());
                }
            }
        }
        out.println("%d scripts in %s, %d with mistakes".formatted(scripts.size(), folder, broken));
    }

    private static Map<String, Object> document(Path folder, List<ScriptStatus> scripts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("folder", folder);
        document.put("ok", scripts.stream().allMatch(script -> script.problems().isEmpty()));
        document.put("scripts", scripts);
        return document;
    }
}
