package org.parley.script.compile;

import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;

/** Whether a step's code surely leads elsewhere, so that the step after it does not follow. */
final class StepEnd {
    private static final Set<String> ENDS = Set.of("goTo", "finish", "hangup");

    private StepEnd() {}

    /** True when no way through this code goes on with the next step. */
    static boolean isSure(Statement code) {
        Returns returns = new Returns();
        code.visit(returns);
        return !returns.some && ends(code);
    }

    private static boolean ends(Statement statement) {
        return switch (statement) {
            case BlockStatement block -> block.getStatements().stream().anyMatch(StepEnd::ends);
            case ExpressionStatement line -> ends(line.getExpression());
            case ReturnStatement line -> ends(line.getExpression());
            case IfStatement choice -> ends(choice.getIfBlock()) && ends(choice.getElseBlock());
            case ThrowStatement _ -> true;
            default -> false;
        };
    }

    private static boolean ends(Expression expression) {
        return expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && ENDS.contains(String.valueOf(call.getMethodAsString()));
    }

    /** Returns that end the step and nothing more; those of closures in it end only these. */
    private static final class Returns extends CodeVisitorSupport {
        private boolean some;

        @Override
        public void visitReturnStatement(ReturnStatement statement) {
            some |= !ends(statement.getExpression());
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {}
    }
}
