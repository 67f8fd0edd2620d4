package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.script.ScriptProblem;
import org.parley.script.library.ScriptStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley check}: compiles the scripts as the host would, and tells what is wrong and what is doubtful. */
@Command(
        name = "check",
        description = "Compile the conversation scripts as the host would, and show each mistake and each doubt with"
                + " its place and what to do; with a dialer's database named, also each status and in-group that the"
                + " dialer does not have. Ends with 1 when there is a mistake.")
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME|FILE", arity = "0..*", description = "Scripts. Default: all of the folder.")
    private List<String> wanted = List.of();

    @Option(
            names = "--format",
            paramLabel = "text|json|sarif",
            description = "How the findings are shown; sarif is SARIF 2.1.0, for editors and services for code."
                    + " Default: text.")
    private @Nullable String format;

    @Option(
            names = "--json",
            description = "The same as --format json: one JSON object with the folder, and the scripts with their"
                    + " problems and warnings.")
    private boolean json;

    @Option(names = "--strict", description = "End with 1 when there is a warning too.")
    private boolean strict;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String shown = format();
        Settings settings = options.load(surroundings).value();
        Path folder = settings.scripts().folder();
        Path current = surroundings.folders().current();
        List<ScriptStatus> scripts;
        try (Progress _ = Progress.of(Specs.err(spec), "compiling the scripts of " + folder)) {
            scripts = new CheckedScripts(settings, current, Specs.err(spec)).check(wanted);
        }
        Specs.err(spec).flush();
        PrintWriter out = Specs.out(spec);
        switch (shown) {
            case "json" -> JsonOutput.print(out, document(folder, scripts));
            case "sarif" ->
                JsonOutput.print(
                        out,
                        SarifReport.of(
                                Build.of(surroundings.folders().program()).version(), current, scripts));
            default -> print(out, folder, scripts);
        }
        out.flush();
        boolean good = scripts.stream()
                .allMatch(script -> script.problems().isEmpty()
                        && (!strict || script.warnings().isEmpty()));
        return good ? ExitCode.OK : ExitCode.FAILED;
    }

    private String format() {
        String wish = format == null ? json ? "json" : "text" : format;
        if (!List.of("text", "json", "sarif").contains(wish) || (json && !wish.equals("json"))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--format: expected text, json or sarif but was '%s'%s"
                            .formatted(wish, json ? " beside --json" : ""));
        }
        return wish;
    }

    private static void print(PrintWriter out, Path folder, List<ScriptStatus> scripts) {
        long broken = 0;
        long warnings = 0;
        for (ScriptStatus script : scripts) {
            String extensions = String.join(", ", script.extensions());
            boolean good = script.problems().isEmpty();
            broken += good ? 0 : 1;
            warnings += script.warnings().size();
            out.println(
                    good
                            ? "ok    " + script.name() + (extensions.isEmpty() ? "" : "  (" + extensions + ")")
                            : "FAIL  " + script.name());
            script.problems().forEach(problem -> print(out, problem));
            script.warnings().forEach(warning -> print(out, warning));
        }
        out.println("%d scripts in %s, %d with mistakes%s"
                .formatted(scripts.size(), folder, broken, warnings == 0 ? "" : ", " + warnings + " warnings"));
    }

    private static void print(PrintWriter out, ScriptProblem problem) {
        out.println(problem.render().indent(6).stripTrailing());
    }

    private static Map<String, Object> document(Path folder, List<ScriptStatus> scripts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("folder", folder);
        document.put("ok", scripts.stream().allMatch(script -> script.problems().isEmpty()));
        document.put("scripts", scripts);
        return document;
    }
}
