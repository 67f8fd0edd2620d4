package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.parley.Settings;
import org.parley.SiteDoubts;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerException;
import org.parley.dialer.calls.SqlDialer;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptStatus;
import org.parley.settings.Nearest;
import org.parley.store.DatabaseSettings;

/** The scripts that a check is asked for, with all that is wrong and doubtful about each. Used by one thread. */
final class CheckedScripts {
    private static final String CONNECT_MILLIS_MAX = "3000";
    private static final String ANSWER_MILLIS_MAX = "5000";

    private final Settings settings;
    private final Path current;
    private final PrintWriter err;
    private final List<ScriptStatus> found = new ArrayList<>();
    private final Map<String, Script> good = new HashMap<>(); // by name

    /** {@code err} is told in one line when the dialer cannot be asked. */
    CheckedScripts(Settings settings, Path current, PrintWriter err) {
        this.settings = settings;
        this.current = current;
        this.err = err;
    }

    /**
     * Those of these names and files; all of the folder when none is given.
     *
     * @throws CommandFailure for a name or file that is not there
     */
    List<ScriptStatus> check(List<String> wanted) {
        Set<String> names = new LinkedHashSet<>();
        List<Path> files = new ArrayList<>();
        for (String each : wanted) {
            Optional<Path> file = file(each);
            if (file.isEmpty()) {
                names.add(each.endsWith(Script.SUFFIX) ? nameOf(each) : each);
            } else if (isInFolder(file.get())) {
                names.add(nameOf(String.valueOf(file.get().getFileName())));
            } else {
                files.add(file.get());
            }
        }
        if (!names.isEmpty() || files.isEmpty()) {
            fromFolder(names);
        }
        files.forEach(this::compile);
        return withSite();
    }

    private Optional<Path> file(String wanted) {
        try {
            Path file = current.resolve(wanted);
            return wanted.endsWith(Script.SUFFIX) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private boolean isInFolder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return settings.scripts().folder().toAbsolutePath().normalize().equals(parent);
    }

    private static String nameOf(String file) {
        return file.substring(0, file.length() - Script.SUFFIX.length());
    }

    private void fromFolder(Set<String> names) {
        try (ScriptLibrary library = ScriptLibrary.open(settings.scripts())) {
            List<String> known =
                    library.status().stream().map(ScriptStatus::name).toList();
            for (String name : names) {
                if (!known.contains(name)) {
                    throw new CommandFailure(
                            ExitCode.USAGE,
                            "there is no script '" + name + "' in "
                                    + settings.scripts().folder()
                                    + Nearest.to(name, known)
                                            .map("; did you mean %s?"::formatted)
                                            .orElse(known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
                }
            }
            for (ScriptStatus status : library.status()) {
                if (names.isEmpty() || names.contains(status.name())) {
                    found.add(status);
                    library.named(status.name()).ifPresent(script -> good.put(status.name(), script));
                }
            }
        }
    }

    /** A file elsewhere, which leads nowhere. */
    private void compile(Path file) {
        String name = nameOf(String.valueOf(file.getFileName()));
        found.add(
                switch (settings.scripts().compiler().compile(file)) {
                    case Compiled.Good(Script script) -> {
                        good.put(name, script);
                        yield alone(name, file, script.version(), List.of(), script.doubts());
                    }
                    case Compiled.Bad(List<ScriptProblem> problems) -> alone(name, file, "", problems, List.of());
                });
    }

    private static ScriptStatus alone(
            String name, Path file, String version, List<ScriptProblem> problems, List<ScriptProblem> warnings) {
        boolean current = problems.isEmpty();
        return new ScriptStatus(
                name,
                file,
                version,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                Set.of(),
                current ? "live" : "broken",
                current,
                null,
                problems,
                warnings);
    }

    private List<ScriptStatus> withSite() {
        Optional<Dialer> dialer = Optional.empty();
        Optional<Set<String>> statuses = Optional.empty();
        try {
            dialer = dialer();
            statuses = dialer.map(Dialer::statuses);
            return with(
                    new SiteDoubts(settings, Path.of(""), SiteDoubts.ASTERISK_SOUNDS, dialer.map(Dialer::staff)),
                    statuses);
        } catch (DialerException away) {
            err.println("The dialer's statuses and in-groups were not checked: " + away.getMessage());
            return with(new SiteDoubts(settings, Path.of(""), SiteDoubts.ASTERISK_SOUNDS, Optional.empty()), statuses);
        }
    }

    private List<ScriptStatus> with(SiteDoubts site, Optional<Set<String>> statuses) {
        List<ScriptStatus> all = new ArrayList<>();
        for (ScriptStatus status : found) {
            Script script = good.get(status.name());
            if (script == null || !status.current()) {
                all.add(status);
                continue;
            }
            List<ScriptProblem> more = new ArrayList<>(site.of(script));
            statuses.ifPresent(known -> more.addAll(script.unknownStatuses(known)));
            all.add(status.with(more));
        }
        return all;
    }

    /** The dialer, when its database is named; it answers in time or is not asked. */
    private Optional<Dialer> dialer() {
        DatabaseSettings database = settings.database();
        if (!database.url().startsWith("jdbc:")) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().reveal());
        properties.setProperty("connectTimeout", CONNECT_MILLIS_MAX);
        properties.setProperty("socketTimeout", ANSWER_MILLIS_MAX);
        Jdbi jdbi = Jdbi.create(database.url(), properties);
        return Optional.of(SqlDialer.detect(jdbi, settings.dialer().options()));
    }
}
