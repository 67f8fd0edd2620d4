package org.parley.releases;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptSettings;
import org.parley.store.ScriptVersion;
import org.parley.store.ScriptVersions;

/** Writes an earlier version of a script back into its file; a running host takes it as any other edit. */
public final class Releases {
    private static final int PREFIX_MIN = 4;

    private final ScriptSettings settings;
    private final ScriptVersions versions;

    /** Of the scripts of that folder, whose versions are kept there. */
    public Releases(ScriptSettings settings, ScriptVersions versions) {
        this.settings = settings;
        this.versions = versions;
    }

    /**
     * What would change.
     *
     * @param now what the file holds, or "" when there is none
     * @param present the version of that, or ""
     * @param wanted the version that comes back
     * @param source its text
     */
    public record Change(String script, Path file, String now, String present, ScriptVersion wanted, String source) {
        /** Whether what the file holds is kept as a version when it goes. */
        public boolean keeps() {
            return !now.isEmpty();
        }
    }

    /**
     * What a return to a version would change.
     *
     * @param script its name
     * @param version the version, or its first digits; null for the good one that was live before
     * @throws ReleaseException when there is none such
     */
    public Change change(String script, @Nullable String version) {
        Path file = settings.folder().resolve(script + Script.SUFFIX);
        String now = read(file);
        String present = now.isEmpty() ? "" : ScriptFile.version(now);
        ScriptVersion wanted = wanted(versions.list(script), script, version, present);
        String source = versions.source(script, wanted.version())
                .orElseThrow(() -> new ReleaseException("version " + wanted.version() + " has just gone"));
        return new Change(script, file, now, present, wanted, source);
    }

    /**
     * Does it: what the file holds is kept as a version first.
     *
     * @throws ReleaseException when the version is no good script for this Parley, or the file cannot be written
     */
    public void carryOut(Change change) {
        ScriptCompiler compiler = settings.compiler();
        String file = change.script() + Script.SUFFIX;
        if (compiler.compile(file, change.source()) instanceof Compiled.Bad(List<ScriptProblem> problems)) {
            throw new ReleaseException("version %s is no good script for this Parley: %s"
                    .formatted(change.wanted().version(), problems.getFirst().message()));
        }
        if (change.keeps()) {
            keep(compiler, change);
        }
        write(change.file(), change.source());
    }

    private void keep(ScriptCompiler compiler, Change change) {
        String script = change.script();
        boolean known =
                versions.list(script).stream().anyMatch(each -> each.version().equals(change.present()));
        if (!known) {
            versions.keep(script, change.present(), change.now(), "");
        }
        if (compiler.compile(script + Script.SUFFIX, change.now())
                instanceof Compiled.Bad(List<ScriptProblem> problems)) {
            versions.broken(script, change.present(), problems.getFirst().message());
        }
    }

    private static ScriptVersion wanted(
            List<ScriptVersion> versions, String script, @Nullable String asked, String present) {
        if (asked == null) {
            return versions.stream()
                    .filter(each -> !each.version().equals(present) && each.brokenAt() == null)
                    .findFirst()
                    .orElseThrow(() ->
                            new ReleaseException("no good version of " + script + " but the present one is kept"));
        }
        List<ScriptVersion> found = asked.length() < PREFIX_MIN
                ? List.of()
                : versions.stream()
                        .filter(each -> each.version().startsWith(asked))
                        .toList();
        if (found.size() != 1) {
            throw new ReleaseException(
                    "expected one version of %s that begins with %s but found %d; ./parley scripts versions %s"
                            .formatted(script, asked, found.size(), script));
        }
        if (found.getFirst().version().equals(present)) {
            throw new ReleaseException("the file holds version " + present + " already");
        }
        return found.getFirst();
    }

    /** The text of the file, or "" when there is none. */
    private static String read(Path file) {
        try {
            return Files.exists(file) ? ScriptFile.read(file) : "";
        } catch (IOException unreadable) {
            throw new ReleaseException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** The host sees the old text or the new one, and never half of it. */
    private static void write(Path file, String source) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(part, source);
            PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (Files.exists(file) && old != null) {
                Files.setPosixFilePermissions(part, old.readAttributes().permissions());
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException refused) {
            String why = refused.getReason() == null ? refused.getClass().getSimpleName() : refused.getReason();
            throw new ReleaseException(file + " cannot be written: " + why);
        } catch (IOException refused) {
            throw new ReleaseException(file + " cannot be written: " + refused.getMessage());
        }
    }
}
