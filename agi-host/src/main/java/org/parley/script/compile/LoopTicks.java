package org.parley.script.compile;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.parley.script.Conversation;

/** Puts a call of {@link Conversation#tick()} at the head of every loop and closure, so that none can run for ever. */
final class LoopTicks extends ClassCodeVisitorSupport {
    private static final ClassNode CONVERSATION = ClassHelper.make(Conversation.class);

    private final SourceUnit source;

    LoopTicks(SourceUnit source) {
        this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        super.visitForLoop(loop);
        tickIn(loop);
    }

    @Override
    public void visitWhileLoop(WhileStatement loop) {
        super.visitWhileLoop(loop);
        tickIn(loop);
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
        super.visitDoWhileLoop(loop);
        tickIn(loop);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        super.visitClosureExpression(closure);
        // an empty closure answers null; with nothing but a tick in it, it would answer that
        if (closure.getCode() instanceof BlockStatement block && !block.isEmpty()) {
            block.getStatements().addFirst(tick(closure.getCode()));
        }
    }

    private static <T extends Statement & LoopingStatement> void tickIn(T loop) {
        Statement body = loop.getLoopBlock();
        if (body instanceof BlockStatement block) {
            block.getStatements().addFirst(tick(loop));
            return;
        }
        BlockStatement block = new BlockStatement(new java.util.ArrayList<>(), new VariableScope());
        block.setSourcePosition(body);
        block.addStatement(tick(loop));
        block.addStatement(body);
        loop.setLoopBlock(block);
    }

    private static Statement tick(Statement place) {
        StaticMethodCallExpression call =
                new StaticMethodCallExpression(CONVERSATION, "tick", ArgumentListExpression.EMPTY_ARGUMENTS);
        call.setSourcePosition(place);
        ExpressionStatement statement = new ExpressionStatement(call);
        statement.setSourcePosition(place);
        return statement;
    }
}
