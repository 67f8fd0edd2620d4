package org.parley.script.library;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.parley.script.ReachedBy;
import org.parley.script.Script;
import org.parley.script.ScriptException;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.ScriptFolder.Stamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All scripts of a folder, compiled and ready. One background thread looks at the folder; a changed file is compiled
 * there, and if it is good the next call has it. A bad edit leaves the last good version in place. The look-ups are
 * for any thread, never wait, and never compile.
 *
 * <p>The folder is looked at by the clock and not by the system's notices: a listing of a hundred files costs well
 * under a millisecond, works on network and container mounts, and cannot lose an event.
 */
public final class ScriptLibrary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptLibrary.class);

    private static final Set<ReachedBy> EXTENSIONS = EnumSet.of(ReachedBy.EXTENSION, ReachedBy.PATTERN);

    private final ScriptSettings settings;
    private final ScriptNews news;
    private final ScriptFolder folder;
    private final ScriptCompiler compiler;
    private final ReentrantLock looking = new ReentrantLock();
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watcher;

    /** What was last seen and has not come to rest, by file; null for a file that has just gone. */
    private final Map<String, @Nullable Stamp> moving = new HashMap<>();

    private volatile Routes routes = Routes.NONE;
    private volatile List<ScriptStatus> statuses = List.of();
    private boolean unreadable;

    /** How a file stands; the script is null until a version was good. */
    private record Entry(
            Stamp stamp,
            String text,
            @Nullable Script script,
            @Nullable Instant loadedAt,
            List<ScriptProblem> problems) {}

    private ScriptLibrary(ScriptSettings settings, ScriptNews news) {
        this.settings = settings;
        this.news = news;
        this.folder = new ScriptFolder(settings.folder());
        this.compiler = new ScriptCompiler(settings.loopMax());
        this.watcher = Thread.ofPlatform().name("parley-scripts").daemon().unstarted(this::watch);
    }

    /**
     * Compiles all scripts of the folder and begins to watch it. A broken script does not stop the others; see
     * {@link #status()}.
     *
     * @throws ScriptException when the folder is not there or cannot be read
     */
    public static ScriptLibrary open(ScriptSettings settings) {
        return open(settings, ScriptNews.NONE);
    }

    /** The same, and tells what becomes of scripts. */
    public static ScriptLibrary open(ScriptSettings settings, ScriptNews news) {
        if (!Files.isDirectory(settings.folder())) {
            throw new ScriptException(
                    "Expected a folder of scripts at " + settings.folder().toAbsolutePath()
                            + " but there is none; create it or name another with --scripts",
                    null);
        }
        ScriptLibrary library = new ScriptLibrary(settings, news);
        library.compiler.rehearse();
        library.refresh();
        if (library.unreadable) {
            throw new ScriptException("The folder of scripts at " + settings.folder() + " cannot be read", null);
        }
        library.watcher.start();
        return library;
    }

    /** The script behind a dialplan extension, of which no more is known. */
    public Optional<Script> forExtension(String extension) {
        return choose(CallFacts.of("", extension)).map(Choice::script);
    }

    /** The script that a call gets of which this is known, and why. */
    public Optional<Choice> choose(CallFacts call) {
        return routes.choose(plain(call));
    }

    /** All scripts that have a rule for such a call, the one that gets it first. */
    public List<Choice> all(CallFacts call) {
        return routes.all(plain(call));
    }

    /** Whether what is dialled could lead the call to another script than this choice. */
    public boolean asksForNumber(Optional<Choice> soFar) {
        return isOpen(soFar, ReachedBy.DID) && routes.has(ReachedBy.DID);
    }

    /** Whether what the dialer knows of the call could lead it to another script than this choice. */
    public boolean asksForDialer(Optional<Choice> soFar) {
        return isOpen(soFar, ReachedBy.IN_GROUP) && (routes.has(ReachedBy.IN_GROUP) || routes.has(ReachedBy.CAMPAIGN));
    }

    private static boolean isOpen(Optional<Choice> soFar, ReachedBy by) {
        return soFar.isEmpty() || soFar.get().by().compareTo(by) > 0;
    }

    /** Whether calls on this extension can get a script at all. */
    public boolean mayAnswer(String extension) {
        Optional<Choice> choice = choose(CallFacts.of("", extension));
        return choice.isPresent() || asksForNumber(choice) || asksForDialer(choice);
    }

    /** How long a call may wait for what the dialer knows of it. */
    public Duration routeWait() {
        return settings.routeWait();
    }

    private static CallFacts plain(CallFacts call) {
        return new CallFacts(plain(call.name()), call.extension(), call.did(), call.inGroup(), call.campaign());
    }

    /** The script of that name, as in {@code agi://host/sales}; {@code sales.groovy} is the same. Outside input. */
    public Optional<Script> named(String name) {
        String plain = plain(name);
        return ScriptFile.isName(plain) ? routes.named(plain) : Optional.empty();
    }

    private static String plain(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        if (plain.endsWith(Script.SUFFIX)) {
            plain = plain.substring(0, plain.length() - Script.SUFFIX.length());
        }
        return plain;
    }

    /** How every file stands, in order of names. */
    public List<ScriptStatus> status() {
        return statuses;
    }

    /** Looks at the folder now and compiles what changed; returns when that is live. Not for a call's thread. */
    public void refresh() {
        looking.lock();
        try {
            look(false);
        } finally {
            looking.unlock();
        }
    }

    /** Stops watching. Scripts that were handed out go on working. */
    @Override
    public void close() {
        closed.countDown();
        try {
            watcher.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!closed.await(settings.reloadAfter().toMillis(), TimeUnit.MILLISECONDS)) {
                looking.lock();
                try {
                    look(true);
                } catch (RuntimeException broken) {
                    LOG.error("The folder of scripts could not be looked at; its scripts stay as they are", broken);
                } finally {
                    looking.unlock();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param atRest true to leave a file alone until two looks agree: editors write in steps */
    private void look(boolean atRest) {
        SortedMap<String, Stamp> found;
        try {
            found = folder.look();
        } catch (IOException gone) {
            if (!unreadable) {
                LOG.warn("The folder {} cannot be read; its scripts stay as they are: {}", folder, gone.toString());
            }
            unreadable = true;
            return;
        }
        unreadable = false;
        boolean changed = drop(found, atRest);
        SortedMap<String, Stamp> due = new TreeMap<>();
        long now = System.currentTimeMillis();
        found.forEach((file, stamp) -> {
            Entry known = entries.get(file);
            boolean same = known != null && known.stamp.equals(stamp);
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
        changed |= load(due);
        if (changed) {
            publish();
        }
    }

    /** A file that is away at two looks is deleted; one look may fall into a save by rename. */
    private boolean drop(SortedMap<String, Stamp> found, boolean atRest) {
        boolean changed = false;
        for (String file : List.copyOf(entries.keySet())) {
            if (found.containsKey(file)) {
                continue;
            }
            if (atRest && !(moving.containsKey(file) && moving.get(file) == null)) {
                moving.put(file, null);
                continue;
            }
            retire(entries.remove(file), null);
            moving.remove(file);
            LOG.info("Script {} was deleted; its calls lead nowhere now", file);
            changed = true;
        }
        moving.keySet().removeIf(file -> !found.containsKey(file) && !entries.containsKey(file));
        return changed;
    }

    private boolean load(SortedMap<String, Stamp> due) {
        Map<String, Future<Entry>> compiling = new TreeMap<>();
        boolean changed = false;
        int threads = Math.clamp(Math.min(due.size(), Runtime.getRuntime().availableProcessors()), 1, 4);
        try (ExecutorService workers = threads == 1 ? null : Executors.newFixedThreadPool(threads)) {
            for (Map.Entry<String, Stamp> each : due.entrySet()) {
                Entry known = entries.get(each.getKey());
                boolean full = known == null && entries.size() + compiling.size() >= settings.scriptsMax();
                if (workers == null) {
                    changed |= accept(each.getKey(), known, compile(each.getKey(), each.getValue(), known, full));
                } else {
                    compiling.put(
                            each.getKey(), workers.submit(() -> compile(each.getKey(), each.getValue(), known, full)));
                }
            }
            for (Map.Entry<String, Future<Entry>> each : compiling.entrySet()) {
                changed |= accept(
                        each.getKey(),
                        entries.get(each.getKey()),
                        each.getValue().get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException broken) {
            throw new ScriptException("The scripts could not be compiled", broken.getCause());
        }
        return changed;
    }

    /** The file as it is now; the known entry itself when its text has not changed. */
    private Entry compile(String file, Stamp stamp, @Nullable Entry known, boolean full) {
        Script last = known == null ? null : known.script;
        Instant lastAt = known == null ? null : known.loadedAt;
        String text = "";
        String problem = "";
        if (!ScriptFile.isName(file.substring(0, file.length() - Script.SUFFIX.length()))) {
            problem = "Expected a file name of a-z, 0-9 and dashes, at most 64, such as medicare-fronter.groovy";
        } else if (full) {
            problem = "The folder holds more than " + settings.scriptsMax()
                    + " scripts; see the setting scripts.scripts-max";
        } else {
            try {
                text = ScriptFile.read(folder.path(file));
            } catch (IOException unreadableFile) {
                problem = String.valueOf(unreadableFile.getMessage());
            }
        }
        if (!problem.isEmpty()) {
            return new Entry(stamp, text, last, lastAt, List.of(ScriptProblem.at(file, "", 0, 0, problem, "")));
        }
        if (known != null && known.text.equals(text)) {
            return new Entry(stamp, text, last, lastAt, known.problems);
        }
        return switch (compiler.compile(file, text)) {
            case Compiled.Good(Script script) -> new Entry(stamp, text, script, Instant.now(), List.of());
            case Compiled.Bad(List<ScriptProblem> problems) -> new Entry(stamp, text, last, lastAt, problems);
        };
    }

    private boolean accept(String file, @Nullable Entry before, Entry now) {
        entries.put(file, now);
        if (before != null && before.script == now.script && before.problems.equals(now.problems)) {
            return false;
        }
        Script script = now.script;
        retire(before, script);
        if (now.problems.isEmpty() && script != null) {
            LOG.info("Script {} is live in version {}", file, script.version());
            news.live(script);
        } else {
            LOG.warn(
                    "Script {} is not live, {}:\n{}",
                    file,
                    script == null ? "and has no earlier version" : "version " + script.version() + " stays",
                    String.join(
                            "\n",
                            now.problems.stream().map(ScriptProblem::render).toList()));
        }
        return true;
    }

    private static void retire(@Nullable Entry before, @Nullable Script next) {
        Script script = before == null ? null : before.script;
        if (script != null && script != next) {
            script.retire();
        }
    }

    /** The same for a dialer that knows these statuses only: a script that sets another has a problem. */
    public List<ScriptStatus> status(Set<String> known) {
        return status().stream()
                .map(each -> {
                    List<ScriptProblem> problems = new ArrayList<>(each.problems());
                    named(each.name()).ifPresent(script -> problems.addAll(script.unknownStatuses(known)));
                    return each.with(problems);
                })
                .toList();
    }

    private void publish() {
        Routes next = Routes.of(
                entries.values().stream()
                        .map(Entry::script)
                        .filter(Objects::nonNull)
                        .toList(),
                routes);
        List<ScriptStatus> all = new ArrayList<>();
        entries.forEach((file, entry) -> {
            List<ScriptProblem> clashes = next.clashesOf(file);
            if (!clashes.equals(routes.clashesOf(file))) {
                clashes.forEach(clash -> LOG.warn("Two scripts want the same calls:\n{}", clash.render()));
            }
            List<ScriptProblem> problems = new ArrayList<>(entry.problems);
            problems.addAll(clashes);
            Script script = entry.script;
            all.add(new ScriptStatus(
                    file.substring(0, file.length() - Script.SUFFIX.length()),
                    folder.path(file),
                    script == null ? "" : script.version(),
                    next.leadingTo(file, EXTENSIONS),
                    next.leadingTo(file, Set.of(ReachedBy.DID)),
                    next.leadingTo(file, Set.of(ReachedBy.IN_GROUP)),
                    next.leadingTo(file, Set.of(ReachedBy.CAMPAIGN)),
                    script == null ? "" : script.findings().description(),
                    script == null ? "" : script.findings().owner(),
                    script == null ? Set.of() : script.findings().languages(),
                    script != null && entry.problems.isEmpty(),
                    entry.loadedAt,
                    problems));
        });
        routes = next;
        statuses = List.copyOf(all);
    }
}
