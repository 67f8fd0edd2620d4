package org.parley.script.library;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parley.script.Script;

/** The files of the folder that are scripts: their state, cheaply, and their text. Sub-folders are not looked into. */
final class ScriptFolder {
    private final Path folder;

    ScriptFolder(Path folder) {
        this.folder = folder;
    }

    /** By what a change of a file is noticed; a save by rename changes the key even when time and size agree. */
    record Stamp(long size, FileTime changed, @Nullable Object key) {
        /** True when the file may change again without its time changing. */
        boolean isFresh(long nowMillis) {
            return nowMillis - changed.toMillis() < 3_000;
        }
    }

    /** Files by name, in order of names; hidden files, editors' copies and tests are left out. */
    SortedMap<String, Stamp> look() throws IOException {
        SortedMap<String, Stamp> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + Script.SUFFIX)) {
            for (Path file : files) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                if (name.startsWith(".") || name.startsWith("#") || name.endsWith(".test" + Script.SUFFIX)) {
                    continue;
                }
                try {
                    BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
                    if (state.isRegularFile()) {
                        found.put(name, new Stamp(state.size(), state.lastModifiedTime(), state.fileKey()));
                    }
                } catch (NoSuchFileException gone) {
                    // deleted or renamed between the two looks: it shows at the next one
                }
            }
        } catch (java.nio.file.DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found;
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
