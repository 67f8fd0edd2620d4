package org.parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.sim.CallerScript;

/** What the commands that simulate a caller need of files. */
final class CallerFiles {
    private CallerFiles() {}

    /** The voice of a simulated caller. */
    static TextToSpeech voice(Settings settings) {
        throw new IllegalStateException("no voice in " + settings);
    }

    /** A caller's script, or null when no file was named. */
    static @Nullable CallerScript read(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            return CallerScript.read(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "--caller: cannot read " + file + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--caller: " + e.getMessage());
        }
    }
}
