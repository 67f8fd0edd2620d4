package org.parley.script.compile;

import groovy.lang.GroovyClassLoader;
import groovy.transform.CompileStatic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.tools.GroovyClass;
import org.jspecify.annotations.Nullable;
import org.parley.script.Answer;
import org.parley.script.Conversation;
import org.parley.script.Findings;
import org.parley.script.Question;
import org.parley.script.Script;

/** Groovy's compiler with Parley's own steps in its order: from a text to code, statically typed. */
final class Workshop {
    /** Those that no compilation uses now. What Groovy finds out about its own classes, it keeps with such a loader. */
    private static final ConcurrentLinkedQueue<Library> LIBRARIES = new ConcurrentLinkedQueue<>();

    private final boolean isScript;
    private final List<Findings> findings = new ArrayList<>(1);

    private Workshop(boolean isScript) {
        this.isScript = isScript;
    }

    /**
     * The code of a text.
     *
     * @throws MultipleCompilationErrorsException with what is wrong with it
     */
    static CompiledCode.Good code(String file, String source, Class<? extends groovy.lang.Script> base) {
        return compiled(file, source, base, Phases.CLASS_GENERATION, (workshop, unit) -> {
            String main = unit.getFirstClassNode().getName();
            SequencedMap<String, byte[]> classes = new LinkedHashMap<>();
            for (GroovyClass each : unit.getClasses()) {
                if (each.getName().equals(main)) {
                    classes.putFirst(main, each.getBytes());
                } else {
                    classes.put(each.getName(), each.getBytes());
                }
            }
            return new CompiledCode.Good(workshop.findings.getFirst(), classes);
        });
    }

    /**
     * What the text of a script says, read without the types of anything.
     *
     * @throws MultipleCompilationErrorsException with what is wrong with it, as far as reading tells
     */
    static Findings findings(String file, String source) {
        return compiled(
                file, source, Conversation.class, Phases.CONVERSION, (workshop, _) -> workshop.findings.getFirst());
    }

    private static <R> R compiled(
            String file,
            String source,
            Class<? extends groovy.lang.Script> base,
            int phase,
            BiFunction<Workshop, CompilationUnit, R> result) {
        Library taken = LIBRARIES.poll();
        Library library = taken == null ? new Library() : taken;
        try {
            Workshop workshop = new Workshop(base == Conversation.class);
            CompilationUnit unit = workshop.unit(configuration(base), library);
            unit.addSource(className(file) + ".groovy", source);
            unit.compile(phase);
            return result.apply(workshop, unit);
        } finally {
            LIBRARIES.add(library);
        }
    }

    private CompilationUnit unit(CompilerConfiguration configuration, Library library) {
        CompilationUnit unit = new CompilationUnit(configuration, null, library);
        CompilationUnit.ISourceUnitOperation rules = this::rules;
        CompilationUnit.ISourceUnitOperation ticks = Workshop::ticks;
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

    /**
     * Where the compiler looks for classes that a text names; nothing is ever defined here. One compilation at a time
     * has it, and the next goes on with what the last has found out: what methods Groovy adds to Java's classes, and
     * which classes there are not. The compiler asks for every name that it does not know in a dozen packages.
     */
    private static final class Library extends GroovyClassLoader {
        private static final int MISSING_MAX = 20_000;

        private final Set<String> missing = ConcurrentHashMap.newKeySet();

        Library() {
            super(Conversation.class.getClassLoader());
            // a class that is not known is a mistake, not a file to be looked for
            setResourceLoader(name -> null);
        }

        @Override
        public Class<?> loadClass(
                String name, boolean lookupScriptFiles, boolean preferClassOverScript, boolean resolve)
                throws ClassNotFoundException {
            if (missing.contains(name)) {
                throw new Missing(name);
            }
            try {
                return super.loadClass(name, lookupScriptFiles, preferClassOverScript, resolve);
            } catch (ClassNotFoundException unknown) {
                if (missing.size() >= MISSING_MAX) {
                    missing.clear();
                }
                missing.add(name);
                throw unknown;
            }
        }
    }

    /** Without a trace, which would cost more than all the rest of the answer. */
    private static final class Missing extends ClassNotFoundException {
        private static final long serialVersionUID = 1L;

        Missing(String name) {
            super(name);
        }

        @Override
        public synchronized @Nullable Throwable fillInStackTrace() {
            return this;
        }
    }
}
