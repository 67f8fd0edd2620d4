package org.parley.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.OutgoingCall;
import org.parley.demo.CallTalk;
import org.parley.demo.DemoCaller;
import org.parley.settings.HostPort;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.Caller;
import org.parley.sim.CallerScript;
import org.parley.sim.CallerVoice;
import org.parley.sim.PlacedCall;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.ami.LegCaller;
import org.parley.sim.ami.PhoneCall;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley call EXTENSION}: one call through the running host. */
@Command(
        name = "call",
        description = "Place one call to an extension of the running host and show its words: as a simulated caller,"
                + " who goes by what he hears, on a simulated Asterisk or on your own, or from a telephone. Ends with 1"
                + " when the host did not serve the call.")
final class CallCommand implements Callable<Integer> {
    private static final Duration CALL_MAX = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions settingsOptions = new SettingsOptions();

    @Parameters(paramLabel = "EXTENSION", description = "The extension to call, such as 8300.")
    private String extension = "";

    @ArgGroup
    private Through through = new Through();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            defaultValue = "",
            description = "With --asterisk and --phone: the context of the dialplan to call in (asterisk.context).")
    private String context = "";

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
            description = "Ask for the script of that name, as agi://host/NAME does, instead of by extension. On the"
                    + " simulated Asterisk only.")
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

    /** At most one of them; without, the Asterisk is simulated, too. */
    private static final class Through {
        @Option(
                names = "--asterisk",
                description = "Call through your own Asterisk (settings asterisk.*), with the simulated caller there.")
        private boolean asterisk;

        @Option(
                names = "--phone",
                paramLabel = "CHANNEL",
                description = "Ring a telephone of your own Asterisk, such as PJSIP/101, and let it dial the extension:"
                        + " talk to the script yourself.")
        private @Nullable String phone;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        CallerScript given = CallerFiles.read(caller);
        CallerScript steps = given == null ? DemoCaller.script() : given;
        Settings settings = settingsOptions.load(surroundings).value();
        PrintWriter out = Specs.out(spec);
        try {
            if (through.phone != null) {
                return fromPhone(through.phone, settings, out);
            }
            CallerVoice voice;
            try (TextToSpeech synthesiser = CallerFiles.voice(settings)) {
                voice = CallerVoice.rehearse(steps, synthesiser);
            }
            Caller simulated = new Caller(steps, voice, PATIENCE);
            return through.asterisk ? onAsterisk(simulated, settings, out) : simulated(simulated, settings, out);
        } catch (AmiException e) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void check() {
        expect("EXTENSION", "an extension such as 8300", extension, "[0-9A-Za-z*#_+-]{1,40}");
        expect("--number", "a number", number, "[0-9A-Za-z*#_+-]{0,40}");
        expect("--code", "a call code", code, "[0-9A-Za-z._-]{0,80}");
        expect("--context", "the name of a context", context, "[0-9A-Za-z._-]{0,79}");
        boolean ownAsterisk = through.asterisk || through.phone != null;
        if (through.phone != null) {
            expect(
                    "--phone",
                    "a channel such as PJSIP/101",
                    through.phone,
                    "[0-9A-Za-z]+/[0-9A-Za-z._+*#@:/=-]{1,120}");
        }
        refuse(through.phone != null && caller != null, "--caller: you are the caller yourself with --phone");
        refuse(ownAsterisk && !script.isEmpty(), "--script: the dialplan chooses the script; call its extension");
        refuse(!ownAsterisk && !context.isEmpty(), "--context: say --asterisk or --phone, too");
    }

    private static void expect(String name, String what, String value, String pattern) {
        refuse(!value.matches(pattern), "%s: expected %s but was '%s'".formatted(name, what, value));
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new CommandFailure(ExitCode.USAGE, message);
        }
    }

    private int simulated(Caller simulated, Settings settings, PrintWriter out) throws InterruptedException {
        InetSocketAddress host = reachable(settings.agi().listen());
        CallRequest request = CallRequest.to(host, outgoing("parley")).script(script);
        try (SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
            CallReport report = follow(asterisk.place(request, simulated), settings, out);
            if (report.end().agiStatus().equals("FAILURE")) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "Expected a running host at %s (agi.listen) but there is none; start it with ./parley run"
                                .formatted(settings.agi().listen()));
            }
            return report.by(simulated).print(out, asked(), json);
        }
    }

    private int onAsterisk(Caller simulated, Settings settings, PrintWriter out) throws InterruptedException {
        try (Ami ami = ami(settings);
                HangUpAtExit _ = new HangUpAtExit(ami)) {
            OutgoingCall call = outgoing(contextIn(settings));
            ami.checkExtension(call.context(), call.extension());
            boolean _ = ami.checkAudioSocket();
            try (LegCaller leg = LegCaller.place(ami, settings.asterisk().audio(), call, simulated)) {
                return follow(leg, settings, out).by(simulated).print(out, asked(), json);
            }
        }
    }

    private int fromPhone(String phone, Settings settings, PrintWriter out) throws InterruptedException {
        try (Ami ami = ami(settings);
                HangUpAtExit exit = new HangUpAtExit(ami)) {
            OutgoingCall call = outgoing(contextIn(settings));
            out.println("ringing      " + phone);
            out.flush();
            try (PhoneCall talk = PhoneCall.ring(ami, phone, call)) {
                return follow(talk, settings, out).print(out, asked(), json);
            } catch (AmiException e) {
                if (exit.isExiting()) {
                    throw new InterruptedException();
                }
                throw e;
            }
        }
    }

    private static Ami ami(Settings settings) {
        refuse(
                settings.asterisk().user().isEmpty(),
                "asterisk.user: expected an account of manager.conf but it is not set; docs/asterisk.md has the lines");
        return Ami.connect(settings.asterisk());
    }

    private String contextIn(Settings settings) {
        return context.isEmpty() ? settings.asterisk().context() : context;
    }

    private OutgoingCall outgoing(String where) {
        return OutgoingCall.to(where, extension).callerId("", number).accountCode(code);
    }

    private String asked() {
        return script.isEmpty() ? "extension " + extension : "the name " + script;
    }

    /** Shows the words until the call is over. */
    private static CallReport follow(PlacedCall call, Settings settings, PrintWriter out) throws InterruptedException {
        try (CallTalk talk = new CallTalk(call, settings.database(), line -> {
            out.println(line);
            out.flush();
        })) {
            CallEnd end = talk.follow(CALL_MAX);
            return new CallReport(end, talk.story(), null);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "The call was hung up after %d minutes".formatted(CALL_MAX.toMinutes()));
        }
    }

    /** Where the host that runs can be reached from here. */
    private static InetSocketAddress reachable(HostPort listen) {
        InetSocketAddress address = listen.address();
        refuse(address.isUnresolved(), "agi.listen: the name in " + listen + " is not known");
        return address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }
}
