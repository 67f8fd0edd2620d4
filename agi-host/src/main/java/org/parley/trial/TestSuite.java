package org.parley.trial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.LanguageModel;
import org.parley.script.Data;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.GuardedCode;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.trial.Expectations.Check;
import org.parley.trial.Timeline.Miss;
import org.parley.trial.TrialOutcome.EndedBy;

/** Runs the tests that stand beside scripts. Each script is compiled once. One thread. */
public final class TestSuite {
    /** What the names of files of tests end with. */
    public static final String SUFFIX = ".test.groovy";

    private final ScriptCompiler compiler;
    private final TrialSettings settings;
    private final Data data;
    private final @Nullable TestStage stage; // null for text
    private String records = ""; // the name of the recording that is made, or ""
    private @Nullable LanguageModel recorded; // the model whose answers are recorded
    private boolean wanted;
    private final List<Path> written = new ArrayList<>();
    private final Map<Path, Compiled> scripts = new HashMap<>();

    /** Tests that compile with this, go by these times, and search these documents. */
    public TestSuite(ScriptCompiler compiler, TrialSettings settings, Data data) {
        this(compiler, settings, data, null);
    }

    /** The same played there instead of as text. */
    public TestSuite(ScriptCompiler compiler, TrialSettings settings, Data data, @Nullable TestStage stage) {
        this.stage = stage;
        this.data = data;
        this.compiler = compiler;
        this.settings = settings;
    }

    /** Lets this model, which it does not own, answer in tests that want the recording of that name, and writes it. */
    public void record(String name, LanguageModel model) {
        records = name;
        recorded = model;
    }

    /** Whether a test wanted the recording that is to be made. */
    public boolean isRecordWanted() {
        return wanted;
    }

    /** The recordings that were written. */
    public List<Path> written() {
        return List.copyOf(written);
    }

    /** The files of tests in a folder, in order of names. */
    public static List<Path> filesOf(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(found::add);
        } catch (java.nio.file.DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found.stream().sorted().toList();
    }

    /** Runs all tests of a file; one result without a name when they could not run. */
    public List<TestResult> run(Path path) {
        return run(path, _ -> {});
    }

    /** The same; {@code told} is given each result at once. */
    public List<TestResult> run(Path path, Consumer<TestResult> told) {
        List<TestResult> results = all(path, told);
        results.stream().filter(result -> result.name().isEmpty()).forEach(told); // those of the file as a whole
        return results;
    }

    private List<TestResult> all(Path path, Consumer<TestResult> told) {
        String file = String.valueOf(path.getFileName());
        String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
        return switch (compiler.guarded(path, ScriptTests.class)) {
            case GuardedCode.Result.Bad(List<ScriptProblem> problems) -> List.of(broken(file, name, problems));
            case GuardedCode.Result.Good(GuardedCode<ScriptTests> code) -> {
                try {
                    yield all(path, file, name, code, told);
                } finally {
                    code.forget();
                }
            }
        };
    }

    private List<TestResult> all(
            Path path, String file, String name, GuardedCode<ScriptTests> code, Consumer<TestResult> told) {
        ScriptTests tests = code.make();
        tests.begin(code::line);
        try {
            code.enter(tests::run);
        } catch (ScriptFailure failure) {
            return List.of(broken(file, name, List.of(failure.problem())));
        }
        String tested = tests.script().isEmpty() ? name : tests.script();
        if (tests.cases().isEmpty()) {
            return List.of(broken(file, tested, List.of(code.problem(0, "Expected a test('…') { … } but found none"))));
        }
        return switch (scripts.computeIfAbsent(path.resolveSibling(tested + ".groovy"), compiler::compile)) {
            case Compiled.Bad(List<ScriptProblem> problems) -> List.of(broken(file, tested, problems));
            case Compiled.Good(Script script) ->
                tests.cases().stream()
                        .map(each -> run(each, script, path, code))
                        .peek(told)
                        .toList();
        };
    }

    private static TestResult broken(String file, String script, List<ScriptProblem> problems) {
        return new TestResult(file, script, "", 0, problems, List.of(), null);
    }

    private TestResult run(TestCase test, Script script, Path path, GuardedCode<ScriptTests> code) {
        String file = String.valueOf(path.getFileName());
        TestStage at = stage;
        if (at != null && !test.onlyText().isEmpty()) {
            String reason = "as text only: " + String.join(", ", test.onlyText());
            return new TestResult(file, script.name(), test.name(), test.line(), List.of(), List.of(reason), null);
        }
        Timeline caller = new Timeline(test.steps());
        List<ScriptProblem> problems = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        TrialOutcome outcome = at == null
                ? asText(test, script, caller, path, why -> problems.add(code.problem(test.line(), why)))
                : aloud(at, path, test, script, caller);
        if (!problems.isEmpty()) {
            return new TestResult(file, script.name(), test.name(), test.line(), problems, skipped, outcome);
        }
        if (outcome.endedBy() == EndedBy.FAILURE && !test.mayFail()) {
            problems.add(code.problem(test.line(), "The script broke down:\n" + outcome.detail()));
        }
        for (Miss miss : caller.misses()) {
            problems.add(code.problem(miss.line(), "Expected " + miss.expected() + ", but " + miss.came()));
        }
        for (Check check : test.checks()) {
            if (at != null && !check.recorded()) {
                skipped.add("as text only: %s:%d: %s".formatted(file, check.line(), check.expected()));
                continue;
            }
            check.came()
                    .apply(outcome)
                    .ifPresent(came ->
                            problems.add(code.problem(check.line(), "Expected " + check.expected() + ", but " + came)));
        }
        return new TestResult(file, script.name(), test.name(), test.line(), problems, skipped, outcome);
    }

    private TrialOutcome aloud(TestStage at, Path path, TestCase test, Script script, Timeline caller) {
        Path tested = path.resolveSibling(script.name() + ".groovy");
        try (LanguageModel model = test.model()) {
            return at.play(new TestStage.Play(tested, test.setting(data), caller, test.wire(), model));
        }
    }

    private TrialOutcome asText(TestCase test, Script script, Timeline caller, Path path, Consumer<String> problems) {
        String name = test.recording();
        LanguageModel real = recorded;
        if (name.isEmpty()) {
            try (LanguageModel model = test.model()) {
                return asText(test, script, caller, model);
            }
        }
        Path file = path.resolveSibling(name + Exchanges.SUFFIX);
        try {
            if (real == null || !records.equals(name)) {
                ReplayedModel model = new ReplayedModel(Exchanges.read(file));
                TrialOutcome outcome = asText(test, script, caller, model);
                if (!model.misfit().isEmpty()) {
                    problems.accept("The recording " + name + Exchanges.SUFFIX + " no longer fits: " + model.misfit()
                            + ". " + recordIt(name));
                }
                return outcome;
            }
            wanted = true;
            if (written.contains(file)) {
                problems.accept("Another test makes the recording '" + name + "' already; give this one its own");
            }
            RecordingModel model = new RecordingModel(real);
            TrialOutcome outcome = asText(test, script, caller, model);
            if (model.failure().isEmpty()) {
                model.recorded().write(file);
                written.add(file);
            } else {
                problems.accept("Nothing was recorded as '" + name + "', for " + model.failure());
            }
            return outcome;
        } catch (IOException wrong) {
            problems.accept("Expected the recording '" + name + "' but " + wrong.getMessage() + ". " + recordIt(name));
            try (LanguageModel none = new AgentWords().model()) {
                return asText(test, script, caller, none);
            }
        }
    }

    private static String recordIt(String name) {
        return "./parley test-scripts --record " + name + " makes it with the model of the settings";
    }

    private TrialOutcome asText(TestCase test, Script script, Timeline caller, LanguageModel model) {
        return Trial.run(script, test.setting(data), settings, caller, model, _ -> {});
    }
}
