package org.parley.script;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of the script library. */
public record ScriptSettings(
        @Setting(doc = "The folder of the conversation scripts.", byDefault = "${program}/scripts")
        Path folder,

        @Setting(
                doc = "How long after a change in the folder it is read again.",
                byDefault = "300ms",
                min = "50ms",
                max = "60s")
        Duration reloadAfter,

        @Setting(doc = "Scripts that the folder may hold.", byDefault = "1000", min = "1", max = "10000")
        int scriptsMax) {}
