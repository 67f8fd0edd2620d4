package org.parley.console.doors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Which writing of a file it is: when, into which file, how long. Links are followed. */
record FileStamp(FileTime time, @Nullable Object key, long bytes) {

    /** That of now. */
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(found.lastModifiedTime(), found.fileKey(), found.size());
    }
}
