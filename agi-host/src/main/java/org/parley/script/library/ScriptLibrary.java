package org.parley.script.library;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
import org.parley.script.ScriptFailure;
import org.parley.script.ScriptProblem;
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
    /** In a start with more scripts than these, what was never compiled is only read before calls are served. */
    private static final int AT_ONCE_MAX = 50;

    private final ScriptSettings settings;
    private final ScriptNews news;
    private final ScriptFolder folder;
    private final EntryLoader loader;
    private final ErrorBudget budget;
    private final Changes changes = new Changes();
    private final ReentrantLock looking = new ReentrantLock();
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Backlog backlog;
    private final Thread watcher;

    /** By what versions broke down that are out, until the next look. */
    private final Map<Script, ScriptFailure> failures = new ConcurrentHashMap<>();

    private volatile Routes routes = Routes.NONE;
    private volatile List<ScriptStatus> statuses = List.of();
    private boolean unreadable;

    private ScriptLibrary(ScriptSettings settings, ScriptNews news) {
        this.settings = settings;
        this.news = news;
        this.folder = new ScriptFolder(settings.folder());
        this.loader = new EntryLoader(settings, folder);
        this.budget = new ErrorBudget(settings.errorBudget());
        this.backlog = new Backlog(this::completed);
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
        long began = System.nanoTime();
        library.loader.rehearse();
        library.refresh();
        if (library.unreadable) {
            throw new ScriptException("The folder of scripts at " + settings.folder() + " cannot be read", null);
        }
        LOG.info(
                "{} scripts are ready after {} ms; {} texts had to be compiled, the others were kept from before",
                library.entries.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                library.compiled());
        library.watcher.start();
        library.backlog.start();
        return library;
    }

    /** The script behind a dialplan extension, of which no more is known. */
    public Optional<Script> forExtension(String extension) {
        return choose(CallFacts.of("", extension)).map(Choice::script);
    }

    /** The script that a call gets of which this is known, and why. */
    public Optional<Choice> choose(CallFacts call) {
        return routes.choose(call.plain());
    }

    /** All scripts that have a rule for such a call, the one that gets it first. */
    public List<Choice> all(CallFacts call) {
        return routes.all(call.plain());
    }

    /** Whether what is dialled could lead the call to another script than this choice. */
    public boolean asksForNumber(Optional<Choice> soFar) {
        return routes.asksFor(soFar, ReachedBy.DID);
    }

    /** Whether what the dialer knows of the call could lead it to another script than this choice. */
    public boolean asksForDialer(Optional<Choice> soFar) {
        return routes.asksFor(soFar, ReachedBy.IN_GROUP, ReachedBy.CAMPAIGN);
    }

    /** Whether calls on this extension can get a script at all. */
    public boolean mayAnswer(String extension) {
        Optional<Choice> choice = choose(CallFacts.of("", extension));
        if (choice.isPresent() && !asksForNumber(choice) && !asksForDialer(choice)) {
            return !isOut(choice.get().script());
        }
        return choice.isPresent() || asksForNumber(choice) || asksForDialer(choice);
    }

    /** How long a call may wait for what the dialer knows of it. */
    public Duration routeWait() {
        return settings.routeWait();
    }

    /** The script of that name, as in {@code agi://host/sales}; {@code sales.groovy} is the same. Outside input. */
    public Optional<Script> named(String name) {
        return routes.named(CallFacts.of(name, "").plain().name());
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
        backlog.close();
        try {
            watcher.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many texts it has compiled since it was opened; those that were kept from before do not count. */
    public long compiled() {
        return loader.compiled();
    }

    private void watch() {
        try {
            while (!closed.await(settings.reloadAfter().toMillis(), TimeUnit.MILLISECONDS)) {
                looking.lock();
                try {
                    loader.warm();
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
        boolean changed = false;
        for (String file : changes.gone(found, entries, atRest)) {
            retire(entries.remove(file), null);
            LOG.info("Script {} was deleted; its calls lead nowhere now", file);
            changed = true;
        }
        changed |= load(changes.due(found, entries, atRest));
        changed |= mend();
        if (changed) {
            publish();
        }
    }

    private boolean load(SortedMap<String, Stamp> due) {
        Map<String, Future<Entry>> compiling = new TreeMap<>();
        boolean changed = false;
        boolean readOnly = entries.isEmpty() && due.size() > AT_ONCE_MAX;
        int threads = Math.clamp(Math.min(due.size(), Runtime.getRuntime().availableProcessors()), 1, 4);
        try (ExecutorService workers = threads == 1 ? null : Executors.newFixedThreadPool(threads)) {
            for (Map.Entry<String, Stamp> each : due.entrySet()) {
                Entry known = entries.get(each.getKey());
                boolean full = known == null && entries.size() + compiling.size() >= settings.scriptsMax();
                if (workers == null) {
                    changed |= accept(
                            each.getKey(), known, loader.load(each.getKey(), each.getValue(), known, full, readOnly));
                } else {
                    compiling.put(
                            each.getKey(),
                            workers.submit(() -> loader.load(each.getKey(), each.getValue(), known, full, readOnly)));
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

    private boolean accept(String file, @Nullable Entry before, Entry now) {
        Script script = now.script();
        Script last = before == null ? null : before.script();
        Entry next = now;
        if (last != null && last != script && budget.isProven(last)) {
            next = new Entry(now.stamp(), now.text(), script, now.loadedAt(), now.problems(), last.source(), now.out());
        }
        entries.put(file, next);
        if (before != null && last == script && before.problems().equals(now.problems())) {
            return false;
        }
        retire(before, script);
        if (now.isCurrent() && script != null) {
            if (script.isComplete()) {
                live(script);
            } else {
                backlog.add(script);
            }
        } else {
            LOG.warn(
                    "Script {} is not live, {}:\n{}",
                    file,
                    script == null ? "and has no earlier version" : "version " + script.version() + " stays",
                    ScriptProblem.render(now.problems()));
        }
        return true;
    }

    private void live(Script script) {
        LOG.info("Script {} is live in version {}", script.file(), script.version());
        news.live(script);
        if (!script.doubts().isEmpty()) {
            String doubts = ScriptProblem.render(script.doubts());
            LOG.warn("Script {} has what you should look at:\n{}", script.file(), doubts);
        }
    }

    /** A script that was only read is compiled now, or cannot be. */
    private void completed(Script script, List<ScriptProblem> mistakes, boolean last) {
        looking.lock();
        try {
            Entry entry = entries.get(script.file());
            if (entry != null && entry.script() == script) {
                if (mistakes.isEmpty()) {
                    live(script);
                } else {
                    accept(script.file(), entry, entry.broken(mistakes));
                }
            }
            if (last || !mistakes.isEmpty()) {
                publish();
            }
        } finally {
            looking.unlock();
        }
    }

    /** A call of this version is over; {@code failure} when the script broke down in it. Any thread may tell. */
    public void served(Script script, Optional<ScriptFailure> failure) {
        if (!script.isRetired() && budget.count(script, failure) && failure.isPresent()) {
            LOG.error(
                    "Script {} broke down in {} and gets no more calls:\n{}",
                    script,
                    budget.spent(script).orElse(""),
                    failure.get().render());
            failures.put(script, failure.get());
        }
    }

    /** Whether this version broke down too often to get calls. */
    public boolean isOut(Script script) {
        return budget.isSpent(script);
    }

    /** Brings the last version that served well back for each that is out; true when that changed something. */
    private boolean mend() {
        boolean changed = false;
        for (Map.Entry<String, Entry> each : List.copyOf(entries.entrySet())) {
            Entry entry = each.getValue();
            Script script = entry.script();
            ScriptFailure failure = script == null ? null : failures.remove(script);
            if (script == null || failure == null) {
                continue;
            }
            Script fallback = loader.again(each.getKey(), entry.earlier());
            String next = fallback == null
                    ? "its calls are refused, until it is saved again"
                    : "version " + fallback.version() + " serves again, until it is saved";
            ScriptProblem why = script.problem(
                    failure.line(),
                    0,
                    "Version %s broke down in %s (%s); %s"
                            .formatted(
                                    script.version(),
                                    budget.spent(script).orElse(""),
                                    failure.problem().message(),
                                    next),
                    "");
            LOG.error("Script {} is out:\n{}", each.getKey(), why.render());
            entries.put(each.getKey(), entry.without(why, fallback));
            news.out(script, failure.problem().message());
            if (fallback != null) {
                retire(entry, fallback);
            }
            changed = true;
        }
        failures.keySet().removeIf(Script::isRetired);
        return changed;
    }

    private void retire(@Nullable Entry before, @Nullable Script next) {
        Script script = before == null ? null : before.script();
        if (script != null && script != next) {
            script.retire();
            budget.forget(script);
            failures.remove(script);
        }
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
            Script script = entry.script();
            all.add(entry.status(file, folder.path(file), next, script != null && budget.isSpent(script)));
        });
        routes = next;
        List<ScriptStatus> before = statuses;
        statuses = List.copyOf(all);
        news.compare(before, statuses);
    }
}
