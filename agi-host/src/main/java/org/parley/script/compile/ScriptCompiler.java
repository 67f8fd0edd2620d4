package org.parley.script.compile;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.transform.CompileStatic;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.codehaus.groovy.GroovyBugError;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.jspecify.annotations.Nullable;
import org.parley.script.Answer;
import org.parley.script.Conversation;
import org.parley.script.Findings;
import org.parley.script.Question;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/**
 * Compiles one script at a time, statically, into a class loader of its own, so that a version can be forgotten as a
 * whole. Any thread may use it; it takes some hundredths of a second, so never a call's thread.
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

    /** @param loopMax how long a script may compute between two verbs that wait */
    public ScriptCompiler(Duration loopMax) {
        this.loopMax = loopMax;
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

    /** Compiles a text under the name of its file, such as {@code sales.groovy}; never throws for what is in it. */
    public Compiled compile(String file, String source) {
        return compile(
                file,
                source,
                Conversation.class,
                (findings, classes) -> new Compiled.Good(
                        new Script(file, ScriptFile.version(source), source, findings, classes, loopMax)),
                Compiled.Bad::new);
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

    private static <R> R compile(
            String file,
            String source,
            Class<? extends groovy.lang.Script> base,
            Maker<R> good,
            Function<List<ScriptProblem>, R> bad) {
        CompileErrors errors = new CompileErrors(file, source);
        ScriptProblem deep = errors.at(0, 0, "It is nested too deeply to be read", "split it into methods");
        List<Findings> findings = new ArrayList<>(1);
        if (depth(source) > DEPTH_MAX) {
            return bad.apply(List.of(deep));
        }
        try {
            List<Class<?>> classes = classes(file, source, base, findings);
            if (!base.isAssignableFrom(classes.getFirst())) {
                return bad.apply(
                        List.of(errors.at(1, 1, "Expected a script but found only a class", "write its verbs below")));
            }
            // after the loader was closed, for closing it throws away what making the first instance found out
            return good.make(findings.getFirst(), classes);
        } catch (MultipleCompilationErrorsException refused) {
            return bad.apply(errors.of(refused.getErrorCollector()));
        } catch (StackOverflowError tooDeep) {
            return bad.apply(List.of(deep));
        } catch (GroovyBugError | LinkageError | ReflectiveOperationException | RuntimeException | IOException broken) {
            return bad.apply(List.of(errors.at(0, 0, "The compiler could not read it: " + broken.getMessage(), "")));
        }
    }

    /** The script's class and then all others of it, initialised. */
    private static List<Class<?>> classes(
            String file, String source, Class<? extends groovy.lang.Script> base, List<Findings> findings)
            throws ReflectiveOperationException, IOException {
        try (Loader loader = new Loader(configuration(base), base == Conversation.class, findings)) {
            GroovyCodeSource code = new GroovyCodeSource(source, className(file) + ".groovy", "/parley/script");
            code.setCachable(false);
            List<Class<?>> classes = new ArrayList<>();
            classes.add(loader.parseClass(code, false));
            for (Class<?> each : loader.getLoadedClasses()) {
                Class<?> ready = Class.forName(each.getName(), true, loader);
                if (ready != classes.getFirst()) {
                    classes.add(ready);
                }
            }
            return classes;
        }
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

    private static CompilerConfiguration configuration(Class<? extends groovy.lang.Script> base) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(base.getName());
        configuration.setPluginFactory(CachingParser.FACTORY);
        configuration.setTolerance(20);
        // with static types only casts would be linked at their first run, which costs a first caller milliseconds
        configuration.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
        // @Grab would fetch code while compiling
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        ImportCustomizer imports = new ImportCustomizer();
        imports.addStarImports("java.time");
        imports.addImports(Answer.class.getName(), Question.class.getName());
        configuration.addCompilationCustomizers(
                imports,
                new ASTTransformationCustomizer(
                        Map.of("extensions", List.of(ScriptGuard.class.getName())), CompileStatic.class));
        return configuration;
    }

    /** The class of {@code medicare-fronter.groovy} is MedicareFronterScript: it hides no verb and no known class. */
    private static String className(String file) {
        StringBuilder name = new StringBuilder();
        boolean begins = true;
        for (char c : file.substring(0, file.length() - Script.SUFFIX.length()).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                name.append(begins ? Character.toUpperCase(c) : c);
            }
            begins = !Character.isLetterOrDigit(c);
        }
        boolean letter = !name.isEmpty() && Character.isLetter(name.charAt(0));
        return (letter ? name : name.insert(0, "Line")).append("Script").toString();
    }

    /** One version's classes, with Parley's own steps in the compiler's order. */
    private static final class Loader extends GroovyClassLoader {
        private final boolean isScript;
        private final List<Findings> findings;

        Loader(CompilerConfiguration configuration, boolean isScript, List<Findings> findings) {
            super(Conversation.class.getClassLoader(), configuration);
            this.isScript = isScript;
            this.findings = findings;
            // a class that is not known is a mistake, not a file to be looked for
            setResourceLoader(name -> null);
        }

        @Override
        protected CompilationUnit createCompilationUnit(
                CompilerConfiguration configuration, @Nullable CodeSource code) {
            CompilationUnit unit = super.createCompilationUnit(configuration, code);
            CompilationUnit.ISourceUnitOperation rules = this::rules;
            CompilationUnit.ISourceUnitOperation ticks = Loader::ticks;
            unit.addPhaseOperation(rules, Phases.CONVERSION);
            unit.addPhaseOperation(ticks, Phases.CANONICALIZATION);
            return unit;
        }

        private void rules(SourceUnit source) {
            findings.add(new SourceRules(source, isScript).check());
            ErrorCollector found = source.getErrorCollector();
            if (found.hasErrors()) {
                // nothing later may run: an annotation that was refused would run its code in a later phase
                throw new MultipleCompilationErrorsException(found);
            }
        }

        private static void ticks(SourceUnit source) {
            LoopTicks ticks = new LoopTicks(source);
            WaitInClosures waits = new WaitInClosures(source);
            PlainTexts texts = new PlainTexts(source);
            BoundedPatterns patterns = new BoundedPatterns(source);
            for (ClassNode node : source.getAST().getClasses()) {
                waits.visitClass(node);
                texts.visitClass(node);
                patterns.visitClass(node);
                ticks.visitClass(node);
            }
        }
    }
}
