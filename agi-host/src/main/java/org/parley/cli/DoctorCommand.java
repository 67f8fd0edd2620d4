package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.cli.Check.Status;
import org.parley.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley doctor}: the settings in force with their origin, and whether this machine can serve them. */
@Command(
        name = "doctor",
        description = "Show the settings in force and where each comes from, and check that this machine can serve"
                + " calls with them. Changes nothing. Ends with 1 when a check fails.")
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON object: settings, checks.")
    private boolean json;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Loaded<Settings> loaded = options.load(surroundings);
        List<Check> checks;
        try (Progress _ = Progress.of(Specs.err(spec), "looking at scripts, database and machine")) {
            checks = checks(loaded.value(), surroundings);
        }
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, document(loaded, checks));
        } else {
            printSettings(out, loaded);
            printChecks(out, checks);
        }
        out.flush();
        boolean failed = checks.stream().anyMatch(check -> check.status() == Status.FAIL);
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }

    /** All that it looks at; takes seconds. */
    static List<Check> checks(Settings settings, Surroundings surroundings) throws InterruptedException {
        Programs programs = new Programs(surroundings.environment().getOrDefault("PATH", ""));
        MachineChecks machine = new MachineChecks(programs);
        List<Check> checks = new ArrayList<>();
        checks.add(machine.jdk());
        checks.add(machine.port("agi-port", "agi.listen", settings.agi().listen()));
        checks.add(machine.port("audio-port", "audio.listen", settings.audio().listen()));
        if (settings.console().on()) {
            checks.add(machine.port(
                    "console-port", "console.listen", settings.console().listen()));
        }
        checks.add(machine.advertised(
                settings.audio().advertise(), settings.audio().listen()));
        checks.add(machine.asterisk());
        checks.add(FilesCheck.of(settings.calls(), programs));
        checks.add(ManagerCheck.check(settings.asterisk()));
        checks.add(DialplanCheck.check(settings));
        checks.add(ScriptCheck.of(settings));
        checks.add(ConsoleCheck.of(settings.console(), surroundings.folders().home()));
        checks.add(WebCallCheck.of(settings));
        if (settings.console().on() && settings.console().tls().on()) {
            checks.add(ConsoleCheck.certificate(settings.console().tls(), Instant.now()));
        }
        checks.add(DataCheck.of(settings.data()));
        checks.add(new DatabaseCheck(programs).check(settings.database()));
        checks.addAll(DialerCheck.check(settings));
        checks.add(VoicesCheck.of(settings));
        checks.add(PricesCheck.of(settings));
        checks.add(LanguagesCheck.of(settings, programs));
        checks.add(machine.voice(settings.voice().synthesiser()));
        checks.add(machine.folder(
                "recordings", "calls.recordings", settings.calls().recordings()));
        checks.add(machine.folder(
                "journal", "database.journal-folder", settings.database().journalFolder()));
        checks.add(machine.disk(settings.calls().recordings()));
        checks.add(machine.openFiles(settings.agi().callsMax()));
        checks.add(machine.clock());
        return checks;
    }

    private void printSettings(PrintWriter out, Loaded<Settings> loaded) {
        Path file = options.file(surroundings);
        out.println("Settings in force" + (file == null ? " (no settings file)" : " (" + file + ")"));
        int keyWidth = loaded.entries().stream()
                .mapToInt(entry -> entry.key().length())
                .max()
                .orElse(0);
        for (Loaded.Entry entry : loaded.entries()) {
            String shown = entry.shown().isEmpty() ? "-" : entry.shown();
            out.println("  %s  %s  %s".formatted(pad(entry.key(), keyWidth), pad(shown, 24), entry.origin()));
        }
    }

    private void printChecks(PrintWriter out, List<Check> checks) {
        out.println();
        out.println("Checks");
        Ansi ansi = surroundings.terminal() ? Ansi.ON : Ansi.OFF;
        for (Check check : checks) {
            String word = switch (check.status()) {
                case OK -> ansi.string("@|green ok  |@");
                case WARN -> ansi.string("@|yellow warn|@");
                case FAIL -> ansi.string("@|bold,red FAIL|@");
            };
            out.println("  %s  %s  %s".formatted(word, pad(check.name(), 13), check.finding()));
            if (!check.remedy().isEmpty()) {
                out.println(" ".repeat(23) + "to do: " + check.remedy());
            }
        }
    }

    private static Document document(Loaded<Settings> loaded, List<Check> checks) {
        Map<String, InForce> settings = new LinkedHashMap<>();
        for (Loaded.Entry entry : loaded.entries()) {
            settings.put(entry.key(), new InForce(entry.shown(), entry.origin().toString()));
        }
        return new Document(settings, checks);
    }

    /** What {@code --json} prints. */
    private record Document(Map<String, InForce> settings, List<Check> checks) {}

    private record InForce(String value, String origin) {}

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
