package org.parley.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.demo.Terminal.Style;
import org.parley.settings.HostPort;
import org.parley.sim.CallerScript;
import org.parley.sim.CallerVoice;
import org.parley.store.Database;

/**
 * A call centre on one box for as long as it runs: database with a campaign, the host with its scripts, a far end, and
 * callers who talk. Shows every word as it is spoken, and at the end what was written where.
 */
public final class Demo {
    private static final int WHOLE = 0;
    private static final int INCOMPLETE = 1;
    private static final String LOCAL = "local";
    private static final int REFUSED_SHOWN = 3;
    /** A dialer's calls come one after the other, be they ever so many. */
    private static final Duration APART = Duration.ofMillis(700);

    private final Settings settings;
    private final Path home;
    private final Options options;
    private final Terminal terminal;

    /**
     * What to show.
     *
     * @param calls how many callers
     * @param parallel all at once instead of one after the other
     * @param exit end when the calls have ended, instead of serving on
     * @param json print one JSON object as the last line
     * @param asterisk bring the callers by a real Asterisk
     * @param caller what the callers say; empty for the demo's own caller
     * @param standIn who talks for the host, by the wire; empty for the voice of the box
     */
    public record Options(
            int calls,
            boolean parallel,
            boolean exit,
            boolean json,
            boolean asterisk,
            Optional<CallerScript> caller,
            Optional<StandIn> standIn) {
        public Options {
            if (calls < 1 || calls > 1000) {
                throw new IllegalArgumentException("Expected 1 to 1000 calls but was " + calls);
            }
        }
    }

    /** A demo in that home, the folder that relative paths of the settings start from. */
    public Demo(Settings settings, Path home, Options options, Terminal terminal) {
        this.settings = settings;
        this.home = home;
        this.options = options;
        this.terminal = terminal;
    }

    /**
     * Runs it; without {@code exit} until the JVM is told to end.
     *
     * @return 0 when every call ended with an outcome, a recording of both sides and a transcript, else 1
     */
    public int run(TextToSpeech callerVoice) throws IOException, InterruptedException {
        terminal.title("Parley demo: AI agents on the lines of a call centre");
        CallerScript script = options.caller()
                .or(() -> options.standIn().map(_ -> StandIn.caller()))
                .orElseGet(DemoCaller::script);
        CallerVoice voice = CallerVoice.rehearse(script, callerVoice);
        loadCampaign();
        try (Parley host = Parley.start(settings, home);
                Database database = Database.join(settings.database(), this::progress);
                FarEnd farEnd = farEnd(host)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(farEnd, host), "demo-stop"));
            fact("database", database.description());
            fact(
                    "host",
                    "agi://%s, audio at %s, scripts in %s"
                            .formatted(
                                    text(host.agiAddress()),
                                    text(host.audioAddress()),
                                    settings.scripts().folder()));
            options.standIn().ifPresent(standIn -> fact("voice", standIn.description()));
            fact("caller", farEnd.description() + ", voice " + callerVoice.name());
            DemoDialer dialer = new DemoDialer(database.jdbi(), Clock.system(ZoneId.systemDefault()));
            LiveView view = new LiveView(terminal, options.parallel() && options.calls() > 1);
            DemoReport report;
            try (AutoCloseable _ = host.events().subscribe(view);
                    LineWatch _ = LineWatch.start(database.jdbi(), terminal)) {
                report = new DemoReport(
                        place(new DemoCalls(dialer, farEnd, view, database.jdbi(), script, voice, terminal)),
                        options.calls(),
                        options.standIn().map(StandIn::name).orElse(LOCAL));
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("The demo's view could not be closed", e);
            }
            Summary.print(terminal, report);
            options.standIn().ifPresent(this::printProtocol);
            if (!options.exit()) {
                invite(host);
            }
            if (options.json()) {
                terminal.line(report.json());
            }
            if (!options.exit()) {
                host.awaitStop();
            }
            return report.isWhole() ? WHOLE : INCOMPLETE;
        }
    }

    /** The host looks for a dialer's tables when it starts, so they are made before. */
    private void loadCampaign() {
        try (Database database = Database.open(settings.database(), this::progress)) {
            if (!settings.database().url().equals("embedded")) {
                refuseRealDialer(database);
            }
            database.loadDemo();
        }
    }

    /** The demo calls people of its own invention; it has no business in a schema with anybody else's campaigns. */
    private static void refuseRealDialer(Database database) {
        List<String> tables = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                                SELECT table_name
                                  FROM information_schema.tables
                                 WHERE table_schema = DATABASE()
                                   AND table_name IN ('osdial_campaigns', 'vicidial_campaigns')
                                """).mapTo(String.class).list());
        for (String table : tables) {
            int others = database.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT COUNT(*) FROM " + table + " WHERE campaign_id <> 'DEMO'")
                            .mapTo(Integer.class)
                            .one());
            if (others > 0) {
                throw new DemoException(
                        "Expected a schema for the demo alone at database.url but its %s has %d other campaigns;"
                                        .formatted(table, others)
                                + " leave database.url at 'embedded', or name an empty schema");
            }
        }
    }

    private FarEnd farEnd(Parley host) throws InterruptedException {
        return options.asterisk() ? LabFarEnd.start(host.agiAddress()) : new SimulatedFarEnd(host.agiAddress());
    }

    private List<CallReport> place(DemoCalls calls) throws InterruptedException, IOException {
        List<CallReport> reports = new ArrayList<>();
        if (!options.parallel()) {
            for (int i = 1; i <= options.calls(); i++) {
                calls.run(i, options.calls()).ifPresent(reports::add);
            }
            return reports;
        }
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<CallReport>>> running = new ArrayList<>();
            for (int i = 1; i <= options.calls(); i++) {
                int number = i;
                running.add(callers.submit(() -> calls.run(number, options.calls())));
                Thread.sleep(APART);
            }
            for (Future<Optional<CallReport>> call : running) {
                call.get().ifPresent(reports::add);
            }
            return reports;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A caller of the demo failed", e.getCause());
        }
    }

    /** On Ctrl-C nobody waits for callers who are only simulated: they hang up, and the host has nothing to drain. */
    private static void stop(FarEnd farEnd, Parley host) {
        farEnd.close();
        host.close();
    }

    private void invite(Parley host) {
        HostPort agi = new HostPort(
                host.agiAddress().getAddress().getHostAddress(),
                host.agiAddress().getPort());
        terminal.title("The host serves on at agi://" + agi + "/. In another terminal:");
        terminal.line("  ./parley call 8300                    one more call, as a simulated caller");
        terminal.line("  ./parley call 8300 --caller FILE      with a caller of your own");
        terminal.line("Ctrl-C ends it.");
    }

    private void printProtocol(StandIn standIn) {
        List<String> refused = standIn.violations();
        terminal.title("The voice " + standIn.name());
        terminal.line("  messages     %d came over its sockets, %d of them not as the provider wants them"
                .formatted(standIn.messages(), refused.size()));
        refused.stream()
                .limit(REFUSED_SHOWN)
                .forEach(what -> terminal.line(terminal.in(Style.BAD, "  such as      " + what)));
    }

    private static HostPort text(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    private void fact(String what, String words) {
        terminal.line("  %-9s %s".formatted(what, words));
    }

    private void progress(String step) {
        terminal.line(terminal.in(Style.ASIDE, "  … " + step));
    }
}
