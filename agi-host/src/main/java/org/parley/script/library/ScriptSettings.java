package org.parley.script.library;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.script.compile.CodeFolder;
import org.parley.script.compile.ScriptCompiler;
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
        Duration loopMax,

        @Setting(
                doc = "How long a call may wait for the dialer to tell its in-group and campaign, when some script"
                        + " asks for one and the extension itself decides nothing.",
                byDefault = "300ms",
                min = "50ms",
                max = "5s")
        Duration routeWait,

        @Setting(
                doc = "Calls of a script's last twenty in which it may break down, and half as many in a row, before"
                        + " that version gets no more calls; 0 for no limit.",
                byDefault = "10",
                min = "0",
                max = "20")
        int errorBudget,

        @Setting(
                doc = "Disk in MB for scripts as they were compiled, so that a start or a check compiles only what has"
                        + " changed; 0 for none.",
                byDefault = "256",
                min = "0",
                max = "100000")
        int cacheDiskMegabytes,

        @Setting(
                doc = "Where they are kept. The folder is for the host's user alone: what is in it is run, and a folder"
                        + " that others may write to is not used.",
                byDefault = "data/compiled")
        Path cacheFolder) {
    private static final int CACHE_MEGABYTES = 256;

    /** The same settings for another folder. */
    public ScriptSettings in(Path other) {
        return new ScriptSettings(
                other, reloadAfter, scriptsMax, loopMax, routeWait, errorBudget, cacheDiskMegabytes, cacheFolder);
    }

    /** The same settings with another folder for what was compiled. */
    public ScriptSettings keptIn(Path other) {
        return new ScriptSettings(
                folder, reloadAfter, scriptsMax, loopMax, routeWait, errorBudget, CACHE_MEGABYTES, other);
    }

    /** A compiler for these scripts, which compiles nothing again that is kept. */
    public ScriptCompiler compiler() {
        return new ScriptCompiler(loopMax, CodeFolder.open(cacheFolder, cacheBytes()));
    }

    /** Makes the folder of what is compiled, or says why it cannot be used; for a host. */
    public void prepareCache() {
        CodeFolder.prepare(cacheFolder, cacheBytes());
    }

    private long cacheBytes() {
        return cacheDiskMegabytes * 1024L * 1024L;
    }

    /** With what is usual for all that is not given; what is compiled is not kept. */
    public static ScriptSettings of(Path folder, Duration reloadAfter, int scriptsMax, Duration loopMax) {
        return new ScriptSettings(folder, reloadAfter, scriptsMax, loopMax, Duration.ofMillis(300), 10, 0, folder);
    }
}
