package org.parley.script.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.parley.ai.Languages;
import org.parley.ai.VoiceChoice;
import org.parley.script.Findings.Doubt;
import org.parley.script.Findings.Use;
import org.parley.script.ProblemKind;

/** What a script may do and yet hardly means, and the names in it of what stands elsewhere. */
final class SourceDoubts extends ClassCodeVisitorSupport {
    /** Questions that nearly any words answer. */
    private static final Set<String> OPEN = Set.of("email", "address", "name");

    private static final int SAY_WORDS_MAX = 40;
    private static final Set<String> LEAVES = Set.of("goTo", "finish", "hangup");
    private static final Set<String> SPEAKS = Set.of("say", "ask", "capture", "menu");
    private static final Set<String> TAKES_PATTERN =
            Set.of("matches", "replaceAll", "replaceFirst", "split", "find", "findAll", "eachMatch", "compile");

    /** Tells of a mistake of that kind. */
    interface Refusal {
        void of(ProblemKind kind, String message, ASTNode place);
    }

    private final SourceUnit source;
    private final Refusal refuse;
    private final Set<String> own; // methods that the script declares
    private final List<Doubt> doubts = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final Set<String> variables = new HashSet<>(); // of the script's own
    private final Map<Expression, Set<String>> texts = new LinkedHashMap<>(); // by languages, and the languages of each
    private final Map<String, String> spoken = new TreeMap<>(); // the tag of each language by its first part
    private int talks; // that what is looked at stands in

    SourceDoubts(SourceUnit source, Refusal refuse) {
        this.source = source;
        this.refuse = refuse;
        this.own =
                source.getAST().getMethods().stream().map(MethodNode::getName).collect(Collectors.toSet());
    }

    /** Looks at all of it; {@code parts} are what stands in its script block. */
    void look(List<Statement> parts) {
        source.getAST().getClasses().forEach(this::visitClass);
        uses.removeIf(use -> use.kind() == ProblemKind.HEARING && variables.contains(use.name()));
        texts.forEach((place, languages) -> {
            List<String> missing = spoken.entrySet().stream()
                    .filter(each -> !languages.contains(each.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (!missing.isEmpty()) {
                doubt(
                        ProblemKind.LANGUAGE,
                        "This text is missing in " + String.join(", ", missing) + ", which the script speaks elsewhere",
                        "add " + missing.getFirst() + ": '…'",
                        place);
            }
        });
        new PathEnds(source.getAST(), own, this::withoutStatus).look(parts);
    }

    List<Doubt> doubts() {
        return doubts;
    }

    List<Use> uses() {
        return uses;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    private void withoutStatus(String what, ASTNode place) {
        doubt(
                ProblemKind.NO_STATUS,
                what + " without a status",
                "say finish 'STATUS' or dispose 'STATUS', or the call gets calls.default-status",
                place);
    }

    private void doubt(ProblemKind kind, String message, String suggestion, ASTNode place) {
        doubts.add(new Doubt(kind, place.getLineNumber(), place.getColumnNumber(), message, suggestion));
    }

    // --- what is never reached

    @Override
    public void visitBlockStatement(BlockStatement block) {
        List<Statement> all = block.getStatements();
        for (int i = 0; i + 1 < all.size(); i++) {
            String by = leaves(all.get(i));
            Statement next = all.get(i + 1);
            if (!by.isEmpty() && !isOnlyAnEnd(next)) {
                doubt(
                        ProblemKind.DEAD_CODE,
                        "This is never reached, for '" + by + "' leaves before it",
                        "take it out, or put it before " + by,
                        next);
                break;
            }
        }
        super.visitBlockStatement(block);
    }

    private String leaves(Statement statement) {
        return switch (statement) {
            case ReturnStatement _ -> "return";
            case ThrowStatement _ -> "throw";
            case BreakStatement _ -> "break";
            case ContinueStatement _ -> "continue";
            case ExpressionStatement line -> {
                String verb = Tree.verb(line.getExpression());
                boolean sure = LEAVES.contains(verb) && !own.contains(verb) && talks == 0;
                yield sure ? verb : "";
            }
            default -> "";
        };
    }

    /** Many write {@code finish 'NI'; return}, which harms nobody. */
    private static boolean isOnlyAnEnd(Statement statement) {
        return statement instanceof BreakStatement
                || (statement instanceof ReturnStatement end
                        && end.getExpression() instanceof ConstantExpression constant
                        && constant.getValue() == null);
    }

    // --- verbs

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String verb = own.contains(Tree.verb(call)) ? "" : Tree.verb(call);
        if (SPEAKS.contains(verb)) {
            languages(call);
        }
        switch (verb) {
            case "ask", "capture", "listen" -> questions(call);
            case "say" -> say(call);
            case "tool" -> tool(call);
            case "language" ->
                Tree.texts(call).forEach(tag -> language(tag.getText()).ifPresent(this::speaks));
            case "play" -> use(ProblemKind.SOUND, Tree.texts(call).stream().limit(1));
            case "clip" -> use(ProblemKind.CLIP, Tree.texts(call).stream().limit(1));
            case "voice", "backup" -> Tree.arguments(call).forEach(this::voices);
            case "limits" ->
                Tree.named(call)
                        .filter(each -> each.getKeyExpression().getText().equals("cost"))
                        .map(MapEntryExpression::getValueExpression)
                        .forEach(cost -> uses.add(new Use(
                                ProblemKind.PRICE, cost.getText(), cost.getLineNumber(), cost.getColumnNumber())));
            case "department" ->
                Tree.named(call)
                        .filter(each -> each.getKeyExpression().getText().equals("voice"))
                        .forEach(each -> voices(each.getValueExpression()));
            case "knowledge" -> use(ProblemKind.FOLDER, Tree.texts(call).stream());
            case "kb" -> use(ProblemKind.FOLDER, Tree.texts(call).stream().limit(1));
            case "secret" -> use(ProblemKind.SECRET_FILE, Tree.texts(call).stream());
            case "humansFree" -> use(ProblemKind.IN_GROUP, Tree.texts(call).stream());
            case "allow" ->
                Tree.named(call)
                        .filter(each -> each.getKeyExpression().getText().equals("transfer"))
                        .forEach(each -> inGroups(each.getValueExpression()));
            case "transfer" ->
                use(
                        ProblemKind.IN_GROUP,
                        Tree.named(call)
                                .filter(each ->
                                        each.getKeyExpression().getText().equals("inGroup"))
                                .map(MapEntryExpression::getValueExpression));
            default -> {} // it names nothing that is elsewhere
        }
        if (TAKES_PATTERN.contains(call.getMethodAsString()) && !call.isImplicitThis()) {
            Tree.texts(call).stream().limit(1).forEach(this::pattern);
        }
        int outer = talks;
        talks = verb.equals("on") ? 0 : talks + (verb.equals("converse") ? 1 : 0); // a rule's words are the script's
        super.visitMethodCallExpression(call);
        talks = outer;
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        variables.add(declaration.getLeftExpression().getText());
        super.visitDeclarationExpression(declaration);
    }

    /** Those whose answers a recogniser may not hear that must be told what to listen for. */
    private void questions(MethodCallExpression call) {
        Tree.arguments(call).stream()
                .filter(each -> each instanceof VariableExpression word && OPEN.contains(word.getName()))
                .forEach(each -> uses.add(
                        new Use(ProblemKind.HEARING, each.getText(), each.getLineNumber(), each.getColumnNumber())));
    }

    private void use(ProblemKind kind, Stream<? extends Expression> names) {
        names.forEach(name -> Tree.text(name)
                .ifPresent(text -> uses.add(new Use(kind, text, name.getLineNumber(), name.getColumnNumber()))));
    }

    /** A name, a word with options, or a list of these; a value that is not written out is nothing. */
    private void voices(Expression given) {
        if (given instanceof ListExpression several) {
            several.getExpressions().forEach(this::voices);
        } else if (given instanceof MethodCallExpression word
                && !Tree.verb(word).isEmpty()) {
            Map<String, String> options = new TreeMap<>();
            Tree.named(word)
                    .forEach(each -> Tree.text(each.getValueExpression())
                            .filter(text -> !text.isBlank())
                            .ifPresent(
                                    text -> options.put(each.getKeyExpression().getText(), text)));
            uses.add(new Use(
                    ProblemKind.VOICE,
                    new VoiceChoice(Tree.verb(word), options).key(),
                    given.getLineNumber(),
                    given.getColumnNumber()));
        } else {
            use(ProblemKind.VOICE, Stream.of(given));
        }
    }

    /** Those whom a model may transfer to, in maps of maps. */
    private void inGroups(Expression given) {
        if (given instanceof MapExpression map) {
            map.getMapEntryExpressions().forEach(each -> {
                if (each.getKeyExpression().getText().equals("inGroup")) {
                    use(ProblemKind.IN_GROUP, Stream.of(each.getValueExpression()));
                } else {
                    inGroups(each.getValueExpression());
                }
            });
        }
    }

    private void say(MethodCallExpression call) {
        Stream<Expression> said = Stream.concat(
                Tree.arguments(call).stream(), Tree.named(call).map(MapEntryExpression::getValueExpression));
        said.forEach(text -> {
            int words = words(text);
            if (words > SAY_WORDS_MAX) {
                doubt(
                        ProblemKind.LONG_SAY,
                        "Nobody listens to %d words at once; %d are a lot".formatted(words, SAY_WORDS_MAX),
                        "say it in parts, with a question between them",
                        text);
            }
        });
    }

    private static int words(Expression text) {
        String all = switch (text) {
            case ConstantExpression constant when constant.getValue() instanceof String plain -> plain;
            case GStringExpression mixed ->
                mixed.getStrings().stream().map(ConstantExpression::getText).collect(Collectors.joining("x"));
            default -> "";
        };
        return (int) Pattern.compile("\\s+")
                .splitAsStream(all.strip())
                .filter(each -> !each.isEmpty())
                .count();
    }

    private void tool(MethodCallExpression call) {
        List<ConstantExpression> given = Tree.texts(call);
        if (given.size() == 2 && given.getLast().getText().isBlank()) {
            doubt(
                    ProblemKind.TOOL,
                    "The model is told nothing about the tool '"
                            + given.getFirst().getText() + "'",
                    "say when to use it and what it gives: tool('price', 'The monthly price of a permit.')",
                    given.getLast());
        }
    }

    // --- languages

    private static Optional<Locale> language(String name) {
        return Languages.find(name);
    }

    private void speaks(Locale language) {
        spoken.putIfAbsent(language.getLanguage(), language.toLanguageTag());
    }

    private void languages(MethodCallExpression call) {
        List<Locale> found = Tree.named(call)
                .flatMap(each -> language(each.getKeyExpression().getText()).stream())
                .toList();
        if (!found.isEmpty()) {
            found.forEach(this::speaks);
            texts.put(call, found.stream().map(Locale::getLanguage).collect(Collectors.toCollection(TreeSet::new)));
            uses.add(new Use(
                    ProblemKind.LANGUAGE,
                    found.stream().map(Locale::toLanguageTag).collect(Collectors.joining(",")),
                    call.getLineNumber(),
                    call.getColumnNumber()));
        }
    }

    // --- secrets and patterns

    @Override
    public void visitConstantExpression(ConstantExpression constant) {
        if (constant.getLineNumber() > 0 && constant.getValue() instanceof String text && SecretLooks.isKey(text)) {
            secret(constant);
        }
    }

    @Override
    public void visitMapEntryExpression(MapEntryExpression entry) {
        named(entry.getKeyExpression(), entry.getValueExpression());
        super.visitMapEntryExpression(entry);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        switch (expression.getOperation().getType()) {
            case Types.ASSIGN -> named(expression.getLeftExpression(), expression.getRightExpression());
            case Types.FIND_REGEX, Types.MATCH_REGEX -> pattern(expression.getRightExpression());
            default -> {} // neither a name nor a pattern
        }
        super.visitBinaryExpression(expression);
    }

    private void named(Expression name, Expression value) {
        Tree.text(value)
                .filter(text -> SecretLooks.isSecret(name.getText(), text) && !SecretLooks.isKey(text))
                .ifPresent(_ -> secret(value));
    }

    private void secret(Expression place) {
        refuse.of(
                ProblemKind.SECRET,
                "A secret stands in the source; put it into a file of data.secrets-folder and write secret('name')",
                place);
    }

    @Override
    public void visitBitwiseNegationExpression(BitwiseNegationExpression expression) {
        pattern(expression.getExpression());
        super.visitBitwiseNegationExpression(expression);
    }

    private void pattern(Expression place) {
        Tree.text(place).ifPresent(text -> {
            try {
                var _ = Pattern.compile(text);
            } catch (PatternSyntaxException wrong) {
                refuse.of(ProblemKind.PATTERN, "This pattern cannot be read: " + wrong.getDescription(), place);
                return;
            }
            if (NestedRepeats.in(text)) {
                refuse.of(
                        ProblemKind.PATTERN,
                        "This pattern repeats what repeats, and can take for ever on a text that nearly fits;"
                                + " keep one of the two, as a+ for (a+)+",
                        place);
            }
        });
    }
}
