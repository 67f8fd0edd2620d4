package org.parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.sim.InstantEars;

/** The host of {@link TalkBench}: a free talk with a voice that takes no time, recorded, for hours if need be. */
public final class TalkHost {
    /** Below the home. */
    static final String RECORDINGS = "recordings";

    private static final String SCRIPT = """
            converse {
                greeting 'hello'
                intent 'yes', phrases: ['yes'], answer: 'yes'
                limit 12.h
            }
            """;

    private TalkHost() {}

    /** Serves until the end of input; the argument is a home folder. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        BenchHost.script(home, "talk", SCRIPT);
        Settings settings = BenchHost.settings(
                home,
                2,
                "agi.call-max",
                "13h",
                "calls.recordings",
                home.resolve(RECORDINGS).toString(),
                "calls.no-input",
                "60s");
        try (Parley host = Parley.start(settings, home, new InstantEars("yes"), new TurnHost.Voice())) {
            BenchHost.serve(host, settings);
        }
    }
}
