package org.parley.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings are read from; later ones win: defaults, file, environment, flags.
 *
 * @param file parley.yaml, null for none
 * @param environment variables, of which {@code PARLEY_…} are looked at
 * @param flags values from the command line
 * @param folders what relative paths mean
 */
public record Sources(@Nullable Path file, Map<String, String> environment, List<Flag> flags, Folders folders) {
    public Sources {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /** A value from the command line: {@code new Flag("--agi", "agi.listen", "127.0.0.1:0")}. */
    public record Flag(String name, String key, String value) {}
}
