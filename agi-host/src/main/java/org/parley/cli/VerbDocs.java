package org.parley.cli;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The words that scripts and tests are written with, and what their sources say of them: the classes keep no docs. */
public final class VerbDocs {
    private static final Set<String> HOSTS_OWN = Set.of("in", "refused", "toString", "<init>");

    private final DocTrees docs;
    private final TreePath type;
    private final ClassTree tree;

    /**
     * A parameter of a word.
     *
     * @param type as the source has it
     * @param options by name, with their types, when it takes what is written {@code name: value}
     */
    public record Parameter(String name, String type, boolean several, Map<String, String> options) {
        boolean isOptions() {
            return type.startsWith("Map<");
        }

        /** Whether Groovy hands a block over as the last of its values. */
        boolean endsWithCode() {
            return several && name.endsWith("ThenBlock");
        }

        boolean isCode() {
            return type.startsWith("Closure<") || type.equals("Runnable");
        }
    }

    /**
     * One way to write a word.
     *
     * @param method of the class: {@code getYesNo} for the word {@code yesNo}
     * @param gives the type of its value; {@code void} for none
     * @param text what it does
     * @param notes by the name of a parameter
     */
    public record Form(
            String method,
            List<Parameter> parameters,
            String gives,
            DocText text,
            Map<String, DocText> notes,
            DocText returns,
            List<DocText> errors) {

        /** The word as scripts write it. */
        public String word() {
            return reads() || sets() ? Character.toLowerCase(method.charAt(3)) + method.substring(4) : bare();
        }

        /** Whether it is written without brackets or arguments: {@code lead}. */
        public boolean reads() {
            return method.matches("get[A-Z]\\w*");
        }

        boolean sets() {
            return method.matches("set[A-Z]\\w*");
        }

        private String bare() {
            return method.matches("is[A-Z]\\w*") && gives.equals("boolean")
                    ? Character.toLowerCase(method.charAt(2)) + method.substring(3)
                    : method;
        }

        /** Whether its docs show how it is written. */
        public boolean hasExample() {
            return text.hasExampleOf(word());
        }
    }

    /** What a class says of itself and its public methods, those of one name together. */
    public record Words(DocText text, Map<String, List<Form>> forms, Map<String, DocText> notes) {}

    private VerbDocs(DocTrees docs, TreePath type) {
        this.docs = docs;
        this.type = type;
        this.tree = (ClassTree) type.getLeaf();
    }

    /**
     * Reads a class of the sources.
     *
     * @param sources the folder of the packages
     * @param name of the class behind {@code org.parley}: {@code script.Talk}, {@code script.Call.Said}
     */
    public static Words of(Path sources, String name) throws IOException {
        List<String> parts = List.of(name.split("\\.", -1));
        Path file = sources.resolve("org/parley").resolve(parts.get(0)).resolve(parts.get(1) + ".java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            TreePath at = new TreePath(unit);
            List<? extends Tree> members = unit.getTypeDecls();
            for (String part : parts.subList(1, parts.size())) {
                ClassTree found = members.stream()
                        .filter(ClassTree.class::isInstance)
                        .map(ClassTree.class::cast)
                        .filter(each -> each.getSimpleName().contentEquals(part))
                        .findFirst()
                        .orElseThrow(() -> new IOException("Expected a class " + name + " in " + file));
                at = new TreePath(at, found);
                members = found.getMembers();
            }
            return new VerbDocs(DocTrees.instance(task), at).words();
        }
    }

    private Words words() {
        Map<String, List<Form>> forms = new LinkedHashMap<>();
        Map<String, DocText> notes = new LinkedHashMap<>();
        boolean isRecord = tree.getKind() == Tree.Kind.RECORD;
        DocCommentTree about = docs.getDocCommentTree(type);
        Map<String, DocText> components = params(about);
        for (Tree member : tree.getMembers()) {
            if (member instanceof VariableTree field
                    && isRecord
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
                String name = field.getName().toString();
                DocText note = components.getOrDefault(name, DocText.NONE);
                notes.put(name, note);
                Form form = new Form(name, List.of(), plain(field.getType()), note, Map.of(), DocText.NONE, List.of());
                forms.computeIfAbsent(name, _ -> new ArrayList<>()).add(form);
            }
            if (member instanceof MethodTree method && isWord(method)) {
                Form form = form(method);
                forms.computeIfAbsent(form.word(), _ -> new ArrayList<>()).add(form);
            }
        }
        return new Words(text(about), forms, notes);
    }

    private static boolean isWord(MethodTree method) {
        Set<Modifier> flags = method.getModifiers().getFlags();
        boolean extension = !method.getParameters().isEmpty()
                && method.getParameters().getFirst().getType().toString().equals("Number");
        return flags.contains(Modifier.PUBLIC)
                && !flags.contains(Modifier.ABSTRACT)
                && (!flags.contains(Modifier.STATIC) || extension)
                && !HOSTS_OWN.contains(method.getName().toString());
    }

    private Form form(MethodTree method) {
        DocCommentTree comment = docs.getDocCommentTree(new TreePath(type, method));
        DocText returns = DocText.NONE;
        List<DocText> errors = new ArrayList<>();
        for (DocTree tag : comment == null ? List.<DocTree>of() : comment.getBlockTags()) {
            if (tag instanceof ReturnTree gives) {
                returns = DocText.of(gives.getDescription());
            } else if (tag instanceof ThrowsTree thrown) {
                errors.add(DocText.of(thrown.getDescription()));
            }
        }
        return new Form(
                method.getName().toString(),
                method.getParameters().stream().map(VerbDocs::parameter).toList(),
                plain(method.getReturnType()),
                text(comment),
                params(comment),
                returns,
                errors);
    }

    private static DocText text(@Nullable DocCommentTree comment) {
        return comment == null ? DocText.NONE : DocText.of(comment.getFullBody());
    }

    private static Map<String, DocText> params(@Nullable DocCommentTree comment) {
        Map<String, DocText> found = new LinkedHashMap<>();
        for (DocTree tag : comment == null ? List.<DocTree>of() : comment.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                found.put(param.getName().toString(), DocText.of(param.getDescription()));
            }
        }
        return found;
    }

    private static Parameter parameter(VariableTree variable) {
        Map<String, String> options = new LinkedHashMap<>();
        for (AnnotationTree annotation : variable.getModifiers().getAnnotations()) {
            if (annotation.getAnnotationType().toString().equals("NamedParams")) {
                annotation.getArguments().forEach(each -> named(each, options));
            }
        }
        boolean several = variable.toString().contains("...");
        String type = plain(variable.getType());
        return new Parameter(variable.getName().toString(), type, several, options);
    }

    private static String plain(Tree type) {
        return type.toString().replaceAll("@\\w+(\\(\\))? ?", "");
    }

    private static void named(ExpressionTree value, Map<String, String> options) {
        switch (value) {
            case AssignmentTree assignment -> named(assignment.getExpression(), options);
            case NewArrayTree several
            when several.getInitializers() != null -> several.getInitializers().forEach(each -> named(each, options));
            case AnnotationTree one -> {
                Map<String, String> parts = new LinkedHashMap<>();
                for (ExpressionTree argument : one.getArguments()) {
                    if (argument instanceof AssignmentTree part) {
                        parts.put(
                                part.getVariable().toString(),
                                part.getExpression() instanceof LiteralTree text
                                        ? String.valueOf(text.getValue())
                                        : part.getExpression().toString());
                    }
                }
                options.put(parts.getOrDefault("value", ""), parts.getOrDefault("type", "Object.class"));
            }
            default -> throw new IllegalStateException("Expected named parameters but found " + value);
        }
    }
}
