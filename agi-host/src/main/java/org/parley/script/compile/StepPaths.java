package org.parley.script.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.jspecify.annotations.Nullable;
import org.parley.script.StepNames;

/**
 * Which step leads to which, as far as a script writes their names out: every {@code goTo} needs a step, and every step
 * a way to it.
 */
final class StepPaths {
    private final BiConsumer<String, ASTNode> refuse;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final IdentityHashMap<ASTNode, String> names = new IdentityHashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private boolean computed; // a name is not written out, so that nothing is sure

    private record Step(String name, Expression place, int number, boolean goesOn) {}

    /** A goTo, and the step that it stands in, "" for elsewhere. */
    private record Target(String name, Expression place, String from) {}

    /** {@code refuse} is told what is wrong, and where. */
    StepPaths(BiConsumer<String, ASTNode> refuse) {
        this.refuse = refuse;
    }

    /** The next step of the file. */
    void step(MethodCallExpression call, @Nullable Expression name, Optional<ClosureExpression> code) {
        if (!(name instanceof ConstantExpression constant) || !(constant.getValue() instanceof String text)) {
            computed = true;
            return;
        }
        boolean goesOn = code.map(each -> !StepEnd.isSure(each.getCode())).orElse(true);
        names.put(call, text);
        if (steps.putIfAbsent(text, new Step(text, name, steps.size(), goesOn)) != null) {
            refuse.accept("There are two steps '" + text + "'", name);
        }
    }

    /** The name of the step that this call makes, or "". */
    String nameOf(MethodCallExpression call) {
        return names.getOrDefault(call, "");
    }

    boolean hasNoSteps() {
        return steps.isEmpty() && !computed;
    }

    /** A goTo with this name stands in that step, "" for elsewhere. */
    void leads(String from, Expression name) {
        if (name instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
            targets.add(new Target(text, name, from));
        } else if (name instanceof TernaryExpression choice) {
            leads(from, choice.getTrueExpression());
            leads(from, choice.getFalseExpression());
        } else {
            computed = true;
        }
    }

    /** Tells what is wrong, once all was given. */
    void check() {
        if (computed) {
            return;
        }
        boolean lost = false;
        for (Target target : targets) {
            if (!steps.containsKey(target.name())) {
                lost = true;
                refuse.accept(StepNames.unknown(target.name(), steps.keySet()), target.place());
            }
        }
        if (lost || steps.isEmpty()) {
            return; // a name that is mended may lead where nothing leads now
        }
        Set<String> reached = reached();
        for (Step step : steps.values()) {
            if (!reached.contains(step.name())) {
                refuse.accept(
                        "The step '" + step.name() + "' is never reached; lead to it by goTo, or let the step before"
                                + " it go on",
                        step.place());
            }
        }
    }

    private Set<String> reached() {
        List<Step> inOrder = List.copyOf(steps.values());
        Deque<String> next = new ArrayDeque<>(List.of(inOrder.getFirst().name()));
        Set<String> reached = new HashSet<>();
        addTargets("", next);
        while (!next.isEmpty()) {
            String name = next.pop();
            Step step = steps.get(name);
            if (step == null || !reached.add(name)) {
                continue;
            }
            addTargets(name, next);
            if (step.goesOn() && step.number() + 1 < inOrder.size()) {
                next.add(inOrder.get(step.number() + 1).name());
            }
        }
        return reached;
    }

    private void addTargets(String from, Deque<String> to) {
        targets.stream()
                .filter(target -> target.from().equals(from))
                .map(Target::name)
                .forEach(to::add);
    }
}
