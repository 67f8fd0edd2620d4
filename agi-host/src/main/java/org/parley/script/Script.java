package org.parley.script;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * One good version of a script. Whoever holds it keeps that version, whatever happens to the file. Any thread may use
 * it, and many at once: every run has an instance of its own.
 */
public final class Script {
    /** How the names of scripts' files end. */
    public static final String SUFFIX = ".groovy";

    private static final int CAUSES_MAX = 8;

    private final String name;
    private final String file;
    private final String version;
    private final String source;
    private final Findings findings;
    private final ScriptCode code;
    private final Duration loopMax;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean retired;

    /**
     * Makes an instance at once and runs nothing: a run with a stand-in for the call could loop on answers that no
     * caller gives, and a class is all that a first run would have to pay for.
     *
     * @param classes the script's class, then the others that belong to it
     * @throws ReflectiveOperationException when the class cannot be initialised or made
     */
    public Script(
            String file, String version, String source, Findings findings, List<Class<?>> classes, Duration loopMax)
            throws ReflectiveOperationException {
        this(file, version, source, findings, new ScriptCode(ScriptCode.Made.of(classes)), loopMax);
        // class initialisation and Groovy's look at the class are paid here and not by the first caller
        made().constructor().newInstance();
    }

    private Script(String file, String version, String source, Findings findings, ScriptCode code, Duration loopMax) {
        this.name = file.substring(0, file.length() - SUFFIX.length());
        this.file = file;
        this.version = version;
        this.source = source;
        this.findings = findings;
        this.code = code;
        this.loopMax = loopMax;
    }

    /** What compiling comes to: classes, the script's own first, or what its writer must solve. */
    public record Code(List<Class<?>> classes, List<ScriptProblem> problems) {
        public Code {
            classes = List.copyOf(classes);
            problems = List.copyOf(problems);
        }
    }

    /**
     * A script whose text was only read: it is compiled by whoever first runs it, or by {@link #complete()}. In a text
     * with a mistake that only the compiler finds, its run is a {@link ScriptFailure}.
     *
     * @param code compiles it, and makes an instance; asked once
     */
    public static Script read(
            String file, String version, String source, Findings findings, Supplier<Code> code, Duration loopMax) {
        return new Script(file, version, source, findings, new ScriptCode(code), loopMax);
    }

    /** Compiles it if nobody has, and answers what is wrong with its text; it takes as long as compiling does. */
    public List<ScriptProblem> complete() {
        return code.complete();
    }

    /** Whether it is compiled. */
    public boolean isComplete() {
        return code.made() != null;
    }

    private ScriptCode.Made made() {
        List<ScriptProblem> mistakes = code.complete();
        ScriptCode.Made made = code.made();
        if (made == null) {
            throw new ScriptFailure(mistakes.getFirst(), null);
        }
        return made;
    }

    /** Its name, which is the file's without {@code .groovy}. */
    public String name() {
        return name;
    }

    /** The first 12 hex digits of the SHA-256 of its text. */
    public String version() {
        return version;
    }

    /**
     * Runs a new instance for this call, on the calling thread.
     *
     * @throws CallEnded when the call was over before the script was
     * @throws ScriptFailure when the script, or something that it called, broke down; with its line
     */
    public void run(Call call) {
        enter(() -> {
            Conversation conversation = make();
            conversation.begin(call, this);
            conversation.runToEnd();
        });
    }

    /** Runs it without a call; only for a text of ours that uses no verb. */
    public void rehearse() {
        enter(() -> make().run());
    }

    /** Runs code of this script with a fresh budget, its failures told by line. */
    void enter(Runnable work) {
        made(); // not within the time that its own code has
        running.incrementAndGet();
        try {
            new Pace(loopMax).within(work);
        } catch (OutOfMemoryError hostsOwn) {
            throw hostsOwn;
        } catch (Throwable thrown) {
            // Groovy lets checked exceptions through where Java does not expect them, so all are caught here
            throw unwound(thrown);
        } finally {
            if (running.decrementAndGet() == 0 && retired) {
                forget();
            }
        }
    }

    /** No new call will have this version; what Groovy keeps about its classes goes with the last call that has it. */
    public void retire() {
        retired = true;
        if (running.get() == 0) {
            forget();
        }
    }

    /** Whether no new call will have this version. */
    public boolean isRetired() {
        return retired;
    }

    /** Groovy's registry holds what it knows of a class softly, which is for hours on a large heap. */
    private void forget() {
        ScriptCode.Made made = code.made();
        if (made != null) {
            made.classes().forEach(InvokerHelper::removeClass);
        }
    }

    private RuntimeException unwound(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new CallEnded("the host stopped the script");
        }
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            if (cause instanceof CallEnded end) {
                return end;
            }
            cause = cause.getCause();
        }
        return failure(thrown);
    }

    /** What its text says of it. */
    public Findings findings() {
        return findings;
    }

    /** What is wrong with it for a dialer that knows only these statuses. */
    public List<ScriptProblem> unknownStatuses(Set<String> known) {
        return findings.statuses().stream()
                .filter(use -> !known.contains(use.status()))
                .map(use -> ScriptProblem.of(
                        ProblemKind.STATUS,
                        file,
                        source,
                        use.line(),
                        use.column(),
                        "The dialer has no status '" + use.status() + "'",
                        "add it to the campaign's statuses, or take one that it has"))
                .toList();
    }

    /** What its writer should look at, wherever it runs. */
    public List<ScriptProblem> doubts() {
        return findings.doubts().stream()
                .map(each -> ScriptProblem.of(
                        each.kind(), file, source, each.line(), each.column(), each.message(), each.suggestion()))
                .toList();
    }

    /** What it names that stands elsewhere. */
    public List<Findings.Use> uses() {
        return findings.uses();
    }

    /** Something about what it names there. */
    public ScriptProblem problem(Findings.Use use, String message, String suggestion) {
        return ScriptProblem.of(use.kind(), file, source, use.line(), use.column(), message, suggestion);
    }

    /** How much shorter than the host's settings its calls are. */
    public Limits limits() {
        return findings.limits();
    }

    /** The name of its file. */
    public String file() {
        return file;
    }

    /** Its text. */
    public String source() {
        return source;
    }

    /** Something at a place of it, from 1; 0 for no place. */
    public ScriptProblem problem(int line, int column, String message, String suggestion) {
        return ScriptProblem.at(file, source, line, column, message, suggestion);
    }

    /** Its class. */
    public Class<? extends Conversation> type() {
        return made().type();
    }

    private Conversation make() {
        try {
            return made().constructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw failure(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException thrown) {
            throw failure(thrown);
        }
    }

    private ScriptFailure failure(Throwable thrown) {
        if (thrown instanceof ScriptFailure known) {
            return known;
        }
        int line = 0;
        Class<?> type = made().type();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String owner = frame.getClassName();
            if (frame.getLineNumber() > 0 && (owner.equals(type.getName()) || owner.startsWith(type.getName() + "$"))) {
                line = frame.getLineNumber();
                break;
            }
        }
        return new ScriptFailure(problem(line, 0, ScriptFailure.words(thrown), ""), thrown);
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
