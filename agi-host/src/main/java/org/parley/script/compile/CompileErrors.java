package org.parley.script.compile;

import groovy.lang.GroovyRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SimpleMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.parley.script.Answer;
import org.parley.script.Question;
import org.parley.script.ScriptProblem;
import org.parley.settings.Nearest;

/** Turns what the compiler says about one script into problems that its writer can act on. */
final class CompileErrors {
    private static final int PROBLEMS_MAX = 20;

    private static final Pattern NO_METHOD =
            Pattern.compile("Cannot find matching method (\\S+)#(\\w+)\\((.*?)\\)\\..*");
    private static final Pattern NO_CALL =
            Pattern.compile("Cannot call (\\S+)#(\\w+)\\(.*?\\) with arguments \\[(.*)]\\.?");
    private static final Pattern APOSTROPHE = Pattern.compile("\\p{L}'\\p{L}");
    private static final Pattern BETWEEN_TYPES = Pattern.compile(", (?![^<]*>)");
    private static final Pattern NO_VARIABLE = Pattern.compile("The variable \\[(\\w+)] is undeclared\\.?");
    private static final Pattern NO_PROPERTY = Pattern.compile("No such property: (\\w+) for class: (\\S+)");
    private static final Pattern NO_OPTION = Pattern.compile("unexpected named arg: (\\w+)");
    private static final Pattern OPTION_TYPE =
            Pattern.compile("argument for named param '(\\w+)' has type '(.+)' but expected '(.+)'\\.?");
    private static final Pattern ASSIGN = Pattern.compile("Cannot assign value of type (.+) to variable of type (.+)");
    private static final Pattern OTHER_TYPE = Pattern.compile(
            "The return type of \\S+ (\\w+)\\(.*\\) in \\S+ is incompatible with \\S+ in org\\.parley\\..*");
    private static final Pattern NO_CLASS = Pattern.compile("unable to resolve class (\\S+)");

    private static final Map<String, String> TYPE_WORDS = Map.ofEntries(
            Map.entry("java.lang.String", "a text"),
            Map.entry("groovy.lang.GString", "a text"),
            Map.entry("java.lang.CharSequence", "a text"),
            Map.entry("java.lang.Object", "something of unknown type"),
            Map.entry("void", "nothing"),
            Map.entry("int", "a whole number"),
            Map.entry("java.lang.Integer", "a whole number"),
            Map.entry("long", "a whole number"),
            Map.entry("java.lang.Long", "a whole number"),
            Map.entry("java.math.BigDecimal", "a number"),
            Map.entry("boolean", "true or false"),
            Map.entry("java.lang.Boolean", "true or false"),
            Map.entry("groovy.lang.Closure", "a block { … }"),
            Map.entry("java.lang.Runnable", "a block { … }"),
            Map.entry("java.util.Map", "options"),
            Map.entry("java.util.LinkedHashMap", "options"),
            Map.entry("java.util.List", "a list"),
            Map.entry(Duration.class.getName(), "a duration such as 8.s"),
            Map.entry(Instant.class.getName(), "a time"),
            Map.entry(Question.class.getName(), "a question such as yesNo"),
            Map.entry(Answer.class.getName(), "an answer"));

    private final String file;
    private final String source;

    CompileErrors(String file, String source) {
        this.file = file;
        this.source = source;
    }

    /** In the order of the source, each line's consequences left out, at most twenty. */
    List<ScriptProblem> of(ErrorCollector collector) {
        List<ScriptProblem> problems = new ArrayList<>();
        Set<Integer> explained = new HashSet<>();
        List<? extends Message> messages = collector.getErrors();
        for (Message message : messages) {
            if (message instanceof SyntaxErrorMessage error && !isVague(error.getCause())) {
                explained.add(error.getCause().getStartLine());
            }
        }
        for (Message message : messages) {
            switch (message) {
                case SyntaxErrorMessage error -> {
                    SyntaxException cause = error.getCause();
                    if (!isVague(cause) || !explained.contains(cause.getStartLine())) {
                        problems.add(
                                cause instanceof KnownMistake known
                                        ? known(known)
                                        : problem(cause.getStartLine(), cause.getStartColumn(), bare(cause)));
                    }
                }
                case ExceptionMessage error
                when error.getCause() instanceof GroovyRuntimeException cause -> problems.add(placed(cause));
                case ExceptionMessage error ->
                    problems.add(at(0, 0, "The compiler could not read it: " + error.getCause(), ""));
                case SimpleMessage error -> problems.add(at(0, 0, error.getMessage(), ""));
                default -> problems.add(at(0, 0, "The compiler could not read it", ""));
            }
        }
        Set<String> seen = new HashSet<>();
        return problems.stream()
                .sorted(Comparator.comparingInt(ScriptProblem::line).thenComparingInt(ScriptProblem::column))
                .filter(each -> seen.add(each.line() + each.message()))
                .limit(PROBLEMS_MAX)
                .toList();
    }

    /** A problem at a place of the source. */
    ScriptProblem at(int line, int column, String message, String suggestion) {
        return ScriptProblem.at(file, source, line, column, message, suggestion);
    }

    private ScriptProblem known(KnownMistake known) {
        return ScriptProblem.of(
                known.kind(), file, source, known.getStartLine(), known.getStartColumn(), bare(known), "");
    }

    /** Some checks throw instead of reporting, and keep the place in the part of the tree that they met. */
    private ScriptProblem placed(GroovyRuntimeException thrown) {
        ASTNode place = thrown.getNode();
        return at(
                place == null ? 0 : place.getLineNumber(),
                place == null ? 0 : place.getColumnNumber(),
                String.valueOf(thrown.getMessageWithoutLocationText())
                        .lines()
                        .findFirst()
                        .orElse(""),
                "");
    }

    /** A value of unknown type fits nowhere; beside another mistake on the line it is only that one's consequence. */
    private static boolean isVague(SyntaxException cause) {
        Matcher method = NO_METHOD.matcher(bare(cause));
        return method.matches() && method.group(3).contains("java.lang.Object");
    }

    private static String bare(SyntaxException cause) {
        return cause.getOriginalMessage()
                .replace("[Static type checking] - ", "")
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    private ScriptProblem problem(int line, int column, String text) {
        Matcher method = NO_METHOD.matcher(text);
        if (method.matches()) {
            return noMethod(line, column, method.group(1), method.group(2), method.group(3));
        }
        Matcher call = NO_CALL.matcher(text);
        if (call.matches()) {
            return noMethod(line, column, call.group(1), call.group(2), call.group(3));
        }
        Matcher variable = NO_VARIABLE.matcher(text);
        if (variable.matches()) {
            String name = variable.group(1);
            String suggestion = Verbs.METHODS.contains(name)
                    ? "write " + name + "(…) with parentheses"
                    : Nearest.to(name, Verbs.ALL).map(CompileErrors::didYouMean).orElse("declare it with def");
            return at(line, column, "Nothing is called '" + name + "' here", suggestion);
        }
        Matcher property = NO_PROPERTY.matcher(text);
        if (property.matches()) {
            return noProperty(line, column, property.group(1), property.group(2));
        }
        Matcher option = NO_OPTION.matcher(text);
        if (option.matches()) {
            Set<String> known = Set.of(
                    "tries", "noInput", "confirm", "interruptible", "context", "prompt", "phrases", "answer", "ends");
            String name = option.group(1);
            return at(
                    line,
                    column,
                    "There is no option '" + name + "' here",
                    Nearest.to(name, known).map(CompileErrors::didYouMean).orElse(""));
        }
        Matcher optionType = OPTION_TYPE.matcher(text);
        if (optionType.matches()) {
            return at(
                    line,
                    column,
                    "Expected " + optionType.group(1) + ": with " + words(optionType.group(3)) + " but found "
                            + words(optionType.group(2)),
                    "");
        }
        Matcher assign = ASSIGN.matcher(text);
        if (assign.matches()) {
            return at(line, column, "Expected " + words(assign.group(2)) + " but found " + words(assign.group(1)), "");
        }
        Matcher verb = OTHER_TYPE.matcher(text);
        if (verb.matches()) {
            return at(line, column, "'" + verb.group(1) + "' is a verb already", "give the method another name");
        }
        Matcher type = NO_CLASS.matcher(text);
        if (type.matches()) {
            return at(line, column, "There is no class '" + type.group(1) + "'", "");
        }
        if (text.startsWith("Unexpected ")) {
            boolean quotes = text.startsWith("Unexpected character"); // a text that does not end hides the brackets
            Optional<Brackets.Mistake> bracket = Brackets.in(source).filter(each -> !quotes || each.isOfText());
            if (bracket.isPresent()) {
                Brackets.Mistake wrong = bracket.get();
                return at(wrong.line(), wrong.column(), wrong.message(), wrong.suggestion());
            }
        }
        if (text.startsWith("Unexpected input: ")) {
            return at(line, column, "It cannot be read from here on", "something is missing before it, or too much");
        }
        if (text.startsWith("Unexpected character: '\\''") || text.startsWith("Unexpected character: '\"'")) {
            return at(line, column, "A text begins here and does not end on this line", quote(line));
        }
        if (text.startsWith("Ambiguous prototypes for closure")) {
            return at(line, column, "It is not clear what this block is given", "write { String word -> … }");
        }
        return at(line, column, text, "");
    }

    /** What is wrong with the quotes of a line. */
    private String quote(int line) {
        String text = source.lines().skip(Math.max(0, line - 1L)).findFirst().orElse("");
        return APOSTROPHE.matcher(text).find()
                ? "write a text with an apostrophe in double quotes"
                : "close it with the same quote";
    }

    private ScriptProblem noMethod(int line, int column, String owner, String name, String arguments) {
        String given = arguments.isBlank()
                ? "nothing"
                : BETWEEN_TYPES
                        .splitAsStream(arguments)
                        .map(CompileErrors::words)
                        .collect(Collectors.joining(", "));
        if (name.equals("negative") && owner.equals(Duration.class.getName())) {
            return at(line, column, "A length of time is never negative", "write it without the -");
        }
        boolean onScript = owner.indexOf('.') < 0;
        if (!onScript) {
            List<String> names = load(owner).map(Verbs::methodsOf).orElse(List.of());
            return at(
                    line,
                    column,
                    sentence(words(owner) + " has no '" + name + "' that takes " + given),
                    Nearest.to(name, names)
                            .filter(near -> !near.equals(name))
                            .map(CompileErrors::didYouMean)
                            .orElse(""));
        }
        Optional<String> block = Verbs.blockOf(name).filter(_ -> !Verbs.METHODS.contains(name));
        if (block.isPresent() && takes(name).anyMatch(given::equals)) {
            return at(line, column, "Expected '" + name + "' inside " + block.get() + " { … }", "");
        }
        if (block.isPresent() || Verbs.METHODS.contains(name)) {
            String remedy = arguments.contains("java.lang.Object")
                    ? "say what it is, such as String, where it is declared with def"
                    : "it takes " + signatures(name);
            return at(line, column, "'" + name + "' does not take " + given, remedy);
        }
        return at(
                line,
                column,
                "There is no verb '" + name + "'",
                Nearest.to(name, Verbs.ALL).map(CompileErrors::didYouMean).orElse(""));
    }

    private ScriptProblem noProperty(int line, int column, String name, String owner) {
        List<String> names = load(owner).map(Verbs::propertiesOf).orElse(List.of());
        String suggestion = Nearest.to(name, names)
                .map(CompileErrors::didYouMean)
                .orElse(names.isEmpty() ? "" : "it has " + String.join(", ", names));
        return at(line, column, sentence(words(owner) + " has no '" + name + "'"), suggestion);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String didYouMean(String word) {
        return "did you mean '" + word + "'?";
    }

    private static String signatures(String verb) {
        return takes(verb).sorted(Comparator.comparingInt(String::length)).collect(Collectors.joining("; or "));
    }

    /** What each method of this name takes. */
    private static Stream<String> takes(String verb) {
        return Verbs.named(verb)
                .map(each -> Arrays.stream(each.getParameterTypes())
                        .map(type -> type == Object.class ? "any value" : words(type.getTypeName()))
                        .collect(Collectors.joining(", ")))
                .map(each -> each.isEmpty() ? "nothing" : each)
                .distinct();
    }

    /** A type in a writer's words. */
    private static String words(String type) {
        String raw = type.replaceAll("<.*>", "").strip();
        String word = TYPE_WORDS.get(raw);
        if (word != null) {
            return word;
        }
        String last = raw.substring(Math.max(raw.lastIndexOf('.'), raw.lastIndexOf('$')) + 1);
        return raw.endsWith("[]") ? "a list of texts" : last;
    }

    /** Only Parley's own values are looked into for their names. */
    private static Optional<Class<?>> load(String name) {
        if (!name.startsWith("org.parley.")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(name, false, CompileErrors.class.getClassLoader()));
        } catch (ClassNotFoundException gone) {
            return Optional.empty();
        }
    }
}
