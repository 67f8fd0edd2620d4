package org.parley.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.demo.Terminal;
import org.parley.store.ScriptVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley scripts versions}: the versions of a script that were live. */
@Command(
        name = "versions",
        description = "List the versions of a script that were live on a host, the newest first. The last fifty are"
                + " kept. Ends with 1 when there is none.")
final class ScriptVersionsCommand implements Callable<Integer> {
    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "NAME", description = "The script.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON array of versions.")
    private boolean json;

    ScriptVersionsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String script = ScriptVersionsDoor.name(name);
        Settings settings = options.load(surroundings).value();
        List<ScriptVersion> versions = ScriptVersionsDoor.in(settings, Specs.err(spec), kept -> kept.list(script));
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, versions);
        } else if (versions.isEmpty()) {
            out.println("no version of " + script + " was live on a host yet");
        } else {
            TextTable table = new TextTable(List.of("VERSION", "FIRST LIVE", "LAST LIVE", "BYTES", "HOST", "STATE"));
            for (ScriptVersion each : versions) {
                table.add(List.of(
                        each.version(),
                        MOMENT.format(each.firstSeen()),
                        MOMENT.format(each.lastSeen()),
                        each.bytes(),
                        each.host().isEmpty() ? "-" : each.host(),
                        state(each)));
            }
            table.print(out);
        }
        out.flush();
        return versions.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private static String state(ScriptVersion version) {
        Instant broken = version.brokenAt();
        return broken == null ? "good" : "out since " + MOMENT.format(broken) + ": " + Terminal.shown(version.error());
    }
}
