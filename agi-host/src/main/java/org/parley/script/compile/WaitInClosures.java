package org.parley.script.compile;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;

/** Makes {@code wait 2.s} in a block the script's verb; a closure has a wait of its own, as every object does. */
final class WaitInClosures extends ClassCodeVisitorSupport {
    private final SourceUnit source;
    private int closures; // that what is looked at stands in

    WaitInClosures(SourceUnit source) {
        this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitClass(ClassNode node) {
        if (node.isScript()) {
            super.visitClass(node);
        }
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        closures++;
        super.visitClosureExpression(closure);
        closures--;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (closures > 0 && call.isImplicitThis() && "wait".equals(call.getMethodAsString())) {
            VariableExpression self = new VariableExpression("this");
            self.setSourcePosition(call.getObjectExpression());
            call.setObjectExpression(self);
            call.setImplicitThis(false);
        }
        super.visitMethodCallExpression(call);
    }
}
