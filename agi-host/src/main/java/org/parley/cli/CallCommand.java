package org.parley.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.demo.CallerTalk;
import org.parley.demo.DemoCaller;
import org.parley.settings.HostPort;
import org.parley.sim.CallEnd;
import org.parley.sim.CallEnd.Route;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerScript;
import org.parley.sim.CallerVoice;
import org.parley.store.CallStory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley call EXTENSION}: one call through the running host. */
@Command(
        name = "call",
        description = "Place one call to an extension of the running host, as a simulated caller who goes by what he"
                + " hears, and show its words. Ends with 1 when the host did not serve the call.")
final class CallCommand implements Callable<Integer> {
    private static final Duration CALL_MAX = Duration.ofMinutes(30);

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Parameters(paramLabel = "EXTENSION", description = "The extension to call, such as 8300.")
    private String extension = "";

    @Option(
            names = "--caller",
            paramLabel = "FILE",
            description = "What the caller does, a step per line: hears, says TEXT, interrupts 1500ms TEXT,"
                    + " presses 12#, silent 2s, hangs up. Default: the caller of the demo.")
    private @Nullable Path caller;

    @Option(
            names = "--script",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Ask for the script of that name, as agi://host/NAME does, instead of by extension.")
    private String script = "";

    @Option(
            names = "--code",
            paramLabel = "CODE",
            defaultValue = "",
            description = "The dialer's call code, as OSDial passes it in the account code.")
    private String code = "";

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            defaultValue = "5550100",
            description = "The caller's number. Default: 5550100.")
    private String number = "";

    @Option(names = "--json", description = "Print one JSON object as the last line.")
    private boolean json;

    CallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!extension.matches("[0-9A-Za-z*#_+-]{1,40}")) {
            throw new CommandFailure(ExitCode.USAGE, "Expected an extension such as 8300 but was '" + extension + "'");
        }
        CallerScript given = CallerFiles.read(caller);
        CallerScript steps = given == null ? DemoCaller.script() : given;
        Settings settings = settingsOptions.load(surroundings).value();
        InetSocketAddress host = reachable(settings.agi().listen());
        PrintWriter out = Specs.out(spec);
        CallRequest request = CallRequest.to(host, extension)
                .script(script)
                .callerId("", number)
                .accountCode(code);
        CallerTalk talk;
        CallEnd end;
        try (TextToSpeech voice = CallerFiles.voice(settings);
                CallerTalk placed = CallerTalk.place(
                        request, steps, CallerVoice.rehearse(steps, voice), settings.database(), out::println)) {
            talk = placed;
            end = placed.follow(CALL_MAX);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "The call was hung up after %d minutes".formatted(CALL_MAX.toMinutes()));
        }
        if (end.agiStatus().equals("FAILURE")) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Expected a running host at %s (agi.listen) but there is none; start it with ./parley run"
                            .formatted(settings.agi().listen()));
        }
        return report(talk, end, out);
    }

    private int report(CallerTalk talk, CallEnd end, PrintWriter out) {
        CallStory story = talk.story();
        boolean served = end.route() != Route.HUMAN;
        out.println();
        out.println("call         "
                + (story == null
                        ? "not found in what the host wrote down"
                        : story.call().id()));
        out.println("dialplan     %s%s, AGISTATUS %s"
                .formatted(end.route(), end.target().isEmpty() ? "" : " to " + end.target(), end.agiStatus()));
        if (story != null) {
            out.println("disposition  " + story.call().disposition());
            out.println("recording    " + story.call().recording());
        }
        if (end.firstAudioMillis() >= 0) {
            out.println("first sound  %d ms after the audio was connected".formatted(end.firstAudioMillis()));
        }
        end.faults().forEach(fault -> out.println("fault        " + fault));
        if (served && story == null) {
            out.println(
                    "The host keeps its calls elsewhere: give its settings to this command too (--config, --database,"
                            + " PARLEY_HOME) and the words are shown.");
        }
        if (!served) {
            out.println("The host did not serve the call: is there a script for %s? ./parley check tells."
                    .formatted(script.isEmpty() ? "extension " + extension : "the name " + script));
        }
        if (json) {
            JsonOutput.print(out, document(talk, end, story, served));
        }
        out.flush();
        return served ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Map<String, Object> document(
            CallerTalk talk, CallEnd end, @Nullable CallStory story, boolean served) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", served);
        document.put("agiStatus", end.agiStatus());
        document.put("route", end.route().name());
        document.put("target", end.target());
        document.put("firstAudioMs", end.firstAudioMillis());
        document.put("millis", end.millis());
        document.put("caller", talk.mood().name());
        document.put("heard", talk.exchanges());
        document.put("faults", end.faults());
        if (story != null) {
            document.put("call", story.call());
            document.put("turns", story.turns());
        }
        return document;
    }

    /** Where the host that runs can be reached from here. */
    private static InetSocketAddress reachable(HostPort listen) {
        InetSocketAddress address = listen.address();
        if (address.isUnresolved()) {
            throw new CommandFailure(ExitCode.USAGE, "agi.listen: the name in " + listen + " is not known");
        }
        return address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }
}
