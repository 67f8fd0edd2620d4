package org.parley.call;

import org.parley.settings.Setting;

/** Settings of the audio by files. */
public record FileSettings(
        @Setting(
                doc = "The folder that Asterisk and the host share, as the host sees it; empty: parley in Asterisk's"
                        + " spool, as it tells, which is for both on one machine.",
                byDefault = "")
        String folder,

        @Setting(doc = "The same folder as Asterisk sees it; empty: as the host does.", byDefault = "")
        String asteriskFolder,

        @Setting(
                doc = "Megabytes of what was said that are kept in it, to be played again; the oldest go first.",
                byDefault = "200",
                min = "10",
                max = "100000")
        int megabytes) {

    /** Whether both folders are whole paths, where they are said. */
    public boolean isAbsolute() {
        return isAbsolute(folder) && isAbsolute(asteriskFolder);
    }

    private static boolean isAbsolute(String path) {
        return path.isEmpty() || path.startsWith("/");
    }
}
