package org.parley.releases;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptSettings;
import org.parley.store.ScriptVersion;
import org.parley.store.ScriptVersions;

/** Writes a text of a script into its file, an earlier one or a new one; a running host takes it as any other edit. */
public final class Releases {
    private static final int PREFIX_MIN = 4;
    /** One at a time changes the folder. */
    private static final ReentrantLock WRITING = new ReentrantLock();

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
        Present now = present(script);
        ScriptVersion wanted = wanted(versions.list(script), script, version, now.version());
        String source = versions.source(script, wanted.version())
                .orElseThrow(() -> new ReleaseException("version " + wanted.version() + " has just gone"));
        return new Change(script, file(script), now.text(), now.version(), wanted, source);
    }

    /**
     * Does it: what the file holds is kept as a version first.
     *
     * @throws ReleaseException when the version is no good script for this Parley, or the file cannot be written
     */
    public void carryOut(Change change) {
        replace(change.script(), change.wanted().version(), change.source(), _ -> {});
    }

    /** What the script's file holds: its version and text, both "" when there is none. */
    public Present present(String script) {
        return present(settings.folder(), script);
    }

    /**
     * The same of the scripts of that folder.
     *
     * @throws ReleaseException when the file cannot be read
     */
    public static Present present(Path folder, String script) {
        String text = read(folder.resolve(script + Script.SUFFIX));
        return new Present(text.isEmpty() ? "" : ScriptFile.version(text), text);
    }

    /** What a file holds. */
    public record Present(String version, String text) {}

    /**
     * Makes a new text the live one: what the file holds is kept as a version first.
     *
     * @param fits is shown what the file holds, while nobody else changes it here, and throws when it is the wrong one
     * @return what the file held
     * @throws ReleaseException when the text is no good script, or the file cannot be written
     */
    public Present release(String script, String source, Consumer<Present> fits) {
        return replace(script, ScriptFile.version(source), source, fits);
    }

    private Present replace(String script, String version, String source, Consumer<Present> fits) {
        WRITING.lock();
        try {
            Present before = present(script);
            fits.accept(before);
            ScriptCompiler compiler = settings.compiler();
            problem(compiler, script, source).ifPresent(why -> {
                throw new ReleaseException("version %s is no good script for this Parley: %s".formatted(version, why));
            });
            if (!before.text().isEmpty()) {
                keep(compiler, script, before);
            }
            write(file(script), source);
            return before;
        } finally {
            WRITING.unlock();
        }
    }

    private void keep(ScriptCompiler compiler, String script, Present present) {
        boolean known =
                versions.list(script).stream().anyMatch(each -> each.version().equals(present.version()));
        if (!known) {
            versions.keep(script, present.version(), present.text(), "");
        }
        problem(compiler, script, present.text()).ifPresent(why -> versions.broken(script, present.version(), why));
    }

    /** The first that is wrong with a text; its classes are forgotten. */
    private static Optional<String> problem(ScriptCompiler compiler, String script, String source) {
        return switch (compiler.compile(script + Script.SUFFIX, source)) {
            case Compiled.Bad(List<ScriptProblem> problems) ->
                Optional.of(problems.getFirst().message());
            case Compiled.Good(Script good) -> {
                good.retire();
                yield Optional.empty();
            }
        };
    }

    private Path file(String script) {
        return settings.folder().resolve(script + Script.SUFFIX);
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
