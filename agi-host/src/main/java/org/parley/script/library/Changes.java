package org.parley.script.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parley.script.library.ScriptFolder.Stamp;

/** Tells which files of a folder have changed and come to rest since the last looks. For one thread at a time. */
final class Changes {
    /** What was last seen and has not come to rest, by file; null for a file that has just gone. */
    private final Map<String, @Nullable Stamp> moving = new HashMap<>();

    /** Files that are away. At rest, those that were so at two looks: one may fall into a save by rename. */
    List<String> gone(SortedMap<String, Stamp> found, SortedMap<String, Entry> known, boolean atRest) {
        List<String> gone = new ArrayList<>();
        for (String file : known.keySet()) {
            if (found.containsKey(file)) {
                continue;
            }
            if (atRest && !(moving.containsKey(file) && moving.get(file) == null)) {
                moving.put(file, null);
                continue;
            }
            gone.add(file);
        }
        moving.keySet().removeIf(file -> !found.containsKey(file) && (!known.containsKey(file) || gone.contains(file)));
        return gone;
    }

    /** Files to be read again; at rest, those on which two looks agree: editors write in steps. */
    SortedMap<String, Stamp> due(SortedMap<String, Stamp> found, SortedMap<String, Entry> known, boolean atRest) {
        SortedMap<String, Stamp> due = new TreeMap<>();
        long now = System.currentTimeMillis();
        found.forEach((file, stamp) -> {
            Entry entry = known.get(file);
            boolean same = entry != null && entry.stamp().equals(stamp);
            boolean rests = same || !atRest || stamp.equals(moving.get(file));
            if (!rests) {
                moving.put(file, stamp);
                return;
            }
            moving.remove(file);
            if (!same || stamp.isFresh(now)) {
                due.put(file, stamp);
            }
        });
        return due;
    }
}
