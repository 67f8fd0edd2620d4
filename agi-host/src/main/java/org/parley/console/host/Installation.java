package org.parley.console.host;

import java.util.List;
import org.parley.settings.Loaded;

/** How a host was set up, and whether its machine can serve it. Any thread may ask. */
public interface Installation {
    /** What is in force of each setting. */
    List<Loaded.Entry> settings();

    /** What {@code ./parley doctor} finds; takes seconds. */
    List<Finding> doctor() throws InterruptedException;

    /**
     * What it found out about one thing.
     *
     * @param status ok, warn or fail
     * @param finding what is there, in a few words
     * @param remedy what to do about it, or ""
     */
    record Finding(String name, String status, String finding, String remedy) {}
}
