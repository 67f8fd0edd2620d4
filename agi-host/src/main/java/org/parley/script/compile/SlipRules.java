package org.parley.script.compile;

import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.parley.script.ProblemKind;

/** Slips that compile and are surely not meant. */
final class SlipRules extends ClassCodeVisitorSupport {
    private static final Set<String> ENDS = Set.of("finish", "goTo", "hangup");

    private final SourceUnit source;
    private final SourceDoubts.Refusal refuse;
    private int cleanups; // that what is looked at stands in

    SlipRules(SourceUnit source, SourceDoubts.Refusal refuse) {
        this.source = source;
        this.refuse = refuse;
    }

    /** Looks at all of it. */
    void look() {
        source.getAST().getClasses().forEach(this::visitClass);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitBooleanExpression(BooleanExpression condition) {
        assigned(condition.getExpression());
        super.visitBooleanExpression(condition);
    }

    private void assigned(Expression condition) {
        if (condition instanceof BinaryExpression both && !(both instanceof DeclarationExpression)) {
            switch (both.getOperation().getType()) {
                case Types.ASSIGN ->
                    refuse.of(ProblemKind.MISTAKE, "This '=' sets a value and compares nothing; write ==", both);
                case Types.LOGICAL_AND, Types.LOGICAL_OR -> {
                    assigned(both.getLeftExpression());
                    assigned(both.getRightExpression());
                }
                default -> {} // it compares, or is a value
            }
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String verb = Tree.verb(call);
        if (cleanups > 0 && ENDS.contains(verb)) {
            refuse.of(
                    ProblemKind.MISTAKE,
                    "In cleanup { … } the script has ended, and '" + verb + "' leads nowhere;"
                            + (verb.equals("finish") ? " use dispose for the status" : " take it out"),
                    call);
        }
        if (verb.equals("tool")) {
            Tree.named(call)
                    .filter(each -> each.getValueExpression() instanceof ConstantExpression)
                    .forEach(each -> parameter(each.getKeyExpression().getText(), each.getValueExpression()));
        }
        cleanups += verb.equals("cleanup") ? 1 : 0;
        super.visitMethodCallExpression(call);
        cleanups -= verb.equals("cleanup") ? 1 : 0;
    }

    private void parameter(String name, Expression value) {
        refuse.of(
                ProblemKind.MISTAKE,
                name.equals("within")
                        ? "Expected within: with a duration such as 3.s"
                        : "Expected " + name + ": with text, number, integer, flag or oneOf, such as " + name
                                + ": text('what it means')",
                value);
    }
}
