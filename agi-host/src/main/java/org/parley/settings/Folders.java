package org.parley.settings;

import java.nio.file.Path;

/**
 * What relative paths are relative to.
 *
 * @param program the folder Parley was unpacked or checked out in; {@code ${program}} in a path
 * @param home where Parley keeps its data; relative defaults, and {@code ${home}} in a path
 * @param current where the command was started; relative paths of flags and of the environment
 */
public record Folders(Path program, Path home, Path current) {
    public Folders {
        program = program.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        current = current.toAbsolutePath().normalize();
    }

    /** The absolute path that {@code text} means when it stands in {@code origin}. */
    public Path resolve(String text, Origin origin) {
        if (text.startsWith("${program}")) {
            return inside(program, text.substring("${program}".length()));
        }
        if (text.startsWith("${home}")) {
            return inside(home, text.substring("${home}".length()));
        }
        Path base = switch (origin) {
            case Origin.Default() -> home;
            case Origin.InFile(Path file, int _) -> parentOf(current.resolve(file));
            case Origin.Elsewhere(Path file, int _) -> parentOf(file);
            case Origin.Environment _, Origin.CommandLine _ -> current;
        };
        return base.resolve(text).normalize();
    }

    private static Path inside(Path base, String rest) {
        return base.resolve(rest.startsWith("/") ? rest.substring(1) : rest).normalize();
    }

    private static Path parentOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
