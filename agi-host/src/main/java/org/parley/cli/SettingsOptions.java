package org.parley.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.DialerSite;
import org.parley.Settings;
import org.parley.settings.Loaded;
import org.parley.settings.Sources;
import picocli.CommandLine.Option;

/** The flags that choose and overrule settings; mixed into every command that reads them. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file. Default: PARLEY_CONFIG, else parley.yaml in the current folder if it is"
                    + " there.")
    private @Nullable Path config;

    @Option(
            names = "--scripts",
            paramLabel = "DIR",
            description = "The folder of the conversation scripts (scripts.folder).")
    private @Nullable String scripts;

    @Option(
            names = "--agi",
            paramLabel = "HOST:PORT",
            description = "Where Asterisk reaches the host (agi.listen). Port 0 picks a free one.")
    private @Nullable String agi;

    @Option(
            names = "--audio",
            paramLabel = "HOST:PORT",
            description = "Where Asterisk connects the audio (audio.listen). Port 0 picks a free one.")
    private @Nullable String audio;

    @Option(names = "--database", paramLabel = "URL|embedded|none", description = "The database (database.url).")
    private @Nullable String database;

    /** The settings file in force, or null when there is none. */
    @Nullable
    Path file(Surroundings surroundings) {
        String variable = surroundings.environment().getOrDefault("PARLEY_CONFIG", "");
        Path current = surroundings.folders().current();
        Path usual = current.resolve("parley.yaml");
        if (config != null) {
            return config;
        }
        if (!variable.isEmpty()) {
            return Path.of(variable);
        }
        return Files.exists(usual) ? usual : null;
    }

    /**
     * Reads the settings in force.
     *
     * @param more values that the command itself chooses, below the flags of its user
     * @throws org.parley.settings.SettingsException with all mistakes
     */
    public Loaded<Settings> load(Surroundings surroundings, Sources.Flag... more) {
        List<Sources.Flag> flags = new ArrayList<>(List.of(more));
        add(flags, "--scripts", "scripts.folder", scripts);
        add(flags, "--agi", "agi.listen", agi);
        add(flags, "--audio", "audio.listen", audio);
        add(flags, "--database", "database.url", database);
        Map<String, String> environment = surroundings.environment();
        return Settings.load(new Sources(
                DialerSite.found(environment.getOrDefault("PARLEY_DIALER_CONFIG", "")),
                file(surroundings),
                environment,
                flags,
                surroundings.folders()));
    }

    private static void add(List<Sources.Flag> flags, String name, String key, @Nullable String value) {
        if (value != null) {
            flags.add(new Sources.Flag(name, key, value));
        }
    }
}
