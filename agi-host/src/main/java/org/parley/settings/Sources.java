package org.parley.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings are read from; later ones win: defaults, what other programs' files say, file, environment, flags.
 *
 * @param found values from files of other programs on this machine
 * @param file parley.yaml, null for none
 * @param environment variables, of which {@code PARLEY_…} are looked at
 * @param flags values from the command line
 * @param folders what relative paths mean
 */
public record Sources(
        List<Found> found, @Nullable Path file, Map<String, String> environment, List<Flag> flags, Folders folders) {
    public Sources {
        found = List.copyOf(found);
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /** Nothing from other programs. */
    public Sources(@Nullable Path file, Map<String, String> environment, List<Flag> flags, Folders folders) {
        this(List.of(), file, environment, flags, folders);
    }

    /** A value from the command line: {@code new Flag("--agi", "agi.listen", "127.0.0.1:0")}. */
    public record Flag(String name, String key, String value) {}

    /**
     * A value from another program's file; a secret may stand there as it is.
     *
     * @param line counted from 1, 0 for a default of that program
     * @param unless keys that make it meaningless when somebody sets them
     * @param mistake why there is no value, "" when there is one
     */
    public record Found(String key, String value, Path file, int line, List<String> unless, String mistake) {
        public Found {
            unless = List.copyOf(unless);
        }
    }
}
