package org.parley.script.compile;

import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.jspecify.annotations.Nullable;
import org.parley.script.Patterns;

/** Has {@link Patterns} do what regular expressions do in a script, so that no search can run for ever. */
final class BoundedPatterns extends ClassCodeExpressionTransformer {
    private static final ClassNode PATTERNS = ClassHelper.make(Patterns.class);
    private static final String PATTERN = "java.util.regex.Pattern";

    private final SourceUnit source;

    BoundedPatterns(SourceUnit source) {
        this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public @Nullable Expression transform(@Nullable Expression expression) {
        if (expression instanceof ClosureExpression closure) {
            visitClosureExpression(closure);
            return closure;
        }
        Expression inner = super.transform(expression);
        if (inner instanceof BinaryExpression both) {
            String way = switch (both.getOperation().getType()) {
                case Types.FIND_REGEX -> "search";
                case Types.MATCH_REGEX -> "match";
                default -> "";
            };
            return way.isEmpty() ? both : call(way, both, both.getLeftExpression(), both.getRightExpression());
        }
        return inner;
    }

    @Override
    public void visitCaseStatement(CaseStatement statement) {
        super.visitCaseStatement(statement);
        Expression wanted = statement.getExpression();
        boolean own = wanted instanceof VariableExpression variable
                && (variable.getAccessedVariable() instanceof Parameter
                        || variable.getAccessedVariable() instanceof VariableExpression);
        if (own || wanted instanceof BitwiseNegationExpression) {
            statement.setExpression(call("caseOf", wanted, wanted));
        }
    }

    private static Expression call(String name, Expression place, Expression... arguments) {
        StaticMethodCallExpression call =
                new StaticMethodCallExpression(PATTERNS, name, new ArgumentListExpression(arguments));
        call.setSourcePosition(place);
        return call;
    }

    // --- methods, once their types are known

    /** Whether this method searches for a pattern. */
    static boolean isSearch(ClassNode owner, MethodNode method) {
        Parameter[] parameters = method.getParameters();
        boolean given = parameters.length > 0;
        boolean text = given && isText(parameters[0].getType());
        boolean pattern = given && parameters[0].getType().getName().equals(PATTERN);
        return switch (owner.getName()) {
            case "java.lang.String", "java.lang.CharSequence" ->
                pattern
                        || (text
                                && switch (method.getName()) {
                                    case "matches",
                                            "replaceAll",
                                            "replaceFirst",
                                            "split",
                                            "splitWithDelimiters",
                                            "find",
                                            "findAll",
                                            "eachMatch",
                                            "splitEachLine" -> true;
                                    default -> false;
                                });
            case PATTERN ->
                switch (method.getName()) {
                    case "matcher", "matches", "split", "splitAsStream", "asPredicate", "asMatchPredicate", "isCase" ->
                        true;
                    default -> false;
                };
            case "java.util.regex.Matcher" -> method.getName().equals("reset") && given;
            default ->
                pattern && (method.getName().equals("grep") || method.getName().equals("isCase"));
        };
    }

    private static boolean isText(ClassNode type) {
        return type.getName().equals("java.lang.String") || type.getName().equals("java.lang.CharSequence");
    }

    /** The method of {@link Patterns} that does the same; null when there is none. */
    static @Nullable MethodNode bounded(ClassNode owner, MethodNode method) {
        Parameter[] given = method.getParameters();
        boolean onType = method instanceof ExtensionMethodNode added ? added.isStaticExtension() : method.isStatic();
        for (MethodNode ours : PATTERNS.getMethods(method.getName())) {
            Parameter[] all = ours.getParameters();
            boolean same = !onType
                    && all.length == given.length + 1
                    && all[0].getType().equals(owner);
            for (int i = 0; same && i < given.length; i++) {
                same = all[i + 1].getType().equals(given[i].getType());
            }
            if (same) {
                ExtensionMethodNode bounded = new ExtensionMethodNode(
                        ours,
                        method.getName(),
                        method.getModifiers(),
                        method.getReturnType(),
                        given,
                        ClassNode.EMPTY_ARRAY,
                        null);
                bounded.setDeclaringClass(owner);
                return bounded;
            }
        }
        return null;
    }
}
