package org.parley.script.compile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;
import org.parley.script.Anytime;
import org.parley.script.DurationWords;
import org.parley.script.Limits;
import org.parley.settings.Nearest;

/**
 * What can be said of a script's persona and steps before it runs: that there is one block, with its parts in their
 * places, and that {@link StepPaths} finds its way through the steps.
 */
final class FlowRules extends ClassCodeVisitorSupport {
    private static final Set<String> PARTS = Set.of(
            "voice",
            "backup",
            "persona",
            "knowledge",
            "limits",
            "disclose",
            "never",
            "mustSay",
            "anytime",
            "department",
            "step");
    private static final Set<String> ONLY_PARTS =
            Set.of("persona", "knowledge", "limits", "disclose", "never", "mustSay", "anytime", "department", "step");
    private static final Set<String> RULES = Set.of(
            "optOut", "wantsHuman", "voicemail", "abuse", "silent", "wantsLanguage", "upset", "after", "says", "on");
    private static final List<String> LIMITS = List.of("call", "turn", "silence", "cost");
    private static final BigDecimal COST_MAX = BigDecimal.valueOf(10_000);
    private static final Duration TURN_MIN = Duration.ofSeconds(3);
    private static final Duration CALL_MAX = Duration.ofHours(24);

    private final SourceUnit source;
    private final BiConsumer<String, ASTNode> refuse;
    private final @Nullable MethodCallExpression block; // null for plain code
    private final List<Statement> parts = new ArrayList<>();
    private final Set<ASTNode> placed =
            Collections.newSetFromMap(new IdentityHashMap<>()); // the block, and the parts that stand where they should
    private final Set<String> own; // methods that the script declares
    private final StepPaths paths;
    private String within = ""; // the step whose code is looked at
    private boolean inTalk; // inside converse, which has a knowledge of its own
    private Limits limits = Limits.NONE;

    /** {@code refuse} is told what is wrong, and where. */
    FlowRules(SourceUnit source, BiConsumer<String, ASTNode> refuse) {
        this.source = source;
        this.refuse = refuse;
        this.paths = new StepPaths(refuse);
        ModuleNode module = source.getAST();
        this.own = module.getMethods().stream().map(MethodNode::getName).collect(Collectors.toSet());
        this.block = own.contains("script") ? null : findBlock(module);
    }

    private @Nullable MethodCallExpression findBlock(ModuleNode module) {
        for (Statement statement : module.getStatementBlock().getStatements()) {
            if (statement instanceof ExpressionStatement line
                    && line.getExpression() instanceof MethodCallExpression call
                    && isNamed(call, "script")) {
                placed.add(call);
                closure(call).ifPresent(code -> parts.addAll(statements(code)));
                return call;
            }
        }
        return null;
    }

    /** What stands directly inside the block. */
    List<Statement> parts() {
        return parts;
    }

    /** What the script limits, once it was checked. */
    Limits limits() {
        return limits;
    }

    /** Tells everything that is wrong. */
    void check() {
        if (block != null) {
            checkParts(block);
        }
        for (ClassNode node : source.getAST().getClasses()) {
            visitClass(node);
        }
        paths.check();
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    // --- the block

    private void checkParts(MethodCallExpression script) {
        List<Statement> all = source.getAST().getStatementBlock().getStatements();
        Statement last = all.getLast();
        if (!(last instanceof ExpressionStatement line) || !placed.contains(line.getExpression())) {
            refuse.accept(
                    "Nothing stands after script { … }, for its end is the end of the call; put it into a step", last);
        }
        boolean speaks = false;
        boolean wrong = false;
        for (Statement statement : parts) {
            Expression expression = statement instanceof ExpressionStatement line ? line.getExpression() : null;
            if (expression instanceof DeclarationExpression) {
                continue;
            }
            if (!(expression instanceof MethodCallExpression call)
                    || !call.isImplicitThis()
                    || !isPart(String.valueOf(call.getMethodAsString()))) {
                refuse.accept(notAPart(expression), statement);
                wrong = true;
                continue;
            }
            placed.add(call);
            switch (String.valueOf(call.getMethodAsString())) {
                case "step", "department" -> paths.step(call, named(call), closure(call));
                case "limits" -> readLimits(call);
                case "anytime" -> closure(call).ifPresent(code -> rules(statements(code)));
                case "persona" -> speaks = true;
                default -> {} // the compiler looks at their texts
            }
        }
        if (!wrong && !speaks && paths.hasNoSteps()) {
            refuse.accept("Expected a persona or at least one step inside script { … }", script);
        }
    }

    private static boolean isPart(String word) {
        return PARTS.contains(word) || ClaimRules.NAMES.contains(word);
    }

    private static String notAPart(@Nullable Expression expression) {
        String expected =
                "Expected extensions, voice, persona, limits, disclose, anytime, department or step directly inside"
                        + " script { … }; ";
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && call.getMethodAsString() != null) {
            String found = call.getMethodAsString();
            return expected
                    + Nearest.to(
                                    found,
                                    Stream.concat(PARTS.stream(), ClaimRules.NAMES.stream())
                                            .toList())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("put '" + found + "' into a step");
        }
        return expected + "put this into a step";
    }

    private void rules(List<Statement> lines) {
        Set<String> seen = new HashSet<>();
        for (Statement line : lines) {
            MethodCallExpression call = line instanceof ExpressionStatement statement
                            && statement.getExpression() instanceof MethodCallExpression found
                            && found.isImplicitThis()
                    ? found
                    : null;
            String name = call == null ? "" : String.valueOf(call.getMethodAsString());
            if (call == null || !RULES.contains(name)) {
                refuse.accept(
                        "Expected optOut, wantsHuman, voicemail, abuse, upset, silent, wantsLanguage, after, says or on"
                                + " inside anytime { … }"
                                + Nearest.to(name, RULES)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse(""),
                        line);
            } else if (name.equals("says") && !areSays(arguments(call))) {
                refuse.accept(Anytime.SAYS, call);
            } else if (name.equals("on") && !isKnownEvent(first(call))) {
                refuse.accept(Anytime.ON, call);
            } else if (!name.equals("says") && !name.equals("on") && !name.equals("after") && !seen.add(name)) {
                refuse.accept("There are two rules '" + name + "'", call);
            }
        }
    }

    private static boolean isKnownEvent(@Nullable Expression event) {
        return !(event instanceof ConstantExpression constant)
                || Anytime.EVENTS.contains(String.valueOf(constant.getValue()));
    }

    private static boolean areSays(List<Expression> arguments) {
        return arguments.size() > 1
                && arguments.getLast() instanceof ClosureExpression
                && arguments.subList(0, arguments.size() - 1).stream()
                        .noneMatch(each -> each instanceof ClosureExpression
                                || each instanceof MapExpression
                                || (each instanceof ConstantExpression constant
                                        && !(constant.getValue() instanceof String)));
    }

    private void readLimits(MethodCallExpression call) {
        Duration longestCall = limits.call();
        Duration longestTurn = limits.turn();
        Duration silence = limits.silence();
        BigDecimal cost = limits.cost();
        List<MapEntryExpression> entries = arguments(call).stream()
                .filter(MapExpression.class::isInstance)
                .flatMap(each -> ((MapExpression) each).getMapEntryExpressions().stream())
                .toList();
        if (entries.isEmpty()) {
            refuse.accept("Expected limits such as limits call: 8.min, turn: 25.s", call);
        }
        for (MapEntryExpression entry : entries) {
            String name = entry.getKeyExpression().getText();
            Duration value = duration(entry.getValueExpression());
            if (!LIMITS.contains(name)) {
                refuse.accept(
                        "There is no limit '" + name + "'; "
                                + Nearest.to(name, LIMITS)
                                        .map(near -> "did you mean '" + near + "'?")
                                        .orElse("a script can limit its call, turn, silence and cost"),
                        entry.getKeyExpression());
            } else if (name.equals("cost")) {
                cost = money(entry.getValueExpression());
            } else if (value == null) {
                refuse.accept(
                        "Expected " + name + ": with a plain length of time such as 8.min or 25.s",
                        entry.getValueExpression());
            } else if (name.equals("call")) {
                longestCall = within(value, Duration.ofSeconds(1), CALL_MAX, "call: of 1.s to 24.h", entry);
            } else if (name.equals("silence")) {
                silence =
                        within(value, Duration.ofSeconds(1), Duration.ofMinutes(1), "silence: of 1.s to 1.min", entry);
            } else {
                longestTurn = within(value, TURN_MIN, Duration.ofMinutes(5), "turn: of 3.s to 5.min", entry);
            }
        }
        limits = new Limits(longestCall, longestTurn, silence, cost);
    }

    private BigDecimal money(Expression value) {
        BigDecimal sum = value instanceof ConstantExpression constant && constant.getValue() instanceof Number number
                ? new BigDecimal(number.toString())
                : BigDecimal.ZERO;
        if (sum.signum() <= 0 || sum.compareTo(COST_MAX) > 0) {
            refuse.accept("Expected cost: with a plain sum such as 0.50, of the currency of talk.prices", value);
        }
        return sum;
    }

    private Duration within(Duration value, Duration min, Duration max, String expected, MapEntryExpression entry) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            refuse.accept("Expected " + expected, entry.getValueExpression());
        }
        return value;
    }

    /** {@code 8.min}, or null when it is something else. */
    private static @Nullable Duration duration(Expression expression) {
        if (!(expression instanceof PropertyExpression property)
                || !(property.getObjectExpression() instanceof ConstantExpression constant)
                || !(constant.getValue() instanceof Number count)) {
            return null;
        }
        BigDecimal exact = new BigDecimal(count.toString());
        return switch (String.valueOf(property.getPropertyAsString())) {
            case "ms" -> DurationWords.getMs(exact);
            case "s", "seconds" -> DurationWords.getS(exact);
            case "min", "minutes" -> DurationWords.getMin(exact);
            case "h", "hours" -> DurationWords.getH(exact);
            default -> null;
        };
    }

    // --- what leads where

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String name = call.isImplicitThis() ? String.valueOf(call.getMethodAsString()) : "";
        if (own.contains(name)) {
            super.visitMethodCallExpression(call);
            return;
        }
        if (name.equals("script") && !placed.contains(call) && closure(call).isPresent()) {
            refuse.accept(
                    block == null
                            ? "Expected script { … } at the top level of the file, not inside a block"
                            : "Expected one script { … } in a file",
                    call);
        } else if (name.equals("goTo")) {
            goTo(call);
        } else if (inTalk && name.equals("on") && !isKnownEvent(first(call))) {
            refuse.accept(Anytime.ON, call);
        } else if (isMisplaced(name, call)) {
            refuse.accept("Expected " + name + " directly inside script('…') { … }", call);
        }
        String outer = within;
        boolean talk = inTalk;
        inTalk |= name.equals("converse");
        if ((name.equals("step") || name.equals("department")) && placed.contains(call)) {
            within = paths.nameOf(call);
        }
        super.visitMethodCallExpression(call);
        within = outer;
        inTalk = talk;
    }

    /** Without a block only what cannot be anything else is meant for one. */
    private boolean isMisplaced(String name, MethodCallExpression call) {
        boolean meant = block != null
                ? ONLY_PARTS.contains(name)
                : name.equals("step") || name.equals("anytime") || name.equals("disclose");
        return meant && !placed.contains(call) && !(inTalk && name.equals("knowledge"));
    }

    private void goTo(MethodCallExpression call) {
        Expression name = first(call);
        if (block == null) {
            refuse.accept("Expected goTo inside a step of script('…') { … }", call);
        } else if (name != null) {
            paths.leads(within, name);
        }
    }

    // --- parts of the tree

    private static boolean isNamed(MethodCallExpression call, String name) {
        return call.isImplicitThis() && name.equals(call.getMethodAsString());
    }

    private static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    }

    private static @Nullable Expression first(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return arguments.isEmpty() ? null : arguments.getFirst();
    }

    /** The first argument that is no option. */
    private static @Nullable Expression named(MethodCallExpression call) {
        return arguments(call).stream()
                .filter(each -> !(each instanceof MapExpression))
                .findFirst()
                .orElse(null);
    }

    private static Optional<ClosureExpression> closure(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return !arguments.isEmpty() && arguments.getLast() instanceof ClosureExpression code
                ? Optional.of(code)
                : Optional.empty();
    }

    private static List<Statement> statements(ClosureExpression code) {
        return code.getCode() instanceof BlockStatement many ? many.getStatements() : List.of(code.getCode());
    }
}
