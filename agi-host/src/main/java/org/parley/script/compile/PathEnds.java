package org.parley.script.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;

/**
 * Follows the ways through a script's steps on which no status was given, to their ends. What it cannot follow, such as
 * a block that may give one, counts as given: it tells of what is sure and no more.
 */
final class PathEnds {
    private static final Set<String> SETTLES = Set.of("dispose", "finish", "transfer", "allow");
    private static final Set<String> LEAVES = Set.of("goTo", "hangup");

    private final ModuleNode module;
    private final BiConsumer<String, ASTNode> tell;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>(); // steps that are reached without a status
    private final Set<String> settling; // methods of the script that may give one
    private final Set<String> leaving; // and that may go elsewhere
    private boolean goesOn; // some way of the step that is looked at ends it without a status

    private record Step(Expression name, Statement code, int number) {}

    /** {@code tell} is told where a way ends; {@code own} are the methods that the script declares. */
    PathEnds(ModuleNode module, Set<String> own, BiConsumer<String, ASTNode> tell) {
        this.module = module;
        this.tell = tell;
        this.settling = callers(SETTLES, own);
        this.leaving = callers(LEAVES, own);
    }

    /** The methods that lead to one of these verbs, with the verbs that the script has not made its own. */
    private Set<String> callers(Set<String> verbs, Set<String> own) {
        Set<String> all = new HashSet<>(verbs);
        all.removeAll(own);
        boolean more = true;
        while (more) {
            more = false;
            for (MethodNode method : module.getMethods()) {
                if (method.getCode() != null && says(method.getCode(), all)) {
                    more |= all.add(method.getName());
                }
            }
        }
        return all;
    }

    /** Tells of every end, given what stands in the script's block. */
    void look(List<Statement> parts) {
        List<MethodCallExpression> rules = new ArrayList<>();
        for (Statement part : parts) {
            if (part instanceof ExpressionStatement line && line.getExpression() instanceof MethodCallExpression call) {
                switch (Tree.verb(call)) {
                    case "step", "department" -> step(call);
                    case "anytime" -> rules.add(call);
                    default -> {} // no code of the call's
                }
            }
        }
        boolean before = module.getStatementBlock().getStatements().stream()
                .filter(each -> !(each instanceof ExpressionStatement line
                        && Tree.verb(line.getExpression()).equals("script")))
                .anyMatch(each -> says(each, settling));
        if (steps.isEmpty() || before) {
            return;
        }
        open.add(steps.keySet().iterator().next());
        rules.stream().flatMap(rule -> Tree.block(rule).stream()).forEach(block -> rules(block.getCode()));
        module.getMethods().stream()
                .filter(method -> method.getCode() != null && !settling.contains(method.getName()))
                .forEach(method -> targets(method.getCode()));
        follow();
    }

    private void step(MethodCallExpression call) {
        // a department without code talks, and goes on to the next
        Statement code = Tree.block(call).map(ClosureExpression::getCode).orElse(EmptyStatement.INSTANCE);
        Tree.texts(call).stream()
                .limit(1)
                .forEach(name -> steps.putIfAbsent(name.getText(), new Step(name, code, steps.size())));
    }

    /** A rule's block may hang up, or lead to a step; when it only talks, the call goes on where it was. */
    private void rules(Statement block) {
        if (block instanceof BlockStatement lines) {
            for (Statement line : lines.getStatements()) {
                if (line instanceof ExpressionStatement rule
                        && rule.getExpression() instanceof MethodCallExpression call) {
                    Tree.block(call).ifPresent(code -> goesWithout(code.getCode()));
                }
            }
        }
    }

    private void follow() {
        List<String> inOrder = List.copyOf(steps.keySet());
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String name = open.pop();
            Step step = steps.get(name);
            if (step == null || !seen.add(name)) {
                continue;
            }
            goesOn = false;
            if (!goesWithout(step.code()) && !goesOn) {
                continue;
            }
            if (step.number() + 1 < inOrder.size()) {
                open.add(inOrder.get(step.number() + 1));
            } else {
                tell.accept("After the step '" + name + "' the call may end", step.name());
            }
        }
    }

    /** Whether what follows this code may be reached without a status, when the code itself is. */
    private boolean goesWithout(Statement statement) {
        return switch (statement) {
            case BlockStatement block -> block.getStatements().stream().allMatch(this::goesWithout);
            case ExpressionStatement line -> goesWithout(line.getExpression());
            case ReturnStatement line -> {
                goesOn |= goesWithout(line.getExpression());
                yield false;
            }
            case ThrowStatement _ -> false;
            case IfStatement choice -> {
                boolean after = false;
                if (goesWithout(choice.getBooleanExpression())) {
                    after = goesWithout(choice.getIfBlock());
                    after |= goesWithout(choice.getElseBlock());
                }
                yield after;
            }
            case SwitchStatement choice -> goesWithout(choice.getExpression()) && cases(choice);
            case TryCatchStatement attempt -> {
                boolean after = goesWithout(attempt.getTryStatement());
                for (CatchStatement each : attempt.getCatchStatements()) {
                    after |= goesWithout(each.getCode());
                }
                yield after && !says(attempt.getFinallyStatement(), settling);
            }
            case LoopingStatement loop -> {
                goesWithout(loop.getLoopBlock());
                yield !says(statement, settling) && !says(statement, leaving);
            }
            default -> !says(statement, settling);
        };
    }

    private boolean cases(SwitchStatement choice) {
        boolean after = choice.getDefaultStatement().isEmpty() || goesWithout(choice.getDefaultStatement());
        for (CaseStatement each : choice.getCaseStatements()) {
            after |= goesWithout(each.getCode());
        }
        return after;
    }

    private boolean goesWithout(Expression expression) {
        switch (Tree.verb(expression)) {
            case "goTo" -> {
                lead((MethodCallExpression) expression);
                return false;
            }
            case "hangup" -> {
                if (leaving.contains("hangup")) {
                    tell.accept("The call ends here", expression);
                }
                return false;
            }
            default -> {} // anything else may hold some of these
        }
        Words words = new Words(settling);
        expression.visit(words);
        if (words.found) {
            return false;
        }
        targets(new ExpressionStatement(expression));
        Words elsewhere = new Words(leaving);
        expression.visit(elsewhere);
        return !elsewhere.found;
    }

    private void lead(MethodCallExpression goTo) {
        Tree.arguments(goTo).stream().limit(1).forEach(this::lead);
    }

    private void lead(Expression name) {
        if (name instanceof TernaryExpression choice) {
            lead(choice.getTrueExpression());
            lead(choice.getFalseExpression());
        } else {
            Tree.text(name).ifPresent(open::add);
        }
    }

    /** Every goTo in this code is a way; where a status may be given before it, none is sure. */
    private void targets(Statement code) {
        code.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (Tree.verb(call).equals("goTo")) {
                    lead(call);
                }
                super.visitMethodCallExpression(call);
            }
        });
    }

    private static boolean says(Statement statement, Set<String> verbs) {
        Words words = new Words(verbs);
        statement.visit(words);
        return words.found;
    }

    /** Whether one of these verbs or methods is called, in a block of it too. */
    private static final class Words extends CodeVisitorSupport {
        private final Set<String> verbs;
        private boolean found;

        private Words(Set<String> verbs) {
            this.verbs = verbs;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            found |= verbs.contains(Tree.verb(call));
            super.visitMethodCallExpression(call);
        }
    }
}
