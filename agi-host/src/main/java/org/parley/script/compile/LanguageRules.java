package org.parley.script.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.parley.ai.Languages;
import org.parley.script.LocalText;
import org.parley.script.ScriptException;

/** Whether a call of a verb names languages that there are, as far as the bare syntax tells. */
final class LanguageRules {
    private LanguageRules() {}

    /** What is wrong with the languages of this call; empty when nothing is, or only a run can tell. */
    static Optional<String> mistake(MethodCallExpression call) {
        String verb = String.valueOf(call.getMethodAsString());
        List<Expression> arguments =
                call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (verb.equals("language")) {
                if (arguments.getFirst() instanceof ConstantExpression constant
                        && constant.getValue() instanceof String tag) {
                    var _ = Languages.of(tag);
                }
                return Optional.empty();
            }
            Set<String> options = options(verb, arguments);
            if (!options.isEmpty() && arguments.getFirst() instanceof MapExpression named) {
                for (MapEntryExpression entry : named.getMapEntryExpressions()) {
                    if (entry.getKeyExpression() instanceof ConstantExpression key
                            && !options.contains(key.getText())) {
                        var _ = LocalText.language(key.getText(), options);
                    }
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException | ScriptException mistake) {
            return Optional.of(String.valueOf(mistake.getMessage()));
        }
    }

    /** The languages that this call names, as tags. */
    static Set<String> named(MethodCallExpression call) {
        List<Expression> arguments =
                call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
        String verb = String.valueOf(call.getMethodAsString());
        Set<String> found = new HashSet<>();
        if (verb.equals("language")
                && arguments.size() == 1
                && arguments.getFirst() instanceof ConstantExpression constant) {
            Languages.find(constant.getText()).ifPresent(each -> found.add(each.toLanguageTag()));
        }
        Set<String> options = arguments.isEmpty() ? Set.of() : options(verb, arguments);
        if (!options.isEmpty() && arguments.getFirst() instanceof MapExpression texts) {
            for (MapEntryExpression entry : texts.getMapEntryExpressions()) {
                if (entry.getKeyExpression() instanceof ConstantExpression key && !options.contains(key.getText())) {
                    Languages.find(key.getText()).ifPresent(each -> found.add(each.toLanguageTag()));
                }
            }
        }
        return found;
    }

    /** What the verb may be given beside texts; none where it has no texts by language. */
    private static Set<String> options(String verb, List<Expression> arguments) {
        boolean withText = arguments.stream()
                .anyMatch(argument -> argument instanceof GStringExpression
                        || (argument instanceof ConstantExpression constant && constant.getValue() instanceof String));
        if (withText) {
            return Set.of(); // the compiler knows its options
        }
        return switch (verb) {
            case "say" -> arguments.size() == 1 ? LocalText.SAYING : Set.of();
            case "ask" -> arguments.size() <= 2 ? LocalText.ASKING : Set.of();
            case "menu" -> arguments.size() == 2 ? LocalText.MENU : Set.of();
            case "capture" -> LocalText.CAPTURING;
            default -> Set.of();
        };
    }
}
