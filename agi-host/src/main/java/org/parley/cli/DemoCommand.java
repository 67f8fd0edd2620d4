package org.parley.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.demo.Demo;
import org.parley.demo.DemoException;
import org.parley.demo.StandIn;
import org.parley.demo.Terminal;
import org.parley.settings.HostPort;
import org.parley.settings.Sources.Flag;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley demo}: a whole AI call on this machine. */
@Command(
        name = "demo",
        description = "Show a whole AI call on this machine: a database with a campaign, the host, and a simulated"
                + " caller who talks, interrupts and asks to be called back. Serves on afterwards until Ctrl-C."
                + " Ends with 1 when a call lacks an outcome, a recording of both sides or a transcript.")
final class DemoCommand implements Callable<Integer> {
    private static final int CALLS_MAX = 1000;
    /** The demo has five agent lines. */
    private static final int LINES = 5;

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(names = "--calls", paramLabel = "N", defaultValue = "1", description = "How many callers. Default: 1.")
    private int calls;

    @Option(names = "--parallel", description = "All callers at once instead of one after the other.")
    private boolean parallel;

    @Option(names = "--exit", description = "End when the calls have ended.")
    private boolean exit;

    @Option(
            names = "--json",
            description =
                    "Print as the last line one JSON object: the voice, calls, dispositions, turn latencies, first"
                            + " audio, recordings, rows.")
    private boolean json;

    @Option(names = "--asterisk", description = "Bring the callers by a real Asterisk, started for the demo.")
    private boolean asterisk;

    @Option(names = "--caller", paramLabel = "FILE", description = "What the callers do, a step per line.")
    private @Nullable Path caller;

    @Option(
            names = "--voice",
            paramLabel = "NAME",
            description = "The calls are a free talk with a voice's stand-in, by the provider's wire format over"
                    + " loopback and without a key: elevenlabs-fake, hume-fake or openai-fake. Its mind is the rules,"
                    + " ears and mouth of this box. Default: the box itself, by the script demo.groovy.")
    private @Nullable String voice;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings.withoutDialer();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (calls < 1 || calls > CALLS_MAX) {
            throw new CommandFailure(ExitCode.USAGE, "--calls: expected 1 to " + CALLS_MAX + " but was " + calls);
        }
        if (voice == null) {
            return run(null);
        }
        if (!StandIn.NAMES.contains(voice)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--voice: expected one of " + String.join(", ", StandIn.NAMES) + " but was '" + voice + "'");
        }
        try (StandIn standIn =
                StandIn.start(voice, settings(surroundings, List.of()).voice())) {
            return run(standIn);
        }
    }

    private int run(@Nullable StandIn standIn) throws IOException, InterruptedException {
        Demo.Options options = new Demo.Options(
                calls,
                parallel,
                exit,
                json,
                asterisk,
                Optional.ofNullable(CallerFiles.read(caller)),
                Optional.ofNullable(standIn));
        Settings settings = standIn == null
                ? settings(surroundings, List.of())
                : settings(surroundings.with(StandIn.KEY, standIn.key()), standIn.settings());
        if (settings.database().url().equals("none")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--database none: the demo writes to a dialer's tables; leave it out, or give a URL");
        }
        // names of leads are of all scripts, whatever the locale says
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, surroundings.terminal());
        try (TextToSpeech callerVoice = CallerFiles.voice(settings)) {
            return new Demo(settings, surroundings.folders().home(), options, terminal).run(callerVoice);
        } catch (DemoException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** The settings in force, with free ports where a usual one is taken, and a recogniser for each caller at once. */
    private Settings settings(Surroundings around, List<Flag> more) {
        Settings settings = settingsOptions.load(around).value();
        List<Flag> other = new ArrayList<>(more);
        // no dialer's daemon runs here, so the host keeps the lines alive, and need not watch for one
        other.add(new Flag("demo", "dialer.keeper", "true"));
        other.add(new Flag("demo", "dialer.keeper-watch", "0s"));
        addIfTaken(other, "agi.listen", settings.agi().listen());
        addIfTaken(other, "audio.listen", settings.audio().listen());
        int together = parallel ? Math.min(calls, LINES) : 1;
        if (settings.voice().recognisers() < together) {
            // callers who talk at once are understood one by one, and none may wait for long
            other.add(new Flag("demo", "voice.recognisers", Integer.toString(together)));
        }
        return settingsOptions.load(around, other.toArray(Flag[]::new)).value();
    }

    private void addIfTaken(List<Flag> other, String key, HostPort listen) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(listen.address());
        } catch (IOException e) {
            Specs.err(spec).println("parley: %s (%s) is taken, the demo uses another port".formatted(listen, key));
            Specs.err(spec).flush();
            other.add(new Flag("demo", key, InetAddress.getLoopbackAddress().getHostAddress() + ":0"));
        }
    }
}
