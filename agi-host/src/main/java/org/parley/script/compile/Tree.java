package org.parley.script.compile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** What rules often want to know of a part of the tree. */
final class Tree {
    private Tree() {}

    /** The verb that this is a call of, or "". */
    static String verb(Expression expression) {
        return expression instanceof MethodCallExpression call && call.isImplicitThis()
                ? String.valueOf(call.getMethodAsString())
                : "";
    }

    static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    }

    /** The arguments that are plain texts. */
    static List<ConstantExpression> texts(MethodCallExpression call) {
        return arguments(call).stream()
                .filter(each -> text(each).isPresent())
                .map(ConstantExpression.class::cast)
                .toList();
    }

    /** The text that is written out here; empty for anything else. */
    static Optional<String> text(Expression expression) {
        return expression instanceof ConstantExpression constant && constant.getValue() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The named arguments. */
    static Stream<MapEntryExpression> named(MethodCallExpression call) {
        return arguments(call).stream()
                .filter(MapExpression.class::isInstance)
                .flatMap(each -> ((MapExpression) each).getMapEntryExpressions().stream());
    }

    /** The block after the arguments. */
    static Optional<ClosureExpression> block(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return !arguments.isEmpty() && arguments.getLast() instanceof ClosureExpression code
                ? Optional.of(code)
                : Optional.empty();
    }
}
