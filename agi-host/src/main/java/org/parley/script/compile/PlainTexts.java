package org.parley.script.compile;

import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes of every text with values in it a plain one, so that {@code say known ? "Hello ${name}." : 'Hello.'} is a text
 * for the type checker as it is for its writer.
 */
final class PlainTexts extends ClassCodeExpressionTransformer {
    private final SourceUnit source;

    PlainTexts(SourceUnit source) {
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
        if (!(inner instanceof GStringExpression text)) {
            return inner;
        }
        MethodCallExpression plain = new MethodCallExpression(text, "toString", ArgumentListExpression.EMPTY_ARGUMENTS);
        plain.setImplicitThis(false);
        plain.setSourcePosition(text);
        plain.getMethod().setSourcePosition(text);
        return plain;
    }
}
