package org.parley.script.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A folder of scripts for one test, changed as an editor would. */
final class ScriptFolderFixture {
    final Path folder;

    ScriptFolderFixture(Path folder) {
        this.folder = folder;
    }

    ScriptFolderFixture save(String file, String text) {
        try {
            Path part = Files.writeString(folder.resolve("." + file + ".part"), text);
            Files.move(part, folder.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return this;
    }

    ScriptFolderFixture delete(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return this;
    }

    /** A library that looks only when it is told to. */
    ScriptLibrary openQuiet() {
        return ScriptLibrary.open(settings(Duration.ofSeconds(60), 1000));
    }

    ScriptSettings settings(Duration reloadAfter, int scriptsMax) {
        return ScriptSettings.of(folder, reloadAfter, scriptsMax, Duration.ofSeconds(2));
    }
}
