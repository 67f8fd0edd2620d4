package org.parley.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.parley.settings.Folders;

/**
 * What a command sees of the process that it runs in.
 *
 * @param folders what relative paths mean
 * @param environment the variables
 * @param terminal whether a person looks at the output, so that colours make sense
 */
public record Surroundings(Folders folders, Map<String, String> environment, boolean terminal) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process; the launcher says by {@code -Dparley.program} where it stands. */
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        Path program = Path.of(System.getProperty("parley.program", "."));
        String home = environment.getOrDefault("PARLEY_HOME", "");
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                        && !environment.containsKey("NO_COLOR")
                        && !"dumb".equals(environment.get("TERM"));
        return new Surroundings(
                new Folders(program, home.isEmpty() ? program.resolve(".parley") : Path.of(home), Path.of("")),
                environment,
                terminal);
    }

    /** The same on a machine without a dialer, for what must never touch one. */
    Surroundings withoutDialer() {
        return with("PARLEY_DIALER_CONFIG", "none");
    }

    /** The same with another variable. */
    Surroundings with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(variable, value);
        return new Surroundings(folders, changed, terminal);
    }

    /** Whether errors shall show their stack trace. */
    boolean traced() {
        return "1".equals(environment.get("PARLEY_TRACE"));
    }
}
