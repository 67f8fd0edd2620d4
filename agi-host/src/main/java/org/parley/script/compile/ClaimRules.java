package org.parley.script.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.parley.script.CallPattern;
import org.parley.script.Findings.Claim;
import org.parley.script.ReachedBy;

/** Reads what a script says of itself, in plain texts at its top level: the calls it wants, what it is, whose it is. */
final class ClaimRules {
    private static final int TEXT_MAX = 200;

    /** The words, with an example of what follows each. */
    private static final Map<String, String> WORDS = Map.of(
            "extensions", "extensions '8300', '_84XX'",
            "dids", "dids '18005551234'",
            "inGroups", "inGroups 'SUPPORT'",
            "campaigns", "campaigns 'SALES'",
            "description", "description 'Books a viewing'",
            "owner", "owner 'Ana, extension 204'");

    /** The words that every script may be given, also inside its block. */
    static final Set<String> NAMES = WORDS.keySet();

    private final BiConsumer<String, ASTNode> refuse;
    private final List<Claim> claims = new ArrayList<>();
    private final Set<ASTNode> topLevel = Collections.newSetFromMap(new IdentityHashMap<>());
    private String description = "";
    private String owner = "";

    /** {@code refuse} is told what is wrong, and where. */
    ClaimRules(BiConsumer<String, ASTNode> refuse) {
        this.refuse = refuse;
    }

    /** Reads a line of the top level, if it is one of these words. */
    void read(Expression expression) {
        if (!isOne(expression)) {
            return;
        }
        MethodCallExpression call = (MethodCallExpression) expression;
        topLevel.add(call);
        String word = String.valueOf(call.getMethodAsString());
        List<Expression> arguments =
                call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
        boolean one = word.equals("description") || word.equals("owner");
        if (arguments.isEmpty() || (one && arguments.size() > 1)) {
            refuse.accept(expected(word), call);
        }
        for (Expression argument : arguments) {
            if (!(argument instanceof ConstantExpression constant) || !(constant.getValue() instanceof String text)) {
                refuse.accept(expected(word), argument);
            } else if (one) {
                tell(word, text, argument);
            } else {
                claim(word, text, argument);
            }
        }
    }

    /** Tells of a word that stands where it is not read. */
    void misplaced(MethodCallExpression call) {
        if (isOne(call) && !topLevel.contains(call)) {
            refuse.accept(
                    "Expected " + call.getMethodAsString() + " at the top level of the script, not inside a block",
                    call);
        }
    }

    List<Claim> claims() {
        return claims;
    }

    String description() {
        return description;
    }

    String owner() {
        return owner;
    }

    /** The name alone may be a method of the script's own; with a plain text behind it, it is meant for us. */
    private static boolean isOne(Expression expression) {
        return expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && NAMES.contains(String.valueOf(call.getMethodAsString()));
    }

    private static String expected(String word) {
        return "Expected plain text%s after %s, such as %s"
                .formatted(word.endsWith("s") ? "s" : "", word, WORDS.get(word));
    }

    private void tell(String word, String text, Expression place) {
        if (text.isBlank()
                || text.length() > TEXT_MAX
                || !text.lines().skip(1).toList().isEmpty()) {
            refuse.accept("Expected one line of at most " + TEXT_MAX + " characters after " + word, place);
        } else if (word.equals("description")) {
            description = text.strip();
        } else {
            owner = text.strip();
        }
    }

    private void claim(String word, String text, Expression place) {
        try {
            ReachedBy by = switch (word) {
                case "dids" -> ReachedBy.DID;
                case "inGroups" -> ReachedBy.IN_GROUP;
                case "campaigns" -> ReachedBy.CAMPAIGN;
                default -> text.startsWith("_") ? ReachedBy.PATTERN : ReachedBy.EXTENSION;
            };
            CallPattern pattern = pattern(by, text);
            if (claims.stream()
                    .noneMatch(each -> each.by() == by && each.pattern().text().equals(text))) {
                claims.add(new Claim(by, pattern, place.getLineNumber(), place.getColumnNumber()));
            }
        } catch (IllegalArgumentException wrong) {
            refuse.accept(String.valueOf(wrong.getMessage()), place);
        }
    }

    /**
     * What is claimed in these words.
     *
     * @throws IllegalArgumentException with what was expected, when the text is none
     */
    static CallPattern pattern(ReachedBy by, String text) {
        return switch (by) {
            case DID -> CallPattern.number(text);
            case IN_GROUP, CAMPAIGN -> CallPattern.code(text);
            case NAME, EXTENSION, PATTERN -> CallPattern.parse(text);
        };
    }
}
