package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.ScriptData;
import org.parley.ScriptModel;
import org.parley.Settings;
import org.parley.ai.LanguageModel;
import org.parley.ai.TextToSpeech;
import org.parley.aloud.AloudStage;
import org.parley.data.DataRoom;
import org.parley.demo.Terminal;
import org.parley.settings.Nearest;
import org.parley.settings.Sources;
import org.parley.trial.TestResult;
import org.parley.trial.TestStage;
import org.parley.trial.TestSuite;
import org.parley.trial.TrialOutcome;
import org.parley.trial.TrialOutcome.Line;
import org.parley.trial.TrialSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley test-scripts}: the tests that stand beside scripts. */
@Command(
        name = "test-scripts",
        description = "Run the tests that stand beside scripts, sales.test.groovy for sales.groovy, as text in virtual"
                + " time, or with --aloud spoken in real time. Shows what was expected, what came, and what was said."
                + " Ends with 1 when one fails.")
final class TestScriptsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(
            paramLabel = "DIR|NAME",
            description = "A folder, a file, or the name of a script. Default: the folder of the scripts.")
    private List<String> wanted = List.of();

    @Option(names = "--json", description = "Print one JSON object: tests with what was expected, what came and said.")
    private boolean json;

    @Option(
            names = "--aloud",
            description = "Play them through a whole host and its audio on this box, in real time: the caller's words"
                    + " are synthesised and recognised. What cannot be had so is told as skipped.")
    private boolean aloud;

    @Option(
            names = "--record",
            paramLabel = "NAME",
            description = "Let the model of the settings (openai.chat) answer in the tests that say agent { recorded"
                    + " 'NAME' }, and write NAME.exchange.json beside them. Asks the provider, which costs money.")
    private String record = "";

    private boolean recordWanted;

    TestScriptsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = options.load(surroundings).value();
        Map<Path, List<Path>> folders = new LinkedHashMap<>();
        for (Path file : files(settings.scripts().folder())) {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "the folder of a file");
            folders.computeIfAbsent(folder.normalize(), _ -> new ArrayList<>()).add(file);
        }
        if (!record.isEmpty() && aloud) {
            throw new CommandFailure(ExitCode.USAGE, "--record: a recording is made as text; leave out --aloud");
        }
        long began = System.nanoTime();
        List<TestResult> results = new ArrayList<>();
        try (DataRoom data = ScriptData.open(settings, surroundings.folders().home(), null)) {
            for (Map.Entry<Path, List<Path>> folder : folders.entrySet()) {
                if (aloud) {
                    results.addAll(aloud(settings, folder.getKey(), folder.getValue(), data));
                } else {
                    results.addAll(asText(settings, data, folder.getValue()));
                }
            }
        }
        if (!record.isEmpty() && !recordWanted) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--record: no test says agent { recorded '%s' }".formatted(record));
        }
        return report(results, folders.values().stream().mapToInt(List::size).sum(), began);
    }

    private List<TestResult> asText(Settings settings, DataRoom data, List<Path> files) {
        TestSuite suite = suite(settings, data, null);
        if (record.isEmpty()) {
            return run(suite, files);
        }
        try (LanguageModel model = ScriptModel.open(settings)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--record: no model is set up; set openai.key, or openai.chat.url for a server of your own"))) {
            suite.record(record, model);
            List<TestResult> results = run(suite, files);
            recordWanted |= suite.isRecordWanted();
            if (!json) {
                suite.written().forEach(file -> Specs.out(spec).println("wrote " + file));
            }
            return results;
        }
    }

    private List<TestResult> aloud(Settings settings, Path folder, List<Path> files, DataRoom data) throws IOException {
        try (TemporaryFolder home = TemporaryFolder.make("parley-aloud-");
                TextToSpeech caller = CallerFiles.voice(settings);
                AloudStage stage = AloudStage.open(staged(folder, home.path()), home.path(), data, caller)) {
            return run(suite(settings, data, stage), files);
        }
    }

    private Settings staged(Path folder, Path home) {
        List<Sources.Flag> flags = AloudStage.settings(folder, home);
        Settings staged =
                options.load(surroundings, flags.toArray(Sources.Flag[]::new)).value();
        if (!staged.database().url().equals("none")) {
            throw new CommandFailure(ExitCode.USAGE, "--database: a host for tests has none; leave it out");
        }
        if (!staged.scripts().folder().toAbsolutePath().normalize().equals(folder)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--scripts: expected %s, where the tests are, but was %s"
                            .formatted(folder, staged.scripts().folder()));
        }
        return staged;
    }

    private static TestSuite suite(Settings settings, DataRoom data, @Nullable TestStage stage) {
        return new TestSuite(
                settings.scripts().compiler(),
                TrialSettings.of(settings.calls(), settings.agi().callMax()),
                data,
                stage);
    }

    private List<TestResult> run(TestSuite suite, List<Path> files) {
        PrintWriter out = Specs.out(spec);
        List<TestResult> results = new ArrayList<>();
        for (Path file : files) {
            results.addAll(suite.run(file, result -> {
                if (!json) {
                    print(out, result);
                    out.flush();
                }
            }));
        }
        return results;
    }

    private int report(List<TestResult> results, int files, long began) {
        PrintWriter out = Specs.out(spec);
        long failed = results.stream().filter(result -> !result.ok()).count();
        long skipped = results.stream().filter(TestResult::isSkipped).count();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (json) {
            JsonOutput.print(out, document(results, failed, skipped, seconds));
        } else {
            out.println("%d tests in %d files, %d failed%s, %.1f s"
                    .formatted(
                            results.size(), files, failed, skipped == 0 ? "" : ", " + skipped + " skipped", seconds));
        }
        out.flush();
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private Set<Path> files(Path folder) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        if (wanted.isEmpty()) {
            files.addAll(in(folder));
        }
        for (String each : wanted) {
            Path path = surroundings.folders().current().resolve(each);
            Path named = folder.resolve(each.replaceFirst("(\\.test)?\\.groovy$", "") + TestSuite.SUFFIX);
            if (Files.isDirectory(path)) {
                files.addAll(in(path));
            } else if (each.endsWith(TestSuite.SUFFIX) && Files.exists(path)) {
                files.add(path);
            } else if (Files.exists(named)) {
                files.add(named);
            } else {
                throw new CommandFailure(ExitCode.USAGE, unknown(each, folder));
            }
        }
        return files;
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "expected a folder of scripts at " + folder + " but there is none");
        }
        List<Path> files = TestSuite.filesOf(folder);
        if (files.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "no tests in " + folder + "; write one beside a script, such as sales" + TestSuite.SUFFIX);
        }
        return files;
    }

    private static String unknown(String name, Path folder) throws IOException {
        List<String> names = Files.isDirectory(folder)
                ? TestSuite.filesOf(folder).stream()
                        .map(file -> String.valueOf(file.getFileName()).replace(TestSuite.SUFFIX, ""))
                        .toList()
                : List.of();
        return "there is no folder '" + name + "', nor tests of a script of that name in " + folder
                + Nearest.to(name, names).map("; did you mean %s?"::formatted).orElse("");
    }

    private static void print(PrintWriter out, TestResult result) {
        out.println((!result.ok() ? "FAIL  " : result.isSkipped() ? "skip  " : "ok    ") + result.title());
        result.skipped().forEach(reason -> out.println("      skipped, " + reason));
        if (!result.ok()) {
            out.println(result.render(Terminal::shown).indent(6).stripTrailing());
        }
    }

    private static Map<String, Object> document(List<TestResult> results, long failed, long skipped, double seconds) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", failed == 0);
        document.put("tests", results.size());
        document.put("failed", failed);
        document.put("skipped", skipped);
        document.put("seconds", seconds);
        document.put(
                "results", results.stream().map(TestScriptsCommand::document).toList());
        return document;
    }

    private static Map<String, Object> document(TestResult result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", result.file());
        document.put("script", result.script());
        document.put("name", result.name());
        document.put("line", result.line());
        document.put("ok", result.ok());
        document.put("problems", result.problems());
        document.put("skipped", result.skipped());
        TrialOutcome outcome = result.outcome();
        if (outcome != null) {
            document.put("status", outcome.status());
            document.put("tookMs", outcome.took().toMillis());
            document.put(
                    "transcript",
                    outcome.transcript().stream()
                            .map(TestScriptsCommand::document)
                            .toList());
        }
        return document;
    }

    private static Map<String, Object> document(Line line) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("atMs", line.at().toMillis());
        document.put("who", line.who());
        document.put("text", line.text());
        document.put("remark", line.remark());
        return document;
    }
}
