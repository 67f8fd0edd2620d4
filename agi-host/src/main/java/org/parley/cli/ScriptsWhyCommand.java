package org.parley.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.script.ReachedBy;
import org.parley.script.library.CallFacts;
import org.parley.script.library.Choice;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley scripts why}: which script a call gets, and why. */
@Command(
        name = "why",
        description = "Show which script such a call gets and why this one, and which others have a rule for it."
                + " Ends with 1 when no script gets it.")
final class ScriptsWhyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "The script that the dialplan names in AGI().")
    private String name = "";

    @Option(names = "--extension", paramLabel = "EXTEN", description = "The extension that is reached.")
    private String extension = "";

    @Option(names = "--did", paramLabel = "NUMBER", description = "The number that the caller dialled.")
    private String did = "";

    @Option(names = "--in-group", paramLabel = "GROUP", description = "The in-group of an inbound call.")
    private String inGroup = "";

    @Option(
            names = "--campaign",
            paramLabel = "CAMPAIGN",
            description = "The campaign of an outbound call, or of the line that takes an inbound one.")
    private String campaign = "";

    @Option(names = "--json", description = "Print one JSON object: script, by, rule, others.")
    private boolean json;

    ScriptsWhyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CallFacts call = new CallFacts(name, extension, did, inGroup, campaign);
        if (call.equals(CallFacts.of("", ""))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "expected what is known of the call: --extension, --did, --in-group, --campaign or --name");
        }
        ScriptSettings settings = options.load(surroundings).value().scripts();
        Optional<Choice> choice;
        List<Choice> all;
        try (Progress _ = Progress.of(Specs.err(spec), "compiling the scripts of " + settings.folder());
                ScriptLibrary library = ScriptLibrary.open(settings)) {
            choice = library.choose(call);
            all = library.all(call);
        }
        List<Choice> others =
                all.stream().skip(choice.isPresent() ? 1 : 0).distinct().toList();
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, document(choice, others));
        } else {
            print(out, choice, others);
        }
        out.flush();
        return choice.isPresent() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(PrintWriter out, Optional<Choice> choice, List<Choice> others) {
        if (choice.isEmpty()) {
            out.println(
                    name.isEmpty()
                            ? "no script: the dialplan is told FAILED and sends the call to a person"
                            : "no script is called '" + name + "', and a call that names one gets no other");
        } else {
            Choice found = choice.get();
            out.println("%s %s, by its %s '%s'"
                    .formatted(found.script().name(), found.script().version(), word(found.by()), found.rule()));
        }
        for (Choice other : others) {
            out.println("  passed over: %s, which has the %s '%s'"
                    .formatted(other.script().name(), word(other.by()), other.rule()));
        }
    }

    private static String word(ReachedBy by) {
        return by == ReachedBy.DID ? "number" : by.word();
    }

    private static Map<String, Object> document(Optional<Choice> choice, List<Choice> others) {
        Map<String, Object> document = new LinkedHashMap<>();
        choice.ifPresent(found -> document.putAll(row(found)));
        document.put("others", others.stream().map(ScriptsWhyCommand::row).toList());
        return document;
    }

    private static Map<String, Object> row(Choice choice) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("script", choice.script().name());
        row.put("version", choice.script().version());
        row.put("by", choice.by().word());
        row.put("rule", choice.rule());
        return row;
    }
}
