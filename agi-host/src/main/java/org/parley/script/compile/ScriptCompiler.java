package org.parley.script.compile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.codehaus.groovy.GroovyBugError;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.parley.script.Conversation;
import org.parley.script.Findings;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/**
 * Compiles scripts one by one, each into a class loader of its own, so that a version can be forgotten as a whole. Any
 * thread may use it; it takes some hundredths of a second, so never a call's thread.
 */
public final class ScriptCompiler {
    /** The parser's time grows much faster than the depth of brackets; nobody writes this many. */
    private static final int DEPTH_MAX = 64;

    private static final String REHEARSAL = """
            def said = "the ${digits(5)} of ${2}"
            both(said, [choice(sales: ['sales', '1'], help: ['help']), yesNo, futureTime, anything])
            [1, 2].each { n -> said = "$said $n" }
            for (word in said.tokenize()) if (word.isInteger()) said += word
            switch (said) {
                case 'never': said = ''; break
                default: said = said ?: 'none'
            }
            def both(String text, List<Question> questions) { "$text ${questions.size()} ${8.s}" }
            """;

    private final Duration loopMax;
    private final CodeFolder kept;
    private final AtomicLong compiled = new AtomicLong();

    /** @param loopMax how long a script may compute between two verbs that wait */
    public ScriptCompiler(Duration loopMax) {
        this(loopMax, CodeFolder.NONE);
    }

    /** With a folder of what was compiled before, which this adds to. */
    public ScriptCompiler(Duration loopMax, CodeFolder kept) {
        this.loopMax = loopMax;
        this.kept = kept;
    }

    /** How many texts it has compiled; those that were kept do not count. */
    public long compiled() {
        return compiled.get();
    }

    /** What became of a text: a script, or the problems that its writer must solve. */
    public sealed interface Compiled {
        /** It is good. */
        record Good(Script script) implements Compiled {}

        /** It is not, for at least one reason. */
        record Bad(List<ScriptProblem> problems) implements Compiled {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Compiles and runs a small text of our own, so that neither the first script nor the first call of this process
     * pays for what Groovy sets up once.
     *
     * @throws IllegalStateException when it does not compile: the build is broken
     */
    public void rehearse() {
        switch (compile("rehearsal.groovy", REHEARSAL)) {
            case Compiled.Good(Script script) -> {
                script.rehearse();
                script.retire();
            }
            case Compiled.Bad(List<ScriptProblem> problems) ->
                throw new IllegalStateException(problems.getFirst().render());
        }
    }

    /** Compiles that text without keeping anything, for the sake of the next one that must be compiled. */
    public void warm() {
        CompiledCode _ = Workshop.code("rehearsal.groovy", REHEARSAL, Conversation.class);
    }

    /** Compiles a text under the name of its file, such as {@code sales.groovy}; never throws for what is in it. */
    public Compiled compile(String file, String source) {
        return compile(file, source, errors -> code(errors, file, source, Conversation.class));
    }

    /**
     * Looks for all mistakes of a text as compiling does, and makes no class of it: none of it is run, and nothing
     * stays of it. What is good is compiled by whoever first runs it.
     */
    public Compiled check(String file, String source) {
        return within(
                file,
                source,
                errors -> switch (code(errors, file, source, Conversation.class)) {
                    case CompiledCode.Bad(List<ScriptProblem> problems) -> new Compiled.Bad(problems);
                    case CompiledCode.Good found
                    when !found.isA(Conversation.class) -> new Compiled.Bad(List.of(noScript(errors)));
                    case CompiledCode.Good found -> new Compiled.Good(read(file, source, found.findings()));
                },
                Compiled.Bad::new);
    }

    private Script read(String file, String source, Findings findings) {
        return Script.read(file, ScriptFile.version(source), source, findings, () -> code(file, source), loopMax);
    }

    private static ScriptProblem noScript(CompileErrors errors) {
        return errors.at(1, 1, "Expected a script but found only a class", "write its verbs below");
    }

    private Compiled compile(String file, String source, Function<CompileErrors, CompiledCode> code) {
        return compile(
                file,
                source,
                Conversation.class,
                code,
                (findings, classes) -> new Compiled.Good(
                        new Script(file, ScriptFile.version(source), source, findings, classes, loopMax)),
                Compiled.Bad::new);
    }

    /**
     * Only reads a text that was not compiled before: what it claims and says of itself is known then, and it is
     * compiled when it is first wanted. Reading takes a tenth of what compiling does, and finds no mistake of types.
     */
    public Compiled read(String file, String source) {
        CompiledCode known = kept.find(kept.key(file, source, Conversation.class.getName()));
        if (known != null) {
            return compile(file, source, _ -> known);
        }
        if (depth(source) > DEPTH_MAX) {
            return compile(file, source);
        }
        try {
            return new Compiled.Good(read(file, source, Workshop.findings(file, source)));
        } catch (GroovyBugError | RuntimeException | StackOverflowError refused) {
            return compile(file, source); // which tells all that is wrong
        }
    }

    private Script.Code code(String file, String source) {
        return compile(
                file,
                source,
                Conversation.class,
                errors -> code(errors, file, source, Conversation.class),
                (_, classes) -> {
                    Object _ = classes.getFirst().getConstructor().newInstance(); // as the constructor of Script does
                    return new Script.Code(classes, List.of());
                },
                problems -> new Script.Code(List.of(), problems));
    }

    /** The same for the text of a file, which may not be there. */
    public Compiled compile(Path path) {
        return read(path, this::compile, Compiled.Bad::new);
    }

    /** Compiles a file under the rules of scripts upon another base class; what is no script may stand in it. */
    public <T extends groovy.lang.Script> GuardedCode.Result<T> guarded(Path path, Class<T> base) {
        return read(
                path,
                (file, source) -> compile(
                        file,
                        source,
                        base,
                        errors -> code(errors, file, source, base),
                        (_, classes) ->
                                new GuardedCode.Result.Good<T>(new GuardedCode<>(file, source, classes, base, loopMax)),
                        GuardedCode.Result.Bad<T>::new),
                GuardedCode.Result.Bad<T>::new);
    }

    private static <R> R read(Path path, BiFunction<String, String, R> compile, Function<List<ScriptProblem>, R> bad) {
        Path absolute = path.toAbsolutePath().normalize();
        String file = String.valueOf(absolute.getFileName());
        try {
            return compile.apply(file, ScriptFile.read(absolute));
        } catch (NoSuchFileException missing) {
            return bad.apply(List.of(new CompileErrors(file, "").at(0, 0, "There is no file " + path, "")));
        } catch (IOException unreadable) {
            return bad.apply(
                    List.of(new CompileErrors(file, "").at(0, 0, String.valueOf(unreadable.getMessage()), "")));
        }
    }

    /** Makes what is good of the classes of a text. */
    private interface Maker<R> {
        R make(Findings findings, List<Class<?>> classes) throws ReflectiveOperationException;
    }

    private <R> R compile(
            String file,
            String source,
            Class<? extends groovy.lang.Script> base,
            Function<CompileErrors, CompiledCode> code,
            Maker<R> good,
            Function<List<ScriptProblem>, R> bad) {
        return within(
                file,
                source,
                errors -> switch (code.apply(errors)) {
                    case CompiledCode.Bad(List<ScriptProblem> problems) -> bad.apply(problems);
                    case CompiledCode.Good found -> {
                        List<Class<?>> classes = CodeLoader.load(found);
                        yield base.isAssignableFrom(classes.getFirst())
                                ? good.make(found.findings(), classes)
                                : bad.apply(List.of(noScript(errors)));
                    }
                },
                bad);
    }

    /** What is made of a text, which may break whoever reads it. */
    private interface Work<R> {
        R of(CompileErrors errors) throws ReflectiveOperationException;
    }

    private static <R> R within(String file, String source, Work<R> work, Function<List<ScriptProblem>, R> bad) {
        CompileErrors errors = new CompileErrors(file, source);
        ScriptProblem deep = errors.at(0, 0, "It is nested too deeply to be read", "split it into methods");
        if (depth(source) > DEPTH_MAX) {
            return bad.apply(List.of(deep));
        }
        try {
            return work.of(errors);
        } catch (StackOverflowError tooDeep) {
            return bad.apply(List.of(deep));
        } catch (GroovyBugError | LinkageError | ReflectiveOperationException | RuntimeException broken) {
            return bad.apply(List.of(errors.at(0, 0, "The compiler could not read it: " + broken.getMessage(), "")));
        }
    }

    /** As it was kept, or compiled now. What breaks the compiler itself is not kept: it may do better another time. */
    private CompiledCode code(
            CompileErrors errors, String file, String source, Class<? extends groovy.lang.Script> base) {
        String key = kept.key(file, source, base.getName());
        CompiledCode known = kept.find(key);
        if (known != null) {
            return known;
        }
        compiled.incrementAndGet();
        CompiledCode code;
        try {
            code = Workshop.code(file, source, base);
        } catch (MultipleCompilationErrorsException refused) {
            code = new CompiledCode.Bad(errors.of(refused.getErrorCollector()));
        }
        kept.keep(key, code);
        return code;
    }

    /** How deep brackets nest, near enough: those in texts count as well. */
    private static int depth(String source) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                default -> {
                    // every other character leaves the depth as it is
                }
            }
        }
        return deepest;
    }
}
