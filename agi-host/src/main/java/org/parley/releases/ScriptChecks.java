package org.parley.releases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.script.compile.ScriptFile;
import org.parley.script.library.Clashes;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;

/**
 * Looks texts of scripts over, as {@code parley check} does, beside the calls: one after the other on a thread of its
 * own, within a time, and without making a class of them or putting them in routing. Any thread may ask.
 */
public final class ScriptChecks {
    private static final int WAITING_MAX = 16;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ScriptCompiler compiler;
    private final ScriptLibrary library;
    private final Site site;
    private final Duration limit;
    private final ThreadPoolExecutor worker;

    /** Of texts for that library, each within that time. */
    public ScriptChecks(ScriptSettings settings, ScriptLibrary library, Site site, Duration limit) {
        this.compiler = new ScriptCompiler(settings.loopMax()); // what is only looked at is not kept
        this.library = library;
        this.site = site;
        this.limit = limit;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name("parley-checks").daemon().factory());
        worker.allowCoreThreadTimeOut(true);
    }

    /** It was not found out; the message is for whoever asked. */
    @SuppressWarnings("serial") // never serialised
    public static final class Busy extends RuntimeException {
        private Busy(String message) {
            super(message);
        }
    }

    /**
     * What was found out about a text.
     *
     * @param version of the text
     * @param script it, when it compiles; it is compiled again by whoever first runs it
     * @param findings mistakes first, each in the order of the text
     * @param unchecked what could not be looked at, and why; "" when all was
     */
    public record Checked(String version, Optional<Script> script, List<ScriptProblem> findings, String unchecked) {
        public Checked {
            findings = List.copyOf(findings);
        }

        /** The mistakes among them. */
        public List<ScriptProblem> mistakes() {
            return findings.stream().filter(each -> each.kind().isError()).toList();
        }
    }

    /**
     * Looks at a text of the script of that name.
     *
     * @throws Busy when it takes too long, or too many wait
     */
    public Checked check(String name, String source) {
        return within(() -> look(name, source));
    }

    private Checked look(String name, String source) {
        String version = ScriptFile.version(source);
        return switch (compiler.check(name + Script.SUFFIX, source)) {
            case Compiled.Bad(List<ScriptProblem> problems) -> new Checked(version, Optional.empty(), problems, "");
            case Compiled.Good(Script script) -> {
                Site.Doubts here = site.of(script);
                List<ScriptProblem> all = new ArrayList<>(script.doubts());
                all.addAll(here.problems());
                all.addAll(Clashes.of(script, library));
                all.sort((one, other) ->
                        Boolean.compare(other.kind().isError(), one.kind().isError())); // the order of the text stays
                yield new Checked(version, Optional.of(script), all, here.unchecked());
            }
        };
    }

    /**
     * Does something else with a text on the same thread, within the same time; then it is interrupted.
     *
     * @throws Busy when it takes too long, or too many wait
     */
    public <T> T within(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            worker.execute(task);
        } catch (RejectedExecutionException full) {
            throw new Busy("Too many scripts are looked at now");
        }
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Busy("It was not found out within %d s".formatted(limit.toSeconds()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Busy("It was not waited for");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(failure.getCause());
        } finally {
            boolean _ = worker.remove(task); // nobody waits for it any more
            boolean _ = task.cancel(true);
        }
    }
}
