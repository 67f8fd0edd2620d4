package org.parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.ai.ProviderException;
import org.parley.ai.TextToSpeech;
import org.parley.ai.local.LocalVoice;
import org.parley.ai.local.LocalVoiceSettings;
import org.parley.sim.CallerScript;

/** What the commands that simulate a caller need of files. */
final class CallerFiles {
    /** A man of flite's, who is well understood on a telephone; the agent is a woman of it by default. */
    private static final String VOICE = "rms";

    private CallerFiles() {}

    /** The voice of a simulated caller: another than the agent's where the machine has two. */
    static TextToSpeech voice(Settings settings) {
        LocalVoiceSettings agent = settings.voice();
        LocalVoiceSettings caller = new LocalVoiceSettings(
                "flite",
                VOICE,
                agent.voices(),
                agent.recognisers(),
                agent.recogniserWait(),
                agent.cacheMegabytes(),
                0,
                agent.cacheFolder());
        try {
            return LocalVoice.synthesiser(caller);
        } catch (ProviderException notHere) {
            return LocalVoice.synthesiser(agent);
        }
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
