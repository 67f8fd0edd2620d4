package org.parley.bench;

import java.nio.file.Path;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.call.CallEvent;

/** The host of {@link GreetingBench}: greets with the voice of the box and waits until the caller has gone. */
public final class GreetingHost {
    /** What follows is when a call reached the host, in microseconds since 1970. */
    static final String STARTED = "started ";

    static final String EXTENSION = "8300";

    private static final String SCRIPT = """
            extensions '8300'
            say 'Hello, this is the front desk. How can I help you today?'
            wait 60.s
            """;

    private GreetingHost() {}

    /** Serves until the end of input; the argument is a home folder. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        BenchHost.script(home, "greeting", SCRIPT);
        Settings settings = BenchHost.settings(home, 4, "voice.recognisers", "1");
        try (Parley host = Parley.start(settings, home);
                AutoCloseable _ = host.events().subscribe(GreetingHost::tell)) {
            BenchHost.serve(host, settings);
        }
    }

    private static void tell(CallEvent event) {
        if (event.kind().equals("started")) {
            BenchHost.print(STARTED + WallClock.micros(event.at()));
        }
    }
}
