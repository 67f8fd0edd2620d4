package org.parley.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.ScriptData;
import org.parley.Settings;
import org.parley.ai.LanguageModel;
import org.parley.ai.local.RuleModel;
import org.parley.aloud.Typed;
import org.parley.call.ReadOnlyData;
import org.parley.data.DataRoom;
import org.parley.demo.Terminal;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.Lead;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptStatus;
import org.parley.settings.Nearest;
import org.parley.trial.Trial;
import org.parley.trial.TrialOutcome;
import org.parley.trial.TrialOutcome.EndedBy;
import org.parley.trial.TrialOutcome.Line;
import org.parley.trial.TrialOutcome.Who;
import org.parley.trial.TrialSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley talk NAME}: a talk with a script, as text. */
@Command(
        name = "talk",
        description = "Talk with a script in the terminal, without a telephone, a dialer or a host: you write what the"
                + " caller says. An empty line is silence, #123 presses keys, ? is something that is not understood,"
                + " Ctrl-D hangs up. Shows at the end what came of the call; nothing is written anywhere. Ends with 1"
                + " when the script has mistakes or breaks down.")
final class TalkCommand implements Callable<Integer> {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME|EXTENSION", description = "The script's name, or an extension that leads to it.")
    private String wanted = "";

    @Option(
            names = "--lead",
            paramLabel = "ID|FIELD=VALUE",
            description = "The number of a lead of the dialer, which is only read; without one it is the demo's first"
                    + " lead. Or a field of the lead, such as firstName=Ana.")
    private List<String> lead = List.of();

    @Option(
            names = "--aloud",
            description = "Talk through a whole host and its audio on this box, in real time: what you write is spoken"
                    + " and recognised, and what the agent says is shown as it begins to sound, with the time that he"
                    + " took. The recording is kept.")
    private boolean aloud;

    @Option(names = "--play", description = "With --aloud: play the recording afterwards.")
    private boolean play;

    TalkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = options.load(surroundings).value();
        PrintWriter out = Specs.out(spec);
        if (play && !aloud) {
            throw new CommandFailure(ExitCode.USAGE, "--play: expected with --aloud; as text there is nothing to play");
        }
        TalkLead talking = TalkLead.of(lead, settings);
        Lead caller = talking.lead();
        Path home = surroundings.folders().home();
        try (ScriptLibrary library = ScriptLibrary.open(settings.scripts());
                DataRoom data = ScriptData.open(settings, home, null)) {
            Optional<Script> script = library.named(wanted).or(() -> library.forExtension(wanted));
            if (!sound(library, script)) {
                return ExitCode.FAILED;
            }
            ZoneOffset clock = caller.clock();
            Trial.Setting setting = new Trial.Setting(
                    caller,
                    wanted.matches("[0-9*#]+") ? wanted : "8300",
                    LocalDateTime.now(clock == null ? ZoneOffset.UTC : clock),
                    Map.of(),
                    Map.of(),
                    new ReadOnlyData(data));
            if (talking.isReal()) {
                out.println(talking.line(Terminal::shown));
                out.println();
                out.flush();
            }
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            TrialOutcome outcome = aloud
                    ? new TalkAloud(surroundings, options, out, play)
                            .run(
                                    settings,
                                    script.orElseThrow().name(),
                                    setting,
                                    new Typed(in, out, surroundings.terminal(), Terminal::shown))
                    : asText(settings, script.orElseThrow(), setting, in, talking.isReal());
            print(out, outcome, clock, talking);
            return outcome.endedBy() == EndedBy.FAILURE ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private TrialOutcome asText(
            Settings settings, Script script, Trial.Setting setting, BufferedReader in, boolean timed) {
        PrintWriter out = Specs.out(spec);
        try (LanguageModel model = new RuleModel()) {
            return Trial.run(
                    script,
                    setting,
                    TrialSettings.of(settings.calls(), settings.agi().callMax()),
                    new TerminalCaller(in, out, surroundings.terminal()),
                    model,
                    line -> show(out, line, timed));
        }
    }

    /** Whether there is one to talk with; its mistakes are shown as by {@code parley check}. */
    private boolean sound(ScriptLibrary library, Optional<Script> script) {
        List<ScriptStatus> all = library.status();
        String name = script.map(Script::name).orElse(wanted.replaceFirst("\\.groovy$", ""));
        Optional<ScriptStatus> status =
                all.stream().filter(each -> each.name().equals(name)).findFirst();
        if (status.isEmpty()) {
            List<String> names = all.stream().map(ScriptStatus::name).toList();
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "there is no script '" + wanted + "', nor an extension that leads to one"
                            + Nearest.to(wanted, names)
                                    .map("; did you mean %s?"::formatted)
                                    .orElse("; there are " + String.join(", ", names)));
        }
        if (status.get().current() && script.isPresent()) {
            return true;
        }
        PrintWriter out = Specs.out(spec);
        out.println("FAIL  " + name);
        for (ScriptProblem problem : status.get().problems()) {
            out.println(problem.render().indent(6).stripTrailing());
        }
        out.flush();
        return false;
    }

    /** A person at the terminal has written the caller's lines himself. */
    private void show(PrintWriter out, Line line, boolean timed) {
        if (line.who() == Who.AGENT || !surroundings.terminal()) {
            String when = timed ? "%6.1f s  ".formatted(line.at().toMillis() / 1e3) : "";
            out.println(when + line.render(Terminal::shown));
            out.flush();
        }
    }

    private static void print(PrintWriter out, TrialOutcome outcome, @Nullable ZoneOffset clock, TalkLead talking) {
        out.println();
        if (talking.isReal()) {
            out.println("A call of lead %d would write this; nothing was written."
                    .formatted(talking.lead().id()));
        }
        row(out, "status", outcome.status().isEmpty() ? "none" : outcome.status(), outcome.comment());
        CallBack callBack = outcome.callBack();
        if (callBack != null) {
            row(
                    out,
                    "call-back",
                    DAY_AND_TIME.format(callBack.at().atZone(clock == null ? ZoneOffset.UTC : clock)),
                    callBack.comment());
        }
        outcome.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> row(out, "field", field.getKey() + " = " + field.getValue(), ""));
        if (!outcome.transfer().isEmpty()) {
            row(out, "transfer", outcome.transfer(), "");
        }
        outcome.notes().forEach(note -> row(out, "note", note, ""));
        outcome.tools().forEach(tool -> row(out, "tool", tool, ""));
        row(out, "ended by", outcome.endedBy().name().toLowerCase(Locale.ROOT), outcome.detail());
        row(out, "took", "%.1f s".formatted(outcome.took().toMillis() / 1e3), "");
        out.flush();
    }

    private static void row(PrintWriter out, String name, String value, String remark) {
        String more = remark.isEmpty() ? "" : remark.contains("\n") ? "\n" + remark : "  (" + remark + ")";
        out.println("%-10s %s%s".formatted(name, value, more));
    }
}
