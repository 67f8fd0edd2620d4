package org.parley.script.library;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of the script library. */
public record ScriptSettings(
        @Setting(doc = "The folder of the conversation scripts.", byDefault = "${program}/scripts")
        Path folder,

        @Setting(
                doc = "How often the folder is looked at for changes; a saved script is live after twice this time.",
                byDefault = "300ms",
                min = "50ms",
                max = "60s")
        Duration reloadAfter,

        @Setting(doc = "Scripts that the folder may hold.", byDefault = "1000", min = "1", max = "10000")
        int scriptsMax,

        @Setting(
                doc = "How long a script may compute without a verb that waits, such as say or ask, before it is"
                        + " stopped as an endless loop.",
                byDefault = "2s",
                min = "100ms",
                max = "60s")
        Duration loopMax) {}
