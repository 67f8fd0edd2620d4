package org.parley.script.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.parley.script.Findings;
import org.parley.script.Findings.StatusUse;
import org.parley.script.ProblemKind;

/**
 * What must be settled on the bare syntax tree, before any annotation could run code: annotations and imports are
 * held against their lists, and what the script says of itself is read. Every problem goes to the source's error
 * collector.
 */
final class SourceRules extends ClassCodeVisitorSupport {
    private static final Set<String> ANNOTATIONS = Set.of("Field", "groovy.transform.Field", "Override");

    private static final Pattern STATUS = Pattern.compile("[A-Z0-9]{1,6}");

    private final SourceUnit source;
    private final boolean isScript;
    private final ClaimRules claims = new ClaimRules(this::refuse);
    private final Set<String> languages = new TreeSet<>();
    private final List<StatusUse> statuses = new ArrayList<>();
    private int talks; // that what is looked at stands in

    /** {@code isScript} is false for the tests of one, whose secrets are none. */
    SourceRules(SourceUnit source, boolean isScript) {
        this.source = source;
        this.isScript = isScript;
    }

    /** Checks the tree and answers the extensions and statuses in it. */
    Findings check() {
        ModuleNode module = source.getAST();
        imports(module);
        FlowRules flow = new FlowRules(source, this::refuse);
        List<Statement> outermost = new ArrayList<>(module.getStatementBlock().getStatements());
        outermost.addAll(flow.parts());
        for (Statement statement : outermost) {
            if (statement instanceof ExpressionStatement line) {
                claims.read(line.getExpression());
            }
        }
        for (ClassNode node : module.getClasses()) {
            visitClass(node);
        }
        flow.check();
        SourceDoubts doubts = new SourceDoubts(source, this::refuse);
        if (isScript) {
            new SlipRules(source, this::refuse).look();
            doubts.look(flow.parts());
        }
        return new Findings(
                claims.claims(),
                statuses,
                flow.limits(),
                claims.description(),
                claims.owner(),
                languages,
                doubts.doubts(),
                doubts.uses());
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    private void imports(ModuleNode module) {
        List<ImportNode> all = new ArrayList<>(module.getImports());
        all.addAll(module.getStarImports());
        all.addAll(module.getStaticImports().values());
        all.addAll(module.getStaticStarImports().values());
        if (module.getPackage() != null) {
            refuse("A script has no package", module.getPackage());
        }
        for (ImportNode each : all) {
            visitAnnotations(each);
            if (each.getLineNumber() < 1) {
                continue; // ours, given to every script
            }
            String name = each.getPackageName() != null && each.getType() == null
                    ? each.getPackageName().replaceFirst("\\.$", "")
                    : each.getClassName();
            boolean wholePackage = each.isStar() && !each.isStatic();
            boolean allowed = wholePackage ? AllowedClasses.allowsPackage(name) : AllowedClasses.allowsName(name);
            if (!allowed) {
                refuse("A script may not import " + name, each);
            }
        }
    }

    @Override
    public void visitAnnotations(AnnotatedNode node) {
        for (AnnotationNode annotation : node.getAnnotations()) {
            String name = annotation.getClassNode().getName();
            if (annotation.getLineNumber() > 0 && !ANNOTATIONS.contains(name)) {
                refuse("A script may not use the annotation @" + name, annotation);
            }
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        claims.misplaced(call);
        if (call.isImplicitThis()
                && ("dispose".equals(call.getMethodAsString()) || isFinish(call))
                && source.getAST().getMethods().stream()
                        .noneMatch(each -> each.getName().equals(call.getMethodAsString()))
                && call.getArguments() instanceof ArgumentListExpression list
                && !list.getExpressions().isEmpty()) {
            status(list.getExpression(0));
        }
        if (call.isImplicitThis()) {
            LanguageRules.mistake(call).ifPresent(mistake -> refuse(mistake, call));
            languages.addAll(LanguageRules.named(call));
        }
        boolean talk = call.isImplicitThis() && "converse".equals(call.getMethodAsString());
        boolean rule = call.isImplicitThis() && "on".equals(call.getMethodAsString()); // its words are the script's
        int outer = talks;
        talks = rule ? 0 : talks + (talk ? 1 : 0);
        super.visitMethodCallExpression(call);
        talks = outer;
    }

    /** Inside a free talk finish ends that, with a name of the script's own. */
    private boolean isFinish(MethodCallExpression call) {
        return talks == 0 && "finish".equals(call.getMethodAsString());
    }

    /** A plain text, or a choice of two: {@code dispose answer.yes ? 'SALE' : 'NI'}. */
    private void status(Expression argument) {
        if (argument instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
            statuses.add(new StatusUse(text, argument.getLineNumber(), argument.getColumnNumber()));
            if (isScript && !STATUS.matcher(text).matches()) {
                refuse("Expected a status of 1 to 6 capitals or digits but was '" + text + "'", argument);
            }
        } else if (argument instanceof TernaryExpression choice) {
            status(choice.getTrueExpression());
            status(choice.getFalseExpression());
        }
    }

    private void refuse(String message, ASTNode place) {
        refuse(ProblemKind.MISTAKE, message, place);
    }

    private void refuse(ProblemKind kind, String message, ASTNode place) {
        source.addError(new KnownMistake(kind, message, place));
    }
}
