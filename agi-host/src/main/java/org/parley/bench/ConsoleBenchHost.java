package org.parley.bench;

import java.nio.file.Path;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.sim.InstantEars;

/** The host of {@link ConsoleBench}: calls that speak and tell of it all the time, and the console beside them. */
public final class ConsoleBenchHost {
    /** What follows is the console's address and a viewer's token. */
    static final String CONSOLE = "console ";

    /** The extension of the calls. */
    static final String EXTENSION = "9997";

    /** A turn every two seconds and a half, as of a quick talk: what is said, and four things beside it. */
    private static final String SCRIPT = """
            extensions '%s'
            for (int turn = 0; turn < 100000; turn++) {
                say 'Is there anything else that I can do for you today, or shall we call you again tomorrow?'
                (1..4).each { int i -> note "turn ${turn}, thing ${i}" }
                wait 2200.ms
            }
            """.formatted(EXTENSION);

    private ConsoleBenchHost() {}

    /** Serves until the end of input; the arguments are a home folder, how many calls, and how many subscribers. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        BenchHost.script(home, "talks", SCRIPT);
        Settings settings = BenchHost.settings(
                home,
                Integer.parseInt(arguments[1]),
                "calls.record",
                "false",
                "console.listen",
                "127.0.0.1:0",
                "console.followers-max",
                arguments[2]);
        try (Parley host = Parley.start(settings, home, new InstantEars("yes"), new TurnHost.Voice());
                Console console = Console.open(settings.console(), home, host)) {
            Access access = new Access(home.resolve(settings.console().access()));
            StringBuilder tokens = new StringBuilder();
            for (int i = 0; i < ConsoleBench.TOKENS; i++) {
                tokens.append(' ').append(access.add("viewer-" + i, Role.VIEWER));
            }
            BenchHost.print(CONSOLE + console.address() + tokens);
            BenchHost.serve(host, settings);
        }
    }
}
