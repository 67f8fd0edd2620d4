package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parley.script.Script;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.settings.Nearest;
import org.parley.trial.TestSuite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley new NAME}: a script with its tests, from one that comes with Parley. */
@Command(
        name = "new",
        description = "Write a new script with its tests, as a copy of one that comes with Parley under another name"
                + " and extension, and say what to do next. Overwrites nothing.")
final class NewCommand implements Callable<Integer> {
    private static final int FIRST = 8310;
    private static final int LAST = 8363; // the dialers have numbers of their own after it
    private static final Set<Integer> TAKEN_BY_DIALERS = Set.of(8320, 8331);

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The new script's name: a-z, 0-9 and dashes.")
    private String name = "";

    @Option(names = "--template", paramLabel = "NAME", description = "What to begin with; see --list. Default: plain.")
    private String template = "plain";

    @Option(
            names = "--extension",
            paramLabel = "NUMBER",
            description = "The extension that leads to it. Default: the first from 8310 on that no script has.")
    private String extension = "";

    @Option(names = "--list", description = "List the templates.")
    private boolean list;

    NewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path program = surroundings.folders().program();
        PrintWriter out = Specs.out(spec);
        if (list) {
            Template.ALL.forEach(each -> out.println("%-12s %s".formatted(each.name(), each.about(program))));
            out.flush();
            return ExitCode.OK;
        }
        if (!ScriptFile.isName(name)) {
            String came =
                    name.isEmpty() ? "there is none; ./parley new --list shows the templates" : "was '" + name + "'";
            throw usage("expected a name of a-z, 0-9 and dashes, such as front-desk, but " + came);
        }
        Template chosen = Template.named(template).orElseThrow(() -> unknown(template));
        ScriptSettings settings = options.load(surroundings).value().scripts();
        Path script = settings.folder().resolve(name + Script.SUFFIX);
        Path tests = settings.folder().resolve(name + TestSuite.SUFFIX);
        for (Path file : List.of(script, tests)) {
            if (Files.exists(file)) {
                throw exists(file);
            }
        }
        Files.createDirectories(settings.folder());
        String leads = freeExtension(settings);
        String text = chosen.script(program, name, leads);
        String testText = chosen.tests(program);
        write(script, text);
        write(tests, testText);
        out.println("Wrote %s and %s, extension %s, after the template %s."
                .formatted(script, tests.getFileName(), leads, chosen.name()));
        out.println("  ./parley talk %-20s talk with it, as text; then change its words and save".formatted(name));
        out.println("  ./parley test-scripts %-12s run its tests".formatted(name));
        out.println("  ./parley call %-20s hear it, once ./parley run serves".formatted(leads));
        out.flush();
        return ExitCode.OK;
    }

    private String freeExtension(ScriptSettings settings) {
        if (!extension.isEmpty() && !extension.matches("[0-9]{2,18}")) {
            throw usage("--extension: expected 2 to 18 digits, such as 8310, but was '" + extension + "'");
        }
        Set<String> taken = new HashSet<>();
        try (Progress _ = Progress.of(Specs.err(spec), "looking which extensions are free");
                ScriptLibrary library = ScriptLibrary.open(settings)) {
            library.status().forEach(each -> taken.addAll(each.extensions()));
            if (taken.contains(extension)) {
                Optional<String> owner = library.forExtension(extension).map(Script::name);
                throw usage("--extension: " + extension + " leads to the script " + owner.orElse("of another name")
                        + " already; take another, or none for the first that is free");
            }
        }
        if (!extension.isEmpty()) {
            return extension;
        }
        return IntStream.rangeClosed(FIRST, LAST)
                .filter(number -> !TAKEN_BY_DIALERS.contains(number))
                .mapToObj(Integer::toString)
                .filter(number -> !taken.contains(number))
                .findFirst()
                .orElseThrow(() -> usage("expected --extension, for all from " + FIRST + " to " + LAST + " are taken"));
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException raced) {
            throw exists(file);
        }
    }

    private static CommandFailure exists(Path file) {
        return usage(file + " is there already; take another name, or delete it first");
    }

    private static CommandFailure unknown(String name) {
        List<String> names = Template.ALL.stream().map(Template::name).toList();
        return usage("there is no template '" + name + "'"
                + Nearest.to(name, names)
                        .map("; did you mean %s?"::formatted)
                        .orElse("; there are " + String.join(", ", names)));
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
