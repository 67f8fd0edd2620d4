package org.parley.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings of one section, for tests. */
public final class Changed {
    private Changed() {}

    /** The defaults but for these keys and values, one after the other; {@code ${env:KEY}} is that key. */
    public static <T extends Record> T settings(Class<T> section, String key, String... changes) {
        List<Sources.Flag> flags = new ArrayList<>();
        for (int i = 0; i < changes.length; i += 2) {
            flags.add(new Sources.Flag("--" + changes[i], changes[i], changes[i + 1]));
        }
        Path here = Path.of("").toAbsolutePath();
        return new SettingsReader<>(section, List.of(), Map.of())
                .read(new Sources(null, Map.of("KEY", key), flags, new Folders(here, here, here)))
                .value();
    }
}
